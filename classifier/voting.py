"""The decision of the shipped classifier: two regressions vote, and what they say together is linear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin

from classifier.examples import RATIO_STRENGTH, TEMPERATURE
from classifier.regression import Numbers, joined, plain, ratios, softmax


class Voting(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A regression over TF-IDF, and one over TF-IDF times log-count ratios, with a vote each.

    Strengths and temperature were chosen leaving each writer of the examples out in turn (docs/triage.md).
    ``coef_`` has a row per class, also where there are two.
    """

    def __init__(
        self, strength: float, ratio_strength: float = RATIO_STRENGTH, temperature: float = TEMPERATURE
    ) -> None:
        self.strength = strength
        self.ratio_strength = ratio_strength
        self.temperature = temperature

    def fit(self, rows: Any, labels: Sequence[str]) -> Voting:
        """``rows`` is a sparse matrix, a row a text."""
        self.classes_, truth = np.unique(labels, return_inverse=True)
        votes = [plain(rows, truth, self.strength), ratios(rows, truth, self.ratio_strength)]
        found = joined(votes, self.temperature)
        self.coef_ = found.weights.astype(np.float32).astype(np.float64)  # a third less on the disk
        self.intercept_ = found.offsets
        return self

    def predict_proba(self, rows: Any) -> Numbers:
        """A row per text, a column per class; each row sums to one."""
        return softmax(np.asarray(rows @ self.coef_.T) + self.intercept_)
