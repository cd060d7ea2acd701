"""Inverted columns: for each term the places it stands in, and what it weighs there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.ragged import Offsets, offsets

Floats = NDArray[np.float32]
Places = NDArray[np.int32]
Keys = NDArray[np.int64]
Row = tuple[Places, NDArray[np.floating[Any]]]


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


def inverted(term: NDArray[Any], place: Places, weight: Floats, terms: int) -> Postings:
    """Postings of rows in any order; the weights of a term that stands twice in a place are added up."""
    order = np.lexsort((place, term))
    term, place, weight = term[order], place[order], weight[order]
    first = np.flatnonzero(changes(term) | changes(place))
    summed = np.add.reduceat(weight, first) if len(first) else weight
    starts = offsets(np.bincount(term[first], minlength=terms))
    return Postings(starts, place[first].astype(np.int32), summed.astype(np.float32))


def changes(column: NDArray[Any]) -> NDArray[np.bool_]:
    """Which entries differ from the one before; the first one does."""
    differs = np.ones(len(column), bool)
    differs[1:] = column[1:] != column[:-1]
    return differs
