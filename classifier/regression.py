"""Regressions over far more columns than rows: solved among the rows, or over ratios of counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.linalg import eigh
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

Numbers = npt.NDArray[np.float64]
Labels = npt.NDArray[np.intp]

MOST_ROWS = 4_000
"""Above this number of rows the columns are solved for as they are."""


@dataclass(frozen=True)
class Regression:
    """Scores linear in the columns: ``weights`` has a row for each of ``classes``."""

    weights: Numbers
    offsets: Numbers
    classes: Labels

    def chances(self, rows: csr_matrix, count: int) -> Numbers:
        """A row per document, a column for each of ``count`` classes; each row sums to one."""
        scores = np.full((rows.shape[0], count), -np.inf)
        scores[:, self.classes] = np.asarray(rows @ self.weights.T) + self.offsets
        return softmax(scores)


def regressions(rows: csr_matrix, truth: Labels, strengths: Sequence[float]) -> Iterator[Regression]:
    """For each strength the very regression scikit-learn finds, in a tenth of its time where rows are few.

    With a squared penalty the weights are sums of rows (representer theorem): so the rows are written in an
    orthogonal basis of their span, from the eigenvectors of X X', the regressions are fitted there and
    their weights carried back.
    """
    many = rows.shape[0] > MOST_ROWS
    basis, coordinates = (None, rows) if many else _basis(rows)
    for strength in strengths:
        model = LogisticRegression(C=strength, max_iter=500, tol=1e-3).fit(coordinates, truth)
        weights = model.coef_ if many else (rows.T @ (basis @ model.coef_.T)).T
        yield _symmetric(weights, model.intercept_, model.classes_)


def joined(votes: Sequence[Regression], temperature: float) -> Regression:
    """The vote by mean log-probability, times a temperature: of linear scores it is linear itself."""
    return Regression(
        temperature * np.mean([vote.weights for vote in votes], axis=0),
        temperature * np.mean([vote.offsets for vote in votes], axis=0),
        votes[0].classes,
    )


def plain(rows: csr_matrix, truth: Labels, strength: float) -> Regression:
    """The regression scikit-learn finds, over the columns as they are."""
    model = LogisticRegression(C=strength, max_iter=2_000).fit(rows, truth)
    return _symmetric(model.coef_, model.intercept_, model.classes_)


def ratios(rows: csr_matrix, truth: Labels, strength: float) -> Regression:
    """One class against the others, each column times the log-count ratio of its presence.

    Wang & Manning, *Baselines and Bigrams*, ACL 2012. Linear in the columns, as any regression.
    """
    classes = np.unique(truth)
    weights, offsets = zip(*(_against(rows, truth == each, strength) for each in classes), strict=True)
    return Regression(np.vstack(weights), np.array(offsets), classes)


def softmax(scores: Numbers) -> Numbers:
    """Rows of scores as probabilities."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Numbers = powers / powers.sum(axis=1, keepdims=True)
    return found


def _basis(rows: csr_matrix) -> tuple[Numbers, Numbers]:
    """For n rows of rank r: the n x r matrix that makes their basis, and their coordinates in it."""
    values, vectors = eigh((rows @ rows.T).toarray())
    kept = values > values[-1] * 1e-9
    lengths = np.sqrt(values[kept])
    return vectors[:, kept] / lengths, vectors[:, kept] * lengths


def _symmetric(weights: Numbers, offsets: Numbers, classes: Labels) -> Regression:
    """With a row of scores also for the first of two classes."""
    if len(classes) > 2:
        return Regression(weights, offsets, classes)
    return Regression(np.vstack([-weights / 2, weights / 2]), np.hstack([-offsets / 2, offsets / 2]), classes)


def _against(columns: csr_matrix, ours: Any, strength: float) -> tuple[Numbers, float]:
    present = (columns > 0).astype(np.float64)
    inside, outside = (np.asarray(present[rows].sum(axis=0)).ravel() + 1 for rows in (ours, ~ours))
    ratio = np.log((inside / inside.sum()) / (outside / outside.sum()))
    model = LogisticRegression(C=strength, max_iter=500).fit(columns @ diags(ratio), ours)
    return model.coef_[0] * ratio, float(model.intercept_[0])
