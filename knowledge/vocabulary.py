"""The words of a collection, and what a mistyped word was meant to be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.words import stem

_REMEMBERED: Final = 20_000


class Vocabulary(Protocol):
    """The terms of a collection: stems, and pairs of neighbouring stems with a blank between them."""

    def find(self, term: str) -> int:
        """The key of a term, or -1 when no article holds it."""


class Shelf:
    """The words that some articles are written in, by their first letter."""

    def __init__(self, written: Mapping[str, int]) -> None:
        """``written`` counts the articles each word, in small letters, occurs in."""
        self.counts = written
        self._beginning: dict[str, list[str]] = {}
        for word in written:
            if len(word) >= 4 and not _DIGIT.search(word):
                self._beginning.setdefault(word[0], []).append(word)

    def beginning(self, letter: str) -> Sequence[str]:
        """The words a typo can stand for that begin with this letter."""
        return self._beginning.get(letter, ())


class Spelling:
    """Repairs words against those the articles are written in. One for each snapshot; it remembers."""

    def __init__(self, shelves: Sequence[Callable[[], Shelf]], vocabulary: Vocabulary) -> None:
        """``shelves`` are fetched when a word must be repaired; words that are not in use are passed over."""
        self._shelves, self._vocabulary = shelves, vocabulary
        self._meant: dict[str, tuple[str, ...]] = {}

    def knows(self, word: str) -> bool:
        """Whether the articles hold this word in any of its forms."""
        return self._vocabulary.find(stem(word)) >= 0

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
            if self._vocabulary.find(together) >= 0 and self.knows(left) and self.knows(right):
                return left, right
        return ()

    def _corrected(self, word: str) -> tuple[str, ...]:
        """The nearest word: one slip in five letters, two in eight; of equals the more frequent one.

        Words with digits are codes and never corrected: IW-2104 and IW-2108 are two errors.
        """
        allowed = 0 if len(word) < 5 or _DIGIT.search(word) else 1 if len(word) < 8 else 2
        if not allowed:
            return ()
        near = [found for shelf in self._shelves for found in _near(word, shelf(), allowed)]
        in_use = [found for found in near if self.knows(found[0])]
        best = min(in_use, key=lambda found: (found[1], -self._count(found[0]), found[0]), default=None)
        return (best[0],) if best else ()

    def _count(self, word: str) -> int:
        return sum(shelf().counts.get(word, 0) for shelf in self._shelves)


def _near(word: str, shelf: Shelf, allowed: int) -> Sequence[tuple[str, float, int]]:
    """Words of a shelf with their distance; also those of whoever swapped the first two letters."""
    letters = dict.fromkeys(word[:2])
    words = [other for letter in letters for other in shelf.beginning(letter)]
    return process.extract(word, words, scorer=OSA.distance, score_cutoff=allowed, limit=20)


_DIGIT = re.compile(r"\d")
_CODE = re.compile(r"([^\W\d]+)(\d+)")


def _splits(word: str) -> Iterator[tuple[str, str]]:
    if code := _CODE.fullmatch(word):
        yield code.group(1), code.group(2)
    elif len(word) <= 30:
        yield from ((word[:at], word[at:]) for at in range(3, len(word) - 2))
