"""What a source of articles is: the seam for further ones."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from knowledge.articles import Article, Audience, Kind
from knowledge.sources.confined import Confined

VERSION: Final = "1"
"""Grows when files are read otherwise than before, so that those of every installation are read again."""


@dataclass(frozen=True)
class Defaults:
    """What holds for an article whose file does not say it.

    Without an ``area`` it is the name of the outermost folder the file lies in, or else that of the source.
    ``link`` is where people read it, with ``{path}`` and ``{commit}`` in it.
    """

    kind: Kind = Kind.DOCUMENTATION
    audience: Audience = Audience.STAFF
    area: str = ""
    link: str = ""


@dataclass(frozen=True)
class Skipped:
    """A file that was passed over, and a sentence that says why and what to do."""

    path: str
    sentence: str


@dataclass(frozen=True)
class Listing:
    """The files of a source that may be articles, sorted, and those passed over."""

    paths: tuple[str, ...]
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True)
class Taken:
    """An article as it was read; ``notes`` are sentences about what was left out of it."""

    article: Article
    notes: tuple[str, ...] = ()


class SourceError(Exception):
    """A source that cannot be looked at now: its articles stay. One sentence with the remedy."""


class Source(Protocol):
    """Somewhere articles come from. Paths are those of :meth:`listing`, unique within the source."""

    @property
    def name(self) -> str:
        """Its kind and its place, such as ``git:/srv/docs``: at most 255 characters, never changing."""

    @property
    def place(self) -> str:
        """What stands before a path where people are told of it."""

    def listing(self) -> Listing:
        """What is there now; raises :class:`SourceError`. Called once before all else."""

    def digest(self, path: str) -> str:
        """64 hexadecimal digits that change whenever the article would; cheap, and without parsing.

        Raises :class:`knowledge.articles.ArticleError`.
        """

    def slugs(self, path: str) -> Sequence[str]:
        """What the article may be called, the best first; the first that is free will be its name."""

    def article(self, path: str, confined: Confined) -> Taken:
        """The article, without slug and digest; raises :class:`knowledge.articles.ArticleError`."""


def fingerprint(*parts: object) -> str:
    """A digest over what an article follows from: its content, and what holds by default."""
    return hashlib.sha256("\0".join((VERSION, *map(str, parts))).encode("utf-8", "surrogatepass")).hexdigest()
