"""The candidates of a question in their order, and of the first ones the section that answers best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.collection import Collection
from knowledge.ranking import Matches


@dataclass(frozen=True)
class Ranked:
    """``ranks`` are those of all candidates, best first.

    Of the first of them, ``sections`` says which section is best (a place in the arrays of ``found``), and
    ``answering`` whether any of the article's says more than whom to turn to.
    """

    found: Matches
    ranks: tuple[int, ...]
    sections: tuple[int, ...]
    answering: NDArray[np.bool_]

    def places(self) -> Iterator[tuple[int, int]]:
        """Of the first ones the article's place in the collection, and the section's number within it."""
        chosen = self.found.candidates
        for rank, section in zip(self.ranks, self.sections, strict=False):
            yield int(chosen.articles[rank]), section - int(chosen.first_section[rank])


def ranked(collection: Collection, found: Matches, ranks: Sequence[int], number: int) -> Ranked:
    """The candidates in the order of their ``ranks``, with the sections of the first ones."""
    best = [_best_section(collection, found, rank) for rank in ranks[:number]]
    answering = np.array([answers for _, answers in best], bool)
    return Ranked(found, tuple(ranks), tuple(section for section, _ in best), answering)


def _best_section(collection: Collection, found: Matches, rank: int) -> tuple[int, bool]:
    """The best of a candidate's sections, one that answers before all others; whether there is one."""
    chosen = found.candidates
    first, last = int(chosen.first_section[rank]), int(chosen.first_section[rank + 1])
    answering = collection.answering(chosen.sections[first:last])
    best = first + int(np.argmax(np.where(answering, found.section_score[first:last], -1)))
    return best, bool(answering.any())
