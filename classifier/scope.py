"""The gate before the categories: does a text concern the desk at all?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from classifier.views import Row

Numbers = npt.NDArray[np.float64]

FOREIGN = Path(__file__).parent / "foreign" / "clinc150.txt"
"""Queries to assistants of other trades; the licence stands beside them."""

GATE_STRENGTH = 20.0
"""The ``C`` of the gate's regression."""

FOREIGN_WEIGHT = 0.04
"""So much of one of our examples a foreign query counts; all of them together are some 25 examples."""


@dataclass(frozen=True)
class Gate:
    """A regression of its own over the columns of the classifier: in scope or not.

    ``weights`` has a value for each column, in the order of the classifier's views and observations; above
    zero it speaks for a text that is out of scope.
    """

    weights: Numbers
    offset: float

    def foreign(self, rows: Sequence[Row], parts: Sequence[Numbers]) -> float:
        """The probability that a text is out of scope; ``parts`` are the weights, cut as the rows are."""
        score = self.offset + sum(
            float(part[row.columns] @ row.values) for part, row in zip(parts, rows, strict=True)
        )
        return float(1 / (1 + np.exp(-np.clip(score, -500, 500))))


def passed(probabilities: Numbers, outside: int, foreign: Numbers) -> Numbers:
    """The probabilities of all classes, once the gate has spoken: P(c) = P(c | in scope) (1 - foreign).

    ``probabilities`` has a row per text; the column ``outside`` is the class of what is out of scope, and
    takes the gate's word. ``foreign`` has a value per text.
    """
    inside = np.delete(probabilities, outside, axis=1)
    shares = inside / np.maximum(inside.sum(axis=1, keepdims=True), np.finfo(np.float64).tiny)
    return np.insert(shares * (1 - foreign)[:, None], outside, foreign, axis=1)


def foreign_queries() -> tuple[str, ...]:
    """What people ask assistants of other trades, one a line."""
    return tuple(FOREIGN.read_text(encoding="utf-8").splitlines())
