"""Several segments as one collection: its pages are numbered through, its statistics are exact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from math import log1p
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.keys import term_key
from knowledge.postings import NOWHERE, Floats, Places, Row, changes
from knowledge.ragged import Offsets, Ragged, joined, offsets, stretches
from knowledge.segment import Segment

Mask = NDArray[np.bool_]

REMEMBERED: Final = 10_000
"""Terms of which it is remembered where they stand, at most: some 500 bytes each."""


@dataclass(frozen=True)
class Part:
    """A segment in its collection: where its pages and sections begin, and how rare each of its terms is."""

    segment: Segment
    first_page: int
    first_section: int
    rarity: Floats


Rows = tuple[tuple[int, Row], ...]
"""Rows of segments, each with the number its segment's places begin at in the collection."""


class _Known(NamedTuple):
    """What has been looked up of a term: how rare it is, whether any page that counts holds it, and its rows.

    There is a row for each segment that holds it; none is a copy.
    """

    rarity: float
    held: bool
    articles: Rows
    sections: Rows


@dataclass(frozen=True)
class LabelTerms:
    """The terms of the labels of some pages: for each term its key and rarity, for each label its page.

    ``starts`` are those of the labels in ``keys``; ``page`` is a rank among the pages asked for.
    """

    starts: Offsets
    keys: NDArray[np.int64]
    rarity: Floats
    page: Places


class Collection:
    """Segments, of which some pages are gone. Nothing in it changes, so threads may share it."""

    def __init__(self, segments: Sequence[Segment], alive: Sequence[Mask] | None = None) -> None:
        """``alive`` says for each segment which of its pages count; by default all do."""
        living = alive or [np.ones(len(one), bool) for one in segments]
        self.alive = np.concatenate([np.zeros(0, bool), *living])
        self.size = int(self.alive.sum())
        self.first_section = offsets(
            np.concatenate(
                [np.zeros(0, np.int64), *(np.diff(one.columns.sections.starts) for one in segments)]
            )
        )
        self._parts = tuple(_parts(segments, living, self.size))
        self._unknown = _rarity(self.size, 0)
        remembered = lru_cache(maxsize=REMEMBERED)
        self._known: Callable[[int], _Known] = remembered(partial(_known, self._parts, self._unknown))
        self._beside: Callable[[int], Rows] = remembered(partial(_beside, self._parts))
        self._numbers: Callable[[str], int] = remembered(partial(_number, self._known, self._beside))

    def find(self, term: str) -> int:
        """The key of a stem, or of two with a blank between them; -1 when no page holds it."""
        return self._numbers(term)

    def known(self, term: int) -> bool:
        """Whether any page holds the term."""
        return self._known(term).held

    def rarity(self, term: int) -> float:
        """Inverse document frequency as Lucene has it, never negative; an unknown word weighs most."""
        return self._known(term).rarity

    def articles(self, term: int) -> Row:
        """The pages that hold a term, and its weight there (without rarity)."""
        return _row(self._known(term).articles)

    def sections(self, term: int) -> Row:
        """The sections that hold a term, and its weight there (without rarity)."""
        return _row(self._known(term).sections)

    def pairs(self, pair: int) -> Row:
        """The pages in which two terms stand beside each other, and what that is worth."""
        return _row(self._beside(pair))

    def labels(self, pages: Places) -> LabelTerms:
        """The labels of these pages (ascending)."""
        found = [_labels(part, own, rank) for part, own, rank in self._split(pages)] or [_NO_LABELS]
        lengths, *columns = found[0] if len(found) == 1 else map(np.concatenate, zip(*found, strict=True))
        return LabelTerms(offsets(lengths), *columns)

    def running(self, pages: Places) -> Ragged:
        """The running texts of these pages (ascending), as tokens."""
        parts = [part.segment.columns.running.taken(own) for part, own, _ in self._split(pages)]
        if len(parts) == 1:
            return parts[0]
        return joined(parts) if parts else Ragged(np.zeros(1, np.int64), {"token": np.zeros(0, np.int32)})

    def holders(self, rarity: Floats) -> Floats:
        """How many pages hold a term of this rarity: :func:`_rarity` read backwards."""
        return ((self.size + 1) / np.exp(rarity) - 0.5).astype(np.float32)

    @property
    def rarest(self) -> float:
        """What a term weighs that no page holds."""
        return self._unknown

    def answering(self, sections: Places) -> Mask:
        """Which of these sections (ascending) say more than whom to turn to."""
        return self._of_sections("answering", sections).astype(bool)

    def leaning(self, sections: Places) -> Floats:
        """How far each of these sections (ascending) leans to being shown (:mod:`knowledge.leaning`)."""
        return self._of_sections("leaning", sections).astype(np.float32)

    def _of_sections(self, column: str, sections: Places) -> NDArray[Any]:
        if len(self._parts) == 1:
            return self._parts[0].segment.columns.sections[column][sections]
        ends = [*(part.first_section for part in self._parts[1:]), int(self.first_section[-1])]
        found, done = [np.zeros(0, np.float32)], 0
        for part, end in zip(self._parts, ends, strict=True):
            upto = int(sections.searchsorted(end))
            found.append(part.segment.columns.sections[column][sections[done:upto] - part.first_section])
            done = upto
        return np.concatenate(found)

    def _split(self, pages: Places) -> Iterator[tuple[Part, Places, int]]:
        """The pages by segment, as numbers within it, with the rank of the first of them."""
        ends = [*(part.first_page for part in self._parts[1:]), len(self.alive)]
        done = 0
        for part, end in zip(self._parts, ends, strict=True):
            upto = int(pages.searchsorted(end))
            if upto > done:
                yield part, pages[done:upto] - part.first_page, done
            done = upto


def _parts(segments: Sequence[Segment], alive: Sequence[Mask], size: int) -> Iterator[Part]:
    counts = [_frequencies(one, living) for one, living in zip(segments, alive, strict=True)]
    page = section = 0
    for segment, own in zip(segments, counts, strict=True):
        total = own.copy()
        for other, theirs in zip(segments, counts, strict=True):
            if other is not segment:
                _add(total, segment.lexicon.keys, other.lexicon.keys, theirs)
        yield Part(segment, page, section, np.log1p((size - total + 0.5) / (total + 0.5)).astype(np.float32))
        page, section = page + len(segment), section + int(segment.columns.sections.starts[-1])


def _frequencies(segment: Segment, alive: Mask) -> NDArray[np.int64]:
    """In how many of the pages that are alive each term stands, by its number."""
    held = np.diff(segment.articles.starts)
    gone = segment.columns.words.taken(np.flatnonzero(~alive))
    if not len(gone["key"]):
        return held
    number, page = segment.lexicon.keys.searchsorted(gone["key"]), gone.owners()
    order = np.lexsort((page, number))
    once = changes(number[order]) | changes(page[order])
    return held - np.bincount(number[order][once], minlength=len(held))


def _add(
    total: NDArray[np.int64], keys: NDArray[np.int64], others: NDArray[np.int64], theirs: NDArray[np.int64]
) -> None:
    """Add their frequencies where they have the same terms; the shorter is looked up in the longer."""
    if len(keys) > len(others):
        place = np.minimum(keys.searchsorted(others), len(keys) - 1)
        same = keys[place] == others
        total[place[same]] += theirs[same]
    elif len(others):
        place = np.minimum(others.searchsorted(keys), len(others) - 1)
        total += np.where(others[place] == keys, theirs[place], 0)


def _rarity(size: int, frequency: int) -> float:
    return float(np.float32(log1p((size - frequency + 0.5) / (frequency + 0.5))))


def _known(parts: Sequence[Part], unknown: float, term: int) -> _Known:
    """What there is to know of a term; ``unknown`` is the rarity of one that no page holds."""
    numbered = [(part, part.segment.lexicon.find(term)) for part in parts]
    held = [(part, number) for part, number in numbered if number >= 0]
    rarity = next((float(part.rarity[number]) for part, number in held), unknown)
    return _Known(
        rarity,
        rarity < unknown - 0.01,
        tuple((part.first_page, part.segment.articles.row(number)) for part, number in held),
        tuple((part.first_section, part.segment.sections.row(number)) for part, number in held),
    )


def _beside(parts: Sequence[Part], pair: int) -> Rows:
    """The rows of two terms that stand beside each other."""
    numbered = [(part, part.segment.pair_lexicon.find(pair)) for part in parts]
    return tuple(
        (part.first_page, part.segment.pairs.row(number)) for part, number in numbered if number >= 0
    )


def _number(known: Callable[[int], _Known], beside: Callable[[int], Rows], term: str) -> int:
    number = term_key(term)
    return number if (beside(number) if " " in term else known(number).held) else -1


def _row(rows: Sequence[tuple[int, Row]]) -> Row:
    if not rows:
        return NOWHERE
    if len(rows) == 1:
        first, (places, weights) = rows[0]
        return (places + np.int32(first) if first else places), weights
    return (
        np.concatenate([places + np.int32(first) for first, (places, _) in rows]),
        np.concatenate([weights for _, (_, weights) in rows]),
    )


def _labels(
    part: Part, pages: Places, rank: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats, Places]:
    """For the labels of these pages: how many terms each has, their keys and rarity, its page's rank."""
    segment = part.segment
    first = segment.columns.labels.starts
    begins, ends = first[pages], first[pages + 1]
    page = np.arange(rank, rank + len(pages)).repeat(ends - begins)
    starts, label = segment.labels.starts, stretches(begins, ends)
    number = segment.labels["term"].take(stretches(starts[begins], starts[ends]))
    return (
        starts[label + 1] - starts[label],
        segment.lexicon.keys.take(number),
        part.rarity.take(number),
        page,
    )


_NO_LABELS: Final = (
    np.zeros(0, np.int64),
    np.zeros(0, np.int64),
    np.zeros(0, np.float32),
    np.zeros(0, np.intp),
)
