"""Everything a question needs, compiled from one state of the shelf."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from guard import restored
from knowledge.articles import Article, Audience
from knowledge.collection import Collection
from knowledge.columns import counted
from knowledge.hits import Hit, Hits
from knowledge.learnt import Lesson
from knowledge.lessons import LOWERED, NOTHING, Disputes, lowered
from knowledge.pages import Page, prepare
from knowledge.passages import holds, passage
from knowledge.question import Question, read_question
from knowledge.ranking import Matches, matches
from knowledge.segment import compiled
from knowledge.sure import features, probability
from knowledge.vocabulary import Spelling


class Snapshot:
    """One state of the shelf, never changed, so threads may share it."""

    def __init__(self, pages: Mapping[str, Page], stamps: Mapping[str, str]) -> None:
        """``stamps`` tell by slug from what content and what verdicts each page was made."""
        self.stamps = stamps
        self.digests = {slug: page.article.digest for slug, page in pages.items()}
        self._pages = list(pages.values())
        self._place = {slug: place for place, slug in enumerate(pages)}
        self._collection = Collection([compiled(counted(self._pages))])
        written = Counter(word for page in self._pages for word in page.written)
        self._spelling = Spelling(written, self._collection)
        self._disputes = Disputes({place: page.disputed for place, page in enumerate(self._pages)})
        self._for = {
            audience: np.array([page.article.audience is audience for page in self._pages], bool)
            for audience in Audience
        }

    def articles(self) -> dict[str, Article]:
        return {page.article.slug: page.article for page in self._pages}

    def changed(
        self, fresh: Sequence[Article], learnt: Mapping[str, Lesson], wanted: Mapping[str, str]
    ) -> Snapshot:
        """A new snapshot with the ``wanted`` articles; only the fresh ones are taken apart again."""
        pages = {page.article.slug: page for page in self._pages}
        pages |= {one.slug: _page(one, learnt.get(one.slug, NOTHING)) for one in fresh}
        return Snapshot({slug: pages[slug] for slug in sorted(wanted)}, wanted)

    def search(self, text: str, audience: frozenset[Audience], limit: int) -> Hits:
        """The best passages for a question."""
        question = read_question(text, self._collection, self._collection, self._spelling)
        marked = question.marked()
        if not marked:
            return Hits(text)
        found, disputed = (
            matches(self._collection, question, self._allowed(audience)),
            self._disputes.of(text),
        )
        found = replace(found, score=lowered(found.score, found.candidates.ranks(disputed)))
        best = _ordered(found.score)
        hits: list[Hit] = []
        for rank, after in zip(best[:limit], [*best[1:], None][:limit], strict=False):
            hit = self._judged(question, marked, found, rank, best[0] if hits else after)
            hits.append(replace(hit, sure=hit.sure * LOWERED) if self._place[hit.slug] in disputed else hit)
        return Hits(text, tuple(hits), hits[0].sure if hits else 0.0, question.repaired)

    def hit(self, slug: str, stems: frozenset[str]) -> Hit | None:
        """The passage of one article that holds these stems; None when the article has gone."""
        place = self._place.get(slug)
        if place is None:
            return None
        weights = {stem: self._collection.rarity(self._collection.find(stem)) for stem in stems}
        parts = self._pages[place].sections
        section = max(range(len(parts)), key=lambda number: holds(parts[number], weights))
        return _hit(self._pages[place], section, weights, 0.0)

    def _allowed(self, audience: frozenset[Audience]) -> NDArray[np.bool_]:
        allowed = np.zeros(len(self._pages), bool)
        for one in audience:
            allowed |= self._for[one] & self._collection.alive
        return allowed

    def _judged(
        self, question: Question, marked: Mapping[str, float], found: Matches, rank: int, other: int | None
    ) -> Hit:
        """The hit of a candidate, by its rank among them; ``other`` is the one it is held against."""
        chosen = found.candidates
        first, last = int(chosen.first_section[rank]), int(chosen.first_section[rank + 1])
        answering = self._collection.answering(chosen.sections[first:last])
        section = first + int(np.argmax(np.where(answering, found.section_score[first:last], -1)))
        ahead = float(found.score[rank] - (found.score[other] if other is not None else 0.0))
        sure = probability(features(question, found, rank, section, ahead))
        page = self._pages[chosen.articles[rank]]
        return _hit(page, section - first, marked, sure if answering.any() else min(sure, 0.2))


def _page(article: Article, learnt: Lesson) -> Page:
    return replace(prepare(article, learnt.wordings), disputed=learnt.disputed)


def _ordered(score: NDArray[np.float32]) -> list[int]:
    """The ranks of all scores, highest first; equal ones in the order of the slugs."""
    return [int(rank) for rank in np.argsort(-score, kind="stable")]


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
