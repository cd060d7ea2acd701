"""What is decided about texts under costs: how many, how rightly, and what is asked about instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from classifier.category import Category
from classifier.costs import USUAL, Costs, decided
from classifier.evaluation import Numbers, found_outside

PRICES = (2.0, 3.0, 4.0, 5.0, 7.0, 10.0)
"""Costs of the usual mistake for which a report says what follows."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What is out of scope: found where 5 % of the rest are taken for it, and what is really sent away."""

    found_at_5pct: float | None
    sent_away: float
    asked: float
    wrongly_sent_away: float


@dataclass(frozen=True, slots=True)
class Emergencies:
    """Suspected outages: how many recorded ones are one; how many of the real ones are recorded, or asked."""

    precision: float
    recall: float
    asked: float
    count: int


@dataclass(frozen=True, slots=True)
class Decisions:
    """Shares from 0 to 1; ``accuracy`` is that of what is decided, ``cost`` the mean in questions back."""

    costs: Costs
    coverage: float
    accuracy: float
    cost: float
    emergencies: Emergencies
    outside: Outside


Verdicts = npt.NDArray[np.object_]
Share = npt.NDArray[np.bool_]


def decisions(truth: Sequence[Category], judged: Numbers, costs: Costs = USUAL) -> Decisions:
    """``judged`` has a row of probabilities for each truth, a column for each category in their order."""
    meant = np.array(truth, dtype=object)
    taken = np.array([decided(dict(zip(Category, row, strict=True)), costs) for row in judged], dtype=object)
    settled = taken != np.array(None)
    return Decisions(
        costs=costs,
        coverage=_share(settled),
        accuracy=_share((taken == meant)[settled]),
        cost=float(np.mean([_cost(one, real, costs) for one, real in zip(taken, meant, strict=True)])),
        emergencies=_emergencies(taken, meant),
        outside=_outside(taken, meant, judged),
    )


def by_price(truth: Sequence[Category], judged: Numbers) -> Iterator[Decisions]:
    """The decisions for several costs of the usual mistake, the others in proportion."""
    for price in PRICES:
        yield decisions(truth, judged, _at(price))


def _at(price: float) -> Costs:
    scale = price / USUAL.wrong
    return replace(USUAL, wrong=price, incident_missed=scale * USUAL.incident_missed)


def _cost(taken: Category | None, truth: Category, costs: Costs) -> float:
    return 1.0 if taken is None else costs.of(taken, truth)


def _emergencies(taken: Verdicts, meant: Verdicts) -> Emergencies:
    real, recorded = meant == Category.EMERGENCY, taken == Category.EMERGENCY
    asked = (taken == np.array(None))[real]
    return Emergencies(_share(real[recorded]), _share(recorded[real]), _share(asked), int(real.sum()))


def _outside(taken: Verdicts, meant: Verdicts, judged: Numbers) -> Outside:
    real, away = meant == Category.OTHER, taken == Category.OTHER
    foreign = judged[:, list(Category).index(Category.OTHER)]
    asked = (taken == np.array(None))[real]
    return Outside(found_outside(foreign, real), _share(away[real]), _share(asked), _share(away[~real]))


def _share(of: Share) -> float:
    return float(np.mean(of)) if len(of) else 0.0
