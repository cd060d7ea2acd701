"""Reads all there is to know of one article, for the page about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge import lessons, retirement, uses, versions
from knowledge.article_figures import Figures, figures
from knowledge.learnt import Matter
from knowledge.retirement import Retirement
from knowledge.shelf import ArticleRow
from knowledge.uses import How
from knowledge.versions import Version


@dataclass(frozen=True)
class ArticlePage:
    """An article, or what is left of it: ``versions`` are what it says now and said before, newest first.

    ``path`` says where its file lies in ``source``; ``on_shelf`` is False when it has been removed, and
    nothing but its history is left. ``customers`` counts those to whose people it was shown.
    """

    slug: str
    on_shelf: bool
    source: str
    path: str
    added_at: datetime | None
    versions: tuple[Version, ...]
    retirements: tuple[Retirement, ...]
    figures: Figures
    months: Mapping[int, Figures]
    customers: int
    matters: tuple[Matter, ...]

    @property
    def now(self) -> Version:
        """What it says now, or said last."""
        return self.versions[0]

    @property
    def retired(self) -> Retirement | None:
        """Why nobody finds it; None when it is not retired."""
        return next((one for one in self.retirements if one.ended_at is None), None)


def article_page(session: Session, slug: str) -> ArticlePage | None:
    """All there is to know of the article; None when there never was one of that name."""
    kept = versions.versions(session, slug)
    if not kept:
        return None
    row = session.scalar(select(ArticleRow).where(ArticleRow.slug == slug))
    return ArticlePage(
        slug,
        row is not None,
        kept[0].source,
        "" if row is None else row.path,
        None if row is None else row.added_at,
        tuple(kept),
        tuple(retirement.retirements(session, slug)),
        figures(uses.totals(session, [slug]).get(slug, {})),
        {month: _of_month(times) for month, times in uses.by_month(session, slug).items()},
        uses.customers(session, slug),
        tuple(matter for _, matter in lessons.all_matters(session, slug)),
    )


def _of_month(times: Mapping[How, int]) -> Figures:
    return Figures(
        answers=times.get(How.ANSWER, 0),
        near=times.get(How.NEAR, 0),
        opened=times.get(How.OPENED, 0),
        sent=times.get(How.SENT, 0),
        solved=times.get(How.SOLVED, 0),
        not_quite=times.get(How.NOT_QUITE, 0),
    )
