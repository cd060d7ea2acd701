"""Documents as rows of sparse matrices: what stands in them, counted once, and weighed for each fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

from classifier.cuts import CUTS, FLAGS, NUMBERS
from classifier.labelled import Document

Numbers = npt.NDArray[np.float64]
Blocks = Mapping[str, csr_matrix]
"""A matrix for each view, with a row per document."""

_MESSAGE = ("words", "letters", "frames", "message seen")
MATRICES: Mapping[str, tuple[str, ...]] = {
    "message": _MESSAGE,
    "talk": (*_MESSAGE, "body words", "opening", "prose words", "questions", "shape"),
    "document": (
        *("headline words", "headline letters", "headline frames", "headline begins"),
        *("body words", "body letters", "opening", "prose words", "prose letters"),
        *("questions", "form", "code", "shape", "document seen"),
    ),
    "presence": ("headline words", "body words", "form"),
}
"""The views each kind of member looks at."""

SHAPED = 0.14
"""What a standard deviation of a number of the shape weighs beside views of the length one."""

FARTHEST = 3.0
"""Standard deviations beyond which a number of the shape is cut."""


@dataclass(frozen=True)
class Counter:
    """Counts what stands in documents; it has learnt the terms of some."""

    vectorizers: Mapping[str, CountVectorizer]

    @classmethod
    def of(cls, documents: Sequence[Document], views: Sequence[str]) -> tuple[Counter, Blocks]:
        """A counter that knows the terms of these documents, and their counts."""
        vectorizers, counts = {}, {}
        for view in views:
            if view in CUTS:
                vectorizers[view] = CountVectorizer(analyzer=CUTS[view].terms, dtype=np.float64)
                try:
                    counts[view] = vectorizers[view].fit_transform(documents)
                except ValueError:  # how scikit-learn says that there is no term at all
                    del vectorizers[view]
        counter = cls(vectorizers)
        return counter, {**counts, **counter._told(documents, [each for each in views if each not in counts])}

    def counts(self, documents: Sequence[Document], views: Sequence[str]) -> Blocks:
        """The counts of the known terms in other documents."""
        found = {
            view: self.vectorizers[view].transform(documents) for view in views if view in self.vectorizers
        }
        return {**found, **self._told(documents, [each for each in views if each not in found])}

    def _told(self, documents: Sequence[Document], views: Sequence[str]) -> Blocks:
        """What is no term: numbers and flags; a view without any term has no columns."""
        tables = {**NUMBERS, **{name: flags.values for name, flags in FLAGS.items()}}
        return {
            view: csr_matrix(np.array([tables[view](document) for document in documents]))
            if view in tables
            else csr_matrix((len(documents), 0))
            for view in views
        }


@dataclass(frozen=True)
class Weighing:
    """How counts become the columns of a regression, learnt from some documents.

    Per view: the kept columns, and for terms their inverse document frequencies, for numbers mean and
    standard deviation.
    """

    views: tuple[str, ...]
    kept: Mapping[str, npt.NDArray[np.intp]]
    scales: Mapping[str, tuple[Numbers, ...]]

    @classmethod
    def of(cls, blocks: Blocks, views: tuple[str, ...]) -> Weighing:
        """Learn it from these counts."""
        kept: dict[str, npt.NDArray[np.intp]] = {}
        scales: dict[str, tuple[Numbers, ...]] = {}
        for view in views:
            block = blocks[view]
            if view in NUMBERS:
                numbers = block.toarray()
                scales[view] = (numbers.mean(axis=0), np.maximum(numbers.std(axis=0), 1e-9))
            elif view in CUTS:
                seen = np.asarray((block > 0).sum(axis=0)).ravel()
                kept[view] = np.flatnonzero(seen >= CUTS[view].seen_in)
                scales[view] = (np.log((1 + block.shape[0]) / (1 + seen[kept[view]])) + 1,)
        return cls(views, kept, scales)

    def rows(self, blocks: Blocks) -> csr_matrix:
        """TF-IDF of each view's terms brought to the length one; numbers standardised; flags weighed."""
        rows: csr_matrix = hstack([self._weighed(view, blocks[view]) for view in self.views]).tocsr()
        return rows

    def _weighed(self, view: str, block: csr_matrix) -> csr_matrix:
        if view in FLAGS:
            return block * FLAGS[view].weight
        if view in NUMBERS:
            mean, deviation = self.scales[view]
            numbers = np.clip((block.toarray() - mean) / deviation, -FARTHEST, FARTHEST)
            return csr_matrix(numbers * SHAPED)
        if not len(self.kept[view]):
            return csr_matrix((block.shape[0], 0))
        found = block[:, self.kept[view]].tocsr(copy=True)
        found.data = 1 + np.log(found.data)
        rows: csr_matrix = normalize(found @ diags(self.scales[view][0]))
        return rows


@dataclass(frozen=True)
class Groups:
    """Each column once for all groups, and once more for each group alone (Daumé, ACL 2007).

    A document of a group never seen has the columns for all alone.
    """

    names: tuple[str, ...]
    own: float

    @classmethod
    def of(cls, groups: Sequence[str], own: float) -> Groups:
        """The groups there are; one alone is none. ``own`` is what the copies weigh."""
        names = tuple(sorted(set(groups)))
        return cls(names if len(names) > 1 else (), own)

    def spread(self, rows: csr_matrix, groups: Sequence[str]) -> csr_matrix:
        """The rows with a column per group that tells it, and the copies if they weigh anything."""
        told = [np.array([float(group == name) for group in groups]) for name in self.names]
        copies = [diags(column * self.own) @ rows for column in told] if self.own else []
        found: csr_matrix = hstack([rows, *(csr_matrix(column[:, None]) for column in told), *copies]).tocsr()
        return found
