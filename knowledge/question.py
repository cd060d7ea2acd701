"""A question read: the terms that carry its meaning, repaired and weighed by the collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple, Protocol

from knowledge.synonyms import PHRASES, others
from knowledge.vocabulary import Spelling, Vocabulary
from knowledge.words import is_function_word, stem, written_words

LONGEST: Final = 60
"""Terms that are looked up at most; what follows in a pasted log changes nothing."""
LOOKED_AT: Final = 10_000
"""Characters that are read at most."""
REPAIRED: Final = 0.9
"""How much a repaired word counts against one that stands there as it was written."""
SYNONYM: Final = 0.6
"""How much a synonym counts."""
KIN: Final = 0.8
"""How much a word counts that is written alike, by how alike it is."""


REMEMBERED: Final = 5_000
"""Terms that are remembered at most."""


class Form(NamedTuple):
    """A stem that articles hold, its number, and how much it counts for the term.

    ``worth`` is what a place that holds it gets for it: how rare it is, as far as it is trusted.
    """

    stem: str
    number: int
    trust: float
    worth: float


class Term(NamedTuple):
    """A word that carries meaning, as it was meant.

    It is ``known`` when an article holds it or a synonym; ``forms`` may also hold what is written alike.
    """

    stem: str
    rarity: float
    forms: tuple[Form, ...]
    repaired: bool
    known: bool


@dataclass(frozen=True)
class Question:
    """What is looked up. ``pair_count`` counts all pairs of neighbours, ``pairs`` are the known ones.

    ``repaired`` holds the words that were taken for typos, each with what is looked up instead.
    """

    terms: tuple[Term, ...]
    function_words: tuple[int, ...]
    pairs: tuple[int, ...]
    pair_count: int
    repaired: tuple[tuple[str, str], ...]

    @property
    def weight(self) -> float:
        """What all its terms weigh together."""
        return sum(term.rarity for term in self.terms)

    def marked(self) -> Mapping[str, float]:
        """The stems to look for in a passage, with what they are worth."""
        worth: dict[str, float] = {}
        for term in self.terms:
            for form in term.forms:
                worth[form.stem] = max(worth.get(form.stem, 0.0), term.rarity * form.trust)
        return worth


class Weights(Protocol):
    """What a collection says about its terms."""

    def known(self, term: int) -> bool:
        """Whether any article holds the term."""

    def rarity(self, term: int) -> float:
        """How much the term weighs."""


Remembered = dict[tuple[str, float], Term]
"""Terms that were read before, by stem and trust: whatever a collection says of a word it says each time."""


def read_question(
    text: str, vocabulary: Vocabulary, weights: Weights, spelling: Spelling, known: Remembered | None = None
) -> Question:
    """The question of a text; nothing in it is taken for search syntax.

    ``known`` keeps the terms for the next question of the same vocabulary.
    """
    reading = _Reading(vocabulary, weights, spelling, {} if known is None else known)
    for written in _phrases_joined(text[:LOOKED_AT]):
        if len(reading.meant) >= LONGEST:
            break
        reading.take(written)
    return reading.question()


def _phrases_joined(text: str) -> Iterator[str]:
    """The written words; two that mean one ('log in') as that one."""
    skip = False
    for word, after in pairwise([*written_words(text), ""]):
        phrase = "" if skip else PHRASES.get((stem(word), after), "")
        if not skip:
            yield phrase or word
        skip = bool(phrase)


class _Reading:
    def __init__(
        self, vocabulary: Vocabulary, weights: Weights, spelling: Spelling, known: Remembered
    ) -> None:
        self._vocabulary, self._weights, self._spelling = vocabulary, weights, spelling
        self._known = known
        self._function_words: dict[int, None] = {}
        self._repaired: dict[str, str] = {}
        self.meant: list[Term] = []

    def take(self, written: str) -> None:
        """Take in the next word."""
        if is_function_word(written):
            self._function_words[self._vocabulary.find(stem(written))] = None
            return
        term = self._term(stem(written), 1.0)
        instead = () if term.known else self._spelling.meant(written)
        if len(instead) == 1 and is_function_word(instead[0]):
            self.take(instead[0])
        elif instead:
            self._repaired[written] = " ".join(instead)
            self.meant += [self._term(stem(word), 1.0 if len(instead) > 1 else REPAIRED) for word in instead]
        else:
            self.meant.append(term)

    def question(self) -> Question:
        """What has been taken in, every term once."""
        neighbours = {f"{left.stem} {right.stem}" for left, right in pairwise(self.meant)}
        numbers = {self._vocabulary.find(pair) for pair in neighbours} - {-1}
        return Question(
            terms=tuple({term.stem: term for term in reversed(self.meant)}.values())[::-1],
            function_words=tuple(number for number in self._function_words if self._weights.known(number)),
            pairs=tuple(sorted(numbers)),
            pair_count=len(neighbours),
            repaired=tuple(self._repaired.items()),
        )

    def _term(self, name: str, trust: float) -> Term:
        if (found := self._known.get((name, trust))) is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[name, trust] = self._read(name, trust)
        return found

    def _read(self, name: str, trust: float) -> Term:
        """A term with its forms; it is as common as the most common one that is held."""
        candidates = [(name, trust), *((other, trust * SYNONYM) for other in others(name))]
        numbered = [(form, self._vocabulary.find(form), trusted) for form, trusted in candidates]
        forms = tuple(self._form(*one) for one in numbered if self._weights.known(one[1]))
        rarity = min((self._weights.rarity(form.number) for form in forms), default=self._weights.rarity(-1))
        kin = self._kin(name, trust, rarity, {form.stem for form in forms})
        return Term(name, rarity, forms + kin, trust == REPAIRED, bool(forms))

    def _form(self, name: str, number: int, trust: float) -> Form:
        return Form(name, number, trust, trust * self._weights.rarity(number))

    def _kin(self, name: str, trust: float, rarity: float, held: set[str]) -> tuple[Form, ...]:
        """The forms that are written alike; a rarer one counts no more than the word itself would."""
        forms = []
        for other, alike in self._spelling.kin(name):
            number = self._vocabulary.find(other)
            if number >= 0 and other not in held:
                trusted = KIN * trust * alike * min(1.0, rarity / self._weights.rarity(number))
                forms.append(self._form(other, number, trusted))
        return tuple(forms)
