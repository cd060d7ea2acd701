"""Places in a text: a stretch of characters, and what can be said about several of them."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Place(NamedTuple):
    """The characters from ``start`` up to ``end``."""

    start: int
    end: int


def apart(places: Iterable[Place]) -> tuple[Place, ...]:
    """The places in order; of those that overlap the longest."""
    kept: list[Place] = []
    for place in sorted(set(places), key=lambda each: (each.start - each.end, each.start)):
        at = bisect(kept, place)
        if (at == 0 or kept[at - 1].end <= place.start) and (at == len(kept) or place.end <= kept[at].start):
            kept.insert(at, place)
    return tuple(kept)


def joined(places: Sequence[Place], text: str) -> Place | None:
    """The first place, grown over those that follow with nothing but "and", a comma or a bracket between."""
    if not places:
        return None
    start, end = places[0]
    for place in places[1:]:
        if not _BETWEEN.fullmatch(text, end, place.start):
            break
        end = place.end
    return Place(start, end + (text[end : end + 1] == ")" and "(" in text[start:end]))


_BETWEEN = re.compile(r"[\s,;&/(]{0,6}(?:and|or)?[\s#(]{0,3}")
