"""How well articles match a question: candidates by BM25F first, then all other signals on these alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.collection import Collection, LabelTerms
from knowledge.mix import DEFAULT, Mix, Signals
from knowledge.postings import Floats, Places
from knowledge.proximity import proximity
from knowledge.question import Form, Question, Term
from knowledge.ragged import Offsets, Ragged, offsets, stretches
from knowledge.titles import Titles, mentions, shared, titles

FUNCTION_WORDS: Final = 0.3
"""What a function word that stands in a label counts, against one that carries meaning."""
CANDIDATES: Final = 64
"""How many articles are looked at closely."""

LONG: Final = 16
"""How many times longer than what is chosen a row is in which it is looked up, instead of read through."""


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
    """How a question fits every candidate (first six) and each of their sections (last two), as arrays.

    ``score`` is for the order only; ``label`` is the likeness to the best label (0 to 1), ``pairs`` the share
    of the question's neighbouring words that are neighbours there too; ``near`` the share of all its pairs of
    words that stand close together there (0 to 1); ``mentioned`` how much the best articles speak of it (1
    for the one they speak of most); ``namesake`` is the same for articles of one title. ``section_cover`` is
    the share of the question's weight that the section, its heading and its labels hold.
    """

    candidates: Candidates
    score: Floats
    label: Floats
    pairs: Floats
    near: Floats
    mentioned: Floats
    namesake: Places
    section_score: Floats
    section_cover: Floats


@dataclass(frozen=True)
class Closely:
    """The candidates looked at closely: whatever can be said of them before the signals are mixed.

    ``holders`` tells in how many articles the rarest word of each title stands.
    """

    candidates: Candidates
    signals: Signals
    running: Ragged
    named: Titles
    holders: Floats
    section_score: Floats
    section_cover: Floats


def matches(
    collection: Collection,
    question: Question,
    allowed: NDArray[np.bool_],
    most: int = CANDIDATES,
    mix: Mix = DEFAULT,
) -> Matches:
    """How the question fits the best candidates, ``most`` of them, among the ``allowed`` pages."""
    return mixed(closely(collection, question, candidates(collection, question, allowed, most)), mix)


def closely(collection: Collection, question: Question, chosen: Candidates) -> Closely:
    """All signals of these candidates."""
    section_score, section_cover = section_sums(collection, question, chosen)
    labels = collection.labels(chosen.articles)
    label = likeness(labels, question, len(chosen.articles))
    pairs = neighbours(collection, question, chosen)
    running = collection.running(chosen.articles)
    signals = Signals(
        _to_one(chosen.lexical),
        _to_one(_best_section(section_score, chosen)),
        label,
        pairs,
        proximity(question, running),
    )
    holders = collection.holders(_title_rarity(labels, len(label)))
    return Closely(chosen, signals, running, titles(running), holders, section_score, section_cover)


def mixed(found: Closely, mix: Mix) -> Matches:
    """The candidates with their score."""
    signals, named = found.signals, found.named
    own = signals.mixed(mix)
    mentioned = mentions(own, found.running, named, found.holders)
    return Matches(
        found.candidates,
        shared(own + mix.mentioned * mentioned, named, mix.namesakes),
        signals.label,
        signals.pairs,
        signals.near,
        mentioned,
        named.namesakes,
        found.section_score,
        found.section_cover,
    )


def candidates(
    collection: Collection, question: Question, allowed: NDArray[np.bool_], most: int = CANDIDATES
) -> Candidates:
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
    articles = _best(score, most)
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


def likeness(labels: LabelTerms, question: Question, articles: int) -> Floats:
    """Dice's coefficient, weighted by rarity, of the question and each label; the best by candidate."""
    count = len(labels.starts) - 1
    label = np.repeat(np.arange(count, dtype=np.int32), np.diff(labels.starts))
    shared = np.zeros(count, np.float32)
    for term in question.terms:
        rows = [(label[labels.keys == form.number], form.trust * term.rarity) for form in term.forms]
        _add_best_form(shared, [(places, np.ones(len(places), np.float32), worth) for places, worth in rows])
    weight = np.bincount(label, labels.rarity, count).astype(np.float32)
    dice = 2 * shared / np.maximum(weight + np.float32(question.weight), 1e-6)
    return _highest(dice, offsets(np.bincount(labels.page, minlength=articles)))


def neighbours(collection: Collection, question: Question, chosen: Candidates) -> Floats:
    """The share of the question's neighbouring words that are neighbours in each candidate."""
    slot = _slots(chosen.articles, len(collection.alive))
    found = np.zeros(len(chosen.articles), np.float32)
    for pair in question.pairs:
        places, weights = _within(slot, *collection.pairs(pair))
        found[places] += weights
    return found / np.float32(max(question.pair_count, 1))


def _best_section(section_score: Floats, chosen: Candidates) -> Floats:
    return _highest(section_score, chosen.first_section)


def _title_rarity(labels: LabelTerms, articles: int) -> Floats:
    """The rarity of the rarest word of each title, which is the first label of its article."""
    first = labels.page.searchsorted(np.arange(articles))
    rarest = _highest(labels.rarity, labels.starts)
    return rarest[first]


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


def _highest(values: Floats, starts: Offsets) -> Floats:
    """The highest value of each stretch; 0 for one without any."""
    highest = np.zeros(len(starts) - 1, np.float32)
    some = np.flatnonzero(np.diff(starts))
    if len(some):
        highest[some] = np.maximum.reduceat(values, starts[:-1][some])
    return highest


def _to_one(values: Floats) -> Floats:
    highest = float(np.max(values, initial=0.0))
    return values / highest if highest > 0 else values
