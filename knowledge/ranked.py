"""The candidates of a question in their order, and of the first ones the section that answers best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.collection import Collection
from knowledge.postings import Floats
from knowledge.ranking import Matches


@dataclass(frozen=True)
class Ranked:
    """``ranks`` are those of all candidates, best first.

    Of the first of them, ``sections`` says which section holds most of the question (a place in the arrays of
    ``found``), ``shown`` which one is shown, and ``answering`` whether any of the article's says more than
    whom to turn to.
    """

    found: Matches
    ranks: tuple[int, ...]
    sections: tuple[int, ...]
    shown: tuple[int, ...]
    answering: NDArray[np.bool_]

    def places(self) -> Iterator[tuple[int, int]]:
        """Of the first ones the article's place in the collection, and the number of the section shown."""
        chosen = self.found.candidates
        for rank, section in zip(self.ranks, self.shown, strict=False):
            yield int(chosen.articles[rank]), section - int(chosen.first_section[rank])


def ranked(collection: Collection, found: Matches, ranks: Sequence[int], number: int) -> Ranked:
    """The candidates in the order of their ``ranks``, with the sections of the first ones."""
    stretch = [
        (int(found.candidates.first_section[rank]), int(found.candidates.first_section[rank + 1]))
        for rank in ranks[:number]
    ]
    places = [_Sections.of(collection, found, first, last) for first, last in stretch]
    return Ranked(
        found,
        tuple(ranks),
        tuple(one.best(one.score) for one in places),
        tuple(one.best(one.score + one.leaning) for one in places),
        np.array([any(one.answering) for one in places], bool),
    )


@dataclass(frozen=True)
class _Sections:
    """The sections of a candidate: the place of the first, and a row for each."""

    first: int
    score: Floats
    leaning: Floats
    answering: list[bool]

    @classmethod
    def of(cls, collection: Collection, found: Matches, first: int, last: int) -> _Sections:
        places = found.candidates.sections[first:last]
        return cls(
            first,
            found.section_score[first:last],
            np.float32(collection.rarest) * collection.leaning(places),
            collection.answering(places).tolist(),
        )

    def best(self, worth: Floats) -> int:
        """The place of the worthiest; one that answers comes before all others, of equals the first."""
        ranked = list(zip(self.answering, worth.tolist(), strict=True))
        return self.first + ranked.index(max(ranked))
