"""Prepared pages below each other as columns: what every array of the search is compiled from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.pages import Page
from knowledge.passages import refers_only
from knowledge.postings import changes
from knowledge.ragged import Ragged, joined, offsets


@dataclass(frozen=True)
class Columns:
    """Four tables whose rows belong to pages, in the order of their slugs.

    ``words``: key (int64), field (uint8), part (int32), times (uint16). ``pairs``: key, field; each once in a
    field. ``sections``: whether it is ``answering`` (says more than whom to turn to). ``labels``: no column.
    """

    words: Ragged
    pairs: Ragged
    sections: Ragged
    labels: Ragged

    def __len__(self) -> int:
        """The number of pages."""
        return len(self.words)

    def taken(self, chosen: NDArray[np.integer[Any]]) -> Columns:
        """These pages, in this order."""
        return Columns(*(getattr(self, one.name).taken(chosen) for one in fields(self)))


def stacked(parts: Sequence[Columns]) -> Columns:
    """The pages of several, one after the other; at least one."""
    return Columns(*(joined([getattr(part, one.name) for part in parts]) for one in fields(Columns)))


def counted(pages: Sequence[Page]) -> Columns:
    """The columns of these pages."""
    return Columns(_words(pages), _pairs(pages), _sections(pages), _labels(pages))


def _words(pages: Sequence[Page]) -> Ragged:
    counts = [page.words for page in pages]
    return Ragged(
        offsets([len(one.term) for one in counts]),
        {
            "key": _concatenated([one.term for one in counts], np.int64),
            "field": _concatenated([one.field for one in counts], np.uint8),
            "part": _concatenated([one.part for one in counts], np.int32),
            "times": _concatenated([np.minimum(one.times, 65_535) for one in counts], np.uint16),
        },
    )


def _pairs(pages: Sequence[Page]) -> Ragged:
    found = [_distinct(page.pairs.term, page.pairs.field) for page in pages]
    return Ragged(
        offsets([len(term) for term, _ in found]),
        {
            "key": _concatenated([term for term, _ in found], np.int64),
            "field": _concatenated([field for _, field in found], np.uint8),
        },
    )


def _sections(pages: Sequence[Page]) -> Ragged:
    answering = [not refers_only(section) for page in pages for section in page.sections]
    return Ragged(offsets([len(page.sections) for page in pages]), {"answering": np.array(answering, bool)})


def _labels(pages: Sequence[Page]) -> Ragged:
    return Ragged(offsets([len(page.labels) for page in pages]), {})


def _distinct(term: NDArray[Any], field: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    order = np.lexsort((field, term))
    term, field = term[order], field[order]
    first = changes(term) | changes(field)
    return term[first], field[first]


def _concatenated(parts: Sequence[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, kind), *parts]).astype(kind)
