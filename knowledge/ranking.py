"""How well articles match a question: candidates by BM25F first, then all other signals on these alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.collection import Collection
from knowledge.postings import Floats, Places
from knowledge.question import Form, Question, Term
from knowledge.ragged import Offsets, offsets, stretches

FUNCTION_WORDS: Final = 0.3
"""What a function word that stands in a label counts, against one that carries meaning."""
CANDIDATES: Final = 128
"""How many articles are looked at closely."""

LONG: Final = 16
"""How many times longer than what is chosen a row is in which it is looked up, instead of read through."""

BEST_SECTION: Final = 0.35
BEST_LABEL: Final = 0.35
NEIGHBOURS: Final = 0.45
"""What the other signals add to an article's score, which is 1 for the best one."""


@dataclass(frozen=True)
class Candidates:
    """The articles that are looked at closely (ascending places), with their BM25F score.

    Their sections are numbered through: those of candidate ``n`` lie between ``first_section[n]`` and
    ``first_section[n + 1]``; ``sections`` holds their places in the collection.
    """

    articles: Places
    lexical: Floats
    first_section: Offsets
    sections: Places

    def ranks(self, places: frozenset[int]) -> frozenset[int]:
        """Which of the candidates are at these places, by their ranks."""
        return (
            frozenset(rank for rank, place in enumerate(self.articles) if place in places)
            if places
            else places
        )


@dataclass(frozen=True)
class _Slots:
    """Chosen places (ascending), and for each place of all its rank among them plus one, or 0."""

    places: Places
    ranks: Places


@dataclass(frozen=True)
class Matches:
    """How a question fits every candidate (first three) and each of their sections (last two), as arrays.

    ``score`` is for the order only; ``label`` is the likeness to the best label (0 to 1), ``pairs`` the share
    of the question's neighbouring words that are neighbours there too; ``section_cover`` is the share of the
    question's weight that the section, its heading and its labels hold.
    """

    candidates: Candidates
    score: Floats
    label: Floats
    pairs: Floats
    section_score: Floats
    section_cover: Floats


def matches(collection: Collection, question: Question, allowed: NDArray[np.bool_]) -> Matches:
    """How the question fits the best candidates among the ``allowed`` pages."""
    chosen = candidates(collection, question, allowed)
    section_score, section_cover = section_sums(collection, question, chosen)
    label = likeness(collection, question, chosen)
    pairs = neighbours(collection, question, chosen)
    best = np.zeros(len(chosen.articles), np.float32)
    _highest(section_score, chosen.first_section, best)
    score = _to_one(chosen.lexical) + BEST_SECTION * _to_one(best) + BEST_LABEL * label + NEIGHBOURS * pairs
    return Matches(chosen, score, label, pairs, section_score, section_cover)


def candidates(collection: Collection, question: Question, allowed: NDArray[np.bool_]) -> Candidates:
    """The allowed articles that hold a term that carries meaning, the best of them by BM25F."""
    score = np.zeros(len(collection.alive), np.float32)
    for term in question.terms:
        _add_best_form(
            score, [(*collection.articles(form.number), worth) for form, worth in _worths(collection, term)]
        )
    score *= allowed
    found = score > 0
    for word in question.function_words:
        places, weights = collection.articles(word)
        score[places] += np.float32(FUNCTION_WORDS * collection.rarity(word)) * weights
    score *= found
    articles = _best(score, CANDIDATES)
    first, last = collection.first_section[articles], collection.first_section[articles + 1]
    return Candidates(
        articles, score[articles], offsets(last - first), stretches(first, last).astype(np.int32)
    )


def section_sums(collection: Collection, question: Question, chosen: Candidates) -> tuple[Floats, Floats]:
    """BM25F and cover of the candidates' sections."""
    slot = _slots(chosen.sections, int(collection.first_section[-1]))
    score, cover = np.zeros(len(chosen.sections), np.float32), np.zeros(len(chosen.sections), np.float32)
    total = question.weight or 1.0
    for term in question.terms:
        rows = [
            (*_within(slot, *collection.sections(form.number)), worth, form.trust)
            for form, worth in _worths(collection, term)
        ]
        _add_best_form(score, [(places, weights, worth) for places, weights, worth, _ in rows])
        share = np.float32(term.rarity / total)
        _add_best_form(cover, [(places, np.full(len(places), share), trust) for places, _, _, trust in rows])
    for word in question.function_words:
        places, weights = _within(slot, *collection.sections(word))
        score[places] += np.float32(FUNCTION_WORDS * collection.rarity(word)) * weights
    return score, cover


def likeness(collection: Collection, question: Question, chosen: Candidates) -> Floats:
    """Dice's coefficient, weighted by rarity, of the question and each label; the best by candidate."""
    labels = collection.labels(chosen.articles)
    count = len(labels.starts) - 1
    label = np.repeat(np.arange(count, dtype=np.int32), np.diff(labels.starts))
    shared = np.zeros(count, np.float32)
    for term in question.terms:
        rows = [(label[labels.keys == form.number], form.trust * term.rarity) for form in term.forms]
        _add_best_form(shared, [(places, np.ones(len(places), np.float32), worth) for places, worth in rows])
    weight = np.bincount(label, labels.rarity, count).astype(np.float32)
    dice = 2 * shared / np.maximum(weight + np.float32(question.weight), 1e-6)
    best = np.zeros(len(chosen.articles), np.float32)
    _highest(dice, offsets(np.bincount(labels.page, minlength=len(best))), best)
    return best


def neighbours(collection: Collection, question: Question, chosen: Candidates) -> Floats:
    """The share of the question's neighbouring words that are neighbours in each candidate."""
    slot = _slots(chosen.articles, len(collection.alive))
    found = np.zeros(len(chosen.articles), np.float32)
    for pair in question.pairs:
        places, weights = _within(slot, *collection.pairs(pair))
        found[places] += weights
    return found / np.float32(max(question.pair_count, 1))


def _worths(collection: Collection, term: Term) -> list[tuple[Form, float]]:
    """The forms of a term, with what each counts: how rare it is, as far as it is trusted."""
    return [(form, form.trust * collection.rarity(form.number)) for form in term.forms]


def _add_best_form(score: Floats, rows: list[tuple[Places, Floats, float]]) -> None:
    """Add, wherever a term stands, its best form's weight times its worth."""
    if len(rows) == 1:
        places, weights, worth = rows[0]
        score[places] += np.float32(worth) * weights
    elif rows:
        best = np.zeros(len(score), np.float32)
        for places, weights, worth in rows:
            best[places] = np.maximum(best[places], np.float32(worth) * weights)
        score += best


def _slots(places: Places, size: int) -> _Slots:
    ranks = np.zeros(size, np.int32)
    ranks[places] = np.arange(1, len(places) + 1, dtype=np.int32)
    return _Slots(places, ranks)


def _within(slot: _Slots, places: Places, weights: Floats) -> tuple[Places, Floats]:
    """A row of postings cut down to the chosen places, which are given as ranks."""
    if len(places) > LONG * len(slot.places):
        at = places.searchsorted(slot.places)
        rank = np.flatnonzero(places[np.minimum(at, len(places) - 1)] == slot.places)
        return rank.astype(np.int32), weights[at[rank]]
    found = slot.ranks[places]
    chosen = np.flatnonzero(found)
    return found[chosen] - 1, weights[chosen]


def _best(score: Floats, number: int) -> Places:
    """The places of the highest scores above zero, ascending."""
    held = np.flatnonzero(score > 0)
    if len(held) > number:
        held = np.sort(held[np.argpartition(score[held], len(held) - number)[-number:]])
    return held.astype(np.int32)


def _highest(values: Floats, offsets: Offsets, into: Floats) -> None:
    """The highest value of each article's stretch; articles without any stay at zero."""
    some = np.flatnonzero(np.diff(offsets))
    if len(some):
        into[some] = np.maximum.reduceat(values, offsets[:-1][some])


def _to_one(values: Floats) -> Floats:
    highest = float(np.max(values, initial=0.0))
    return values / highest if highest > 0 else values
