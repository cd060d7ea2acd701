"""The search: a question goes in, passages come out, with how sure it is that the first one answers."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from knowledge import explicit, shelf
from knowledge.articles import Article, Audience
from knowledge.hits import Hit, Hits
from knowledge.index import IndexSnapshot, newest_index, update_index
from knowledge.lessons import lessons, stamps
from knowledge.rules import LearningRules
from knowledge.snapshot import Snapshot
from records.engine import Transactions

log = logging.getLogger(__name__)


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
        self._snapshot = Snapshot({}, {})
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

    def _index_of(self, snapshot: Snapshot) -> IndexSnapshot:
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
