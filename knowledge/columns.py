"""Prepared pages below each other as columns: what every array of the search is compiled from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import Audience
from knowledge.keys import key
from knowledge.leaning import leanings
from knowledge.pages import Page
from knowledge.passages import refers_only
from knowledge.postings import changes
from knowledge.ragged import Ragged, joined, offsets
from knowledge.texts import head_bytes, section_bytes

AUDIENCES: Final = tuple(Audience)


@dataclass(frozen=True)
class Columns:
    """Tables whose rows belong to pages, in the order of their slugs.

    ``words``: key (int64), field (uint8), part (int32), times (uint16). ``pairs``: key, field; each once in a
    field. ``sections``: whether it is ``answering`` (says more than whom to turn to), its ``leaning``
    (:mod:`knowledge.leaning`), and the ``length`` of its text. ``labels``: no column. ``written``: the keys
    of the words an article is written in. ``running``: the ``token`` of each word as in
    :class:`knowledge.pages.Page`. ``texts``: the bytes of a page's head and then of its sections
    (:mod:`knowledge.texts`). ``facts``: one row for each page, with the rank of its ``audience`` and whether
    it is ``disputed``.
    """

    words: Ragged
    pairs: Ragged
    sections: Ragged
    labels: Ragged
    running: Ragged
    written: Ragged
    texts: Ragged
    facts: Ragged

    def __len__(self) -> int:
        """The number of pages."""
        return len(self.words)

    def taken(self, chosen: NDArray[np.integer[Any]]) -> Columns:
        """These pages, in this order."""
        return Columns(*(getattr(self, one.name).taken(chosen) for one in fields(self)))


def stacked(parts: list[Columns]) -> Columns:
    """The pages of several, one after the other; at least one. The list is emptied.

    What has been joined is let go before the next table is: all of them twice would be twice the memory.
    """
    tables = {one.name: [getattr(part, one.name) for part in parts] for one in fields(Columns)}
    parts.clear()
    return Columns(**{name: joined(tables.pop(name)) for name in [*tables]})


def counted(pages: Sequence[Page]) -> Columns:
    """The columns of these pages."""
    texts = [[section_bytes(section) for section in page.sections] for page in pages]
    return Columns(
        words=_words(pages),
        pairs=_pairs(pages),
        sections=_sections(pages, texts),
        labels=Ragged(offsets([len(page.labels) for page in pages]), {}),
        running=_running(pages),
        written=_written(pages),
        texts=_texts(pages, texts),
        facts=_facts(pages),
    )


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


def _sections(pages: Sequence[Page], texts: Sequence[Sequence[bytes]]) -> Ragged:
    answering = [not refers_only(section) for page in pages for section in page.sections]
    leaning = [leaning for page in pages for leaning in leanings(page.sections)]
    length = [len(text) for own in texts for text in own]
    return Ragged(
        offsets([len(page.sections) for page in pages]),
        {
            "answering": np.array(answering, bool),
            "leaning": np.array(leaning, np.float32),
            "length": np.array(length, np.int32),
        },
    )


def _running(pages: Sequence[Page]) -> Ragged:
    tokens = [page.running for page in pages]
    return Ragged(offsets([len(one) for one in tokens]), {"token": _concatenated(tokens, np.int32)})


def _written(pages: Sequence[Page]) -> Ragged:
    keys = [key(word) for page in pages for word in page.written]
    return Ragged(offsets([len(page.written) for page in pages]), {"key": np.array(keys, np.int64)})


def _texts(pages: Sequence[Page], sections: Sequence[Sequence[bytes]]) -> Ragged:
    texts = [b"".join((head_bytes(page), *own)) for page, own in zip(pages, sections, strict=True)]
    return Ragged(offsets([len(text) for text in texts]), {"byte": np.frombuffer(b"".join(texts), np.uint8)})


def _facts(pages: Sequence[Page]) -> Ragged:
    audience = [AUDIENCES.index(page.article.audience) for page in pages]
    return Ragged(
        offsets([1] * len(pages)),
        {
            "audience": np.array(audience, np.uint8),
            "disputed": np.array([bool(page.disputed) for page in pages], bool),
        },
    )


def _distinct(term: NDArray[Any], field: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    order = np.lexsort((field, term))
    term, field = term[order], field[order]
    first = changes(term) | changes(field)
    return term[first], field[first]


def _concatenated(parts: Sequence[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, kind), *parts]).astype(kind)
