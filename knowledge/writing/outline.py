"""What a text in Markdown consists of: its headings, the anchors they give, its links, its pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.sections import anchor_of, plain

_MARKDOWN: Final = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class Heading:
    """A heading and its level, 1 to 6."""

    text: str
    level: int


@dataclass(frozen=True)
class Outline:
    """``links`` are addresses as they are written, ``bare_images`` those of pictures without words."""

    headings: tuple[Heading, ...]
    links: tuple[str, ...]
    bare_images: tuple[str, ...]
    text: str

    @property
    def anchors(self) -> frozenset[str]:
        """What a link may lead to within the text."""
        seen: dict[str, int] = {}
        return frozenset(anchor_of(one.text, seen) for one in self.headings)


def outline(body: str) -> Outline:
    """Take the text apart; links in code are none."""
    tokens = _MARKDOWN.parse(body)
    inline = [child for token in tokens for child in token.children or ()]
    return Outline(
        tuple(_headings(tokens)),
        tuple(str(one.attrGet("href") or "") for one in inline if one.type == "link_open"),
        tuple(
            str(one.attrGet("src") or "") for one in inline if one.type == "image" and not one.content.strip()
        ),
        " ".join(plain(token) for token in tokens if token.type == "inline"),
    )


def _headings(tokens: list[Token]) -> Iterator[Heading]:
    for opener, words in pairwise(tokens):
        if opener.type == "heading_open":
            yield Heading(plain(words), int(opener.tag[1]))


@dataclass(frozen=True)
class Target:
    """Where a link within the house leads: to an article ("" is this one), and to an anchor in it."""

    slug: str
    anchor: str


_INSIDE = re.compile(
    r"(?:(?:[\w.-]+/|\.{1,2}/|/)*(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)(?:\.md)?)?(?:#(?P<anchor>.*))?"
)


def inside(link: str) -> Target | None:
    """The target of ``other-article``, ``../area/other-article.md#steps`` or ``#steps``; None for others."""
    found = _INSIDE.fullmatch(link)
    return None if found is None or not link else Target(found["slug"] or "", found["anchor"] or "")
