"""A segment: the arrays of some pages, compiled from their columns and never changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.bm25f import (
    ARTICLE_WEIGHT,
    SECTION_WEIGHT,
    Means,
    article_rows,
    lengths,
    mean_lengths,
    section_rows,
    weighed,
)
from knowledge.columns import Columns
from knowledge.pages import BODY, LABELS
from knowledge.postings import Keys, Lexicon, Postings, inverted
from knowledge.ragged import Ragged, offsets

IN_TEXT = 0.75
"""What a pair of neighbours counts that stands in the text only, against one in a label or heading."""


@dataclass(frozen=True)
class Segment:
    """Inverted and forward arrays of some pages; places are numbers of pages and sections within it.

    ``labels`` holds the terms (by number) of each label. Weights do not yet hold how rare a term is.
    """

    columns: Columns
    lexicon: Lexicon
    articles: Postings
    sections: Postings
    labels: Ragged
    pair_lexicon: Lexicon
    pairs: Postings
    means: Means

    def __len__(self) -> int:
        """The number of pages."""
        return len(self.columns)


def compiled(columns: Columns, means: Means | None = None) -> Segment:
    """The arrays of these pages; with the mean lengths of another segment its weights compare with theirs."""
    keys, term = _numbered(columns.words["key"])
    in_articles, in_sections = article_rows(columns, term), section_rows(columns, term)
    mean = means or Means(mean_lengths(lengths(in_articles)), mean_lengths(lengths(in_sections)))
    pair_lexicon, pairs = _pairs(columns)
    return Segment(
        columns=columns,
        lexicon=Lexicon(keys),
        articles=weighed(in_articles, ARTICLE_WEIGHT, mean.articles, len(keys)),
        sections=weighed(in_sections, SECTION_WEIGHT, mean.sections, len(keys)),
        labels=_labels(columns, term),
        pair_lexicon=pair_lexicon,
        pairs=pairs,
        means=mean,
    )


def _numbered(keys: Keys) -> tuple[Keys, NDArray[np.int32]]:
    """The different keys, ascending, and the number of each key among them."""
    different, number = np.unique(keys, return_inverse=True)
    return different, number.astype(np.int32)


def _labels(columns: Columns, term: NDArray[Any]) -> Ragged:
    words = columns.words
    chosen = np.isin(words["field"], LABELS)
    label = columns.labels.starts[:-1][words.owners()[chosen]] + words["part"][chosen]
    order = np.argsort(label, kind="stable")
    starts = offsets(np.bincount(label, minlength=int(columns.labels.starts[-1])))
    return Ragged(starts, {"term": term[chosen][order].astype(np.int32)})


def _pairs(columns: Columns) -> tuple[Lexicon, Postings]:
    """Which page holds which pair of neighbours, with the weight of the best field."""
    keys, term = _numbered(columns.pairs["key"])
    weight = np.where(columns.pairs["field"] == BODY, np.float32(IN_TEXT), np.float32(1))
    found = inverted(term, columns.pairs.owners(), weight, len(keys), np.maximum)
    return Lexicon(keys), replace(found, weights=found.weights.astype(np.float16))
