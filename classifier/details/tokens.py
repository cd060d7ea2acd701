"""A text as tokens: words, codes, signs and line breaks, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from classifier.details.places import Place


class Token(NamedTuple):
    """One token: the words as they stand, in lower case, and their place."""

    words: str
    low: str
    place: Place


def tokens(text: str, most: int) -> list[Token]:
    """The tokens of a text, at most so many; spaces are none."""
    found = []
    for match in _TOKEN.finditer(text):
        words = match[0]
        found.append(Token(words, words.lower(), Place(*match.span())))
        if len(found) >= most:
            break
    return found


def covered(found: Sequence[Token], place: Place) -> range:
    """The tokens that stand in a place, wholly or partly."""
    start = bisect_right(found, place.start, key=lambda token: token.place.end)
    return range(start, max(bisect_left(found, place.end, key=lambda token: token.place.start), start))


_TOKEN = re.compile(r"\n|[^\W_](?:[\w]|[-'.@_/\\:](?=\w))*|[^\w\s]|_+")
