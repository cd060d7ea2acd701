"""How sure it is that a passage answers the question: a calibrated probability from the evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from knowledge.logistic import Array, sigmoid


@dataclass(frozen=True)
class Head:
    """A logistic model: a weight for each feature, and the bias."""

    weights: tuple[float, ...]
    bias: float

    def logits(self, rows: NDArray[Any]) -> Array:
        """The logarithm of the odds, one a row."""
        logits: Array = np.asarray(rows, np.float64) @ np.array(self.weights) + self.bias
        return logits


@dataclass(frozen=True)
class Calibration:
    """What real outcomes make of the logits (Platt 1999): ``slope`` times the logit, plus ``offset``.

    Without enough outcomes the offset makes every probability a little lower than what was learnt.
    ``outcomes`` is how many it was fitted to; 0 as shipped.
    """

    slope: float = 1.0
    offset: float = -0.3
    outcomes: int = 0

    def probabilities(self, logits: NDArray[Any]) -> Array:
        """What is said of these logits: float64, 0 to 1."""
        return sigmoid(self.slope * np.asarray(logits, np.float64) + self.offset)


CAUTIOUS: Final = Calibration()
"""As shipped."""


@dataclass(frozen=True)
class Model:
    """Turns evidence into probabilities: one head for the first passage, one for those that follow.

    Outcomes tell of first passages: they recalibrate these alone, the others stay as cautious as shipped.
    """

    first: Head
    following: Head
    calibration: Calibration = field(default_factory=Calibration)

    def probabilities(self, rows: NDArray[Any]) -> Array:
        """The probability that each passage answers, best first: float64, one a row, 0 to 1."""
        found = CAUTIOUS.probabilities(self.following.logits(rows))
        found[:1] = self.calibration.probabilities(self.first.logits(rows[:1]))
        return found


def helpful(probabilities: NDArray[Any]) -> float:
    """The probability that one of these passages answers; at most one of them is taken to."""
    return float(min(np.sum(probabilities), 1.0))
