"""Files of messages on their way: where their bytes come from, how those of text are read and screened."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator

from bot.words import MIDDLE_LEFT_OUT
from guard.screen import Screening
from tickets.values import FileRef

Fetch = Callable[[FileRef], "bytes | str"]
"""Gives a file's bytes, or a sentence that says why it is not passed on.

Where it may come later it raises :class:`bot.delivery.NotNowError` or ``OSError``.
"""

_ENDINGS = (".txt", ".log", ".csv", ".json")
_TYPES = frozenset({"application/json", "application/csv", "application/x-ndjson"})


def from_where_it_came(slack: Fetch, letters: Fetch) -> Fetch:
    """Fetches each file there where it came in, by its origin; not what is left out."""

    def fetch(file: FileRef) -> bytes | str:
        if file.left_out:
            return file.left_out
        return letters(file) if LETTER in file.origin else slack(file)

    return fetch


LETTER = "letter"
"""What a file that came with a letter has in its origin."""


def is_text(file: FileRef) -> bool:
    """Whether this is a file of plain text, such as a log, a table or a snippet."""
    return (
        file.media_type.startswith("text/")
        or file.media_type in _TYPES
        or file.name.lower().endswith(_ENDINGS)
    )


def decoded(content: bytes) -> str:
    """Bytes as text: by their byte order mark, as UTF-8, else as Windows writes; empty when they are none."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace").replace("\r\n", "\n")
    if b"\0" in content:
        return ""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n")


def excerpt(text: str, head: int, tail: int, between: str = "") -> str:
    """The text, or when it is long its beginning and its end in whole lines, with a line in between."""
    if len(text) <= head + tail:
        return text
    return f"{text[:head].rpartition(_BREAK)[0]}\n{between}\n{text[-tail:].partition(_BREAK)[2]}"


def as_passed_on(file: FileRef, content: bytes, screen: Callable[[str], Screening]) -> bytes:
    """The file as it is passed on: where the guard finds something in its text without it, else as it is.

    Of a text longer than a million characters beginning and end are passed on; what is no text is not
    looked at.
    """
    if not is_text(file):
        return content
    text = decoded(content) or content.decode(errors="replace")
    shown = excerpt(text, _HEAD, _TAIL, MIDDLE_LEFT_OUT)
    screened = [screen(piece) for piece in _pieces(shown)]
    if shown == text and not any(one.found for one in screened):
        return content
    return "".join(one.text for one in screened).encode()


_HEAD, _TAIL = 300_000, 700_000
_PIECE = 90_000
"""Characters screened at once: fewer than those after which the guard cuts a text."""


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces of whole lines; only a line longer than a piece is cut."""
    start = 0
    while start < len(text):
        end = start + _PIECE
        if end < len(text):
            end = text.rfind(_BREAK, start, end) + 1 or end
        yield text[start:end]
        start = end


_BREAK = "\n"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
