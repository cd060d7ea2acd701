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

_MOST_HTML: Final = 400_000
"""Characters of HTML that are read; of most letters a tenth or less of them is words."""


SEALED: Final = frozenset(
    ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted", "application/ms-tnef")
)
"""What may hold all words of a letter, and is not opened: S/MIME, OpenPGP, Outlook's ``winmail.dat``."""


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
    if kind.startswith("multipart/"):
        return Role.TEXT
    if kind not in ("text/plain", "text/html") or (named and not outermost):
        return Role.FILE
    return Role.TEXT if kind == "text/plain" else Role.HTML


def _has_words(raw: bytes, one: Placed) -> bool:
    return one.role is Role.TEXT and bool(content_of(raw, one.part, 2_000).strip())


def words_of(raw: bytes, parts: Iterable[Placed], most: int) -> tuple[str, bool]:
    """The text of all parts that are not files, at most ``most`` characters, and whether there was more."""
    texts: list[str] = []
    left = {Role.TEXT: most, Role.HTML: max(most, _MOST_HTML)}
    more = False
    for one in parts:
        if one.role is not Role.FILE:
            source, text = _source_and_text(raw, one, left[one.role])
            more = more or len(source) > left[one.role]
            left[one.role] = max(0, left[one.role] - len(source))
            texts.append(text)
    whole = "\n\n".join(filter(None, texts))
    return whole[:most], more or len(whole) > most


def _source_and_text(raw: bytes, one: Placed, most: int) -> tuple[str, str]:
    """What a part holds, at most one character more than ``most``, and the words of the first ``most``."""
    params = one.part.kind.params
    source = text_of(content_of(raw, one.part, most * 4 + 1), params.get("charset", ""))[: most + 1]
    text = plain(html_to_text(source[:most]) if one.role is Role.HTML else source[:most])
    if one.role is Role.TEXT and params.get("format", "").lower() == "flowed":
        text = unflowed(text, delete_space=params.get("delsp", "").lower() == "yes")
    return source, text.strip("\n")
