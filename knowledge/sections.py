"""An article taken apart: sections with anchors, and in them the units a passage is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.articles import Article


class Shape(Enum):
    """What a unit is in the page: it decides what it is joined to, and by what."""

    SENTENCE = "sentence"
    STEP = "step"
    BULLET = "bullet"
    ROW = "row"
    CODE = "code"


class Unit(NamedTuple):
    """A sentence, a list item, a table row or a line of code, as plain text.

    Units of one paragraph, list, table or listing share ``block``, a number that grows down the article.
    """

    text: str
    shape: Shape
    block: int


@dataclass(frozen=True)
class Section:
    """What stands below one heading; ``heading`` and ``anchor`` are empty for the lead.

    ``above`` holds the headings of the levels above. Sections without text are left out. ``stems`` has for
    each unit what :func:`knowledge.passages.telling` says; it is left empty until that was asked.
    """

    heading: str
    anchor: str
    above: tuple[str, ...]
    units: tuple[Unit, ...]
    stems: tuple[frozenset[str], ...] = field(default=(), compare=False)


def sections(article: Article) -> tuple[Section, ...]:
    """The sections of an article in their order; anchors are those GitHub gives.

    One without any text (a rule, a lone heading, HTML that is not shown) says its title.
    """
    title = Section("", "", (), (Unit(article.title, Shape.SENTENCE, 1),))
    return _Walk(_MARKDOWN.parse(article.body)).sections() or (title,)


CELLS = " | "
"""What stands between the cells of a row; within a cell it is written with blanks that do not break."""


def cells(row: str) -> list[str]:
    """The cells of a row of a table."""
    return row.split(CELLS)


def sentences(text: str) -> list[str]:
    """Text cut into sentences; abbreviations, numbers and initials do not end one."""
    parts, start = [], 0
    for end in _END.finditer(text):
        if not _goes_on(text, start, end.start(1), end.end()):
            parts.append(text[start : end.start(1)])
            start = end.end()
    return [part for part in (*parts, text[start:]) if part.strip()]


def _goes_on(text: str, start: int, stop: int, following: int) -> bool:
    """Whether the sentence goes on behind this stop: an abbreviation, or within a quotation or brackets."""
    near = max(start, stop - _ABBREVIATION)
    if _ABBREVIATED.search(text, near, stop):
        return True
    if text[following].isdigit() and _BEFORE_FIGURE.search(text, near, stop):
        return True
    return _is_within(text, start, stop)


def _is_within(text: str, start: int, stop: int) -> bool:
    """Whether brackets or a quotation opened since ``start`` are closed only behind the stop, and soon."""
    said, rest = text[start:stop], text[stop : stop + 300]
    if said.count("(") > said.count(")"):
        return ")" in rest.partition("(")[0]
    if said.count("“") > said.count("”"):
        return "”" in rest.partition("“")[0]
    return said.count('"') % 2 == 1 and '"' in rest


_INNER = "\u00a0|\u00a0"
_MARKDOWN = MarkdownIt("commonmark").enable("table")
_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*()\s+(?=[\"'“‘(\[]*[A-Z0-9À-Þ])")
_ABBREVIATION = 40
"""Characters; longer is no abbreviation, also one of many letters with their stops."""
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|a\.m|p\.m|cf|vs|ext|approx|incl|dept|dr|mr|mrs|ms|st|jr|sr|prof|resp|viz|ca)"
    r"|(?:^|[\s(])[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.[\"'”’)\]]*$",
    re.IGNORECASE,
)
_BEFORE_FIGURE = re.compile(
    r"\b(?:no|nos|nr|fig|figs|sec|p|pp|vol|ch|art|par|max|min|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$",
    re.IGNORECASE,
)
"""Words that are abbreviations where a figure follows: *No. 7*, but *The answer is no. Then ...*"""


@dataclass
class _Draft:
    heading: str = ""
    anchor: str = ""
    above: tuple[str, ...] = ()
    units: list[Unit] = field(default_factory=list)


@dataclass
class _List:
    number: int | None
    block: int


class _Walk:
    """One pass over the tokens of a page."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._drafts = [_Draft()]
        self._trail: list[tuple[int, str]] = []
        self._anchors: dict[str, int] = {}
        self._lists: list[_List] = []
        self._marker = ""
        self._cells: list[str] | None = None
        self._block = 0

    def sections(self) -> tuple[Section, ...]:
        for position, token in enumerate(self._tokens):
            self._take(token, position)
        return tuple(Section(d.heading, d.anchor, d.above, tuple(d.units)) for d in self._drafts if d.units)

    def _take(self, token: Token, position: int) -> None:
        if token.type == "inline":
            self._inline(token, self._tokens[position - 1])
        elif token.type in ("fence", "code_block"):
            self._code(token.content)
        elif token.type in ("ordered_list_open", "bullet_list_open"):
            self._open_list(token)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            self._lists.pop()
        elif token.type == "list_item_open":
            self._open_item(token)
        else:
            self._table(token.type)

    def _inline(self, token: Token, opener: Token) -> None:
        text = plain(token)
        if opener.type == "heading_open":
            self._open_section(text, int(opener.tag[1]))
        elif self._cells is not None:
            self._cells.append(text)
        elif self._lists:
            self._item(text)
        else:
            self._block += 1
            self._add(sentences(text), Shape.SENTENCE, self._block)

    def _open_section(self, heading: str, level: int) -> None:
        self._trail = [step for step in self._trail if step[0] < level]
        above = tuple(name for _, name in self._trail)
        self._trail.append((level, heading))
        self._drafts.append(_Draft(heading, anchor_of(heading, self._anchors), above))

    def _item(self, text: str) -> None:
        current = self._lists[-1]
        indent = "  " * (len(self._lists) - 1)
        shape = Shape.BULLET if current.number is None else Shape.STEP
        marker, self._marker = self._marker or "  ", ""
        self._add([f"{indent}{marker} {text}".rstrip()] if text else [], shape, self._lists[0].block)

    def _code(self, content: str) -> None:
        self._block += 1
        block = self._lists[0].block if self._lists else self._block
        self._add(content.rstrip("\n").split("\n"), Shape.CODE, block)

    def _open_list(self, token: Token) -> None:
        self._block += 1
        first = int(token.attrGet("start") or 1)
        self._lists.append(_List(first if token.type == "ordered_list_open" else None, self._block))

    def _open_item(self, token: Token) -> None:
        current = self._lists[-1]
        self._marker = "-" if current.number is None else f"{current.number}."
        if current.number is not None:
            current.number += 1

    def _table(self, kind: str) -> None:
        if kind == "table_open":
            self._block += 1
        elif kind == "tr_open":
            self._cells = []
        elif kind == "tr_close":
            row, self._cells = CELLS.join(cell.replace(CELLS, _INNER) for cell in self._cells or []), None
            self._add([row], Shape.ROW, self._block)

    def _add(self, texts: Sequence[str], shape: Shape, block: int) -> None:
        self._drafts[-1].units.extend(Unit(text.rstrip(), shape, block) for text in texts if text.strip(" |"))


def anchor_of(heading: str, seen: dict[str, int]) -> str:
    """GitHub's rule: small letters, signs dropped, blanks to hyphens, repeated ones numbered.

    ``seen`` counts how often each stood above, and is brought up to date.
    """
    anchor = re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
    before = seen.get(anchor, 0)
    seen[anchor] = before + 1
    return f"{anchor}-{before}" if before else anchor


def plain(inline: Token) -> str:
    """Inline Markdown as plain text: no stars, the address of a link in brackets behind its words."""
    return " ".join("".join(_pieces(inline.children or ())).split())


def _pieces(children: Sequence[Token]) -> Iterator[str]:
    addresses: list[str] = []
    for child in children:
        if child.type in ("text", "code_inline", "image"):
            yield child.content
        elif child.type in ("softbreak", "hardbreak", "html_inline"):
            yield " " if child.type != "html_inline" or child.content.startswith("<br") else ""
        elif child.type == "link_open":
            addresses.append(str(child.attrGet("href") or ""))
        elif child.type == "link_close":
            address = addresses.pop()
            yield f" ({address})" if address.startswith(("http://", "https://")) else ""
