"""What a search finds: passages of articles, best first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final
from urllib.parse import quote

from guard import Screened, own
from knowledge.articles import Audience, Kind
from knowledge.passages import Mark, Passage


@dataclass(frozen=True)
class Hit:
    """A passage of an article. ``passage`` is plain text, ``marks`` are the matched words in it (start, end).

    ``section`` is the heading and empty for the lead, as is its ``anchor``; ``sure`` lies between 0 and 1.
    ``link`` is where people read the article on the web, or empty.
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
    link: str = ""
    cut: Passage | None = field(default=None, repr=False, compare=False)

    @property
    def markdown(self) -> Screened:
        """The passage as Markdown, the matched words in bold."""
        return own("") if self.cut is None else self.cut.markdown

    @property
    def shortened(self) -> bool:
        """Whether a list, a table or a listing in the passage goes on in the article."""
        return self.cut is not None and self.cut.shortened

    @property
    def address(self) -> str:
        """Where people read this section: the forges of git repositories know our anchors."""
        within = self.anchor and self.link.endswith((".md", ".markdown"))
        return f"{self.link}#{quote(self.anchor)}" if within else self.link


DEPTH: Final = 10
"""Of how many articles the order is told."""


@dataclass(frozen=True)
class Hits:
    """The best passages, one of each article, best first.

    ``sure`` is the probability that the first one answers, ``helpful`` that one of the first three does (0
    without any). ``precision`` is the share of right answers if every question were answered of which the
    search is at least as sure; ``repaired`` holds the words that were taken for typos, each with what was
    looked up instead. ``order`` holds the slugs of the nearest articles, of those without a passage too.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    sure: float = 0.0
    helpful: float = 0.0
    precision: float = 0.0
    repaired: tuple[tuple[str, str], ...] = ()
    order: tuple[str, ...] = ()
