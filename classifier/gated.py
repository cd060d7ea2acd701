"""Fits the pipeline with the gate before it, in scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import vstack
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from classifier.category import Category
from classifier.model import Numbers
from classifier.pipeline import new_pipeline
from classifier.scope import FOREIGN_WEIGHT, GATE_STRENGTH, Gate, foreign_queries, passed


@dataclass(frozen=True)
class Gated:
    """A fitted pipeline, and the fitted regression that tells what is out of scope."""

    pipeline: Any
    gate: Any

    @property
    def classes_(self) -> Sequence[str]:
        """The names of the columns of :meth:`predict_proba`."""
        names: Sequence[str] = self.pipeline.classes_
        return names

    def predict_proba(self, texts: Sequence[str]) -> Numbers:
        """A row per text, a column per class; each row sums to one."""
        rows = self.pipeline.named_steps["features"].transform(texts)
        inside: Numbers = self.pipeline.named_steps["decision"].predict_proba(rows)
        if Category.OTHER not in self.classes_:
            return inside
        outside = list(self.classes_).index(Category.OTHER)
        return passed(inside, outside, self.gate.predict_proba(rows)[:, 1])

    def compiled(self) -> Gate:
        """The gate as it is kept."""
        return Gate(np.ascontiguousarray(self.gate.coef_[0]), float(self.gate.intercept_[0]))


def fitted_gated(texts: Sequence[str], labels: Sequence[str], strength: float | None = None) -> Gated:
    """The pipeline and its gate, fitted; without weights by class, so that probabilities mean what they say.

    What is foreign teaches the gate alone, and adds no terms.
    """
    pipeline = new_pipeline() if strength is None else new_pipeline(strength)
    with threadpool_limits(1):  # several threads are five times slower on vectors of this size
        pipeline.fit(texts, labels)
        return Gated(pipeline, _gate(pipeline.named_steps["features"], texts, labels))


def _gate(features: Any, texts: Sequence[str], labels: Sequence[str]) -> Any:
    foreign = foreign_queries()
    rows = vstack([features.transform(texts), features.transform(foreign)]).tocsr()
    outside = [label == Category.OTHER for label in labels] + [True] * len(foreign)
    weights = np.repeat([1.0, FOREIGN_WEIGHT], [len(texts), len(foreign)])
    return LogisticRegression(C=GATE_STRENGTH, max_iter=2_000).fit(rows, outside, sample_weight=weights)
