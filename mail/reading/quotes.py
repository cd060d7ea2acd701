"""What a person wrote anew in a letter, without what they quote: by lines, in linear time.

When in doubt a line stays: words of the person must never be lost, words quoted twice do little harm.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mail.reading.attribution import is_attribution, is_head_block, is_separator

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
    next_marked = _next_words(lines)
    for at, line in enumerate(lines):
        if marked[at] or not line.strip():
            continue
        length = _attribution(lines, marked, at)
        if length:
            after = next_marked[at + length]
            found[at] = at + length if after < len(lines) and marked[after] else len(lines)
        elif is_separator(line) or _is_head(lines, at):
            found[at] = len(lines)
        if found.get(at) == len(lines):
            if not any(one.strip() for one in lines[:at]) and length:
                found[at] = at + length
            break
    return found


def _next_words(lines: list[str]) -> list[int]:
    """For each line the next one, itself included, that is not empty; one more entry for the end."""
    following = [len(lines)] * (len(lines) + 1)
    for at in range(len(lines) - 1, -1, -1):
        following[at] = at if lines[at].strip() else following[at + 1]
    return following


def _attribution(lines: list[str], marked: list[bool], at: int) -> int:
    """How many lines from here on, at most three, say who wrote what follows; 0 when they do not."""
    joined = ""
    for length in (1, 2, 3):
        if at + length > len(lines) or marked[at + length - 1] or not lines[at + length - 1].strip():
            return 0
        joined = f"{joined} {lines[at + length - 1].strip()}".strip()[:500]
        if is_attribution(joined):
            return length
    return 0


def _is_head(lines: list[str], at: int) -> bool:
    """A quoted letter's head, which stands at the beginning, after an empty line, or after a ruled one."""
    before = lines[at - 1].strip() if at else ""
    return before.strip("_-=*") == "" and is_head_block(lines[at : at + 7])


def _unsigned(block: list[str]) -> list[str]:
    """A block without the signature at its end (RFC 3676, 4.3)."""
    for at in range(max(0, len(block) - _LONGEST_SIGNATURE - 1), len(block)):
        if block[at] in ("-- ", "--") and any(line.strip() for line in block[:at]):
            return [*block[:at], ""]
    return block
