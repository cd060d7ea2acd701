"""Everything a question needs, of one state of the shelf."""

from __future__ import annotations

from collections.abc import Collection as Several
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from guard import restored
from knowledge.articles import Audience
from knowledge.bm25f import off
from knowledge.collection import Collection
from knowledge.columns import AUDIENCES
from knowledge.dense import DEEPER, Dense, unexplained
from knowledge.evidence import evidence
from knowledge.hits import DEPTH, Hit, Hits
from knowledge.leaning import leanings
from knowledge.leaves import Leaves, Stamp, gathered
from knowledge.lessons import LOWERED, Disputes, lowered
from knowledge.mix import DEFAULT, Mix
from knowledge.mixfit import Case, case
from knowledge.passages import holds, passage
from knowledge.question import Question, Remembered, read_question
from knowledge.ragged import joined
from knowledge.ranked import Ranked, ranked
from knowledge.ranking import CANDIDATES, Matches, candidates, closely, matches, mixed
from knowledge.sections import Section
from knowledge.selftraining import SHOWN, Asked
from knowledge.shipped import SHIPPED
from knowledge.sure import Model, helpful
from knowledge.texts import Head
from knowledge.vocabulary import Spelling
from knowledge.volume import Volume, bound, means_of
from knowledge.without import Without

THIN: Final = 0.05
"""The share of the base that may lie in a thin volume beside it. All of the ranking is exact at once but mean
lengths of fields, which are nearly right; where they would not be, pages are moved or all is bound anew."""

REMEMBERED: Final = 500
"""Sections that are kept as they were read, of those that were shown last: some 5 kB each."""
REFERS: Final = 0.2
"""How sure an answer can be at the most that only says whom to turn to."""


class Snapshot:
    """A volume, from which some pages are gone, and perhaps a thin one with what has changed since."""

    def __init__(self, base: Volume, gone: Several[str] = (), more: Volume | None = None) -> None:
        self.base = base
        self._gone, self._more = frozenset(gone), more
        self.volumes = (base,) if more is None else (base, more)
        self._alive = [base.without(self._gone), np.ones(len(more or ()), bool)][: len(self.volumes)]
        self.collection = Collection([one.segment for one in self.volumes], self._alive)
        self.spelling = Spelling([partial(getattr, one, "shelf") for one in self.volumes], self.collection)
        self._terms: Remembered = {}
        self._page = lru_cache(maxsize=REMEMBERED)(partial(_page, base, more))
        self._readers: dict[frozenset[Audience], NDArray[np.bool_]] = {}
        self._facts = joined([one.segment.columns.facts for one in self.volumes])
        flagged = np.flatnonzero(self._facts["disputed"] & self.collection.alive)
        self._disputes = Disputes({int(place): self._head(int(place)).disputed for place in flagged})

    @cached_property
    def stamps(self) -> Mapping[str, Stamp]:
        """From what each page was made, by its slug."""
        base = self.base.stamps
        kept = {slug: base[slug] for slug in base if slug not in self._gone} if self._gone else base
        return {**kept, **self._more.stamps} if self._more else kept

    @property
    def loose(self) -> int:
        """How many pages have changed since the base was bound, or are gone."""
        return len(self._gone | (self._more.stamps.keys() if self._more else set()))

    def changed(self, fresh: list[Leaves], vanished: Several[str] = ()) -> Snapshot:
        """The snapshot with the ``fresh`` pages instead of those of the same slugs, without the ``vanished``.

        A few changes go into a thin volume beside the base; many, and the base is bound anew. To save memory
        the list of fresh ones is emptied.
        """
        outdated = frozenset(vanished).union(*(one.stamps for one in fresh))
        gone = self._gone | frozenset(slug for slug in outdated if slug in self.base.stamps)
        if self._more:
            fresh.append(self._more.leaves.taken(self._more.without(outdated)))
        return _beside(self.base, gone, gathered(fresh)) if fresh else Snapshot(self.base, gone)

    def whole(self) -> Volume:
        """All its pages in one volume."""
        return bound(self._leaves(frozenset())) if self.loose else self.base

    def onto(self, base: Volume) -> Snapshot:
        """The same pages upon another base; only where they differ from it they lie beside it."""
        same = frozenset(slug for slug, stamp in base.stamps.items() if self.stamps.get(slug) == stamp)
        return Snapshot(base).changed([self._leaves(same)], base.stamps.keys() - same)

    def _leaves(self, without: frozenset[str]) -> Leaves:
        return gathered(
            [
                one.leaves.taken(living & one.without(without))
                for one, living in zip(self.volumes, self._alive, strict=True)
            ]
        )

    def search(
        self,
        text: str,
        audience: frozenset[Audience],
        limit: int,
        model: Model = SHIPPED,
        dense: Dense | None = None,
        mix: Mix = DEFAULT,
    ) -> Hits:
        """The best passages for a question, and how sure ``model`` is of them.

        With ``dense`` its candidates are ranked by meaning too; ``mix`` weighs what speaks for them.
        """
        question = read_question(text, self.collection, self.collection, self.spelling, self._terms)
        marked = question.marked()
        if not marked:
            return Hits(text)
        disputed = self._disputes.of(text)
        found = self._found(text, question, disputed, self._allowed(audience), dense, mix)
        chosen = ranked(self.collection, found, self._ordered(found), max(limit, SHOWN))
        rows = evidence(question, chosen.found, chosen.ranks, chosen.sections)
        sure, near = (self._lowered(one, chosen, disputed) for one in model.judged(rows))
        hits = tuple(
            self._hit(place, section, marked, float(sure[rank]))
            for rank, (place, section) in enumerate(islice(chosen.places(), limit))
        )
        first = hits[0].sure if hits else 0.0
        return Hits(
            query=text,
            hits=hits,
            sure=first,
            helpful=helpful(near[:SHOWN]),
            precision=model.precision(first),
            repaired=question.repaired,
            order=self._order(chosen),
        )

    def ask(
        self,
        text: str,
        without: frozenset[str] = frozenset(),
        dense: Dense | None = None,
        mix: Mix = DEFAULT,
        audience: frozenset[Audience] = frozenset(Audience),
    ) -> Asked:
        """The first articles for a question, with the evidence, as if those ``without`` did not exist."""
        hidden = np.array([place for slug in without if (place := self._place(slug)) is not None], np.int64)
        known = Without(self.collection, hidden)
        question = read_question(text, known, known, self.spelling)
        allowed = self._allowed(audience).copy()
        allowed[hidden] = False
        found = self._found(text, question, self._disputes.of(text), allowed, dense, mix)
        chosen = ranked(self.collection, found, self._ordered(found), SHOWN)
        slugs = tuple(self._slug(place) for place, _ in chosen.places())
        return Asked(slugs, evidence(question, chosen.found, chosen.ranks, chosen.sections))

    def case(self, text: str, slug: str, dense: Dense | None = None) -> Case | None:
        """The candidates for a question this article answers, for its readers; None when it is none of them.

        What staff alone may read stands in nobody else's way.
        """
        place = self._place(slug)
        if place is None:
            return None
        question = read_question(text, self.collection, self.collection, self.spelling)
        readers = frozenset(Audience) - {Audience.STAFF} | {self._head(place).audience}
        most = DEEPER if dense else CANDIDATES
        found = closely(
            self.collection, question, candidates(self.collection, question, self._allowed(readers), most)
        )
        right = np.flatnonzero(found.candidates.articles == place)
        if not len(right):
            return None
        slugs = [self._slug(int(one)) for one in found.candidates.articles]
        cosine = dense.likeness(text, slugs) if dense else None
        return case(found, int(right[0]), cosine, unexplained(mixed(found, DEFAULT)))

    def hit(self, slug: str, stems: frozenset[str]) -> Hit | None:
        """The passage of one article that holds these stems; None when the article has gone."""
        place = self._place(slug)
        if place is None:
            return None
        weights = {stem: self.collection.rarity(self.collection.find(stem)) for stem in stems}
        volume, page = self._at(place)
        sections = volume.sections(page)
        worth = [
            holds(section, weights) + self.collection.rarest * leaning
            for section, leaning in zip(sections, leanings(sections), strict=True)
        ]
        return _hit(volume.head(page), sections[int(np.argmax(worth))], weights, 0.0)

    def _place(self, slug: str) -> int | None:
        if self._more and slug in self._more.places:
            return len(self.base) + self._more.places[slug]
        return None if slug in self._gone else self.base.places.get(slug)

    def _at(self, place: int) -> tuple[Volume, int]:
        """The volume that holds a place of the collection, and the number of the page in it."""
        return _at(self.base, self._more, place)

    def _head(self, place: int) -> Head:
        volume, page = self._at(place)
        return volume.head(page)

    def _slug(self, place: int) -> str:
        volume, page = self._at(place)
        return volume.slugs[page]

    def _allowed(self, audience: frozenset[Audience]) -> NDArray[np.bool_]:
        """Which pages these readers may see; there are few such sets, so each is made once."""
        if audience not in self._readers:
            allowed = np.array([one in audience for one in AUDIENCES], bool)
            self._readers[audience] = allowed[self._facts["audience"]] & self.collection.alive
        return self._readers[audience]

    def _order(self, chosen: Ranked) -> tuple[str, ...]:
        """The slugs of the first candidates."""
        articles = chosen.found.candidates.articles
        return tuple(map(self._slug, articles[list(chosen.ranks[:DEPTH])].tolist()))

    def _ordered(self, found: Matches) -> list[int]:
        """The ranks of all candidates, best first; equal ones in the order of their slugs."""
        order: list[int] = np.argsort(-found.score, kind="stable").tolist()
        if self._more is None:
            return order
        places = found.candidates.articles
        return sorted(order, key=lambda rank: (-found.score[rank], self._slug(int(places[rank]))))

    def _found(
        self,
        text: str,
        question: Question,
        disputed: frozenset[int],
        allowed: NDArray[np.bool_],
        dense: Dense | None,
        mix: Mix,
    ) -> Matches:
        found = matches(self.collection, question, allowed, DEEPER if dense else CANDIDATES, mix)
        if dense is not None:
            slugs = [self._slug(int(place)) for place in found.candidates.articles]
            found = replace(found, score=dense.rescored(text, found, slugs, mix.dense))
        if not disputed:
            return found
        return replace(found, score=lowered(found.score, found.candidates.ranks(disputed)))

    def _lowered(
        self, sure: NDArray[np.float64], chosen: Ranked, disputed: frozenset[int]
    ) -> NDArray[np.float64]:
        """How sure each of the first is; less, where it is disputed or only names whom to ask."""
        worth = [LOWERED if place in disputed else 1.0 for place, _ in chosen.places()]
        return np.minimum(worth * sure, np.where(chosen.answering, 1.0, REFERS))

    def _hit(self, place: int, section: int, marked: Mapping[str, float], sure: float) -> Hit:
        return _hit(*self._page(place, section), marked, sure)


def _at(base: Volume, more: Volume | None, place: int) -> tuple[Volume, int]:
    if more is None or place < len(base):
        return base, place
    return more, place - len(base)


def _page(base: Volume, more: Volume | None, place: int, section: int) -> tuple[Head, Section]:
    """What an article is, and one of its sections."""
    volume, page = _at(base, more, place)
    return volume.head(page), volume.section(page, section)


def _beside(base: Volume, gone: frozenset[str], more: Leaves) -> Snapshot:
    """These leaves beside the base, as long as they are few and all lengths are nearly as they were."""
    if not gone and not len(more):
        return Snapshot(base)
    if len(gone | more.stamps.keys()) <= THIN * len(base):
        living = base.without(gone)
        thin = bound(more, base.segment.means)
        exact = means_of([(base, living), (thin, np.ones(len(thin), bool))])
        moved = off(base.segment.means, exact)
        if not moved:
            return Snapshot(base, gone, thin if len(thin) else None)
        having = living & base.lengths[0][:, moved].any(axis=1)
        if len(gone | more.stamps.keys()) + having.sum() <= THIN * len(base):
            also = base.leaves.taken(having)
            return Snapshot(base, gone | also.stamps.keys(), bound(gathered([more, also]), exact))
    return Snapshot(bound(gathered([base.leaves.taken(base.without(gone)), more])))


def _hit(page: Head, section: Section, weights: Mapping[str, float], sure: float) -> Hit:
    found = passage(section, weights)
    return Hit(
        slug=page.slug,
        title=restored(page.title),
        kind=page.kind,
        audience=page.audience,
        area=page.area,
        updated=page.updated,
        sample=page.sample,
        section=restored(section.heading),
        anchor=section.anchor,
        passage=found.text,
        marks=found.marks,
        sure=sure,
        link=page.link,
        cut=found,
    )
