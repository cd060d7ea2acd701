"""The words of a collection, and what a mistyped word was meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.words import stem

_REMEMBERED: Final = 20_000


class Vocabulary(Protocol):
    """The terms of a collection: stems, and pairs of neighbouring stems with a blank between them."""

    def find(self, term: str) -> int:
        """The key of a term, or -1 when no article holds it."""


class Spelling:
    """Repairs words against those the articles are written in. One for each snapshot; it remembers."""

    def __init__(self, written: Mapping[str, int], pairs: Vocabulary) -> None:
        """``written`` counts the articles each word, in small letters, occurs in."""
        self._written = written
        self._stems = {stem(word) for word in written}
        self._pairs = pairs
        self._shelves: dict[str, list[str]] = {}
        self._meant: dict[str, tuple[str, ...]] = {}
        for word in written:
            if len(word) >= 4 and not _DIGIT.search(word):
                self._shelves.setdefault(word[0], []).append(word)

    def knows(self, word: str) -> bool:
        """Whether the articles hold this word in any of its forms."""
        return stem(word) in self._stems

    def meant(self, word: str) -> tuple[str, ...]:
        """The known words an unknown one stands for: one for a typo, two for words run together, or none."""
        if word not in self._meant:
            if len(self._meant) >= _REMEMBERED:
                self._meant.clear()
            self._meant[word] = self._split(word) or self._corrected(word)
        return self._meant[word]

    def _split(self, word: str) -> tuple[str, ...]:
        for left, right in _splits(word):
            together = f"{stem(left)} {stem(right)}"
            if self.knows(left) and self.knows(right) and self._pairs.find(together) >= 0:
                return left, right
        return ()

    def _corrected(self, word: str) -> tuple[str, ...]:
        """The nearest word: one slip in five letters, two in eight; of equals the more frequent one.

        Words with digits are codes and never corrected: IW-2104 and IW-2108 are two errors.
        """
        allowed = 0 if len(word) < 5 or _DIGIT.search(word) else 1 if len(word) < 8 else 2
        if not allowed:
            return ()
        shelf = [*self._shelves.get(word[0], ()), *self._swapped(word)]
        near = process.extract(word, shelf, scorer=OSA.distance, score_cutoff=allowed, limit=20)
        best = min(near, key=lambda found: (found[1], -self._written[found[0]], found[0]), default=None)
        return (best[0],) if best else ()

    def _swapped(self, word: str) -> Sequence[str]:
        """Words that begin with the second letter, for whoever swapped the first two."""
        return self._shelves.get(word[1], ()) if word[1] != word[0] else ()


_DIGIT = re.compile(r"\d")
_CODE = re.compile(r"([^\W\d]+)(\d+)")


def _splits(word: str) -> Iterator[tuple[str, str]]:
    if code := _CODE.fullmatch(word):
        yield code.group(1), code.group(2)
    elif len(word) <= 30:
        yield from ((word[:at], word[at:]) for at in range(3, len(word) - 2))
