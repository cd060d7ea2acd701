"""A reply of staff without what belongs to the letter: greetings, thanks, signatures, quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.sections import sentences


@dataclass(frozen=True)
class Piece:
    """A sentence, or an item of a list (``step``) as it was written."""

    text: str
    step: bool = False


def pieces(reply: str) -> tuple[Piece, ...]:
    """The sentences and list items of a reply, in order."""
    lines = _without_frame(reply.replace("\r\n", "\n").split("\n"))
    return tuple(piece for line in lines for piece in _pieces(line))


def _without_frame(lines: list[str]) -> Iterator[str]:
    """The lines between greeting and signature that are not quoted."""
    for line in lines:
        bare = line.strip()
        if _ENDS.match(bare):
            return
        if bare.startswith(">") or not bare:
            continue
        greeting = _GREETING.match(bare)
        if left := bare[greeting.end() :] if greeting else bare:
            yield left


def _pieces(line: str) -> Iterator[Piece]:
    if items := _numbered(line):
        yield from (Piece(item, step=True) for item in items)
    elif marked := _ITEM.match(line):
        yield Piece(line[marked.end() :].strip(), step=True)
    else:
        yield from (Piece(one.strip()) for one in sentences(line) if not _COURTESY.search(one))


def _numbered(line: str) -> list[str]:
    """The items of a list on one line: ``1. Open it. 2. Save.``; nothing where numbers do not follow."""
    marks = list(_NUMBER.finditer(line))
    if [int(one.group(1)) for one in marks] != list(range(1, len(marks) + 1)) or len(marks) < 2:
        return []
    ends = [one.start() for one in marks[1:]] + [len(line)]
    return [line[one.end() : end].strip() for one, end in zip(marks, ends, strict=True)]


_ENDS = re.compile(
    r"--\s*$|_{5,}|-{3,}|(?:on .{5,80} wrote:|from: )"
    r"|(?:best|kind regards|best regards|warm regards|regards|cheers|sincerely|thanks|many thanks|thank you|"
    r"yours)(?: (?:so much|again|in advance|truly|sincerely))?\s*[,.!]?\s*$",
    re.I,
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|greetings|good (?:morning|afternoon|evening|day))\b"
    r"(?:(?:[ \t]+[\w'’.-]+){0,4}\s*(?:[,!:–—]\s*|\.\s+|$)|[ \t]*$)",
    re.I,
)
_COURTESY = re.compile(
    r"\b(?:thank(?:s| you)|thx|hope (?:this|that|it) helps|happy to help|glad (?:to|that|you|it)|sorry|"
    r"apologi[sz]e|have a (?:nice|great|good|lovely)|(?:let|tell) (?:me|us) know|any (?:other|further|more) "
    r"questions|feel free|don'?t hesitate|you'?re welcome|my pleasure|no problem)\b",
    re.I,
)
_ITEM = re.compile(r"(?:[-*•–]|\(?\d{1,2}[.)]|step \d{1,2}\s*[:.)-])\s+", re.I)
_NUMBER = re.compile(r"(?:^|(?<=\s))\(?(\d{1,2})[.)]\s+(?=\S)")
