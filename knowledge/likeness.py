"""Finds articles that say the same or nearly the same, among many thousands.

Likeness is Jaccard's: of all sequences of four words in either text, the share that stands in both. Pairs to
compare are found by minwise hashing (Broder 1997) with banding: texts that agree in all rows of any band.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import Article

ALIKE: Final = 0.8
"""From this likeness on two articles are told as nearly the same."""
WORDS: Final = 4
BANDS: Final = 16
ROWS: Final = 5
"""Of 16 bands with 5 rows, texts of likeness .8 share one with probability .998, those of .3 with .04."""

_Hashes = NDArray[np.uint64]


@dataclass(frozen=True)
class Alike:
    """Two articles by slug, and how alike they are: 1 where they say the same."""

    first: str
    second: str
    likeness: float


def duplicates(articles: Sequence[Article], least: float = ALIKE) -> tuple[Alike, ...]:
    """Articles that are like an earlier one (by slug), each with the one it is most like; most alike first.

    Only the text counts, without its signs and capitals. Linear in the number of articles, also where
    thousands say the same.
    """
    ordered = sorted(articles, key=lambda article: article.slug)
    shingles = [_shingles(article.body) for article in ordered]
    best: dict[int, tuple[float, int]] = {}
    for one, other in _candidates(shingles):
        likeness = _likeness(shingles[one], shingles[other])
        if likeness >= least and likeness > best.get(other, (0.0, 0))[0]:
            best[other] = (likeness, one)
    found = (Alike(ordered[one].slug, ordered[other].slug, like) for other, (like, one) in best.items())
    return tuple(sorted(found, key=lambda alike: (-alike.likeness, alike.second)))


def alike(one: str, other: str) -> float:
    """How alike two texts are: 1 where they say the same."""
    return _likeness(_shingles(one), _shingles(other))


def likeness_of(one: str, other: str) -> float:
    """How alike two texts of articles are: 0 to 1."""
    return _likeness(_shingles(one), _shingles(other))


_WORD = re.compile(r"\w+")


def _shingles(text: str) -> _Hashes:
    """The sequences of four words in a text, as sorted numbers; a shorter text is one sequence."""
    words = np.array([_number(word) for word in _WORD.findall(text.lower())] or [0], dtype=np.uint64)
    length = min(WORDS, len(words))
    sums = np.zeros(len(words) - length + 1, dtype=np.uint64)
    for place in range(length):
        sums = sums * np.uint64(0x9E3779B97F4A7C15) + words[place : place + len(sums)]
    mixed: _Hashes = np.unique(sums ^ (sums >> np.uint64(29)))
    return mixed


@lru_cache(maxsize=200_000)
def _number(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


def _candidates(shingles: Sequence[_Hashes]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing: in each band's bucket every text with the first and with the one before it."""
    seen: set[tuple[int, int]] = set()
    for bucket in _buckets([_signature(one) for one in shingles]):
        for before, other in pairwise(bucket):
            for pair in ((bucket[0], other), (before, other)):
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _buckets(signatures: Sequence[_Hashes]) -> Iterator[Sequence[int]]:
    for band in range(BANDS):
        buckets: Mapping[bytes, list[int]] = defaultdict(list)
        for place, signature in enumerate(signatures):
            buckets[signature[band * ROWS : (band + 1) * ROWS].tobytes()].append(place)
        yield from (bucket for bucket in buckets.values() if len(bucket) > 1)


def _signature(shingles: _Hashes) -> _Hashes:
    """For each of 80 hash functions the smallest value that a text's sequences have."""
    multipliers, offsets = _hash_functions()
    hashed = shingles[np.newaxis, :] * multipliers + offsets
    return np.asarray((hashed >> np.uint64(32)).min(axis=1), dtype=np.uint64)


@cache
def _hash_functions() -> tuple[_Hashes, _Hashes]:
    """Odd multipliers and offsets, the same ones always, as two columns."""
    drawn = np.random.default_rng(1997).integers(0, 2**63, size=(2, BANDS * ROWS, 1), dtype=np.uint64)
    return drawn[0] | np.uint64(1), drawn[1]


def _likeness(one: _Hashes, other: _Hashes) -> float:
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / (len(one) + len(other) - common)
