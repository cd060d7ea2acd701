"""Measures how well questions are put into topics, on questions whose topics are known."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guard import Screened
from knowledge.topics import Topic


@dataclass(frozen=True)
class TopicScores:
    """``rand`` is the adjusted Rand index (Hubert and Arabie 1985): 1 for the same topics, 0 for chance.

    ``precision`` is the share of pairs put together that belong together, ``recall`` the share of pairs that
    belong together that were put together; 1 where there is no such pair.
    """

    questions: int
    known: int
    found: int
    rand: float
    precision: float
    recall: float
    seconds: float


def measured(
    questions: Sequence[Screened],
    known: Sequence[str],
    grouped: Callable[[Sequence[Screened]], Sequence[Topic]],
) -> TopicScores:
    """How the topics that ``grouped`` finds agree with the ``known`` ones, one for each question."""
    from sklearn.metrics import adjusted_rand_score

    begun = time.perf_counter()
    topics = grouped(questions)
    seconds = time.perf_counter() - begun
    found = np.zeros(len(questions), np.intp)
    for number, topic in enumerate(topics):
        found[list(topic.members)] = number
    wanted = np.unique(list(known), return_inverse=True)[1]
    together = _pairs(wanted * len(topics) + found)
    return TopicScores(
        len(questions),
        len(set(known)),
        len(topics),
        float(adjusted_rand_score(wanted, found)),
        _share(together, _pairs(found)),
        _share(together, _pairs(wanted)),
        seconds,
    )


def _pairs(labels: NDArray[np.intp]) -> float:
    """How many pairs have the same label."""
    sizes = np.unique(labels, return_counts=True)[1]
    return float((sizes * (sizes - 1)).sum() / 2)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0
