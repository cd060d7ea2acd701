"""Which texts are most like the questions of a topic, by the same measure that makes topics. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from guard import Screened
from knowledge.topics import ALIKE, Floats, views

KEPT: Final = 5
STRIP: Final = 200
"""So many groups are compared at once, to bound the memory."""


def likest(
    groups: Sequence[Sequence[int]],
    questions: Sequence[Screened],
    texts: Sequence[Screened],
    background: Sequence[str] = (),
) -> list[tuple[tuple[int, float], ...]]:
    """For each group of questions (their places) the texts that are like them: (place, likeness), best first.

    A text is like a group when its likeness to the group's questions is at least
    :data:`knowledge.topics.ALIKE` on average; at most :data:`KEPT` are told.
    """
    if not groups or not texts:
        return [()] * len(groups)
    both = views([*questions, *texts], background)
    found: list[tuple[tuple[int, float], ...]] = []
    for start in range(0, len(groups), STRIP):
        part = groups[start : start + STRIP]
        alike = np.mean([_averages(view, part, len(questions)) for view in both], axis=0)
        found.extend(_best(row) for row in alike)
    return found


def _averages(view: Any, groups: Sequence[Sequence[int]], count: int) -> Floats:
    """How like each group is to each text on average: (groups, texts)."""
    from scipy.sparse import coo_array

    cells = [(row, place, 1 / len(group)) for row, group in enumerate(groups) for place in group]
    rows, places, shares = (np.array(one) for one in zip(*cells, strict=True))
    averaging: Any = coo_array((shares, (rows, places)), shape=(len(groups), count)).tocsr()
    return np.asarray((averaging @ view[:count] @ view[count:].T).toarray(), np.float32)


def _best(row: Floats) -> tuple[tuple[int, float], ...]:
    best = np.argsort(-row, kind="stable")[:KEPT]
    return tuple((int(place), float(row[place])) for place in best if row[place] >= ALIKE)
