"""An article prepared for the search: its sections and how often each word stands where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.articles import Article
from knowledge.keys import BREAK, key, pair_key, token
from knowledge.sections import Section, sections
from knowledge.words import Word, is_function_word, words

Integers = NDArray[np.int64]
Tokens = NDArray[np.int32]

TITLE: Final = 0
ALIAS: Final = 1
HEADING: Final = 2
BODY: Final = 3
LEARNT: Final = 4
LABELS: Final = (TITLE, ALIAS, LEARNT)
"""The fields of short texts an article goes by; the others belong to its sections."""


@dataclass(frozen=True)
class Counts:
    """How often each term stands in each field: four columns of equal length.

    ``term`` is the key of a stem or of two neighbouring ones (:mod:`knowledge.keys`). ``part`` is the
    section's place in the article, or the label's (0 the title, then aliases, then what was learnt).
    """

    term: Integers
    field: Integers
    part: Integers
    times: Integers


@dataclass(frozen=True)
class Page:
    """An article, its sections, the counts of its words and of pairs of neighbouring words.

    ``running`` are the tokens (:mod:`knowledge.keys`) of the words that carry meaning, in the order of
    reading: the title, other labels, then the sections, with :data:`knowledge.keys.BREAK` after each.

    ``learnt`` holds wordings of questions it is known to answer, ``disputed`` of those it is said not to.
    ``written`` are the words of the article itself: what was learnt is another's, and repairs no typos.
    """

    article: Article
    sections: tuple[Section, ...]
    words: Counts
    pairs: Counts
    running: Tokens
    written: frozenset[str]
    learnt: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The title, the aliases and the learnt wordings: the short texts an article goes by."""
        return (self.article.title, *self.article.aliases, *self.learnt)


def prepare(article: Article, learnt: Sequence[str] = ()) -> Page:
    """The page of an article that has learnt these wordings."""
    parts = sections(article)
    count = _Count()
    kinds = [TITLE, *repeat(ALIAS, len(article.aliases)), *repeat(LEARNT, len(learnt))]
    for place, (kind, label) in enumerate(
        zip(kinds, (article.title, *article.aliases, *learnt), strict=True)
    ):
        count.add(label, kind, place)
        count.end()
    for place, part in enumerate(parts):
        count.add(" ".join((*part.above, part.heading)), HEADING, place)
        for unit in part.units:
            count.add(unit.text, BODY, place)
        count.end()
    return Page(
        article=article,
        sections=parts,
        words=count.words(),
        pairs=count.pairs(),
        running=np.array(count.running, np.int32),
        written=frozenset(count.written),
        learnt=tuple(learnt),
    )


def content(found: Sequence[Word]) -> list[Word]:
    """The words that carry meaning: function and question words left out."""
    return [word for word in found if not is_function_word(word.written)]


class _Count:
    def __init__(self) -> None:
        self._words: Counter[tuple[int, int, int]] = Counter()
        self._pairs: Counter[tuple[int, int, int]] = Counter()
        self.running: list[int] = []
        self.written: set[str] = set()

    def add(self, text: str, field: int, part: int) -> None:
        """Count a text. Labels keep their function words ('log in', 'how to'), all else drops them."""
        every = list(words(text))
        meaning = content(every)
        for word in every if field in LABELS else meaning:
            self._words[key(word.stem), field, part] += 1
        self.running.extend(token(key(word.stem)) for word in meaning)
        for left, right in pairwise(meaning):
            self._pairs[pair_key(key(left.stem), key(right.stem)), field, part] += 1
        if field != LEARNT:
            self.written.update(word.written for word in meaning)

    def end(self) -> None:
        """What is added from now on does not run on from what was added before."""
        self.running.append(BREAK)

    def words(self) -> Counts:
        return _columns(self._words)

    def pairs(self) -> Counts:
        return _columns(self._pairs)


def _columns(counter: Counter[tuple[int, int, int]]) -> Counts:
    rows = np.array([(*key, times) for key, times in counter.items()], dtype=np.int64).reshape(-1, 4)
    return Counts(rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3])
