"""The error message in a text: of the likeliest stretches the one that is shown by a program."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from classifier.details.pasted import pasted
from classifier.details.places import Place
from classifier.details.table import row_of
from classifier.details.tagger import Chances
from classifier.details.tokens import covered
from classifier.details.trees import Trees
from classifier.details.view import View

MOST = 6
"""Stretches of a text that are weighed against each other."""

SURE = 0.4
"""How much of a message must be expected to be right; the best by cross-validation over writers."""

NEARLY = 0.06
"""How much less may be expected of a message that ends with its sentence."""

LONGEST = 300
"""Characters of one error message."""


def find_error(seen: View, chances: Chances, trees: Trees) -> Place | None:
    """The likeliest error message."""
    places, rows = error_rows(seen, chances)
    if not places:
        return None
    worth = trees(rows)
    best = _to_the_end(seen.text, places, worth)
    return bounded(seen.text, _whole(seen.text, places[best])) if worth[best] > SURE else None


def _to_the_end(text: str, places: Sequence[Place], worth: npt.NDArray[np.float32]) -> int:
    """The best place, or one nearly as good that has a word or two more, up to the end of the sentence."""
    best = int(worth.argmax())
    start, end = places[best]
    longer = (
        at
        for at, place in enumerate(places)
        if place.start == start and worth[at] > worth[best] - NEARLY
        if _FEW_WORDS.fullmatch(text, end, place.end) and _ENDING.match(text, place.end)
    )
    return next(longer, best)


_FEW_WORDS = re.compile(r"(?: [\w'-]+){1,2}")
_ENDING = re.compile(r"[.!?]?\s*(?:\n|$)|[.!?]\s")


def _whole(text: str, place: Place) -> Place:
    """The whole of what was pasted or quoted, when the place begins where that begins; else no full stop."""
    telling = next(pasted(text), None)
    if telling and telling.start == place.start:
        return telling
    mark = text[max(place.start - 1, 0) : place.start]
    within = (place.start + 1, place.start + LONGEST)
    closed = _CLOSING[mark].search(text, *within) if mark in _CLOSING else None
    if closed:
        return Place(place.start, closed.start())
    stopped = _STOPPED.search(text, place.start, place.end) and text[place.end : place.end + 1] != ")"
    return Place(place.start, place.end - bool(stopped))


_CLOSING = {'"': re.compile('"'), "'": re.compile(r"'(?!\w)")}
_STOPPED = re.compile(r"[^.\s]\.$")


def error_rows(seen: View, chances: Chances) -> tuple[Sequence[Place], npt.NDArray[np.float32]]:
    """What may be the message, and a row of numbers for each."""
    telling = next(pasted(seen.text), None)
    spans = {(stretch.start, stretch.end): stretch.log for stretch in chances.likeliest}
    inside = covered(seen.found, telling) if telling else range(0)
    if inside:
        spans.setdefault((inside[0], inside[-1] + 1), -20.0)
    if not spans:
        return (), np.empty((0, 0), dtype=np.float32)
    best = max(spans.values())
    rows = []
    for at, ((start, end), log) in enumerate(spans.items()):
        place = seen.place(start, end)
        held = (place.start >= telling.start, place.end <= telling.end) if telling else (0, 0)
        more = (
            *(log, log - best, at, chances.none, chances.first[start], telling is not None, *held),
            *(sum(chances.inside[start:end]) / (end - start), place.end - place.start),
            seen.text.count("\n", *place),
        )
        rows.append(row_of(seen.table, start, end, more))
    return [seen.place(*span) for span in spans], np.array(rows, dtype=np.float32)


def bounded(text: str, place: Place) -> Place:
    """The place without space or half a pair of quotation marks, and no longer than a message can be."""
    start, end = place
    while end > start and (text[end - 1] in " \t\n,;" or _is_half(text[start:end], text[end - 1])):
        end -= 1
    while start < end and _is_half(text[start:end], text[start]):
        start += 1
    if text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end):
        end += 1
    return Place(start, min(end, start + LONGEST))


def _is_half(words: str, sign: str) -> bool:
    return sign in '"`' and words.count(sign) % 2 == 1
