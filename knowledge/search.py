"""The search: a question goes in, passages come out, with how sure it is that the first one answers."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import compress
from operator import ne
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from knowledge import explicit, shelf
from knowledge.articles import Article, Audience
from knowledge.dense import AT_ONCE, Dense
from knowledge.encoder import Encoder
from knowledge.explicit import Found
from knowledge.hits import Hit, Hits
from knowledge.index import IndexSnapshot, newest_index, update_index
from knowledge.keys import key
from knowledge.learnt import Lesson
from knowledge.leaves import Leaves, leaves
from knowledge.lessons import NOTHING, lessons, stamps
from knowledge.mix import DEFAULT, Mix
from knowledge.mixing import Kept, due, fitted, pairs, read_kept, write_kept
from knowledge.outcomes import Judged, judged
from knowledge.pages import Page, prepare
from knowledge.rehearsal import SHOWN, Ask
from knowledge.rules import LearningRules
from knowledge.shipped import SHIPPED
from knowledge.snapshot import Snapshot
from knowledge.snapshots import Sealed, Snapshots
from knowledge.sure import Head, Model, expected
from knowledge.sureness import UNCHANGED, likeness, read_lesson, recalibrated, sample, taught, write_lesson
from knowledge.sureness import Lesson as Sureness
from knowledge.volume import UnfitVolumeError, Volume, bound, open_volume, version, write_volume
from knowledge.words import stem
from records.engine import Transactions

log = logging.getLogger(__name__)

WORTH_KEEPING: Final = 50
"""Pages that are compiled anew at a start, rather than to bring the arrays to the disk for them."""
LARGE: Final = 500
"""Pages from which on the arrays are brought to the disk at once: they need not be held in memory then."""
BATCH: Final = 250
"""Articles that are read and prepared at once."""


def open_search(
    transaction: Transactions,
    folder: Path,
    rules: LearningRules | None = None,
    encoder: Encoder | None = None,
) -> Search:
    """The search over the articles in the database; what it keeps on the disk lies in ``folder``.

    With an ``encoder`` call :meth:`Search.encode_some` until it says that nothing is missing.
    """
    search = Search(transaction, folder, rules or LearningRules(), encoder)
    search.refresh()
    search.keep(LARGE)
    return search


class Search:
    """Safe to share between threads: a question reads one snapshot, :meth:`refresh` swaps it whole."""

    def __init__(
        self, transaction: Transactions, folder: Path, rules: LearningRules, encoder: Encoder | None = None
    ) -> None:
        """The search as it was kept on the disk; :func:`open_search` brings it up to date."""
        self._transaction, self._folder, self._rules = transaction, folder, rules
        self._refreshing, self._keeping, self._indexing = threading.Lock(), threading.Lock(), threading.Lock()
        self._learning, self._fitting = threading.Lock(), threading.Lock()
        self._sampled: tuple[str, ...] | None = None
        self._archive = Snapshots(folder / "arrays", version())
        self._kept = _opened(self._archive.newest())
        self._snapshot = Snapshot(self._kept or bound(leaves([])))
        self._stamps = {slug: stamp.whole for slug, stamp in self._snapshot.stamps.items()}
        self._index: IndexSnapshot | None = None
        self._dense = None if encoder is None else Dense(encoder, folder)
        kept = read_lesson(self._lesson_path)
        self.model = self._expecting(SHIPPED if kept is None else kept.model)
        self.mixed = read_kept(self._mix_path) if rules.fit_mix else None

    @property
    def mix(self) -> Mix:
        """How much each signal weighs: as shipped, unless something better was fitted."""
        mixed = self.mixed
        return DEFAULT if mixed is None else mixed.fit.mix

    def search(self, text: str, *, audience: frozenset[Audience], limit: int = 5) -> Hits:
        """The passages nearest to a question, among the articles for ``audience``.

        The text is a question in plain words, of any length and with typos; no sign in it has a meaning.
        """
        return self._snapshot.search(text, audience, limit, self.model, self._dense, self.mix)

    def asking(self, article: Article | None = None, wordings: Sequence[str] = ()) -> Ask:
        """Asks as the search stands now; with an ``article`` as if it were on the shelf and had learnt these.

        Nothing is written; an encoder reads the article in memory.
        """
        snapshot, dense = self._snapshot, self._dense
        if article is not None:
            snapshot = snapshot.changed([leaves([(prepare(article, wordings), "rehearsed")])])
            dense = dense and dense.beside(article)
        return lambda text, audience: snapshot.search(text, audience, SHOWN, self.model, dense, self.mix)

    def knows(self, word: str) -> bool:
        """Whether any article has this word, or another form of it."""
        return self._snapshot.collection.known(key(stem(word.lower())))

    def explicit(self, text: str, *, audience: frozenset[Audience], limit: int = 20) -> Hits:
        """What a query in Whoosh's language finds (``title:upload AND "broke off"``), for staff.

        The index is brought to the state of the articles first: whoever asks waits for it, nobody else.
        Raises :class:`knowledge.explicit.QueryError`. Nothing is judged here: every ``sure`` is 0.
        """
        snapshot = self._snapshot
        found = self._found(snapshot, text, audience, limit)
        hits = (snapshot.hit(slug, found.stems) for slug in found.slugs)
        return Hits(text, tuple(hit for hit in hits if hit and hit.audience in audience))

    def found(self, text: str, *, audience: frozenset[Audience], limit: int) -> tuple[str, ...]:
        """The articles, by slug, that :meth:`explicit` finds, without looking for passages in them."""
        return self._found(self._snapshot, text, audience, limit).slugs

    def _found(self, snapshot: Snapshot, text: str, audience: frozenset[Audience], limit: int) -> Found:
        return explicit.find(self._index_of(snapshot), text, audience, limit)

    def article(self, slug: str) -> Hit | None:
        """One article by its slug, with the passage that opens it; None when there is none."""
        return self._snapshot.hit(slug, frozenset())

    def refresh(self) -> bool:
        """Take in what has changed in the database; whether anything had.

        Questions are answered from the old snapshot until the new one is complete. Only one thread works,
        others wait for it.
        """
        with self._refreshing:
            before = self._stamps
            with self._transaction() as session:
                wanted = stamps(session, shelf.digests(session), self._rules)
                changed = _differing(before, wanted)
                fresh = [self._leaves(session, some, wanted) for some in _batches(changed)]
            vanished = before.keys() - wanted.keys()
            differs = bool(fresh or vanished)
            if differs:
                self._snapshot = self._snapshot.changed(fresh, vanished)
                self._stamps = wanted
            return differs

    def learn_sureness(self, *, at_once: bool = False) -> bool:
        """Learn from the articles how sure it is, when that was not done or many have changed since.

        It is recalibrated from outcomes when there are a fifth more of them. Whether any of it was done.
        Unless ``at_once``, it waits until the articles are as they were when this was called before. It takes
        seconds of work; meanwhile questions are answered as ever.
        """
        with self._learning:
            snapshot, mix = self._snapshot, self.mix
            other = "" if mix == DEFAULT else f" {mix}"
            stamps = {slug: stamp.whole + other for slug, stamp in snapshot.stamps.items()}
            before, now = self._sampled, sample(stamps)
            self._sampled = now
            kept = read_lesson(self._lesson_path)
            lesson = kept if kept and likeness(kept.articles, now) >= UNCHANGED else None
            if lesson is None and now != before and not at_once:
                return False
            if lesson is None:
                lesson = taught(partial(snapshot.ask, dense=self._dense, mix=mix), stamps, self._transaction)
            judge, usual = partial(self._judged, snapshot, mix), expected(self._rules.answerable)
            lesson = recalibrated(lesson, self._transaction, judge, usual)
            if lesson is not kept:
                self._take_up(lesson)
            return lesson is not kept

    def sureness(self) -> tuple[Sureness | None, Judged]:
        """What was learnt of how sure it is (None: nothing yet), and what came of answers. Takes seconds."""
        return read_lesson(self._lesson_path), self._judged(self._snapshot, self.mix, self.model.first)

    def _judged(self, snapshot: Snapshot, mix: Mix, head: Head) -> Judged:
        return judged(snapshot, self._transaction, head, self._dense, mix)

    def _expecting(self, model: Model) -> Model:
        """The model; as long as no outcomes have told, with the share of questions that is set."""
        known = model.calibration.outcomes > 0
        return model if known else replace(model, calibration=expected(self._rules.answerable))

    def _take_up(self, lesson: Sureness) -> None:
        self.model = self._expecting(lesson.model)
        try:
            write_lesson(self._lesson_path, lesson)
        except OSError as problem:
            log.warning("how sure the search is cannot be kept on the disk: %s", problem)

    @property
    def _lesson_path(self) -> Path:
        return self._folder / ("sureness.json" if self._dense is None else "sureness-with-encoder.json")

    def fit_mix(self, now: datetime, *, at_once: bool = False) -> bool:
        """Fit the mix to the confirmed answers, when it is time to or ``at_once``; whether it was done.

        What another process has fitted is taken up. It takes seconds of work; meanwhile questions are
        answered as ever. Nothing happens where the rules of learning switch it off.
        """
        if not self._rules.fit_mix:
            return False
        with self._fitting:
            self.mixed = read_kept(self._mix_path) or self.mixed
            with self._transaction() as session:
                confirmed = pairs(session, self._rules)
            if not at_once and not due(self.mixed, len(confirmed), now):
                return False
            found = fitted(self._snapshot, confirmed, self._transaction, self._dense)
            self._take_up_mix(Kept(found, len(confirmed), now))
            return True

    def _take_up_mix(self, kept: Kept) -> None:
        self.mixed = kept
        try:
            write_kept(self._mix_path, kept)
        except OSError as problem:
            log.warning("the weights of the search cannot be kept on the disk: %s", problem)

    @property
    def _mix_path(self) -> Path:
        return self._folder / ("mix.json" if self._dense is None else "mix-with-encoder.json")

    def keep(self, at_least: int = WORTH_KEEPING) -> bool:
        """Bring the arrays to the disk when so many pages are not there yet; whether it was done.

        Meanwhile questions are answered and changes taken in; whoever starts next has nothing to compile.
        """
        with self._keeping:
            snapshot = self._snapshot
            unkept = snapshot.loose if snapshot.base is self._kept else len(snapshot.stamps)
            if unkept < at_least:
                return False
            try:
                self._kept = self._written(snapshot)
            except OSError as problem:
                log.warning("the arrays of the search are not kept on the disk: %s", problem)
                return False
            with self._refreshing:
                self._snapshot = self._snapshot.onto(self._kept)
            return True

    def _written(self, snapshot: Snapshot) -> Volume:
        """The volume of these pages, mapped from the disk, whoever has written it."""
        with self._archive.alone():
            found = _opened(self._archive.newest())
            if found is None or found.stamps != snapshot.stamps:
                volume = snapshot.whole()
                sealed = self._archive.build(lambda folder: write_volume(folder, volume))
                found = open_volume(sealed.path, sealed.facts)
            return found

    def _leaves(self, session: Session, slugs: Sequence[str], wanted: Mapping[str, str]) -> Leaves:
        learnt = lessons(session, slugs, self._rules)
        pages = [_page(one, learnt.get(one.slug, NOTHING)) for one in shelf.articles(session, slugs)]
        return leaves([(page, wanted[page.article.slug]) for page in pages])

    def _read(self, slugs: Sequence[str]) -> Iterator[Article]:
        with self._transaction() as session:
            for some in _batches(slugs):
                yield from shelf.articles(session, some)

    def encoded(self) -> tuple[int, int]:
        """How many articles there are, and how many the encoder has yet to read (all, without any)."""
        with self._transaction() as session:
            digests = shelf.digests(session)
        return len(digests), len(self._dense.missing(digests) if self._dense else digests)

    def encode_some(self) -> int:
        """Let the encoder read some articles it does not know yet; returns how many are left to read."""
        if self._dense is None:
            return 0
        with self._transaction() as session:
            digests = shelf.digests(session)
            missing = self._dense.missing(digests)
            some = shelf.articles(session, missing[:AT_ONCE])
        if some:
            self._dense.read(some)
        else:
            self._dense.tidy(list(digests))
        return max(len(missing) - len(some), 0)

    def _index_of(self, snapshot: Snapshot) -> IndexSnapshot:
        """Whoosh's index of these articles; the one before while the new one cannot be written."""
        with self._indexing:
            index = self._index or newest_index(self._folder)
            digests = {slug: stamp.digest for slug, stamp in snapshot.stamps.items()}
            if index is None or index.digests != digests:
                try:
                    index = update_index(self._folder, digests, self._read)
                except OSError as problem:
                    if index is None:
                        raise
                    log.warning("the index of the explicit search stays as it was: %s", problem)
            self._index = index
            return index


def _opened(sealed: Sealed | None) -> Volume | None:
    """The volume of a snapshot; what does not fit this program is made anew."""
    try:
        return open_volume(sealed.path, sealed.facts) if sealed else None
    except UnfitVolumeError as problem:
        log.warning("%s; they are compiled anew", problem)
        return None


def _differing(before: Mapping[str, str], wanted: Mapping[str, str]) -> list[str]:
    """The slugs that have another stamp than before; no loop in Python, as there may be 100,000."""
    return list(compress(wanted, map(ne, map(before.get, wanted), wanted.values())))


def _batches(slugs: Sequence[str]) -> Iterator[Sequence[str]]:
    return (slugs[start : start + BATCH] for start in range(0, len(slugs), BATCH))


def _page(article: Article, learnt: Lesson) -> Page:
    return replace(prepare(article, learnt.wordings), disputed=learnt.disputed)
