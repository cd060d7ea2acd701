"""The passage of a section that answers: a few sentences, steps or rows, with the matched words marked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final, cast

from guard import Screened, restored
from knowledge.passage_markdown import as_markdown
from knowledge.sections import CELLS, Section, Shape, Unit, cells
from knowledge.words import stems_in, where

LONGEST: Final = 600
"""Characters of a passage, unless a single unit, list, table or listing is longer."""
WHOLE: Final = 1_500
"""Characters up to which a list, a table or a listing is taken whole, and so many lines:"""
MOST_LINES: Final = 30
MOST_SENTENCES: Final = 4
ENOUGH: Final = 180
"""A passage shorter than this takes in what follows, so that it can be understood."""
LEFT_OUT: Final = "…"

Mark = tuple[int, int]


@dataclass(frozen=True)
class Passage:
    """Plain text, and where the words of the question stand in it."""

    text: Screened
    marks: tuple[Mark, ...]
    units: tuple[Unit, ...] = field(repr=False)
    stems: frozenset[str] = field(repr=False)

    @property
    def markdown(self) -> Screened:
        """The same as Markdown, with those words in bold."""
        return cast(Screened, restored(as_markdown(self.units, self.stems)))

    @property
    def shortened(self) -> bool:
        """Whether a list, a table or a listing in it goes on in the article."""
        return any(unit.text.strip("- ") == LEFT_OUT for unit in self.units)


def passage(section: Section, weights: Mapping[str, float]) -> Passage:
    """The stretch of a section that holds most of ``weights`` (stem to weight).

    Lists, tables and listings stay whole where that is not too long; of longer ones what fits around the
    match is taken, of a table always its head, and ``…`` stands where something was left out.
    """
    units = section.units
    start, end = _densest(units, [_worth(one, weights) for one in section.stems or map(telling, units)])
    start, end = _whole_blocks(units, start, end)
    start, end = _with_lead(units, start, end)
    end = _long_enough(units, start, end)
    chosen = _with_edges(units, start, end)
    text = written(chosen)
    # Cut from an article of the database, which was screened when it was written.
    return Passage(restored(text), tuple(where(text, weights)), tuple(chosen), frozenset(weights))


def holds(section: Section, weights: Mapping[str, float]) -> float:
    """How much of ``weights`` stands in a section or its heading."""
    text = f"{section.heading}\n{written(section.units)}"
    return sum(weights[stem] for stem in stems_in(text) if stem in weights)


def telling(unit: Unit) -> frozenset[str]:
    """The stems a unit is found by; a bare referral to support has none."""
    refers = len(unit.text) < 120 and _REFERRAL.search(unit.text)
    return frozenset() if refers else stems_in(unit.text)


def refers_only(section: Section) -> bool:
    """Whether a section says nothing but whom to turn to: that is no answer."""
    return all(_REFERRAL.search(unit.text) for unit in section.units)


def written(units: Sequence[Unit]) -> str:
    """Units as one plain text: sentences run on, everything else has a line of its own; columns stand below
    each other."""
    pieces: list[str] = []
    widths = _widths(units) if any(unit.shape is Shape.ROW for unit in units) else {}
    for before, unit in zip((None, *units), units, strict=False):
        if before:
            runs_on = unit.shape is Shape.SENTENCE and before.block == unit.block
            pieces.append(" " if runs_on else "\n")
        pieces.append(_aligned(unit.text, widths[unit.block]) if unit.shape is Shape.ROW else unit.text)
    return "".join(pieces)


def _widths(units: Sequence[Unit]) -> Mapping[int, Sequence[int]]:
    """How wide the columns of each table are; none where a row would be too long to be read in columns."""
    tables: dict[int, list[list[str]]] = defaultdict(list)
    for unit in units:
        if unit.shape is Shape.ROW:
            tables[unit.block].append(cells(unit.text))
    widths = {
        block: [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
        for block, rows in tables.items()
    }
    return {block: one if sum(one) <= WIDEST else [0] * len(one) for block, one in widths.items()}


def _aligned(row: str, widths: Sequence[int]) -> str:
    return CELLS.join(cell.ljust(width) for cell, width in zip(cells(row), widths, strict=False)).rstrip()


_ITEMS = (Shape.STEP, Shape.BULLET)
WIDEST: Final = 90
"""Characters of a row up to which its columns are set below those of the others."""
_REFERRAL = re.compile(
    r"\b(?:contact|call|phone|ask|tell|inform|e-?mail|write to|turn to|get in touch with|reach out to)\b"
    r"[^.]{0,40}\b(?:support|help ?desk|service desk|your administrator|us)\b|\bopen a (?:support )?ticket\b",
    re.IGNORECASE,
)


def _worth(stems: frozenset[str], weights: Mapping[str, float]) -> Mapping[str, float]:
    """What a unit with these stems holds of the question."""
    return {stem: weights[stem] for stem in stems.intersection(weights)}


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


def _whole_blocks(units: Sequence[Unit], start: int, end: int) -> tuple[int, int]:
    """Steps, items, rows and lines of code are taken with their neighbours: all of them, or what fits."""
    first, last = _extent(units, start)[0], _extent(units, end - 1)[1]
    if _fits(units[first:last]):
        return first, last
    while end < last and not _too_long(units, start, end + 1):
        end += 1
    while start > first and not _too_long(units, start - 1, end):
        start -= 1
    return start, end


def _extent(units: Sequence[Unit], at: int) -> tuple[int, int]:
    """From where to where the list, table or listing of a unit goes; a sentence is alone."""
    if units[at].shape is Shape.SENTENCE:
        return at, at + 1
    alike = [number for number, unit in enumerate(units) if unit.block == units[at].block]
    return alike[0], alike[-1] + 1


def _fits(units: Sequence[Unit]) -> bool:
    """Whether they may be shown whole."""
    spoken = sum(unit.shape is Shape.SENTENCE for unit in units)
    length = sum(len(unit.text) + 1 for unit in units)
    return spoken <= MOST_SENTENCES and length <= WHOLE and len(units) - spoken <= MOST_LINES


def _with_edges(units: Sequence[Unit], start: int, end: int) -> list[Unit]:
    """The stretch, with the head of a table it begins in, and a sign where a list or the like was cut."""
    first, last = _extent(units, start)[0], _extent(units, end - 1)[1]
    head = [units[first]] if units[start].shape is Shape.ROW and start > first else []
    before = [_sign(units[start])] if start > first + len(head) else []
    after = [_sign(units[end - 1])] if end < last else []
    return [*head, *before, *units[start:end], *after]


def _sign(beside: Unit) -> Unit:
    return beside._replace(text=f"- {LEFT_OUT}" if beside.shape in _ITEMS else LEFT_OUT)


def _with_lead(units: Sequence[Unit], start: int, end: int) -> tuple[int, int]:
    """A sentence that announces ('Do this:') and the list it announces belong together."""
    if start and units[start - 1].text.endswith(":") and len(units[start - 1].text) <= LONGEST // 2:
        start -= 1
    if end < len(units) and units[end - 1].text.endswith(":"):
        end = _announced(units, start, end)
    return start, end


def _announced(units: Sequence[Unit], start: int, end: int) -> int:
    """Where the stretch ends when it takes in the list that comes next, or what fits of it."""
    whole = _extent(units, end)[1]
    if _fits(units[start:whole]):
        return whole
    while end < whole and not _too_long(units, start, end + 1):
        end += 1
    return end


def _long_enough(units: Sequence[Unit], start: int, end: int) -> int:
    """Where the stretch ends when it has taken in whole sentences, lists and tables until it says enough."""
    while end < len(units) and sum(len(unit.text) + 1 for unit in units[start:end]) <= ENOUGH:
        whole = _extent(units, end)[1]
        listed = units[end].shape is not Shape.SENTENCE and _fits(units[start:whole])
        if _too_long(units, start, whole) and not listed:
            break
        end = whole
    return end


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
