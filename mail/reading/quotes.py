"""What a person wrote anew in a letter, without what they quote: by lines, in linear time.

When in doubt a line stays: words of the person must never be lost, words quoted twice do little harm.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mail.reading.attribution import begins_attribution, is_attribution, is_head_block, is_separator

_LONGEST_SIGNATURE: Final = 15
"""Lines; more than that below ``-- `` is no signature."""


def new_words(text: str, *, answers: bool, forwarded: bool = False) -> str:
    """The text without quoted lines, the lines that announce them, the quoted tail and signatures.

    ``answers`` says that the letter is an answer: in others a line with ``>`` is no quote unless one is
    announced. Of a forwarded letter nothing is a quote. When nothing would be left, all is.
    """
    lines = text.split("\n")
    if forwarded:
        return text.strip()
    kept = _kept(lines, answers)
    new = "\n".join(line for block in kept for line in _unsigned(block)).strip()
    return new or text.strip()


def _kept(lines: list[str], answers: bool) -> list[list[str]]:
    """Blocks of lines between what is quoted."""
    marked = [line.lstrip().startswith(">") for line in lines]
    announced = _announced(lines, marked)
    first = min(announced, default=0 if answers else len(lines))
    blocks: list[list[str]] = [[]]
    at = 0
    while at < len(lines):
        if at in announced:
            stop = announced[at]
            blocks.append([])
        elif marked[at] and at >= first:
            stop = at + 1
            blocks.append([])
        else:
            blocks[-1].append(lines[at])
            stop = at + 1
        at = stop
    return _parted(block for block in blocks if any(line.strip() for line in block))


def _parted(blocks: Iterable[list[str]]) -> list[list[str]]:
    """With an empty line between blocks."""
    return [[*_stripped(block), ""] for block in blocks]


def _stripped(block: list[str]) -> list[str]:
    first = next(at for at, line in enumerate(block) if line.strip())
    last = next(at for at in range(len(block) - 1, -1, -1) if block[at].strip())
    return block[first : last + 1]


def _announced(lines: list[str], marked: list[bool]) -> dict[int, int]:
    """Where quotes are announced, and where they end: at the letter's end when their lines have no marks."""
    found: dict[int, int] = {}
    following = _next_words(lines)
    for at, line in enumerate(lines):
        if marked[at] or not line.strip():
            continue
        start, stop = at, 0
        if length := _attribution(lines, marked, at):
            after = following[at + length]
            to_the_end = after == len(lines) or not marked[after]
            stop = len(lines) if to_the_end and following[0] < at else at + length
        elif is_separator(line):
            stop = len(lines)
        elif is_head_block(lines[at : at + 7]):
            start, stop = _start_of_head(lines, at), len(lines)
        if stop and start >= 0:
            found[start] = stop
            if stop == len(lines):
                break
    return found


def _next_words(lines: list[str]) -> list[int]:
    """For each line the next one, itself included, that is not empty; one more entry for the end."""
    following = [len(lines)] * (len(lines) + 1)
    for at in range(len(lines) - 1, -1, -1):
        following[at] = at if lines[at].strip() else following[at + 1]
    return following


def _attribution(lines: list[str], marked: list[bool], at: int) -> int:
    """How many lines from here on, at most three, say who wrote what follows; 0 when they do not.

    When there are several, the first of them alone begins as such lines do.
    """
    joined = ""
    for length, line in enumerate((one.strip() for one in lines[at : at + 3]), 1):
        if not line or marked[at + length - 1] or (length > 1 and not begins_attribution(joined)):
            return 0
        if length > 1 and begins_attribution(line):
            return 0
        joined = f"{joined} {line}".strip()[:500]
        if is_attribution(joined):
            return length
    return 0


def _start_of_head(lines: list[str], at: int) -> int:
    """Where a quoted letter's head begins: here or at the ruled line above; -1 in the midst of a text."""
    before = at - 1
    while before >= max(0, at - 3) and not lines[before].strip():
        before -= 1
    if before >= 0 and lines[before].strip().strip("_-=*") == "" and lines[before].strip():
        return before
    return at if at == 0 or not lines[at - 1].strip() else -1


def _unsigned(block: list[str]) -> list[str]:
    """A block without the signature at its end (RFC 3676, 4.3)."""
    for at in range(max(0, len(block) - _LONGEST_SIGNATURE - 1), len(block)):
        if block[at] in ("-- ", "--") and any(line.strip() for line in block[:at]):
            return [*block[:at], ""]
    return block
