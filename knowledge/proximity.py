"""How near to each other the words of a question stand in each article, read from its running text.

Pairs of question words add to the score by their distance, as in Rasolofo and Savoy 2003 ("Term proximity
scoring for keyword-based retrieval systems") and Büttcher, Clarke and Lushman 2006; of all their occurrences
the nearest counts, as in Tao and Zhai 2007.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from knowledge.keys import BREAK, token
from knowledge.postings import Floats, Places
from knowledge.question import LONGEST, Question, Term
from knowledge.ragged import Ragged

DISTANCE: Final = 0.85
"""Two words at a distance of ``n`` words count ``n ** -DISTANCE``."""
BESIDE: Final = 8
"""How many words apart two texts are that do not run on."""
REACH: Final = 3
"""A question word is held against so many that follow it; those farther off hardly count."""
APART: Final = 0.5
"""What two words count that are no neighbours in the question, against two that are."""


@dataclass(frozen=True)
class Occurrences:
    """Where question words stand, in the order of reading: columns of equal length."""

    article: Places
    term: Places
    place: Places
    trust: Floats


def proximity(question: Question, stand: Occurrences, articles: int) -> Floats:
    """For each article the share (0 to 1) of the question's pairs of words that stand beside each other.

    Each pair weighs as much as its words are rare.
    """
    terms = len(question.terms)
    weight = _pair_weights(question.terms)
    total = float(weight.sum())
    if not total:
        return np.zeros(articles, np.float32)
    nearest = _nearest(stand, articles, terms)
    found: Floats = (nearest.reshape(articles, terms * terms) @ weight.ravel() / np.float32(total)).astype(
        np.float32
    )
    return found


def held(question: Question, stand: Occurrences, articles: int) -> Floats:
    """For each article the share (0 to 1) of the question's words that stand anywhere in it, as trusted."""
    terms = len(question.terms)
    best = np.zeros(articles * terms, np.float32)
    np.maximum.at(best, stand.article.astype(np.int64) * terms + stand.term, stand.trust)
    found: Floats = best.reshape(articles, terms).sum(axis=1) / np.float32(max(terms, 1))
    return found


def occurrences(question: Question, running: Ragged) -> Occurrences:
    """Where the words of the question stand, in any of their forms.

    ``running`` holds the ``token`` of each article's words.
    """
    forms = _forms(question.terms)
    tokens = running["token"]
    places, number = located(tokens, forms.tokens)
    breaks = (tokens == BREAK).nonzero()[0].searchsorted(places)
    article = running.starts.searchsorted(places, "right") - 1
    return Occurrences(
        article.astype(np.int32),
        forms.term[number],
        (places + BESIDE * breaks).astype(np.int32),
        forms.trust[number],
    )


def located(tokens: NDArray[np.int32], wanted: NDArray[np.int32]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Where a text holds one of the ``wanted`` tokens (ascending), and which of them."""
    sieve = np.zeros(_SIEVE + 1, bool)
    sieve[wanted & _SIEVE] = True
    maybe = sieve.take(tokens & _SIEVE).nonzero()[0]
    if not len(wanted):
        return maybe, maybe
    held = tokens[maybe]
    number = wanted.searchsorted(held)
    same = (wanted.take(number, mode="clip") == held).nonzero()[0]
    return maybe[same], number[same]


_SIEVE: Final = 0xFFFF


@dataclass(frozen=True)
class _Forms:
    """The forms of all terms by ascending token; one that serves several terms is the most trusted one's."""

    tokens: NDArray[np.int32]
    term: Places
    trust: Floats


def _forms(terms: tuple[Term, ...]) -> _Forms:
    best: dict[int, tuple[float, int]] = {}
    for number, term in enumerate(terms):
        for form in term.forms:
            if form.trust > best.get(token(form.number), (0.0, 0))[0]:
                best[token(form.number)] = form.trust, number
    ordered = sorted(best.items())
    return _Forms(
        np.array([one for one, _ in ordered], np.int32),
        np.array([number for _, (_, number) in ordered], np.int32),
        np.array([trust for _, (trust, _) in ordered], np.float32),
    )


def _pair_weights(terms: tuple[Term, ...]) -> Floats:
    """What each pair weighs, terms x terms, above the diagonal."""
    rarity = np.array([term.rarity for term in terms], np.float32)
    return (rarity[:, None] + rarity) / np.float32(2) * _counts(len(terms))


@lru_cache(maxsize=LONGEST)
def _counts(terms: int) -> Floats:
    """What each pair counts by its place in the question, terms x terms, above the diagonal."""
    apart = np.full((terms, terms), APART, np.float32)
    return np.triu(np.where(np.eye(terms, k=1, dtype=bool), np.float32(1), apart), 1)


def _nearest(found: Occurrences, articles: int, terms: int) -> Floats:
    """For each article and each pair of terms what its nearest occurrence counts, flat."""
    nearest = np.zeros(articles * terms * terms, np.float32)
    behind = range(1, REACH + 1)
    left = np.concatenate([np.arange(len(found.term) - one) for one in behind])
    right = np.concatenate([np.arange(one, len(found.term)) for one in behind])
    same = found.article[left] == found.article[right]
    both = (same & (found.term[left] != found.term[right])).nonzero()[0]
    left, right = left[both], right[both]
    one, other = found.term[left], found.term[right]
    gap = (found.place[right] - found.place[left]).astype(np.float32)
    worth = found.trust[left] * found.trust[right] * gap ** np.float32(-DISTANCE)
    cell = (found.article[left] * terms + np.minimum(one, other)) * terms + np.maximum(one, other)
    np.maximum.at(nearest, cell, worth)
    return nearest
