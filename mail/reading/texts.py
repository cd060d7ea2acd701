"""The words of a letter: which of its parts they stand in, as one plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from mail.clean import plain
from mail.reading.bodies import content_of
from mail.reading.charsets import text_of
from mail.reading.flowed import unflowed
from mail.reading.html_text import html_to_text
from mail.reading.parts import Part

_SIGNATURES: Final = frozenset(
    ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
)

_MOST_HTML: Final = 500_000
"""Characters of HTML that are read; of most letters a tenth or less of them is words."""


class Role(Enum):
    """What a part is to the reader."""

    TEXT = auto()
    HTML = auto()
    FILE = auto()


@dataclass(frozen=True)
class Placed:
    """A part that holds something, and its role."""

    part: Part
    role: Role


def placed(raw: bytes, part: Part, *, outermost: bool = True) -> Iterator[Placed]:
    """The parts that hold something, in order; of alternatives the plain text, with all that is a file.

    A detached signature holds nothing for people.
    """
    if not part.children:
        if part.kind.value not in _SIGNATURES:
            yield Placed(part, _role(part, outermost))
        return
    inner = [one for child in part.children for one in placed(raw, child, outermost=False)]
    gone = None
    if part.kind.value == "multipart/alternative":
        gone = Role.HTML if any(_has_words(raw, one) for one in inner) else Role.TEXT
    yield from (one for one in inner if one.role is not gone)


def _role(part: Part, outermost: bool) -> Role:
    kind = part.kind.value
    named = part.filename or part.disposition.value == "attachment"
    if kind.startswith("multipart/") and outermost:
        return Role.TEXT
    if kind not in ("text/plain", "text/html") or (named and not outermost):
        return Role.FILE
    return Role.TEXT if kind == "text/plain" else Role.HTML


def _has_words(raw: bytes, one: Placed) -> bool:
    return one.role is Role.TEXT and bool(content_of(raw, one.part, 2_000).strip())


def words_of(raw: bytes, parts: Iterable[Placed], most: int) -> tuple[str, bool]:
    """The text of all parts that are not files, at most ``most`` characters, and whether there was more."""
    texts: list[str] = []
    left, more = most, False
    for one in parts:
        if one.role is not Role.FILE and left > 0:
            text, cut = _text(raw, one, left)
            left -= len(text)
            more = more or cut
            texts.append(text)
    whole = "\n\n".join(text for text in texts if text)
    return whole[:most], more or len(whole) > most


def _text(raw: bytes, one: Placed, left: int) -> tuple[str, bool]:
    """The text of one part, at most ``left`` characters, and whether there was more."""
    params = one.part.kind.params
    read = left if one.role is Role.TEXT else max(left, _MOST_HTML)
    content = content_of(raw, one.part, read * 4 + 1)
    source = text_of(content, params.get("charset", ""))
    text = plain(html_to_text(source[:read]) if one.role is Role.HTML else source[: read + 1])
    if one.role is Role.TEXT and params.get("format", "").lower() == "flowed":
        text = unflowed(text, delete_space=params.get("delsp", "").lower() == "yes")
    text = text.strip("\n")
    return text[:left], len(text) > left or len(source) > read
