"""Columns of rows that belong to something: the rows of number ``n`` lie between two offsets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Offsets = NDArray[np.int64]


@dataclass(frozen=True)
class Ragged:
    """Columns of equal length; ``starts`` has one entry more than there are owners of rows."""

    starts: Offsets
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def owners(self) -> NDArray[np.int32]:
        """To whom each row belongs."""
        return np.arange(len(self), dtype=np.int32).repeat(sizes(self.starts))

    def taken(self, chosen: NDArray[np.integer[Any]]) -> Ragged:
        """The rows of these owners, in this order."""
        first, last = self.starts[chosen], self.starts[chosen + 1]
        starts = offsets(last - first)
        ends = (chosen[1:] - chosen[:-1] != 1).nonzero()[0]
        if len(ends) * 4 < len(chosen):
            return Ragged(
                starts, self._runs(np.append(0, ends + 1), np.append(ends, len(chosen) - 1), chosen)
            )
        rows = stretches(first, last)
        return Ragged(starts, {name: column[rows] for name, column in self.columns.items()})

    def _runs(self, first: Offsets, last: Offsets, chosen: NDArray[np.integer[Any]]) -> dict[str, Column]:
        """Whole stretches of neighbours at once: no list of all their rows has to be made."""
        begins, ends = self.starts[chosen[first]].tolist(), self.starts[chosen[last] + 1].tolist()
        return {
            name: np.concatenate([column[begin:end] for begin, end in zip(begins, ends, strict=True)])
            for name, column in self.columns.items()
        }


def offsets(lengths: Sequence[int] | NDArray[np.integer[Any]]) -> Offsets:
    """Where each of them begins, and where the last one ends."""
    found = np.zeros(len(lengths) + 1, np.int64)
    np.asarray(lengths, np.int64).cumsum(out=found[1:])
    return found


def sizes(starts: Offsets) -> Offsets:
    """How many rows each has: :func:`offsets` read backwards."""
    found: Offsets = starts[1:] - starts[:-1]
    return found


def stretches(first: NDArray[np.integer[Any]], last: NDArray[np.integer[Any]]) -> Offsets:
    """All numbers from each ``first`` up to, not including, its ``last``, one stretch after the other."""
    length = last - first
    ends = length.cumsum(dtype=np.int64)
    found: Offsets = np.arange(ends[-1] if len(ends) else 0, dtype=np.int64)
    found += (first - ends + length).repeat(length)
    return found


def joined(tables: Sequence[Ragged]) -> Ragged:
    """Tables of the same columns below each other; at least one."""
    starts = offsets(np.concatenate([np.diff(table.starts) for table in tables]))
    names = tables[0].columns
    return Ragged(starts, {name: np.concatenate([table[name] for table in tables]) for name in names})
