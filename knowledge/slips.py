"""How fingers slip: which mistyped word is likely to stand for which other one.

Most mistyped words show a single slip (Damerau 1964). Which it was decides between words that are equally
near, before how frequent they are: a channel with noise (Kernighan, Church and Gale 1990), in three steps.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class Slip(IntEnum):
    """What happened, the likeliest first."""

    LETTERS = 0
    """A letter is missing or doubled, or two neighbours are swapped."""
    KEY = 1
    """The key beside was pressed, too or instead."""
    OTHER = 2


def slip(written: str, meant: str) -> Slip:
    """The slip by which one word became the other; OTHER when it takes more than one."""
    start = _same(written, meant)
    end = _same(written[start:][::-1], meant[start:][::-1])
    wrong, right = written[start : len(written) - end], meant[start : len(meant) - end]
    if _letters(wrong, right, written[max(start - 1, 0) : start]):
        return Slip.LETTERS
    if len(wrong) == 1 and len(right) <= 1:
        beside = right or written[start - 1 : start] + written[start + 1 : start + 2]
        return Slip.KEY if any(key in beside_keys(wrong) for key in beside) else Slip.OTHER
    return Slip.OTHER


def beside_keys(key: str) -> str:
    """The keys around a key."""
    return _BESIDE.get(key, "")


def _same(one: str, other: str) -> int:
    """How many letters they have in common at the beginning."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def _letters(wrong: str, right: str, before: str) -> bool:
    missing = not wrong and len(right) == 1
    doubled = wrong == before and not right
    swapped = len(wrong) == 2 and wrong[::-1] == right
    return missing or doubled or swapped


_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PLACES: Final = {
    key: (row, column + row / 2) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)
}
_BESIDE: Final = {
    key: "".join(
        other
        for other, (above, right) in _PLACES.items()
        if other != key and abs(above - row) <= 1 and abs(right - column) <= 1
    )
    for key, (row, column) in _PLACES.items()
}
