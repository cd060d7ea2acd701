"""The parts of a letter (MIME, RFC 2046), cut out by their boundaries: linear, and within limits.

The standard library's parser is not used for letters of others: it recurses with their depth, asks every
line about every boundary around it, and its accessors raise on broken ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from mail.reading.heads import Heads, read_heads
from mail.reading.params import Valued, read_valued

MOST_PARTS: Final = 150
DEEPEST: Final = 6
"""Real letters are three or four deep: signed, mixed, related, alternative."""


@dataclass(frozen=True)
class Part:
    """A part: its head lines, what they say it is, and where its body lies in the letter's bytes."""

    heads: Heads
    kind: Valued
    disposition: Valued
    start: int
    end: int
    children: tuple[Part, ...] = ()

    @property
    def filename(self) -> str:
        """The name given for it, as it came; not safe for anything yet."""
        return self.disposition.params.get("filename") or self.kind.params.get("name", "")


@dataclass
class _Cutting:
    raw: bytes
    left: int = MOST_PARTS
    trouble: list[str] = field(default_factory=list)

    def part(self, start: int, end: int, depth: int, usual: str) -> Part:
        heads, body = read_heads(self.raw, start, end)
        kind = read_valued(heads.first("content-type"))
        if "/" not in kind.value:
            kind = Valued(usual, kind.params)
        disposition = read_valued(heads.first("content-disposition"))
        children = tuple(self._children(kind, body, end, depth))
        return Part(heads, kind, disposition, body, end, children)

    def _children(self, kind: Valued, body: int, end: int, depth: int) -> Iterator[Part]:
        boundary = kind.params.get("boundary", "").rstrip()[:200]
        if not kind.value.startswith("multipart/") or not boundary:
            return
        if depth >= DEEPEST:
            self.trouble.append("its parts lie too deep in one another; the innermost were not taken apart")
            return
        usual = "message/rfc822" if kind.value == "multipart/digest" else "text/plain"
        for start, stop in self._cuts(boundary, body, end):
            if self.left <= 0:
                self.trouble.append(f"it has more than {MOST_PARTS} parts; the rest was not read")
                return
            self.left -= 1
            yield self.part(start, stop, depth + 1, usual)

    def _cuts(self, boundary: str, body: int, end: int) -> Iterator[tuple[int, int]]:
        """Where the parts between the boundaries begin and end."""
        line = b"\n--" + re.escape(boundary.encode("utf-8", "replace"))
        start: int | None = None
        before = max(0, body - 1)  # a boundary on the first line has its newline there
        cuts = re.compile(line + rb"(--)?[ \t]*+\r?(?=\n|\Z)").finditer(self.raw, before, end)
        for found in islice(cuts, 5 * MOST_PARTS):
            if start is not None and found.start() >= start:
                yield start, self._trimmed(start, found.start())
            if found[1]:
                return
            start = min(found.end() + 1, end)
        if start is not None:
            yield start, end

    def _trimmed(self, start: int, stop: int) -> int:
        return stop - 1 if stop > start and self.raw[stop - 1 : stop] == b"\r" else stop


def read_parts(raw: bytes) -> tuple[Part, tuple[str, ...]]:
    """The letter as its outermost part, and in words what was not read of it."""
    cutting = _Cutting(raw)
    start = raw.find(b"\n") + 1 if raw.startswith((b"From ", b">From ")) else 0
    return cutting.part(start, len(raw), 0, "text/plain"), tuple(dict.fromkeys(cutting.trouble))


def leaves(part: Part) -> Iterator[Part]:
    """The parts that hold no others, in order."""
    if not part.children:
        yield part
    for child in part.children:
        yield from leaves(child)
