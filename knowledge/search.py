"""The search: a question goes in, passages come out, with how sure it is that the first one answers."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from guard import Screened, restored
from knowledge import explicit, shelf
from knowledge.articles import Article, Audience, Kind
from knowledge.index import IndexSnapshot, newest_index, update_index
from knowledge.learnt import LearningRules, Lesson
from knowledge.lessons import LOWERED, NOTHING, Disputes, lessons, lowered, stamps
from knowledge.pages import Page, prepare
from knowledge.passages import Mark, holds, passage, refers_only
from knowledge.question import Question, read_question
from knowledge.ranking import Matches, Ranking
from knowledge.sure import features, probability
from knowledge.vocabulary import Spelling, Vocabulary
from records.engine import Transactions

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Hit:
    """A passage of an article. ``passage`` is plain text, ``marks`` are the matched words in it (start, end).

    ``section`` is the heading and empty for the lead, as is its ``anchor``; ``sure`` lies between 0 and 1.
    """

    slug: str
    title: Screened
    kind: Kind
    audience: Audience
    area: str
    updated: date
    sample: bool
    section: Screened
    anchor: str
    passage: Screened
    marks: tuple[Mark, ...]
    sure: float


@dataclass(frozen=True)
class Hits:
    """The best passages, one of each article, best first.

    ``sure`` is the probability that the first one answers (0 without any); ``repaired`` holds the words
    that were taken for typos, each with what was looked up instead.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    sure: float = 0.0
    repaired: tuple[tuple[str, str], ...] = ()


def open_search(transaction: Transactions, folder: Path, rules: LearningRules | None = None) -> Search:
    """The search over the articles in the database; what it keeps on the disk lies in ``folder``."""
    search = Search(transaction, folder, rules or LearningRules())
    search.refresh()
    return search


class Search:
    """Safe to share between threads: a question reads one snapshot, :meth:`refresh` swaps it whole."""

    def __init__(self, transaction: Transactions, folder: Path, rules: LearningRules) -> None:
        """An empty search; :func:`open_search` makes a full one."""
        self._transaction, self._folder, self._rules = transaction, folder, rules
        self._refreshing, self._indexing = threading.Lock(), threading.Lock()
        self._vocabulary = Vocabulary()
        self._snapshot = _Snapshot({}, self._vocabulary, {})
        self._index: IndexSnapshot | None = None

    def search(self, text: str, *, audience: frozenset[Audience], limit: int = 5) -> Hits:
        """The passages nearest to a question, among the articles for ``audience``.

        The text is a question in plain words, of any length and with typos; no sign in it has a meaning.
        """
        return self._snapshot.search(text, audience, limit)

    def explicit(self, text: str, *, audience: frozenset[Audience], limit: int = 20) -> Hits:
        """What a query in Whoosh's language finds (``title:upload AND "broke off"``), for staff.

        The index is brought to the state of the articles first: whoever asks waits for it, nobody else.
        Raises :class:`knowledge.explicit.QueryError`. Nothing is judged here: every ``sure`` is 0.
        """
        snapshot = self._snapshot
        found = explicit.find(self._index_of(snapshot), text, audience, limit)
        hits = (snapshot.hit(slug, found.stems) for slug in found.slugs)
        return Hits(text, tuple(hit for hit in hits if hit and hit.audience in audience))

    def article(self, slug: str) -> Hit | None:
        """One article by its slug, with the passage that opens it; None when there is none."""
        return self._snapshot.hit(slug, frozenset())

    def refresh(self) -> bool:
        """Take in what has changed in the database; whether anything had.

        Questions are answered from the old snapshot until the new one is complete. Only one thread works,
        others wait for it.
        """
        with self._refreshing:
            with self._transaction() as session:
                wanted = stamps(session, shelf.digests(session), self._rules)
                changed = [slug for slug, stamp in wanted.items() if self._snapshot.stamps.get(slug) != stamp]
                fresh, learnt = _read(session, changed), lessons(session, changed, self._rules)
            differs = wanted != self._snapshot.stamps
            if differs:
                self._snapshot = self._snapshot.changed(fresh, learnt, wanted)
            return differs

    def _index_of(self, snapshot: _Snapshot) -> IndexSnapshot:
        """Whoosh's index of these articles; the one before while the new one cannot be written."""
        with self._indexing:
            index = self._index or newest_index(self._folder)
            if index is None or index.digests != snapshot.digests:
                try:
                    index = update_index(self._folder, snapshot.articles())
                except OSError as problem:
                    if index is None:
                        raise
                    log.warning("the index of the explicit search stays as it was: %s", problem)
            self._index = index
            return index


def _read(session: Session, slugs: Sequence[str]) -> list[Article]:
    """Articles by slug; many of them are read all at once."""
    if len(slugs) <= 500:
        return shelf.articles(session, slugs) if slugs else []
    wanted = set(slugs)
    return [article for article in shelf.articles(session) if article.slug in wanted]


class _Snapshot:
    """Everything a question needs, compiled from one state of the shelf; never changed."""

    def __init__(self, pages: Mapping[str, Page], vocabulary: Vocabulary, stamps: Mapping[str, str]) -> None:
        """``stamps`` tell by slug from what content and what verdicts each page was made."""
        self.stamps = stamps
        self.digests = {slug: page.article.digest for slug, page in pages.items()}
        self._pages = list(pages.values())
        self._place = {slug: place for place, slug in enumerate(pages)}
        self._vocabulary = vocabulary
        self._ranking = Ranking(self._pages, len(vocabulary))
        written = Counter(word for page in self._pages for word in page.written)
        self._spelling = Spelling(written, vocabulary)
        self._answering = _answering(self._pages)
        self._disputes = Disputes({place: page.disputed for place, page in enumerate(self._pages)})
        self._for = {
            audience: np.array([page.article.audience is audience for page in self._pages], bool)
            for audience in Audience
        }

    def articles(self) -> dict[str, Article]:
        return {page.article.slug: page.article for page in self._pages}

    def changed(
        self, fresh: Sequence[Article], learnt: Mapping[str, Lesson], wanted: Mapping[str, str]
    ) -> _Snapshot:
        """A new snapshot with the ``wanted`` articles; only the fresh ones are taken apart again."""
        pages = {page.article.slug: page for page in self._pages}
        pages |= {one.slug: self._page(one, learnt.get(one.slug, NOTHING)) for one in fresh}
        return _Snapshot({slug: pages[slug] for slug in sorted(wanted)}, self._vocabulary, wanted)

    def _page(self, article: Article, learnt: Lesson) -> Page:
        return replace(prepare(article, self._vocabulary, learnt.wordings), disputed=learnt.disputed)

    def search(self, text: str, audience: frozenset[Audience], limit: int) -> Hits:
        question = read_question(text, self._vocabulary, self._ranking, self._spelling)
        marked = question.marked()
        if not marked:
            return Hits(text)
        found, disputed = self._ranking.matches(question, self._allowed(audience)), self._disputes.of(text)
        matches = replace(found, score=lowered(found.score, disputed))
        best = _best(matches.score, limit + 1)
        hits: list[Hit] = []
        for place, after in zip(best[:limit], [*best[1:], None][:limit], strict=False):
            hit = self._judged(question, marked, matches, place, best[0] if hits else after)
            hits.append(replace(hit, sure=hit.sure * LOWERED) if place in disputed else hit)
        return Hits(text, tuple(hits), hits[0].sure if hits else 0.0, question.repaired)

    def hit(self, slug: str, stems: frozenset[str]) -> Hit | None:
        """The passage of one article that holds these stems; None when the article has gone."""
        place = self._place.get(slug)
        if place is None:
            return None
        weights = {stem: self._ranking.rarity(self._vocabulary.find(stem)) for stem in stems}
        parts = self._pages[place].sections
        section = max(range(len(parts)), key=lambda number: holds(parts[number], weights))
        return _hit(self._pages[place], section, weights, 0.0)

    def _allowed(self, audience: frozenset[Audience]) -> NDArray[np.bool_]:
        allowed = np.zeros(len(self._pages), bool)
        for one in audience:
            allowed |= self._for[one]
        return allowed

    def _judged(
        self, question: Question, marked: Mapping[str, float], matches: Matches, place: int, other: int | None
    ) -> Hit:
        first, last = self._ranking.first_section[place], self._ranking.first_section[place + 1]
        answering = self._answering[first:last]
        section = int(first + np.argmax(np.where(answering, matches.section_score[first:last], -1)))
        ahead = float(matches.score[place] - (matches.score[other] if other is not None else 0.0))
        sure = probability(features(question, matches, place, section, ahead))
        return _hit(
            self._pages[place], section - int(first), marked, sure if answering.any() else min(sure, 0.2)
        )


def _answering(pages: Sequence[Page]) -> NDArray[np.bool_]:
    """Which sections say more than whom to turn to."""
    return np.array([not refers_only(section) for page in pages for section in page.sections], bool)


def _best(score: NDArray[np.float32], number: int) -> list[int]:
    """The places of the highest scores above zero, best first; equal ones in the order of the slugs."""
    if len(score) > number:
        candidates = np.sort(np.argpartition(-score, number)[:number])
    else:
        candidates = np.arange(len(score))
    ordered = candidates[np.argsort(-score[candidates], kind="stable")]
    return [int(place) for place in ordered if score[place] > 0]


def _hit(page: Page, section: int, weights: Mapping[str, float], sure: float) -> Hit:
    article, part = page.article, page.sections[section]
    found = passage(part, weights)
    return Hit(
        slug=article.slug,
        title=restored(article.title),
        kind=article.kind,
        audience=article.audience,
        area=article.area,
        updated=article.updated,
        sample=article.sample,
        section=restored(part.heading),
        anchor=part.anchor,
        passage=found.text,
        marks=found.marks,
        sure=sure,
    )
