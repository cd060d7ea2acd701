"""What a person wrote anew in a letter, without what they quote: by lines, in linear time.

When in doubt a line stays: words of the person must never be lost, words quoted twice do little harm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from mail.reading.attribution import (
    begins_attribution,
    is_attribution,
    is_head_block,
    is_separator,
    points_below,
    tells_when,
)

_HEAD: Final = 7
"""Lines in which the head of a quoted letter stands."""
_LONGEST_SIGNATURE: Final = 15
"""Lines; more than that below ``-- `` is no signature."""


def new_words(text: str, *, answers: bool, ours: Sequence[str] = ()) -> str:
    """The text without quoted lines, the lines that announce them, the quoted tail and signatures.

    Only a letter that ``answers`` quotes: what others show of somebody's words is what they have to say.
    ``ours``, in lower case, tells our letters' heads from those of letters that were pasted. When nothing
    would be left, all is; so it is when the few words above an unmarked letter point into it.
    """
    lines = text.split("\n")
    marked = [line.lstrip().startswith(">") for line in lines]
    tail = _tail(lines, marked, ours) if answers else len(lines)
    blocks = _blocks(lines[:tail], marked, answers=answers)
    new = "\n\n".join(words for block in blocks if (words := _unsigned(block)))
    if not new or (tail < len(lines) and points_below(new)):
        return text.strip()
    return new


def _blocks(lines: list[str], marked: list[bool], *, answers: bool) -> Iterator[list[str]]:
    """The lines between what is quoted. Marks before the first announcement are no quotes."""
    announced = _announced(lines, marked) if answers else {}
    first = min(announced, default=0 if answers else len(lines))
    block: list[str] = []
    at = 0
    while at < len(lines):
        if at in announced or (marked[at] and at >= first):
            yield block
            block = []
            at = announced.get(at, at + 1)
        else:
            block.append(lines[at])
            at += 1
    yield block


def _announced(lines: list[str], marked: list[bool]) -> dict[int, int]:
    """Where marked quotes are announced, and where those lines end."""
    following = _next_words(lines)
    found: dict[int, int] = {}
    for at in range(len(lines)):
        length = _attribution(lines, marked, at)
        after = following[at + length]
        if length and after < len(lines) and marked[after]:
            found[at] = at + length
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


def _tail(lines: list[str], marked: list[bool], ours: Sequence[str]) -> int:
    """Where a letter is quoted whole and without marks up to the end: the first of ours, else the first."""
    heads = list(_unmarked_heads(lines, marked))
    named = (at for at in heads if _names(lines[at : at + _HEAD], ours))
    at = next(named, heads[0] if heads else -1)
    return _with_rule(lines, at) if heads else len(lines)


def _unmarked_heads(lines: list[str], marked: list[bool]) -> Iterator[int]:
    """Where the head of a letter that is quoted without marks may begin."""
    following = _next_words(lines)
    for at, line in enumerate(lines):
        if marked[at] or not line.strip():
            continue
        if is_separator(line) or (is_head_block(lines[at : at + _HEAD]) and _stands_apart(lines, at)):
            yield at
        elif length := _attribution(lines, marked, at):
            after = following[at + length]
            dated = begins_attribution(line) and tells_when(" ".join(lines[at : at + length]))
            if dated and after < len(lines) and not marked[after] and following[0] < at:
                yield at


def _names(lines: Sequence[str], ours: Sequence[str]) -> bool:
    head = takewhile(str.strip, lines)
    text = "\n".join(line[:500] for line in head).lower()
    return any(one in text for one in ours)


def _stands_apart(lines: list[str], at: int) -> bool:
    """Whether a line is the first, or follows an empty or a ruled one."""
    return at == 0 or not lines[at - 1].strip().strip("_-=*")


def _with_rule(lines: list[str], at: int) -> int:
    """The ruled line above, within three lines, if there is one; else the line itself."""
    for before in range(at - 1, max(-1, at - 4), -1):
        if lines[before].strip():
            return at if lines[before].strip().strip("_-=*") else before
    return at


def _unsigned(block: list[str]) -> str:
    """The words of a block without the signature at its end (RFC 3676, 4.3)."""
    for at in range(max(0, len(block) - _LONGEST_SIGNATURE - 1), len(block)):
        if block[at] in ("-- ", "--") and any(line.strip() for line in block[:at]):
            return "\n".join(block[:at]).strip()
    return "\n".join(block).strip()
