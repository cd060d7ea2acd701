"""From when on it answers: the precision of all answers, and what may be chance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from knowledge.evidence import FEATURES
from knowledge.shipped import SHIPPED
from knowledge.sure import BY_CHANCE, EVEN, Calibration, expected, share

STEPS = replace(SHIPPED, asked=(-3.0, 0.0, 2.0, 4.0), calibration=Calibration(1.0, 0.0))


def chance_of(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))


def test_the_precision_is_the_mean_of_all_that_are_as_sure() -> None:
    said = [chance_of(2), chance_of(4), 0.7]
    assert STEPS.precision(0.7) == pytest.approx(sum(said) / 3)
    assert STEPS.precision(0.999) == pytest.approx(0.999)


def test_the_surer_the_higher_the_precision_and_below_even_it_is_no_more_than_sure() -> None:
    told = [STEPS.precision(float(sure)) for sure in np.linspace(0, 1, 101)]
    assert told == sorted(told)
    assert STEPS.precision(EVEN - 0.01) == EVEN - 0.01
    assert STEPS.precision(EVEN) > 0.7


def test_it_answers_from_the_least_probability_that_keeps_the_precision() -> None:
    assert STEPS.least(0.9) == pytest.approx(chance_of(2))
    assert STEPS.least(0.97) == pytest.approx(chance_of(4))
    assert STEPS.least(0.99) == 1


@pytest.mark.parametrize("part", [0.05, 0.5, 0.95])
def test_the_more_questions_have_an_answer_the_surer_it_is(part: float) -> None:
    assert share(expected(part)) == pytest.approx(part)
    logits = np.array([0.5])
    assert expected(part).probabilities(logits) < expected(part + 0.04).probabilities(logits)


@pytest.mark.parametrize(("words", "label", "capped"), [(2, 0.4, True), (2, 0.6, False), (3, 0.0, False)])
def test_two_words_that_no_label_holds_may_stand_there_by_chance(
    words: int, label: float, capped: bool
) -> None:
    row = np.zeros((1, len(FEATURES)), np.float32)
    row[0, [FEATURES.index("words"), FEATURES.index("label")]] = np.log1p(words), label
    sure = replace(SHIPPED, first=replace(SHIPPED.first, bias=20.0)).probabilities(row)[0]
    assert (sure == BY_CHANCE) == capped
    assert capped or sure > 0.99
