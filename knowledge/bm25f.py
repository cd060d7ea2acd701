"""Exact BM25F: what a term weighs in an article and in a section, but for how rare it is.

The counts of a term in the fields are weighted and normalised by the field's length before they are added up
and saturated (Robertson and Zaragoza 2009, section 3.5). Whoosh scores fields apart and adds, which is worse
on documentation. Inverse document frequency is left to the query, so that it follows every change at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.columns import Columns
from knowledge.pages import ALIAS, BODY, HEADING, LABELS, LEARNT, TITLE
from knowledge.postings import Floats, Postings, inverted
from knowledge.ragged import stretches

K1: Final = 1.2
ARTICLE_WEIGHT: Final = {TITLE: 3.0, ALIAS: 2.5, HEADING: 1.5, BODY: 1.0, LEARNT: 3.0}
SECTION_WEIGHT: Final = {TITLE: 1.0, ALIAS: 0.5, HEADING: 2.0, BODY: 1.0, LEARNT: 0.5}
LENGTH_MATTERS: Final = {TITLE: 0.5, ALIAS: 0.5, HEADING: 0.4, BODY: 0.4, LEARNT: 0.5}
"""The parameter b of each field: 0 when its length does not count, 1 when it counts fully."""
FIELDS: Final = len(ARTICLE_WEIGHT)
NEARLY: Final = 0.02
"""How far a mean length may be off, as a share; no weight is then off by more."""


class Means(NamedTuple):
    """The mean length of each field, in terms, over the articles and over the sections that have it."""

    articles: tuple[float, ...]
    sections: tuple[float, ...]


@dataclass(frozen=True)
class Rows:
    """Counts of terms in the fields of places (articles or sections): columns of equal length."""

    term: NDArray[Any]
    field: NDArray[Any]
    place: NDArray[Any]
    times: NDArray[Any]
    places: int
    """How many places there are."""


def article_rows(columns: Columns, term: NDArray[Any]) -> Rows:
    """Which term (by number) stands how often in which article."""
    words = columns.words
    return Rows(term, words["field"], words.owners(), words["times"], len(columns))


def section_rows(columns: Columns, term: NDArray[Any]) -> Rows:
    """The same for sections: each stands alone, and inherits the labels of its article."""
    words, first = columns.words, columns.sections.starts
    page, field, times = words.owners(), words["field"], words["times"]
    own = ~np.isin(field, LABELS)
    heirs = np.diff(first)[page[~own]]
    inherited = stretches(first[:-1][page[~own]], first[1:][page[~own]])
    return Rows(
        np.concatenate([term[own], np.repeat(term[~own], heirs)]),
        np.concatenate([field[own], np.repeat(field[~own], heirs)]),
        np.concatenate([first[page[own]] + words["part"][own], inherited]).astype(np.int32),
        np.concatenate([times[own], np.repeat(times[~own], heirs)]),
        int(first[-1]),
    )


def mean_lengths(*lengths: NDArray[np.float32]) -> tuple[float, ...]:
    """The mean length of each field, over the places of all that have it; 1 where none has."""
    held = np.maximum(sum((one > 0).sum(axis=0) for one in lengths), 1)
    total = sum(one.sum(axis=0, dtype=np.float64) for one in lengths)
    return tuple(float(mean) or 1.0 for mean in total / held)


def lengths(rows: Rows) -> NDArray[np.float32]:
    """How many terms stand in each field of each place: places x fields."""
    cell = rows.place.astype(np.int64) * FIELDS + rows.field
    counts = np.bincount(cell, rows.times, rows.places * FIELDS).astype(np.float32)
    return counts.reshape(-1, FIELDS)


def off(means: Means, exact: Means) -> list[int]:
    """The fields whose mean length is not nearly the exact one."""
    return [
        field
        for field in range(FIELDS)
        if any(abs(one[field] / other[field] - 1) > NEARLY for one, other in zip(means, exact, strict=True))
    ]


def weighed(rows: Rows, share: dict[int, float], means: tuple[float, ...], terms: int) -> Postings:
    """Postings with the saturated weights, each below ``K1 + 1`` and exact to one part in 2,000."""
    shares = np.array([share[field] for field in range(FIELDS)], np.float32)
    matters = np.array([LENGTH_MATTERS[field] for field in range(FIELDS)])
    norms = (1 - matters + matters * lengths(rows) / np.array(means)).astype(np.float32)
    parts = shares[rows.field] * rows.times / norms[rows.place, rows.field]
    summed = inverted(rows.term, rows.place, parts.astype(np.float32), terms)
    return Postings(summed.starts, summed.places, _saturated(summed.weights).astype(np.float16))


def _saturated(weights: Floats) -> Floats:
    return np.float32(K1 + 1) * weights / (np.float32(K1) + weights)
