"""How well articles match a question: candidates by BM25F first, then all other signals on these alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.collection import Collection, LabelTerms
from knowledge.mix import DEFAULT, Mix, Signals
from knowledge.postings import NOWHERE, Floats, Places, Row
from knowledge.proximity import held, occurrences, proximity
from knowledge.question import Form, Question, Term
from knowledge.ragged import Offsets, Ragged, offsets, sizes, stretches
from knowledge.titles import Titles, mentions, shared, titles

FUNCTION_WORDS: Final = 0.3
"""What a function word that stands in a label counts, against one that carries meaning."""
CANDIDATES: Final = 64
"""How many articles are looked at closely."""

MANY: Final = 16
"""The scores of all articles are added up where one in so many holds the term: sums run on, places jump."""
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
class Matches:
    """How a question fits every candidate, and each of their sections (last two), as arrays.

    ``score`` is for the order only; ``label`` is the likeness to the best label (0 to 1), ``pairs`` the share
    of the question's neighbouring words that are neighbours there too; ``near`` the share of all its pairs of
    words that stand close together there (0 to 1); ``mentioned`` how much the best articles speak of it (1
    for the one they speak of most); ``namesake`` is the same for articles of one title. ``section_cover`` is
    the share of the question's weight that the section, its heading and its labels hold. ``label_words`` is
    how many of the question's words the best label holds, ``held`` the share of them that stands anywhere in
    the article, ``length`` how many words that has.
    """

    candidates: Candidates
    score: Floats
    label: Floats
    label_words: Floats
    held: Floats
    length: Floats
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
    label_words: Floats
    held: Floats
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
    label, label_words = likeness(labels, question, len(chosen.articles))
    pairs = neighbours(collection, question, chosen)
    running = collection.running(chosen.articles)
    stand = occurrences(question, running)
    signals = Signals(
        _to_one(chosen.lexical),
        _to_one(_best_section(section_score, chosen)),
        label,
        pairs,
        proximity(question, stand, len(running)),
    )
    holders = collection.holders(_title_rarity(labels, len(label)))
    held_there = held(question, stand, len(running))
    return Closely(
        chosen,
        signals,
        label_words,
        held_there,
        running,
        titles(running),
        holders,
        section_score,
        section_cover,
    )


def mixed(found: Closely, mix: Mix) -> Matches:
    """The candidates with their score."""
    signals, named = found.signals, found.named
    own = signals.mixed(mix)
    mentioned = mentions(own, found.running, named, found.holders)
    return Matches(
        found.candidates,
        shared(own + mix.mentioned * mentioned, named, mix.namesakes),
        signals.label,
        found.label_words,
        found.held,
        sizes(found.running.starts).astype(np.float32),
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
    best = np.zeros_like(score)
    for term in question.terms:
        _add_best_form(
            score, best, [_times(collection.articles(form.number), form.worth) for form in term.forms]
        )
    held = ((score > 0) & allowed).nonzero()[0]
    for word in question.function_words:
        places, weights = _times(collection.articles(word), _function_worth(collection, word))
        score[places] += weights
    articles = _best(score, held, most)
    first, last = collection.first_section[articles], collection.first_section[articles + 1]
    return Candidates(articles, score[articles], offsets(last - first), stretches(first, last))


def section_sums(collection: Collection, question: Question, chosen: Candidates) -> tuple[Floats, Floats]:
    """BM25F and cover of the candidates' sections; a function word is like a term that covers nothing."""
    forms, words, weight = _forms(question), question.function_words, question.weight or 1.0
    keys = [*(form.number for _, _, form in forms), *words]
    term = [
        *(number for number, _, _ in forms),
        *range(len(question.terms), len(question.terms) + len(words)),
    ]
    worth = [*(form.worth for _, _, form in forms), *(_function_worth(collection, word) for word in words)]
    cover = [form.trust * term.rarity / weight for _, term, form in forms] + [0.0] * len(words)
    rows = [collection.sections(key) for key in keys]
    found = _within(chosen.sections, int(collection.first_section[-1]), rows)
    cell = np.array(term, np.int64)[found.row] * len(chosen.sections) + found.rank
    shape = len(question.terms) + len(words), len(chosen.sections)
    return (
        _best_of_each(np.array(worth, np.float32)[found.row] * found.weight, cell, shape),
        _best_of_each(np.array(cover, np.float32)[found.row], cell, shape),
    )


def likeness(labels: LabelTerms, question: Question, articles: int) -> tuple[Floats, Floats]:
    """Dice's coefficient, weighted by rarity, of the question and each label; the best by candidate.

    The second array is how many of the question's words that label holds.
    """
    count, forms = len(labels.starts) - 1, _forms(question)
    label = np.arange(count, dtype=np.int32).repeat(sizes(labels.starts))
    keys = np.array([form.number for _, _, form in forms], np.int64)
    term = np.array([number for number, _, _ in forms], np.int64)
    worth = np.array([form.trust * term.rarity for _, term, form in forms], np.float32)
    form, at = (keys[:, None] == labels.keys).nonzero()
    cell, shape = term[form] * count + label[at], (len(question.terms), count)
    held = _best_forms(worth[form], cell, shape)
    shared, words = held.sum(axis=0), (held > 0).sum(axis=0, dtype=np.float32)
    weight = np.bincount(label, labels.rarity, count).astype(np.float32)
    dice = 2 * shared / np.maximum(weight + np.float32(question.weight), 1e-6)
    starts = offsets(np.bincount(labels.page, minlength=articles))
    best = _highest(dice, starts)
    return best, _highest(np.where(dice >= best.repeat(sizes(starts)), words, np.float32(0)), starts)


def neighbours(collection: Collection, question: Question, chosen: Candidates) -> Floats:
    """The share of the question's neighbouring words that are neighbours in each candidate."""
    rows = [collection.pairs(pair) for pair in question.pairs]
    found = _within(chosen.articles, len(collection.alive), rows)
    total = np.bincount(found.rank, found.weight, len(chosen.articles)).astype(np.float32)
    return total / np.float32(max(question.pair_count, 1))


def _best_section(section_score: Floats, chosen: Candidates) -> Floats:
    return _highest(section_score, chosen.first_section)


def _title_rarity(labels: LabelTerms, articles: int) -> Floats:
    """The rarity of the rarest word of each title, which is the first label of its article."""
    first = labels.page.searchsorted(np.arange(articles))
    rarest = _highest(labels.rarity, labels.starts)
    return rarest[first]


def _forms(question: Question) -> list[tuple[int, Term, Form]]:
    """The forms of all terms, each with its term and the number of it."""
    return [(number, term, form) for number, term in enumerate(question.terms) for form in term.forms]


def _function_worth(collection: Collection, word: int) -> float:
    return FUNCTION_WORDS * collection.rarity(word)


def _times(row: Row, worth: float) -> tuple[Places, Floats]:
    """A row with its weights so many times; places as numpy takes them fastest."""
    places, weights = row
    return places.astype(np.intp), np.float32(worth) * weights


def _add_best_form(score: Floats, best: Floats, rows: list[tuple[Places, Floats]]) -> None:
    """Add, wherever a term stands, its best form's weight. ``best`` is all zeros, before and after."""
    if len(rows) == 1:
        places, weights = rows[0]
        score[places] += weights
        return
    for places, weights in rows:
        best[places] = np.maximum(best[places], weights)
    if MANY * sum(len(places) for places, _ in rows) > len(score):
        score += best
        best.fill(0)
        return
    for places, _ in rows:
        # What was added is gone: no place gets it twice.
        score[places] += best[places]
        best[places] = 0


def _best_of_each(worth: Floats, cell: NDArray[np.int64], shape: tuple[int, int]) -> Floats:
    """By place the sum of the best of each term; ``cell`` counts through (terms, places), the ``shape``."""
    found: Floats = _best_forms(worth, cell, shape).sum(axis=0)
    return found


def _best_forms(worth: Floats, cell: NDArray[np.int64], shape: tuple[int, int]) -> Floats:
    """The best of each term at each place: (terms, places)."""
    best = np.zeros(shape, np.float32)
    np.maximum.at(best.ravel(), cell, worth)
    return best


@dataclass(frozen=True)
class _Held:
    """What rows of postings hold at chosen places, one below the other: columns of equal length.

    ``row`` is the number of the row, ``rank`` that of the place among the chosen ones.
    """

    row: NDArray[np.int64]
    rank: Places
    weight: Floats


def _within(chosen: Places, size: int, rows: Sequence[Row]) -> _Held:
    """Rows of postings cut down to the ``chosen`` places (ascending), of ``size`` there are."""
    ranks = np.zeros(size, np.int32)
    ranks[chosen] = np.arange(1, len(chosen) + 1, dtype=np.int32)
    short = [*(_looked_up(row, chosen) if len(row[0]) > LONG * len(chosen) else row for row in rows), NOWHERE]
    rank = ranks[np.concatenate([places for places, _ in short]).astype(np.intp)]
    held = rank.nonzero()[0]
    ends = np.array([len(places) for places, _ in short]).cumsum()
    weight = np.concatenate([weights for _, weights in short])
    return _Held(ends.searchsorted(held, "right"), rank[held] - 1, weight[held])


def _looked_up(row: Row, chosen: Places) -> Row:
    """A long row cut down to the chosen places."""
    places, weights = row
    at = places.searchsorted(chosen)
    found = (places.take(at, mode="clip") == chosen).nonzero()[0]
    return chosen[found], weights[at[found]]


def _best(score: Floats, held: Offsets, number: int) -> Places:
    """The places of the highest scores among those ``held`` (ascending), ascending."""
    if len(held) > number:
        held = np.sort(held[np.argpartition(score[held], len(held) - number)[-number:]])
    return held


def _highest(values: Floats, starts: Offsets) -> Floats:
    """The highest value of each stretch; 0 for one without any."""
    highest = np.zeros(len(starts) - 1, np.float32)
    some = sizes(starts).nonzero()[0]
    if len(some):
        highest[some] = np.maximum.reduceat(values, starts[:-1][some])
    return highest


def _to_one(values: Floats) -> Floats:
    highest = float(values.max(initial=0.0))
    return values / highest if highest > 0 else values
