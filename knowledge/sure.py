"""How sure it is that a passage answers the question: a calibrated probability from the evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import log
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from knowledge.evidence import FEATURES
from knowledge.logistic import Array, sigmoid


@dataclass(frozen=True)
class Head:
    """A logistic model: a weight for each feature, and the bias."""

    weights: tuple[float, ...]
    bias: float

    def logits(self, rows: NDArray[Any]) -> Array:
        """The logarithm of the odds, one a row."""
        logits: Array = np.asarray(rows, np.float64) @ self._weights + self.bias
        return logits

    @cached_property
    def _weights(self) -> Array:
        return np.array(self.weights)

    def blended(self, other: Head, part: float) -> Head:
        """The head between this one (1) and the ``other`` (0): the mean of their logits, so weighted."""
        pairs = zip(self.weights, other.weights, strict=True)
        weights = tuple(part * own + (1 - part) * theirs for own, theirs in pairs)
        return Head(weights, part * self.bias + (1 - part) * other.bias)


@dataclass(frozen=True)
class Calibration:
    """What the logits are worth (Platt 1999): ``slope`` times the logit, plus ``offset``.

    ``outcomes`` is how many real ones it was fitted to; 0 for what was expected beforehand.
    """

    slope: float
    offset: float
    outcomes: int = 0

    def probabilities(self, logits: NDArray[Any]) -> Array:
        """What is said of these logits: float64, 0 to 1."""
        return sigmoid(self.slope * np.asarray(logits, np.float64) + self.offset)


SLOPE: Final = 0.7
OFFSET: Final = -0.9
"""People ask otherwise than the questions are made that it was learnt from: it is less certain of theirs, and
less sure. These hold where the articles answer one half of the questions, as they do of the made ones."""
ANSWERABLE: Final = 0.8
"""The share of the questions that articles are taken to answer, as long as nothing else is known."""
CAUTIOUS: Final = Calibration(1.0, -0.3)
"""What every passage is judged with when it is only shown as one that may help."""
EVEN: Final = 0.5
"""Nothing is answered that is likelier wrong than right, however sure all else is."""
FEW: Final = 2.15
"""Words (by weight) that an article has to hold ..."""
LIKE: Final = 0.5
"""... unless a label is so like the question ..."""
BY_CHANCE: Final = 0.45
"""... else it may hold them by chance, and it is no surer than so."""


def expected(answerable: float = ANSWERABLE) -> Calibration:
    """The calibration where articles answer this share of the questions: it shifts the odds (Bayes)."""
    return Calibration(SLOPE, OFFSET + log(answerable / (1 - answerable)))


def share(calibration: Calibration) -> float:
    """The share of the questions that a calibration takes to be answered, where it has the usual slope."""
    return float(sigmoid(np.array(calibration.offset - OFFSET)))


@dataclass(frozen=True)
class Model:
    """Turns evidence into probabilities: one head for the first passage, one for those that follow.

    ``asked`` are logits of first passages for questions made from articles, as evenly spaced quantiles: how
    sure it is of questions as they come. Outcomes tell of first passages: they recalibrate these alone.
    """

    first: Head
    following: Head
    asked: tuple[float, ...]
    calibration: Calibration = field(default_factory=expected)

    def probabilities(self, rows: NDArray[Any]) -> Array:
        """The probability that each passage answers, best first: float64, one a row, 0 to 1."""
        return self.judged(rows)[0]

    def judged(self, rows: NDArray[Any]) -> tuple[Array, Array]:
        """The probabilities, and the same whatever outcomes have told: to decide what is worth showing."""
        first = self.first.logits(rows[:1])
        cautious = CAUTIOUS.probabilities(self.following.logits(rows))
        cautious[:1] = CAUTIOUS.probabilities(first)
        found = cautious.copy()
        found[:1] = self.calibration.probabilities(first)
        return np.where(_by_chance(rows), np.minimum(found, BY_CHANCE), found), cautious

    def precision(self, sure: float) -> float:
        """The share of right answers if all questions were answered that are at least as ``sure``.

        The mean of their probabilities, this one's included. Below :data:`EVEN` no more than ``sure``.
        """
        if sure < EVEN:
            return sure
        above = self._said[self._said >= sure]
        return float((above.sum() + sure) / (len(above) + 1))

    def least(self, precision: float) -> float:
        """About the lowest probability from which on it answers, so that this share is right; 1 for never."""
        return min((float(one) for one in self._said if self.precision(float(one)) >= precision), default=1.0)

    @cached_property
    def _said(self) -> Array:
        """How sure it is of questions as they come."""
        return self.calibration.probabilities(np.array(self.asked))


_WORDS: Final = FEATURES.index("words")
_LABEL: Final = FEATURES.index("label")


def _by_chance(rows: NDArray[Any]) -> NDArray[np.bool_]:
    """Which passages hold so little of the question that they may do so by chance."""
    words, label = rows[:, _WORDS], rows[:, _LABEL]
    found: NDArray[np.bool_] = (np.expm1(words) < FEW) & (label < LIKE)
    return found


def helpful(probabilities: NDArray[Any]) -> float:
    """The probability that one of these passages answers; at most one of them is taken to."""
    return float(min(np.sum(probabilities), 1.0))
