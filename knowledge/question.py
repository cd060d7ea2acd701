"""A question read: the terms that carry its meaning, repaired and weighed by the collection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final, NamedTuple, Protocol

from knowledge.vocabulary import Spelling, Vocabulary
from knowledge.words import is_function_word, stem, words

LONGEST: Final = 60
"""Terms that are looked up at most; what follows in a pasted log changes nothing."""
LOOKED_AT: Final = 20_000
"""Characters that are read at most."""
REPAIRED: Final = 0.8
"""How much a repaired word is trusted."""


class Term(NamedTuple):
    """A word that carries meaning; ``number`` is -1 when no article holds it."""

    stem: str
    number: int
    rarity: float
    trust: float


@dataclass(frozen=True)
class Question:
    """What is looked up. ``pair_count`` counts all pairs of neighbours, ``pairs`` are the known ones."""

    terms: tuple[Term, ...]
    function_words: tuple[int, ...]
    pairs: tuple[int, ...]
    pair_count: int
    repaired: tuple[tuple[str, str], ...]

    @property
    def stems(self) -> frozenset[str]:
        """The stems to mark in a passage."""
        return frozenset(term.stem for term in self.terms if term.number >= 0)


class Weights(Protocol):
    """What a collection says about its terms."""

    def known(self, term: int) -> bool:
        """Whether any article holds the term."""

    def rarity(self, term: int) -> float:
        """How much the term weighs."""


def read_question(text: str, vocabulary: Vocabulary, weights: Weights, spelling: Spelling) -> Question:
    """The question of a text; nothing in it is taken for search syntax."""
    function_words: dict[int, None] = {}
    repaired: dict[str, str] = {}
    meant: list[tuple[str, float]] = []
    for written in islice(_written(text), LONGEST * 20):
        if is_function_word(written):
            function_words[vocabulary.find(stem(written))] = None
        elif len(meant) < LONGEST:
            meant += _meant(written, spelling, repaired)
    terms = {stem(word): trust for word, trust in reversed(meant)}
    found = [
        _term(name, terms[name], vocabulary, weights)
        for name in dict.fromkeys(stem(word) for word, _ in meant)
    ]
    neighbours = {f"{stem(a)} {stem(b)}" for (a, _), (b, _) in pairwise(meant)}
    pairs = sorted(number for pair in neighbours if (number := vocabulary.find(pair)) >= 0)
    known_words = tuple(number for number in function_words if weights.known(number))
    return Question(tuple(found), known_words, tuple(pairs), len(neighbours), tuple(repaired.items()))


def _written(text: str) -> Iterator[str]:
    return (word.written for word in words(text[:LOOKED_AT]))


def _meant(written: str, spelling: Spelling, repaired: dict[str, str]) -> list[tuple[str, float]]:
    if spelling.knows(written):
        return [(written, 1.0)]
    instead = spelling.meant(written)
    if not instead:
        return [(written, 1.0)]
    repaired[written] = " ".join(instead)
    return [(word, REPAIRED if len(instead) == 1 else 1.0) for word in instead]


def _term(name: str, trust: float, vocabulary: Vocabulary, weights: Weights) -> Term:
    number = vocabulary.find(name)
    known = weights.known(number)
    return Term(name, number if known else -1, weights.rarity(number), trust)
