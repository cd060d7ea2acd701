"""Learns from the articles alone how sure an answer is: they are asked about, present and taken away."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from knowledge.alike import covers, shingles
from knowledge.articles import Article
from knowledge.evidence import FEATURES
from knowledge.logistic import fit
from knowledge.pseudo import Elsewhere, Source, elsewhere, foreign_question, question, source
from knowledge.shipped import SHIPPED
from knowledge.sure import Head, Model

SEED: Final = 7
QUESTIONS: Final = 800
"""How many questions are made of articles; each is asked twice."""
FOREIGN_QUESTIONS: Final = 100
"""How many are made that are about nothing in the articles."""
FEWEST_ARTICLES: Final = 40
"""With fewer articles there is too little to tell a coincidence by."""
FEWEST_ROWS: Final = 200
PENALTY: Final = 3.0
SHOWN: Final = 3
"""How many passages of each question are learnt from."""
EVIDENCE: Final = 500
"""Articles that teach as much as what is shipped does: with fewer of one's own that counts for more."""
QUANTILES: Final = 100
COPIES: Final = 4
"""How often, at the most, a copy of the article is taken away too."""


@dataclass(frozen=True)
class Asked:
    """The first articles found for a question, best first, with a row of evidence each."""

    slugs: tuple[str, ...]
    rows: NDArray[np.float32]


Ask = Callable[[str, frozenset[str]], Asked]
"""The first articles for a question, as if some (by slug) did not exist; of one state of the articles."""
Read = Callable[[Sequence[str]], Iterable[Article]]
"""Articles by slug; those that have gone meanwhile are left out."""


@dataclass(frozen=True)
class Examples:
    """Rows of evidence, the place each passage had (0 the first), and whether it answered."""

    rows: NDArray[np.float32]
    place: NDArray[np.int64]
    right: NDArray[np.bool_]


def learn(ask: Ask, slugs: Sequence[str], read: Read) -> Model | None:
    """The model these articles teach, blended with what is shipped; None when they are too few.

    The same articles give the same model.
    """
    if len(slugs) < FEWEST_ARTICLES:
        return None
    found = examples(ask, slugs, read)
    own = heads(found)
    if own is None:
        return None
    part = len(slugs) / (len(slugs) + EVIDENCE)
    first, following = own[0].blended(SHIPPED.first, part), own[1].blended(SHIPPED.following, part)
    return Model(first, following, quantiles(first.logits(found.rows[found.place == 0])))


def quantiles(logits: NDArray[np.float64]) -> tuple[float, ...]:
    """Numbers that are spread as the logits are, ascending."""
    places = (np.arange(QUANTILES) + 0.5) / QUANTILES
    return tuple(round(float(one), 3) for one in np.quantile(logits, places))


def heads(found: Examples) -> tuple[Head, Head] | None:
    """The models of these examples, when there are enough of both kinds."""
    first = found.place == 0
    if min(int(found.right[first].sum()), int((~found.right[first]).sum())) < FEWEST_ROWS // 4:
        return None
    return _head(found, first), _head(found, ~first)


def examples(ask: Ask, slugs: Sequence[str], read: Read) -> Examples:
    """What was found for questions made from the articles, each asked with its article and without it."""
    chance = random.Random(SEED)  # noqa: S311 (nothing secret)
    drawn = [chance.choice(slugs) for _ in range(QUESTIONS)]
    library = Library(read, drawn)
    others = elsewhere([library.source(slug) for slug in dict.fromkeys(drawn)])
    seen = [*_seen(ask, drawn, library, others, chance), *_seen_foreign(ask, others, chance)]
    return Examples(
        np.concatenate([np.zeros((0, len(FEATURES)), np.float32), *(asked.rows for asked, _ in seen)]),
        np.concatenate([np.zeros(0, np.int64), *(np.arange(len(asked.slugs)) for asked, _ in seen)]),
        np.array([answers for _, right in seen for answers in right], bool),
    )


class Library:
    """The articles questions are made of, and those that were found for them; read when they are needed."""

    def __init__(self, read: Read, slugs: Iterable[str]) -> None:
        self._read, self._articles = read, dict[str, Article | None]()
        self._sources: dict[str, Source] = {}
        self._shingles: dict[str, frozenset[str]] = {}
        self._fetch(list(dict.fromkeys(slugs)))

    def source(self, slug: str) -> Source:
        """What questions about an article are made of; nothing when it has gone."""
        if slug not in self._sources:
            article = self._article(slug)
            self._sources[slug] = Source((), ()) if article is None else source(article)
        return self._sources[slug]

    def answers_too(self, slug: str, other: str) -> bool:
        """Whether the other article answers what the first one does: it is the same, or a copy."""
        if slug == other:
            return True
        article, found = self._article(slug), self._article(other)
        if article is None or found is None:
            return False
        same = article.title.casefold() == found.title.casefold()
        return same or covers(self._shingles_of(article), self._shingles_of(found))

    def _article(self, slug: str) -> Article | None:
        if slug not in self._articles:
            self._fetch([slug])
        return self._articles[slug]

    def _fetch(self, slugs: Sequence[str]) -> None:
        self._articles |= dict.fromkeys(slugs) | {article.slug: article for article in self._read(slugs)}

    def _shingles_of(self, article: Article) -> frozenset[str]:
        if article.slug not in self._shingles:
            self._shingles[article.slug] = shingles(article.body)
        return self._shingles[article.slug]


def _seen(
    ask: Ask, drawn: Sequence[str], library: Library, others: Elsewhere, chance: random.Random
) -> Iterator[tuple[Asked, list[bool]]]:
    for slug in drawn:
        text = question(library.source(slug), others, chance)
        present = _first(ask(text, frozenset()))
        if len(present.slugs):
            yield present, [library.answers_too(slug, found) for found in present.slugs]
        away = _taken_away(ask, text, slug, library)
        if len(away.slugs):
            yield away, [False] * len(away.slugs)


def _seen_foreign(ask: Ask, others: Elsewhere, chance: random.Random) -> Iterator[tuple[Asked, list[bool]]]:
    """What is found for questions about nothing in the articles: none of it answers."""
    for _ in range(FOREIGN_QUESTIONS):
        found = _first(ask(foreign_question(others, chance), frozenset()))
        if found.slugs:
            yield found, [False] * len(found.slugs)


def _taken_away(ask: Ask, text: str, slug: str, library: Library) -> Asked:
    """What is found when neither the article nor a copy of it is there."""
    without = frozenset({slug})
    for _ in range(COPIES):
        found = _first(ask(text, without))
        copies = {other for other in found.slugs if library.answers_too(slug, other)}
        if not copies:
            return found
        without |= copies
    return Asked((), np.zeros((0, len(FEATURES)), np.float32))


def _first(asked: Asked) -> Asked:
    return Asked(asked.slugs[:SHOWN], asked.rows[:SHOWN])


def _head(found: Examples, chosen: NDArray[Any]) -> Head:
    weights, bias = fit(found.rows[chosen], found.right[chosen], PENALTY)
    return Head(tuple(float(weight) for weight in weights), bias)
