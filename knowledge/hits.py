"""What a search finds: passages of articles, best first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guard import Screened
from knowledge.articles import Audience, Kind
from knowledge.passages import Mark


@dataclass(frozen=True)
class Hit:
    """A passage of an article. ``passage`` is plain text, ``marks`` are the matched words in it (start, end).

    ``section`` is the heading and empty for the lead, as is its ``anchor``; ``sure`` lies between 0 and 1.
    """

    slug: str
    title: Screened
    kind: Kind
    audience: Audience
    area: str
    updated: date
    sample: bool
    section: Screened
    anchor: str
    passage: Screened
    marks: tuple[Mark, ...]
    sure: float


@dataclass(frozen=True)
class Hits:
    """The best passages, one of each article, best first.

    ``sure`` is the probability that the first one answers (0 without any); ``repaired`` holds the words
    that were taken for typos, each with what was looked up instead.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    sure: float = 0.0
    repaired: tuple[tuple[str, str], ...] = ()
