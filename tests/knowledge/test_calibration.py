"""How sure the search is, recalibrated from outcomes: towards what was right, by no more than they prove."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.calibration import FEWEST, OFFSETS, SLOPES, checked, error, fitted, reliability
from knowledge.logistic import sigmoid
from knowledge.shipped import SHIPPED
from knowledge.sure import ANSWERABLE, SLOPE, Calibration, expected, share

BEFORE = Calibration(1.0, -0.3)
World = tuple[NDArray[np.float64], NDArray[np.bool_]]


def world(number: int, slope: float, offset: float) -> World:
    """Logits as the search gives them, where answers are in truth right by another calibration."""
    chance = np.random.default_rng(3)
    logits = chance.normal(0.5, 1.5, number)
    return logits, chance.random(number) < sigmoid(slope * logits + offset)


def off_by(calibration: Calibration, found: World) -> float:
    logits, right = found
    return error(reliability(calibration.probabilities(logits), right))


def test_below_the_number_nothing_changes() -> None:
    logits, right = world(FEWEST, 1, 1.5)
    assert fitted(logits[1:], right[1:], BEFORE) == BEFORE
    assert fitted(logits, right, BEFORE) != BEFORE


@pytest.mark.parametrize("wrong", [True, False])
def test_of_one_kind_alone_no_slope_is_learnt(wrong: bool) -> None:
    logits, _ = world(400, 1, 0)
    assert fitted(logits, (np.arange(400) < 19) == wrong, BEFORE).slope == BEFORE.slope
    assert fitted(logits, (np.arange(400) < 20) == wrong, BEFORE).slope != BEFORE.slope


@pytest.mark.parametrize("truth", [0.3, 0.5, 0.9])
def test_a_hundred_outcomes_tell_the_share_of_questions_with_an_answer(truth: float) -> None:
    seen = world(100, SLOPE, expected(truth).offset)
    found = fitted(*seen, expected())
    assert (found.slope, found.outcomes) == (SLOPE, 100)
    assert abs(share(found) - truth) < abs(ANSWERABLE - truth)
    assert share(found) == pytest.approx(truth, abs=0.12)


@pytest.mark.parametrize(("offset", "up"), [(1.5, True), (-1.8, False)])
def test_probabilities_move_to_what_was_right(offset: float, up: bool) -> None:
    seen = world(600, 1, offset)
    found = fitted(*seen, BEFORE)
    middle = np.array([0.0])
    assert (found.probabilities(middle) > BEFORE.probabilities(middle)).all() == up
    assert off_by(found, seen) < off_by(BEFORE, seen) / 2
    assert found.outcomes == 600


def test_many_outcomes_find_the_truth_and_few_stay_near_what_is_shipped() -> None:
    many, few = fitted(*world(20_000, 1.6, 1), BEFORE), fitted(*world(200, 1.6, 1), BEFORE)
    assert (many.slope, many.offset) == pytest.approx((1.6, 1), abs=0.08)
    assert BEFORE.slope < few.slope < many.slope
    assert BEFORE.offset < few.offset


def test_whatever_is_pressed_stays_within_the_bounds() -> None:
    logits, _ = world(50_000, 1, 0)
    turned = fitted(logits, logits < 0, BEFORE)
    steep = fitted(logits, logits > 0, BEFORE)
    assert turned.slope == SLOPES[0]
    assert steep.slope == SLOPES[1]
    assert OFFSETS[0] <= turned.offset <= OFFSETS[1]
    assert fitted(logits, np.arange(50_000) < 49_990, BEFORE).offset == OFFSETS[1]


@pytest.mark.parametrize(
    "spoilt",
    [
        Calibration(9, 0, 300),
        Calibration(1, -5, 300),
        Calibration(1, float("nan"), 300),
        Calibration(2, 0, 9),
    ],
)
def test_a_calibration_that_nothing_fits_to_is_refused(spoilt: Calibration) -> None:
    assert checked(Calibration(2, 0, 300)) == Calibration(2, 0, 300)
    assert checked(BEFORE) == BEFORE
    with pytest.raises(ValueError, match="calibration"):
        checked(spoilt)


def test_outcomes_change_the_first_passage_alone() -> None:
    rows = np.zeros((3, len(SHIPPED.first.weights)), np.float32)
    surer = replace(SHIPPED, calibration=Calibration(1, 2, 300))
    before, after = SHIPPED.probabilities(rows), surer.probabilities(rows)
    assert after[0] > before[0]
    assert (after[1:] == before[1:]).all()


def test_the_table_holds_what_was_said_beside_what_was_right() -> None:
    said, right = np.array([0.1, 0.9, 1.0, 0.8]), np.array([False, True, True, False])
    table = reliability(said, right)
    assert [one.outcomes for one in table] == [1, 3]
    assert [one.said for one in table] == pytest.approx([0.1, 0.9])
    assert [one.right for one in table] == pytest.approx([0, 2 / 3])
    assert error(table) == pytest.approx((0.1 + 3 * (0.9 - 2 / 3)) / 4)
    assert reliability(said[:0], right[:0]) == ()
    assert error(()) == 0
