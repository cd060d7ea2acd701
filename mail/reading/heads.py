"""The head lines of a letter or of one of its parts, unfolded, within limits."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from mail.reading.charsets import text_of

MOST_BYTES: Final = 256_000
"""Of all head lines of a letter. Real ones have some 10,000; those with long roads 40,000."""
MOST_LINES: Final = 1_000
LONGEST: Final = 64_000
"""Characters of one head line; ``References`` of long talks are the longest real ones."""

_NAME = re.compile(rb"[!-9;-~]{1,80}(?=[ \t]*:)")
_HEAD = re.compile(rb"(?:(?:[!-9;-~]++[ \t]*+:|[ \t])[^\n]*+(?:\n|\Z))*+")
_EMPTY_LINE = re.compile(rb"\r?(?:\n|\Z)")


@dataclass(frozen=True)
class Heads:
    """Head lines in their order: names in lower case, values unfolded but not yet decoded.

    ``cut`` says that there were more than are read, so that nothing may be concluded from what is missing.
    """

    lines: tuple[tuple[str, str], ...] = ()
    cut: bool = False
    _by_name: dict[str, list[str]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, value in self.lines:
            self._by_name.setdefault(name, []).append(value)

    def all(self, name: str) -> tuple[str, ...]:
        """The values of all lines of that name, topmost first."""
        return tuple(self._by_name.get(name, ()))

    def first(self, name: str) -> str:
        """The topmost value, stripped; empty when there is none."""
        return next(iter(self._by_name.get(name, ())), "").strip()

    def __contains__(self, name: str) -> bool:
        return name in self._by_name


def read_heads(raw: bytes, start: int, end: int) -> tuple[Heads, int]:
    """The head lines of ``raw[start:end]``, and where the body begins.

    They end at an empty line, or at the first that is neither a head line nor goes on with one.
    """
    found = _HEAD.match(raw, start, end)
    stop = found.end() if found else start
    lines = list(fields(raw[start : min(stop, start + MOST_BYTES)]))
    cut = stop - start > MOST_BYTES or len(lines) > MOST_LINES
    empty = _EMPTY_LINE.match(raw, stop, end)
    return Heads(tuple(lines[:MOST_LINES]), cut), empty.end() if empty else stop


def fields(block: bytes) -> Iterator[tuple[str, str]]:
    """Name and value of each line; lines that are neither a head line nor go on with one are passed over."""
    name, pieces = "", list[bytes]()
    for line in (one.rstrip(b"\r") for one in block.split(b"\n")):
        if line[:1] in (b" ", b"\t"):
            pieces.append(line)
            continue
        if name:
            yield name, _value(pieces)
        found = _NAME.match(line)
        name = found.group().decode("ascii").lower() if found else ""
        pieces = [line.partition(b":")[2]]
    if name:
        yield name, _value(pieces)


def _value(pieces: list[bytes]) -> str:
    return text_of(b"".join(pieces)[:LONGEST], "").replace("\t", " ")


_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,40})?\?([bBqQ])\?([^?\s]*)\?=")


def decoded(value: str) -> str:
    """A value with its encoded words (RFC 2047) as text; what is broken among them stays as it stands.

    Words side by side of one character set are decoded together: some senders split within a letter.
    """
    shown: list[str] = []
    run: list[bytes] = []
    charset, at = "", 0
    for word in _WORD.finditer(value):
        between = value[at : word.start()]
        between = "" if at and between.isspace() else between
        if between or word[1].lower() != charset:
            shown += [text_of(b"".join(run), charset), between]
            run, charset = [], word[1].lower()
        run.append(_bytes(word[2], word[3]))
        at = word.end()
    return "".join([*shown, text_of(b"".join(run), charset), value[at:]])


def _bytes(coding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "surrogateescape")
    if coding in "qQ":
        return binascii.a2b_qp(raw, header=True)
    try:
        return binascii.a2b_base64(raw + b"=" * (-len(raw) % 4))
    except binascii.Error:
        return raw
