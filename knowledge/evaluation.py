"""How good a ranking is: the standard figures of information retrieval, with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log2, nan
from typing import Final

import numpy as np

Grades = Mapping[str, int]
"""How well each document answers one question: 0 or absent not at all, the higher the better."""

RESAMPLES: Final = 1000
SEED: Final = 7


@dataclass(frozen=True)
class Estimate:
    """The mean over all questions, and the interval in which it lies with 95 % confidence."""

    mean: float
    low: float
    high: float


def ndcg(ranked: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002), 0 to 1.

    The grade is the gain and log2(rank + 1) the discount, as trec_eval's ``ndcg_cut`` has it; documents that
    nobody judged gain nothing, those that were judged and not found are missed.
    """
    ideal = _discounted(sorted(grades.values(), reverse=True)[:depth])
    return _discounted([grades.get(one, 0) for one in ranked[:depth]]) / ideal if ideal else 0.0


def reciprocal_rank(ranked: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """One by the rank of the first document that answers (Voorhees 1999), 0 without any in ``depth``."""
    ranks = (rank for rank, one in enumerate(ranked[:depth], 1) if grades.get(one, 0) > 0)
    return 1 / next(ranks, float("inf"))


def recall(ranked: Sequence[str], grades: Grades, depth: int = 5) -> float:
    """The share of the documents that answer which stand among the first ``depth``, 0 to 1."""
    right = _answering(grades)
    return len(right & set(ranked[:depth])) / len(right) if right else 0.0


def success(ranked: Sequence[str], grades: Grades, depth: int = 1) -> float:
    """1 when any of the first ``depth`` documents answers, else 0."""
    return float(bool(_answering(grades) & set(ranked[:depth])))


FIGURES: Final = {"ndcg@10": ndcg, "mrr@10": reciprocal_rank, "recall@5": recall, "success@1": success}
"""The figures by the names they are told under; each takes a ranking and the grades of one question."""


def estimate(values: Sequence[float]) -> Estimate:
    """The mean of one figure over the questions, with the percentile bootstrap's interval.

    Efron and Tibshirani 1993, section 13.3, for rankings Sakai 2006; 1,000 resamples, always the same ones.
    Raises ValueError of no values.
    """
    if not values:
        raise ValueError("no question was judged, so there is nothing to estimate")
    chance, sample = np.random.default_rng(SEED), np.asarray(values, np.float64)
    means = [sample[chance.integers(0, len(sample), len(sample))].mean() for _ in range(RESAMPLES)]
    low, high = np.percentile(means, (2.5, 97.5))
    return Estimate(float(sample.mean()), float(low), float(high))


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share (0 to 1) of them does not exceed; nan of none."""
    return sorted(values)[max(ceil(share * len(values)), 1) - 1] if values else nan


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))


def _answering(grades: Grades) -> set[str]:
    return {one for one, grade in grades.items() if grade > 0}
