"""The words of a collection, and what a mistyped word was meant to be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import inf
from string import ascii_lowercase
from typing import Final, Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.slips import Slip, beside_keys, slip
from knowledge.words import STOP, stem

Trigrams = frozenset[str]

KIN: Final = 0.55
"""How alike two stems must be at least to count as kin."""
MOST_KIN: Final = 4
SHORTEST_KIN: Final = 3
SHORTEST_REPAIRED: Final = 3
SURE_LENGTH: Final = 5
"""Letters from which on any slip is believed."""
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
        self._kin: dict[str, Alike] = {}
        for word in written:
            if len(word) >= 4 and not _DIGIT.search(word):
                self._beginning.setdefault(word[0], []).append(word)

    def beginning(self, letter: str) -> Sequence[str]:
        """The words a typo can stand for that begin with this letter."""
        return self._beginning.get(letter, ())

    def kin(self, beginning: str) -> Alike:
        """The stems of words that begin with these two letters."""
        if beginning not in self._kin:
            words = (word for word in self.beginning(beginning[0]) if word.startswith(beginning))
            self._kin[beginning] = Alike(one for one in map(stem, words) if len(one) >= SHORTEST_KIN)
        return self._kin[beginning]


class Alike:
    """Stems by the trigrams they hold."""

    def __init__(self, stems: Iterable[str]) -> None:
        """Of stems that are named twice one counts."""
        self._stems = tuple(dict.fromkeys(stems))
        parts = [trigrams(one) for one in self._stems]
        self._sizes = [len(one) for one in parts]
        self._holding: dict[str, list[int]] = {}
        for number, grams in enumerate(parts):
            for gram in grams:
                self._holding.setdefault(gram, []).append(number)

    def to(self, own: str) -> Iterator[tuple[str, float]]:
        """The stems at least ``KIN`` alike, with how alike they are: Dice's coefficient of the trigrams."""
        parts, beginning = trigrams(own), own[:2]
        # The first trigram, which nearly all of them hold, makes no kin by itself: it is not looked up.
        others = parts - {f"^{beginning}"}
        shared = Counter(chain.from_iterable(self._holding.get(gram, ()) for gram in others))
        for number, times in shared.items():
            common = times + self._stems[number].startswith(beginning)
            if (alike := 2 * common / (len(parts) + self._sizes[number])) >= KIN:
                yield self._stems[number], alike


class Spelling:
    """Repairs words against those the articles are written in. One for each snapshot; it remembers."""

    def __init__(self, shelves: Sequence[Callable[[], Shelf]], vocabulary: Vocabulary) -> None:
        """``shelves`` are fetched when a word must be repaired; words that are not in use are passed over."""
        self._shelves, self._vocabulary = shelves, vocabulary
        self._meant: dict[str, tuple[str, ...]] = {}
        self._kin: dict[str, tuple[tuple[str, float], ...]] = {}

    def knows(self, word: str) -> bool:
        """Whether the articles hold this word in any of its forms."""
        return self._vocabulary.find(stem(word)) >= 0

    def meant(self, word: str) -> tuple[str, ...]:
        """The words an unknown one stands for: one for a typo, two for words run together, or none.

        They are known, or function words.
        """
        if word not in self._meant:
            if len(self._meant) >= _REMEMBERED:
                self._meant.clear()
            self._meant[word] = self._split(word) or self._corrected(word)
        return self._meant[word]

    def kin(self, own: str) -> tuple[tuple[str, float], ...]:
        """The stems that are written like a stem, with how alike they are (0 to 1), most alike first.

        The stemmer keeps 'owner' and 'ownership' apart. Only stems of words that begin alike are looked at
        (Adamson and Boreham 1974).
        """
        if own not in self._kin:
            if len(self._kin) >= _REMEMBERED:
                self._kin.clear()
            self._kin[own] = self._alike(own) if len(own) >= SHORTEST_KIN and not _DIGIT.search(own) else ()
        return self._kin[own]

    def _alike(self, own: str) -> tuple[tuple[str, float], ...]:
        found = {one for shelf in self._shelves for one in shelf().kin(own[:2]).to(own)}
        near = (one for one in found if one[0] != own)
        return tuple(sorted(near, key=lambda one: (-one[1], one[0]))[:MOST_KIN])

    def _split(self, word: str) -> tuple[str, ...]:
        for left, right in _splits(word):
            together = f"{stem(left)} {stem(right)}"
            if self._vocabulary.find(together) >= 0 and self.knows(left) and self.knows(right):
                return left, right
        return ()

    def _corrected(self, word: str) -> tuple[str, ...]:
        """The likeliest of the nearest words: first by the slip it takes, then by how frequent it is.

        One slip in three to seven letters (in three or four only a likely one), two in eight. Words with
        digits are codes and never corrected: IW-2104 and IW-2108 are two errors.
        """
        if len(word) < SHORTEST_REPAIRED or _DIGIT.search(word):
            return ()
        near = {
            other: far for shelf in self._shelves for other, far in _near(word, shelf()) if self.knows(other)
        }
        near |= dict.fromkeys(_function_words(word), 1)
        best = min(
            near, key=lambda other: (near[other], slip(word, other), -self._count(other), other), default=None
        )
        return (best,) if best else ()

    def _count(self, word: str) -> float:
        return inf if word in STOP else sum(shelf().counts.get(word, 0) for shelf in self._shelves)


def _near(word: str, shelf: Shelf) -> Iterator[tuple[str, int]]:
    """Words of a shelf with their distance; also those of whoever slipped at the first letter."""
    letters = dict.fromkeys(word[:2])
    words = [other for letter in letters for other in shelf.beginning(letter)]
    allowed = 1 if len(word) < 8 else 2
    for other, distance, _ in process.extract(
        word, words, scorer=OSA.distance, score_cutoff=allowed, limit=20
    ):
        if len(word) >= SURE_LENGTH or slip(word, other) <= _short(word):
            yield other, int(distance)
    yield from ((other, 1) for other in _first_letters(word) if other in shelf.counts)


def _first_letters(word: str) -> Iterator[str]:
    """What was meant if the first letter is missing, or the key beside it was pressed."""
    yield from (letter + word for letter in ascii_lowercase)
    if len(word) > SHORTEST_REPAIRED:
        yield from (letter + word[1:] for letter in beside_keys(word[0]))


def _function_words(word: str) -> list[str]:
    """The function words of four letters or more that a likely slip makes this word of."""
    known = [other for other in STOP if len(other) >= 4 and abs(len(other) - len(word)) <= 1]
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=1, limit=5)
    return [other for other, _, _ in near if slip(word, other) <= _short(word)]


def _short(word: str) -> Slip:
    """The least likely slip that is believed of a short word."""
    return Slip.LETTERS if len(word) <= SHORTEST_REPAIRED else Slip.KEY


def trigrams(word: str) -> Trigrams:
    """Three letters each, with the beginning and the end of the word as letters."""
    whole = f"^{word}$"
    return frozenset(whole[at : at + 3] for at in range(len(whole) - 2))


_DIGIT = re.compile(r"\d")
_CODE = re.compile(r"([^\W\d]+)(\d+)")


def _splits(word: str) -> Iterator[tuple[str, str]]:
    if code := _CODE.fullmatch(word):
        yield code.group(1), code.group(2)
    elif len(word) <= 30:
        yield from ((word[:at], word[at:]) for at in range(3, len(word) - 2))
