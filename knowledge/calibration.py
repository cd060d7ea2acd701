"""Recalibrates how sure the search is from real outcomes: Platt's scaling around what was expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from knowledge.logistic import CLOSE_ENOUGH, STEPS, Array, sigmoid
from knowledge.sure import Calibration

FEWEST: Final = 30
"""Outcomes below which nothing is recalibrated."""
FEWEST_FOR_SLOPE: Final = 200
"""Outcomes below which only the offset is fitted, which is to say the share of questions with an answer."""
FEWEST_OF_A_KIND: Final = 20
"""... and those that have to be right, and wrong: of one kind alone no slope can be learnt."""
SLOPES: Final = (0.3, 3.0)
OFFSETS: Final = (-4.0, 4.0)
"""Bounds: whatever people press, what the articles taught keeps a say."""
SPREAD: Final = (0.5, 1.0)
"""Standard deviations of the Gaussian priors of slope and offset, around those that were expected."""
FIXED: Final = 1e-3
"""That of a slope for which there are too few outcomes."""
BINS: Final = 5


@dataclass(frozen=True)
class Bin:
    """Outcomes of like probability: how many, what was ``said`` on average, and the share that was right."""

    outcomes: int
    said: float
    right: float


def fitted(logits: NDArray[Any], right: NDArray[Any], before: Calibration) -> Calibration:
    """The calibration that these outcomes speak for: the logit of each, and whether it was right.

    Maximum a posteriori of Platt's scaling (Platt 1999) around the one ``before``, by Newton's method and
    within the bounds; of the offset alone when the outcomes are few, or nearly all of a kind. That one when
    they are fewer still.
    """
    if len(right) < FEWEST:
        return before
    kinds = min(int(np.sum(right)), int(np.sum(~right)))
    steady = len(right) < FEWEST_FOR_SLOPE or kinds < FEWEST_OF_A_KIND
    spread = (FIXED if steady else SPREAD[0], SPREAD[1])
    slope, offset = _most_likely(
        np.asarray(logits, np.float64), np.asarray(right, np.float64), before, spread
    )
    slope = before.slope if steady else slope
    return Calibration(_within(slope, SLOPES), _within(offset, OFFSETS), len(right))


def reliability(said: NDArray[Any], right: NDArray[Any]) -> tuple[Bin, ...]:
    """The outcomes in bins of equal width, the least sure first; empty bins are left out."""
    number = np.minimum((np.asarray(said) * BINS).astype(np.int64), BINS - 1)
    return tuple(
        Bin(int(own.sum()), float(said[own].mean()), float(right[own].mean()))
        for own in (number == one for one in range(BINS))
        if own.any()
    )


def error(bins: Sequence[Bin]) -> float:
    """The expected calibration error: how far what was said is from what was right, by outcome."""
    total = sum(one.outcomes for one in bins)
    return sum(one.outcomes * abs(one.said - one.right) for one in bins) / max(total, 1)


def checked(calibration: Calibration) -> Calibration:
    """The same calibration; raises ValueError when it is none that could have been fitted."""
    bounded = ((calibration.slope, SLOPES), (calibration.offset, OFFSETS))
    if not all(isfinite(value) and least <= value <= most for value, (least, most) in bounded):
        raise ValueError("the calibration is out of bounds")
    if 0 < calibration.outcomes < FEWEST:
        raise ValueError("the calibration is from too few outcomes")
    return calibration


def _most_likely(
    logits: Array, right: Array, before: Calibration, spread: tuple[float, float]
) -> tuple[float, float]:
    """Slope and offset; the posterior is concave, and no step is longer than a unit."""
    design = np.column_stack([logits, np.ones(len(logits))])
    prior, tightness = np.array([before.slope, before.offset]), np.diag(1 / np.array(spread) ** 2)
    found = prior.copy()
    for _ in range(STEPS):
        chance = sigmoid(design @ found)
        gradient = design.T @ (right - chance) - tightness @ (found - prior)
        hessian = (design * (chance * (1 - chance))[:, None]).T @ design + tightness
        step = np.linalg.solve(hessian, gradient)
        found += step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < CLOSE_ENOUGH:
            break
    return float(found[0]), float(found[1])


def _within(value: float, bounds: tuple[float, float]) -> float:
    return min(max(value, bounds[0]), bounds[1])
