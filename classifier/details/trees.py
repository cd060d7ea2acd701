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
        inner = 2**self.depth - 1
        first = np.arange(len(self.columns), dtype=np.int32) * inner
        columns, cuts, values = self.columns.ravel(), self.cuts.ravel(), rows.ravel()
        lines = (np.arange(len(rows), dtype=np.int32) * rows.shape[1])[:, None]
        nodes = np.zeros((len(rows), len(first)), dtype=np.int32)
        for _ in range(self.depth):
            at = nodes + first
            nodes = 2 * nodes + 1 + (values.take(lines + columns.take(at)) > cuts.take(at))
        leaves = nodes - inner + np.arange(len(first), dtype=np.int32) * (inner + 1)
        total: Numbers = self.values.ravel().take(leaves).sum(axis=1) + np.float32(self.start)
        return total
