"""What follows from costs: how much is decided, how rightly, and what is asked instead."""

from __future__ import annotations

import numpy as np
import pytest

from classifier.category import Category
from classifier.costs import USUAL
from classifier.decisions import by_price, decisions

TRUTH = [Category.INCIDENT, Category.EDUCATION, Category.EMERGENCY, Category.EMERGENCY, Category.OTHER]


def rows(*verdicts: tuple[Category, float]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    made = np.zeros((len(verdicts), len(Category)))
    for row, (verdict, chance) in enumerate(verdicts):
        made[row] = (1 - chance) / (len(Category) - 1)
        made[row, list(Category).index(verdict)] = chance
    return made


def test_decided_asked_and_paid_for() -> None:
    judged = rows(
        (Category.INCIDENT, 0.99),
        (Category.INCIDENT, 0.99),
        (Category.EMERGENCY, 0.9),
        (Category.INCIDENT, 0.3),
        (Category.OTHER, 0.95),
    )
    found = decisions(TRUTH, judged)
    assert (found.coverage, found.accuracy) == (0.8, 0.75)
    assert found.cost == pytest.approx((0 + USUAL.wrong + 0 + 1 + 0) / 5)
    assert (found.emergencies.precision, found.emergencies.recall, found.emergencies.asked) == (1.0, 0.5, 0.5)
    assert found.emergencies.count == 2
    assert (found.outside.sent_away, found.outside.asked, found.outside.wrongly_sent_away) == (1.0, 0.0, 0.0)
    assert found.outside.found_at_5pct == 1.0


def test_a_question_sent_away_and_an_outage_missed_are_counted() -> None:
    judged = rows(*[(Category.OTHER, 0.99)] * 5)
    found = decisions(TRUTH, judged)
    assert found.outside.wrongly_sent_away == 1.0
    assert (found.emergencies.precision, found.emergencies.recall) == (0.0, 0.0)
    assert found.cost == sum(USUAL.of(Category.OTHER, truth) for truth in TRUTH) / 5


def test_the_dearer_a_mistake_the_less_is_decided() -> None:
    judged = rows(*[(Category.INCIDENT, chance) for chance in (0.55, 0.7, 0.78, 0.86, 0.99)])
    shares = [one.coverage for one in by_price([Category.INCIDENT] * 5, judged)]
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) == 3
