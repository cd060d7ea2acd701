"""Boosted trees as plain arrays: how far a candidate is the detail that is looked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees of equal depth, all nodes filled: node n has the children 2n+1 (not above ``cuts``) and 2n+2.

    ``columns`` and ``cuts`` have the shape (trees, 2**depth - 1), ``values`` (trees, 2**depth).
    """

    depth: int
    columns: Indices
    cuts: Numbers
    values: Numbers
    start: float

    def __call__(self, rows: Numbers) -> Numbers:
        """The sum of all trees for each row, of shape (rows,)."""
        trees = np.arange(len(self.columns))
        nodes = np.zeros((len(rows), len(trees)), dtype=np.int32)
        lines = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            above = rows[lines, self.columns[trees, nodes]] > self.cuts[trees, nodes]
            nodes = 2 * nodes + 1 + above
        total: Numbers = self.values[trees, nodes - (2**self.depth - 1)].sum(axis=1) + np.float32(self.start)
        return total
