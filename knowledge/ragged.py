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
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.starts))

    def taken(self, chosen: NDArray[np.integer[Any]]) -> Ragged:
        """The rows of these owners, in this order."""
        starts = offsets(np.diff(self.starts)[chosen])
        ends = np.flatnonzero(np.diff(chosen) != 1)
        if len(ends) * 4 < len(chosen):
            return Ragged(
                starts, self._runs(np.append(0, ends + 1), np.append(ends, len(chosen) - 1), chosen)
            )
        rows = stretches(self.starts[:-1][chosen], self.starts[1:][chosen])
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
    np.cumsum(lengths, out=found[1:])
    return found


def stretches(first: NDArray[np.integer[Any]], last: NDArray[np.integer[Any]]) -> Offsets:
    """All numbers from each ``first`` up to, not including, its ``last``, one stretch after the other."""
    lengths = (last - first).astype(np.int64)
    begins = np.cumsum(lengths) - lengths
    found: Offsets = np.arange(int(lengths.sum()), dtype=np.int64) + np.repeat(first - begins, lengths)
    return found


def joined(tables: Sequence[Ragged]) -> Ragged:
    """Tables of the same columns below each other; at least one."""
    starts = offsets(np.concatenate([np.diff(table.starts) for table in tables]))
    names = tables[0].columns
    return Ragged(starts, {name: np.concatenate([table[name] for table in tables]) for name in names})
