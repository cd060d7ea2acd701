"""The attributes of many texts' tokens as sparse matrices, and their products with weights."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from classifier.details.tagger import OFFSETS, TAGS

Numbers = npt.NDArray[np.float64]

PAD = max(OFFSETS)
"""Rows that stand for nothing between two texts: as far as neighbours count."""


def ones_at(rows: Sequence[Sequence[int]], columns: int) -> csr_matrix:
    """A sparse matrix of as many rows, 1 in the columns named by each."""
    bounds = np.concatenate(([0], np.cumsum([len(row) for row in rows])))
    indices = np.fromiter(chain.from_iterable(rows), dtype=np.int32)
    return csr_matrix((np.ones(len(indices)), indices, bounds), shape=(len(rows), columns))


class Attributes:
    """Which attributes hold for each token, and by that for its neighbours.

    ``wide`` has a row for each token and :data:`PAD` rows between texts, ``narrow`` one for each token,
    ``places`` says which row of ``wide`` a token is. Weights have the shape (``count``, tags): those of the
    wide attributes at the first offset, at the second, ..., then those of the narrow ones.
    """

    def __init__(self, wide: csr_matrix, narrow: csr_matrix, places: npt.NDArray[np.int64]) -> None:
        self.wide, self.narrow, self.places = wide, narrow, places
        self.wide_turned, self.narrow_turned = wide.T.tocsr(), narrow.T.tocsr()
        self.wide_count = len(OFFSETS) * wide.shape[1]
        self.count = self.wide_count + narrow.shape[1]

    def scores(self, weights: Numbers) -> Numbers:
        """The score of each tag for each token, of shape (tokens, tags)."""
        blocks = weights[: self.wide_count].reshape(len(OFFSETS), -1, TAGS).transpose(1, 0, 2)
        around = (self.wide @ blocks.reshape(len(blocks), -1)).reshape(-1, len(OFFSETS), TAGS)
        total: Numbers = self.narrow @ weights[self.wide_count :]
        for block, offset in enumerate(OFFSETS):
            total += around[self.places + offset, block]
        return total

    def slope(self, of_tokens: Numbers) -> Numbers:
        """What the weights are to change by, of shape (count, tags), when the scores are by ``of_tokens``."""
        around = np.zeros((self.wide.shape[0], len(OFFSETS), TAGS))
        for block, offset in enumerate(OFFSETS):
            around[self.places + offset, block] = of_tokens
        wide = (self.wide_turned @ around.reshape(len(around), -1)).reshape(-1, len(OFFSETS), TAGS)
        narrow = self.narrow_turned @ of_tokens
        return np.concatenate((wide.transpose(1, 0, 2).reshape(-1, TAGS), narrow))
