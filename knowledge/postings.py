"""Inverted columns: for each term the places it stands in, and what it weighs there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from knowledge.ragged import Offsets, offsets

Floats = NDArray[np.float32]
Places = NDArray[np.integer[Any]]
Keys = NDArray[np.int64]
Row = tuple[Places, NDArray[np.floating[Any]]]

AT_ONCE: Final = 500_000
"""Rows that are sorted at once, about."""


@dataclass(frozen=True)
class Lexicon:
    """The keys of terms in ascending order; a term's number is its rank."""

    keys: Keys

    def __len__(self) -> int:
        return len(self.keys)

    def find(self, key: int) -> int:
        """The number of a key, or -1."""
        rank = int(self.keys.searchsorted(key))
        return rank if rank < len(self.keys) and self.keys[rank] == key else -1


@dataclass(frozen=True)
class Postings:
    """The places (ascending) and weights of term ``n`` lie between ``starts[n]`` and ``starts[n + 1]``.

    Weights are half as wide as they are reckoned with: rows are long, and few digits decide.
    """

    starts: Offsets
    places: Places
    weights: NDArray[np.floating[Any]]

    def row(self, term: int) -> Row:
        """Where a term stands, and its weight there; nothing for -1."""
        if term < 0:
            return NOWHERE
        start, end = self.starts[term], self.starts[term + 1]
        return self.places[start:end], self.weights[start:end]

    def frequency(self, term: int) -> int:
        """In how many places a term stands."""
        return int(self.starts[term + 1] - self.starts[term]) if term >= 0 else 0


NOWHERE: Row = (np.zeros(0, np.int32), np.zeros(0, np.float32))


def inverted(
    term: NDArray[Any], place: Places, weight: Floats, terms: int, together: np.ufunc = np.add
) -> Postings:
    """Postings of rows in any order; ``together`` makes one weight of those of a term twice in a place.

    Some terms after the others: to sort all rows at once takes several times their memory.
    """
    step = max(terms * AT_ONCE // max(len(term), 1), 1)
    parts = [
        _inverted(term, place, weight, range(first, min(first + step, terms)), together)
        for first in range(0, max(terms, 1), step)
    ]
    lengths, places, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Postings(offsets(lengths), places, weights)


def _inverted(
    term: NDArray[Any], place: Places, weight: Floats, chosen: range, together: np.ufunc
) -> tuple[NDArray[np.int64], Places, Floats]:
    """Of the chosen terms how many places each has, these, and the weights."""
    rows = ((term >= chosen.start) & (term < chosen.stop)).nonzero()[0]
    rows = rows[np.lexsort((place[rows], term[rows]))]
    term, place, weight = term[rows], place[rows], weight[rows]
    first = (changes(term) | changes(place)).nonzero()[0]
    whole = together.reduceat(weight, first) if len(first) else weight
    lengths = np.bincount(term[first] - chosen.start, minlength=len(chosen))
    return lengths, place[first].astype(np.int32), whole.astype(np.float32)


def changes(column: NDArray[Any]) -> NDArray[np.bool_]:
    """Which entries differ from the one before; the first one does."""
    differs = np.ones(len(column), bool)
    differs[1:] = column[1:] != column[:-1]
    return differs
