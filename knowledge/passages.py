"""The passage of a section that answers: a few sentences, steps or rows, with the matched words marked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from guard import Screened, restored
from knowledge.sections import Section, Shape, Unit
from knowledge.words import stems_among, where

LONGEST: Final = 600
"""Characters of a passage, unless a single unit is longer."""
MOST_SENTENCES: Final = 4
ENOUGH: Final = 180
"""A passage shorter than this takes in what follows, so that it can be understood."""

Mark = tuple[int, int]


@dataclass(frozen=True)
class Passage:
    """Plain text, and where the words of the question stand in it."""

    text: Screened
    marks: tuple[Mark, ...]


def passage(section: Section, weights: Mapping[str, float]) -> Passage:
    """The stretch of a section that holds most of ``weights`` (stem to weight), as plain text.

    Steps of a numbered list and rows of a table stay together where they fit.
    """
    units = section.units
    start, end = _densest(units, [_worth(unit, weights) for unit in units])
    start, end = _whole_lists(units, start, end)
    start, end = _with_lead(units, start, end)
    end = _long_enough(units, start, end)
    text = written(units[start:end])
    # Cut from an article of the database, which was screened when it was written.
    return Passage(restored(text), tuple(where(text, weights)))


def holds(section: Section, weights: Mapping[str, float]) -> float:
    """How much of ``weights`` stands in a section or its heading."""
    text = f"{section.heading}\n{written(section.units)}"
    return sum(weights[stem] for stem in stems_among(text, weights))


def refers_only(section: Section) -> bool:
    """Whether a section says nothing but whom to turn to: that is no answer."""
    return all(_REFERRAL.search(unit.text) for unit in section.units)


def written(units: Sequence[Unit]) -> str:
    """Units as one plain text: sentences run on, everything else has a line of its own."""
    pieces: list[str] = []
    for before, unit in zip((None, *units), units, strict=False):
        if before:
            runs_on = unit.shape is Shape.SENTENCE and before.block == unit.block
            pieces.append(" " if runs_on else "\n")
        pieces.append(unit.text)
    return "".join(pieces)


_REFERRAL = re.compile(
    r"\b(?:contact|call|phone|ask|tell|inform|e-?mail|write to|turn to|get in touch with|reach out to)\b"
    r"[^.]{0,40}\b(?:support|help ?desk|service desk|your administrator|us)\b|\bopen a (?:support )?ticket\b",
    re.IGNORECASE,
)


def _worth(unit: Unit, weights: Mapping[str, float]) -> Mapping[str, float]:
    """What a unit holds of the question; a bare referral to support holds nothing."""
    held = stems_among(unit.text, weights)
    if held and len(unit.text) < 120 and _REFERRAL.search(unit.text):
        return {}
    return {stem: weights[stem] for stem in held}


def _densest(units: Sequence[Unit], worth: Sequence[Mapping[str, float]]) -> tuple[int, int]:
    """The stretch that covers most; of equals the shorter, then the earlier one."""
    best, value = (0, 1), 0.0
    for start in range(len(units)):
        if not worth[start]:
            continue
        found: set[str] = set()
        gain, room = 0.05, _Room()
        for end, unit in enumerate(units[start:], start + 1):
            if not room.takes(unit) and end > start + 1:
                break
            new = worth[end - 1].keys() - found
            found |= new
            gain += sum(worth[end - 1][stem] for stem in new) - 0.05
            if gain > value + 1e-9:
                best, value = (start, end), gain
    return best


def _whole_lists(units: Sequence[Unit], start: int, end: int) -> tuple[int, int]:
    """Steps, items and rows are taken with their neighbours: the whole list, or what fits of it."""
    if units[start].shape is Shape.SENTENCE:
        return start, end
    block = units[start].block
    first = next(at for at, unit in enumerate(units) if unit.block == block)
    last = max(at for at, unit in enumerate(units) if unit.block == block) + 1
    if not _too_long(units, first, max(last, end)):
        return first, max(last, end)
    while end < last and not _too_long(units, start, end + 1):
        end += 1
    while start > first and not _too_long(units, start - 1, end):
        start -= 1
    return start, end


def _with_lead(units: Sequence[Unit], start: int, end: int) -> tuple[int, int]:
    """A sentence that announces ('Do this:') and the list it announces belong together."""
    if start and units[start - 1].text.endswith(":") and not _too_long(units, start - 1, end):
        start -= 1
    while end < len(units) and units[end - 1].text.endswith(":") and not _too_long(units, start, end + 1):
        end += 1
    if end < len(units) and units[end - 1].shape is not Shape.SENTENCE:
        while (
            end < len(units)
            and units[end].block == units[end - 1].block
            and not _too_long(units, start, end + 1)
        ):
            end += 1
    return start, end


def _long_enough(units: Sequence[Unit], start: int, end: int) -> int:
    while end < len(units) and _length(units[start:end]) < ENOUGH and not _too_long(units, start, end + 1):
        end += 1
    return end


def _length(units: Sequence[Unit]) -> int:
    """That of :func:`written`: between two units stands one sign."""
    return sum(len(unit.text) for unit in units) + len(units) - 1


def _too_long(units: Sequence[Unit], start: int, end: int) -> bool:
    room = _Room()
    return not all(room.takes(unit) for unit in units[start:end])


class _Room:
    """What still fits into a passage."""

    def __init__(self) -> None:
        self._spoken, self._length = 0, 0

    def takes(self, unit: Unit) -> bool:
        """Whether all fits with this unit, which is taken in."""
        self._spoken += unit.shape is Shape.SENTENCE
        self._length += len(unit.text) + 1
        return self._spoken <= MOST_SENTENCES and self._length <= LONGEST
