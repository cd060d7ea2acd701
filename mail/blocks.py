"""What a letter is made of: blocks, of which both its text and its HTML part are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guard import Screened, fill, join, own, restored

_NONE = own("")


@dataclass(frozen=True)
class Paragraphs:
    """Sentences; empty lines part paragraphs. What is ``main`` leads the letter."""

    text: Screened
    main: bool = False


@dataclass(frozen=True)
class Heading:
    """A line above what follows."""

    text: Screened


@dataclass(frozen=True)
class Items:
    """A list."""

    lines: tuple[Screened, ...]


@dataclass(frozen=True)
class Pairs:
    """Labels with their values."""

    rows: tuple[tuple[Screened, Screened], ...]


@dataclass(frozen=True)
class Words:
    """What a person wrote, under the name of who did."""

    by: Screened
    text: Screened


@dataclass(frozen=True)
class Passage:
    """A passage of an article under its title; ``source`` is its kind and where in the article it stands.

    ``marks`` are the places in ``text`` of the words that matched. ``markdown`` is the same with its lists,
    tables and code, empty where only a short piece is shown; ``note`` closes it, ``link`` is its address.
    """

    title: Screened
    source: Screened
    text: Screened
    marks: tuple[tuple[int, int], ...] = ()
    markdown: Screened = _NONE
    note: Screened = _NONE
    link: str = ""


@dataclass(frozen=True)
class Choices:
    """What can be answered with a number alone, from 1."""

    lead: Screened
    labels: tuple[Screened, ...]


@dataclass(frozen=True)
class Small:
    """The small print at the end."""

    texts: tuple[Screened, ...]


Block = Paragraphs | Heading | Items | Pairs | Words | Passage | Choices | Small


def as_text(blocks: Sequence[Block]) -> Screened:
    """The plain text of a letter: its blocks parted by empty lines, what a heading leads close to it."""
    texts = ((block, _text(block)) for block in blocks)
    parts = [(text, "\n" if isinstance(block, Heading) else "\n\n") for block, text in texts if text.strip()]
    # Still screened: nothing but line breaks is put between screened texts.
    return restored("".join(part for text in parts for part in text).rstrip("\n"))  # type: ignore[no-any-return]


def _text(block: Block) -> Screened:
    return _TEXTS[type(block)](block)


def _heading(block: Heading) -> Screened:
    return join(block.text, restored("-" * len(block.text)), by="\n")


def _items(block: Items) -> Screened:
    return join(*(fill("- {line}", line=line) for line in block.lines), by="\n")


def _pairs(block: Pairs) -> Screened:
    return join(*(join(fill("{label}:", label=label), value) for label, value in block.rows), by="\n")


def _words(block: Words) -> Screened:
    return join(block.by, block.text, by="\n\n")


def _passage(block: Passage) -> Screened:
    title = fill("{title} ({source})", title=block.title, source=block.source)
    head = join(title, restored(block.link), by="\n")
    return join(head, block.markdown or block.text, block.note, by="\n\n")


def _choices(block: Choices) -> Screened:
    numbered = (fill("  {at}  {label}", at=at, label=label) for at, label in enumerate(block.labels, 1))
    return join(block.lead, *numbered, by="\n")


def _small(block: Small) -> Screened:
    return join(_SIGNATURE, join(*block.texts, by="\n\n"), by="\n") if any(block.texts) else _NONE


_SIGNATURE = own("-- ")

_TEXTS: Mapping[type[Block], Callable[[Any], Screened]] = {
    Paragraphs: lambda block: block.text,
    Heading: _heading,
    Items: _items,
    Pairs: _pairs,
    Words: _words,
    Passage: _passage,
    Choices: _choices,
    Small: _small,
}
