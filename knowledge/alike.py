"""Whether a text says all that another one does, so that it answers whatever that one answers."""

from __future__ import annotations

from typing import Final

from knowledge.words import words

SHINGLE: Final = 4
"""Words in a row that are compared as one (Broder 1997)."""
SAME: Final = 0.6
"""From this share of common shingles on (Jaccard) two texts are copies."""
CONTAINED: Final = 0.8
"""From this share of its shingles on a text is contained in another."""
SHORT: Final = 8
"""Shingles below which a text is too short for that."""


def covers(own: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a text with the ``others`` says what one with its ``own`` shingles does."""
    common = len(own & others)
    if len(own) >= SHORT and common >= CONTAINED * len(own):
        return True
    return common > 0 and common >= SAME * len(own | others)


def shingles(text: str) -> frozenset[str]:
    """The words of a text, four in a row each; a shorter text is one of its own."""
    written = [word.written for word in words(text)]
    count = max(len(written) - SHINGLE + 1, min(len(written), 1))
    return frozenset(" ".join(written[place : place + SHINGLE]) for place in range(count))
