"""Loose leaves: prepared pages as columns, not yet bound in a volume."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.columns import Columns, counted, stacked
from knowledge.pages import Page
from knowledge.wordlist import Wordlist, merged, wordlist


class Stamp(NamedTuple):
    """From what a page was made: the hash of its article, and that with all it has learnt."""

    digest: str
    whole: str


@dataclass(frozen=True)
class Leaves:
    """Pages in the order of their slugs (``stamps``), and the words they are written in."""

    stamps: Mapping[str, Stamp]
    columns: Columns
    words: Wordlist

    def __len__(self) -> int:
        """The number of pages."""
        return len(self.columns)

    def taken(self, chosen: NDArray[np.bool_]) -> Leaves:
        """The chosen ones alone."""
        stamps = dict(item for item, one in zip(self.stamps.items(), chosen, strict=True) if one)
        columns = self.columns.taken(np.flatnonzero(chosen))
        return Leaves(stamps, columns, self.words.of(np.unique(columns.written["key"])))


def leaves(pages: Sequence[tuple[Page, str]]) -> Leaves:
    """These pages, each with its whole stamp."""
    ordered = sorted(pages, key=lambda one: one[0].article.slug)
    only = [page for page, _ in ordered]
    stamps = {page.article.slug: Stamp(page.article.digest, stamp) for page, stamp in ordered}
    return Leaves(stamps, counted(only), wordlist(word for page in only for word in page.written))


def gathered(parts: list[Leaves]) -> Leaves:
    """The pages of several, none of them twice; at least one. The list is emptied, to save memory."""
    some = [part for part in parts if len(part)] or parts[:1]
    parts.clear()
    if len(some) == 1:
        return some[0]
    named = [item for part in some for item in part.stamps.items()]
    words, columns = merged([part.words for part in some]), [part.columns for part in some]
    some.clear()
    order = sorted(range(len(named)), key=lambda place: named[place][0])
    stamps, whole = dict(named[place] for place in order), stacked(columns)
    if order != list(range(len(named))):
        whole = whole.taken(np.array(order, np.int64))
    return Leaves(stamps, whole, words)
