"""Fitting the pipeline of the product on documents of any kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from classifier.evaluation import Numbers
from classifier.labelled import Document
from classifier.pipeline import new_pipeline


@dataclass(frozen=True)
class Fitted:
    """A fitted pipeline; its columns are the labels in alphabetical order."""

    pipeline: Any

    def predict_proba(self, documents: Sequence[Document]) -> Numbers:
        """A row per document, a column per label; each row sums to one."""
        found: Numbers = self.pipeline.predict_proba([document.text for document in documents])
        return found


def fitted(documents: Sequence[Document], labels: Sequence[str]) -> Fitted:
    """The pipeline, trained on these documents."""
    with threadpool_limits(1):  # several threads are five times slower on vectors of this size
        return Fitted(new_pipeline().fit([document.text for document in documents], list(labels)))
