"""The candidates of a question in their order, and of the first ones the section that answers best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.collection import Collection, Mask
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
    sections, score = found.candidates.sections, found.section_score
    answering = collection.answering(sections)
    shown = score + np.float32(collection.rarest) * collection.leaning(sections)
    stretch = [found.candidates.first_section[rank : rank + 2].tolist() for rank in ranks[:number]]
    return Ranked(
        found,
        tuple(ranks),
        tuple(_best(answering, score, first, last) for first, last in stretch),
        tuple(_best(answering, shown, first, last) for first, last in stretch),
        np.array([answering[first:last].any() for first, last in stretch], bool),
    )


def _best(answering: Mask, worth: Floats, first: int, last: int) -> int:
    """The place of the worthiest; one that answers comes before all others, of equals the first."""
    ranked = list(zip(answering[first:last].tolist(), worth[first:last].tolist(), strict=True))
    return first + ranked.index(max(ranked))
