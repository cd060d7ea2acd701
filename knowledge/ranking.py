"""How well every article and section matches a question: weights compiled into sparse arrays.

Exact BM25F (Robertson and Zaragoza 2009, section 3.5): the counts of a word in the fields of an article are
weighted and normalised by the field's length before they are added up and saturated. Whoosh scores fields
apart and adds, which is worse on documentation and ten times slower; it does analysis and explicit search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix

from knowledge.pages import ALIAS, BODY, HEADING, LABELS, LEARNT, TITLE, Counts, Page
from knowledge.question import Question, Term

Floats = NDArray[np.float32]
Places = NDArray[np.int32]

K1: Final = 1.2
ARTICLE_WEIGHT: Final = {TITLE: 3.0, ALIAS: 2.5, HEADING: 1.5, BODY: 1.0, LEARNT: 3.0}
SECTION_WEIGHT: Final = {TITLE: 1.0, ALIAS: 0.5, HEADING: 2.0, BODY: 1.0, LEARNT: 0.5}
LENGTH_MATTERS: Final = {TITLE: 0.5, ALIAS: 0.5, HEADING: 0.4, BODY: 0.4, LEARNT: 0.5}
FUNCTION_WORDS: Final = 0.3
"""What a function word that stands in a label counts, against one that carries meaning."""

BEST_SECTION: Final = 0.35
BEST_LABEL: Final = 0.35
NEIGHBOURS: Final = 0.45
"""What the other signals add to an article's score, which is 1 for the best one."""


@dataclass(frozen=True)
class Matches:
    """How a question fits every article (first four) and every section (last two), as arrays.

    ``score`` is for the order only; ``cover`` is the share of the question's weight that is found in one
    place; ``label`` is the likeness to the best label (0 to 1), ``pairs`` the share of its
    neighbouring words that are neighbours there too.
    """

    score: Floats
    cover: Floats
    label: Floats
    pairs: Floats
    section_score: Floats
    section_cover: Floats


class Ranking:
    """The compiled arrays of one snapshot. Nothing in it changes, so threads may share it."""

    def __init__(self, pages: Sequence[Page], terms: int) -> None:
        """``terms`` is the size of the vocabulary the pages were prepared with."""
        self.size = len(pages)
        self.first_section = _offsets([len(page.sections) for page in pages])
        self.first_label = _offsets([len(page.labels) for page in pages])
        columns = _Columns(pages, self.first_section, self.first_label)
        self._idf, self._unknown = _rarity(columns, terms, self.size)
        self._articles = columns.articles(terms, self._idf)
        self._sections = columns.sections(terms, self._idf)
        self._labels = columns.labels(terms)
        self._label_weight = self._labels.sums(self._idf, int(self.first_label[-1]))
        self._pairs = columns.pairs(terms)

    def known(self, term: int) -> bool:
        """Whether any article of this snapshot holds the term."""
        return 0 <= term < len(self._articles.starts) - 1 and self._articles.holds(term)

    def rarity(self, term: int) -> float:
        """The weight of a term: the rarer the heavier; a word nobody wrote weighs most."""
        return float(self._idf[term]) if self.known(term) else self._unknown

    def matches(self, question: Question, allowed: NDArray[np.bool_]) -> Matches:
        """How the question fits everything; articles that are not ``allowed`` have no part in it."""
        score, cover = self._sums(self._articles, question, self.size)
        section_score, section_cover = self._sums(self._sections, question, int(self.first_section[-1]))
        label = self._likeness(question)
        pairs = self._neighbours(question)
        best = np.zeros(self.size, np.float32)
        _highest(section_score, self.first_section, best)
        found = allowed & (cover > 0)
        mixed = (
            _to_one(score * found)
            + BEST_SECTION * _to_one(best * found)
            + BEST_LABEL * label
            + NEIGHBOURS * pairs
        )
        return Matches(mixed * found, cover, label, pairs, section_score, section_cover)

    def _sums(self, postings: _Postings, question: Question, size: int) -> tuple[Floats, Floats]:
        score, cover = np.zeros(size, np.float32), np.zeros(size, np.float32)
        total = question.weight or 1.0
        for term in question.terms:
            places, weights, trust = _any_form(postings, term)
            score[places] += weights
            cover[places] += trust * (term.rarity / total)
        for number in question.function_words:
            places, weights = postings.row(number)
            score[places] += FUNCTION_WORDS * weights
        return score, cover

    def _likeness(self, question: Question) -> Floats:
        """Dice's coefficient, weighted by rarity, of the question and each label; the best by article."""
        shared = np.zeros(int(self.first_label[-1]), np.float32)
        for term in question.terms:
            places, _, trust = _any_form(self._labels, term)
            shared[places] += trust * term.rarity
        best = np.zeros(self.size, np.float32)
        _highest(2 * shared / np.maximum(self._label_weight + question.weight, 1e-6), self.first_label, best)
        return best

    def _neighbours(self, question: Question) -> Floats:
        found = np.zeros(self.size, np.float32)
        for number in question.pairs:
            places, weights = self._pairs.row(number)
            found[places] += weights
        return found / np.float32(max(question.pair_count, 1))


@dataclass(frozen=True)
class _Postings:
    """For each term the places it stands in, and its weight there."""

    starts: NDArray[np.int64]
    places: Places
    weights: Floats

    def row(self, term: int) -> tuple[Places, Floats]:
        if not 0 <= term < len(self.starts) - 1:
            return self.places[:0], self.weights[:0]
        start, end = self.starts[term], self.starts[term + 1]
        return self.places[start:end], self.weights[start:end]

    def holds(self, term: int) -> bool:
        return bool(self.starts[term + 1] > self.starts[term])

    def sums(self, by_term: Floats, size: int) -> Floats:
        """The sum of ``by_term`` over the terms of each place."""
        term_of = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))
        return np.bincount(self.places, by_term[term_of], size).astype(np.float32)


def _any_form(postings: _Postings, term: Term) -> tuple[Places, Floats, Floats]:
    """Where a term stands in any form: the places, the best form's weight, and how much that form counts."""
    rows = [(form, *postings.row(form.number)) for form in term.forms]
    if len(rows) == 1:
        form, places, weights = rows[0]
        return places, form.trust * weights, np.full(len(places), form.trust, np.float32)
    if not rows:
        return _NOWHERE
    places = np.concatenate([places for _, places, _ in rows])
    worth = np.concatenate([form.trust * weights for form, _, weights in rows])
    trust = np.concatenate([np.full(len(places), form.trust, np.float32) for form, places, _ in rows])
    order = np.lexsort((-worth, places))
    first = np.flatnonzero(np.diff(places[order], prepend=-1))
    chosen = order[first]
    return places[chosen], worth[chosen], trust[chosen]


_NOWHERE = (np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(0, np.float32))


class _Columns:
    """The counts of all pages under each other."""

    def __init__(self, pages: Sequence[Page], first_section: Places, first_label: Places) -> None:
        self._first_section, self._first_label = first_section, first_label
        self._size = len(pages)
        self.term, self.field, self.part, self.times, self.page = _stacked([page.words for page in pages])
        self._pair_columns = _stacked([page.pairs for page in pages])

    def articles(self, terms: int, idf: Floats) -> _Postings:
        return self._weighed(
            self.term, self.field, self.page, self.times, ARTICLE_WEIGHT, self._size, terms, idf
        )

    def sections(self, terms: int, idf: Floats) -> _Postings:
        """Like articles, but each section stands alone and inherits the labels of its article."""
        own = ~np.isin(self.field, LABELS)
        per_page = np.diff(self._first_section)
        heirs = per_page[self.page[~own]]
        first = np.repeat(self._first_section[:-1][self.page[~own]], heirs)
        rank = np.arange(heirs.sum()) - np.repeat(np.cumsum(heirs) - heirs, heirs)
        place = np.concatenate([self._first_section[self.page[own]] + self.part[own], first + rank])
        term, field, times = (
            np.concatenate([column[own], np.repeat(column[~own], heirs)])
            for column in (self.term, self.field, self.times)
        )
        size = int(self._first_section[-1])
        return self._weighed(term, field, place, times, SECTION_WEIGHT, size, terms, idf)

    def labels(self, terms: int) -> _Postings:
        """Which label holds which word, without function words of length zero weight."""
        chosen = np.isin(self.field, LABELS)
        place = self._first_label[self.page[chosen]] + self.part[chosen]
        ones = np.ones(int(chosen.sum()), np.float32)
        return _postings(self.term[chosen], place, ones, (terms, int(self._first_label[-1])))

    def pairs(self, terms: int) -> _Postings:
        """Which article holds which pair: .75 for one in the text, 1 for one in a label or heading."""
        term, field, _, _, page = self._pair_columns
        weight = np.where(field == BODY, 0.75, 1.0).astype(np.float32)
        order = np.lexsort((-weight, page, term))
        term, page, weight = term[order], page[order], weight[order]
        first = np.ones(len(term), bool)
        first[1:] = (term[1:] != term[:-1]) | (page[1:] != page[:-1])
        return _postings(term[first], page[first], weight[first], (terms, self._size))

    def _weighed(
        self,
        term: Places,
        field: Places,
        place: Places,
        times: Places,
        weight: dict[int, float],
        size: int,
        terms: int,
        idf: Floats,
    ) -> _Postings:
        parts = np.zeros(len(term), np.float32)
        for name, share in weight.items():
            chosen = field == name
            length = np.bincount(place[chosen], times[chosen], size)
            mean = length.sum() / max(int((length > 0).sum()), 1) or 1.0
            norm = 1 - LENGTH_MATTERS[name] + LENGTH_MATTERS[name] * length / mean
            parts[chosen] = share * times[chosen] / norm[place[chosen]]
        summed = _postings(term, place, parts, (terms, size))
        rows = np.repeat(idf, np.diff(summed.starts))
        return _Postings(
            summed.starts, summed.places, rows * (K1 + 1) * summed.weights / (K1 + summed.weights)
        )


def _offsets(lengths: Sequence[int]) -> Places:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)


def _stacked(counts: Sequence[Counts]) -> tuple[Places, Places, Places, Places, Places]:
    empty = [np.zeros(0, np.int32)]
    columns = [
        np.concatenate([getattr(one, name) for one in counts] or empty)
        for name in ("term", "field", "part", "times")
    ]
    page = np.repeat(np.arange(len(counts), dtype=np.int32), [len(one.term) for one in counts])
    return columns[0], columns[1], columns[2], columns[3], page


def _rarity(columns: _Columns, terms: int, size: int) -> tuple[Floats, float]:
    """Inverse document frequency as Lucene has it, never negative; the second is that of an unknown word."""
    once = np.unique(columns.term.astype(np.int64) * max(size, 1) + columns.page) // max(size, 1)
    frequency = np.bincount(once, minlength=terms)[:terms]
    idf = np.log1p((size - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
    return idf, float(np.log1p((size + 0.5) / 0.5))


def _postings(term: Places, place: Places, weight: Floats, shape: tuple[int, int]) -> _Postings:
    matrix = coo_matrix((weight, (term, place)), shape=shape).tocsr()
    return _Postings(
        matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32), matrix.data.astype(np.float32)
    )


def _highest(values: Floats, offsets: Places, into: Floats) -> None:
    """The highest value of each article's stretch; articles without any stay at zero."""
    some = np.flatnonzero(np.diff(offsets))
    if len(some):
        into[some] = np.maximum.reduceat(values, offsets[:-1][some])


def _to_one(values: Floats) -> Floats:
    highest = float(np.max(values, initial=0.0))
    return values / highest if highest > 0 else values
