"""Lists the articles on the shelf with their figures: chosen, sorted, and a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from guard import Screened
from knowledge import uses
from knowledge.article_figures import USED, ArticleRules, Figures, figures, stale_before, used_since
from knowledge.articles import Audience, Kind
from knowledge.retirement import retired_among, retired_slugs
from knowledge.shelf import ArticleRow
from knowledge.uses import SHOWN, How, TotalRow


class Only(StrEnum):
    """Which articles are wanted; retired ones are listed where they alone are."""

    ALL = "all"
    NEVER_SHOWN = "never_shown"
    STALE = "stale"
    REFUSED = "refused"
    RETIRED = "retired"


class Order(StrEnum):
    """What the list is sorted by: names and dates, else most first."""

    TITLE = "title"
    UPDATED = "updated"
    VIEWS = "views"
    ANSWERS = "answers"
    SOLVED = "solved"
    NOT_QUITE = "not_quite"
    SHARE = "share"
    LAST_SHOWN = "last_shown"


@dataclass(frozen=True)
class Wanted:
    """What is to be listed; None leaves a thing open. ``slugs`` are those a search has found.

    ``backwards`` turns the order round.
    """

    only: Only = Only.ALL
    kind: Kind | None = None
    audience: Audience | None = None
    slugs: tuple[str, ...] | None = None
    order: Order = Order.TITLE
    backwards: bool = False


@dataclass(frozen=True)
class Listed:
    """One article of the list. ``source`` and ``path`` say where its file lies."""

    slug: str
    title: Screened
    kind: Kind
    area: str
    audience: Audience
    updated: date
    source: str
    path: str
    retired: bool
    figures: Figures


def listed(
    session: Session, wanted: Wanted, rules: ArticleRules, now: datetime, *, offset: int = 0, limit: int = 50
) -> tuple[list[Listed], int]:
    """The articles that are wanted, in their order, a part of them; and how many there are of all."""
    chosen = select(*_COLUMNS, func.count().over()).where(*_conditions(wanted, rules, now))
    part = chosen.order_by(*_order(wanted)).offset(offset).limit(limit)
    rows = session.execute(part).all()
    if rows or not offset:
        return _listed(session, rows), rows[0][-1] if rows else 0
    counted = select(func.count()).select_from(ArticleRow).where(*_conditions(wanted, rules, now))
    return [], session.scalar(counted) or 0


def in_the_order_found(
    session: Session, wanted: Wanted, rules: ArticleRules, now: datetime, *, offset: int = 0, limit: int = 50
) -> tuple[list[Listed], int]:
    """The same, those that ``wanted.slugs`` names first standing first."""
    there = set(session.scalars(select(ArticleRow.slug).where(*_conditions(wanted, rules, now))))
    slugs = [slug for slug in wanted.slugs or () if slug in there]
    place = {slug: number for number, slug in enumerate(slugs[offset : offset + limit])}
    rows = session.execute(select(*_COLUMNS).where(ArticleRow.slug.in_(place))).all()
    return _listed(session, sorted(rows, key=lambda row: place[row.slug])), len(slugs)


_COLUMNS: Final = (
    ArticleRow.slug,
    ArticleRow.title,
    ArticleRow.kind,
    ArticleRow.area,
    ArticleRow.audience,
    ArticleRow.updated,
    ArticleRow.source,
    ArticleRow.path,
)
_AT_ONCE: Final = 500


def _listed(session: Session, rows: Sequence[Any]) -> list[Listed]:
    found: list[Listed] = []
    for begun in range(0, len(rows), _AT_ONCE):
        some = rows[begun : begun + _AT_ONCE]
        slugs = [row.slug for row in some]
        totals, retired = uses.totals(session, slugs), retired_among(session, slugs)
        found += [_article(row, row.slug in retired, totals.get(row.slug, {})) for row in some]
    return found


def _article(row: Any, retired: bool, totals: Mapping[How, tuple[int, datetime]]) -> Listed:
    return Listed(
        row.slug,
        row.title,
        Kind(row.kind),
        row.area,
        Audience(row.audience),
        row.updated,
        row.source,
        row.path,
        retired,
        figures(totals),
    )


def _conditions(wanted: Wanted, rules: ArticleRules, now: datetime) -> list[ColumnElement[bool]]:
    retired = ArticleRow.slug.in_(retired_slugs())
    found: list[ColumnElement[bool]] = [retired if wanted.only is Only.RETIRED else ~retired]
    if wanted.kind is not None:
        found.append(ArticleRow.kind == wanted.kind.value)
    if wanted.audience is not None:
        found.append(ArticleRow.audience == wanted.audience.value)
    if wanted.slugs is not None:
        found.append(ArticleRow.slug.in_(wanted.slugs))
    if wanted.only in _ONLY:
        found.append(_ONLY[wanted.only](rules, now))
    return found


def _never_shown(_rules: ArticleRules, _now: datetime) -> ColumnElement[bool]:
    return ArticleRow.slug.not_in(select(TotalRow.slug).where(TotalRow.how.in_(SHOWN), TotalRow.times > 0))


def _stale(rules: ArticleRules, now: datetime) -> ColumnElement[bool]:
    late = (TotalRow.last_at >= used_since(now, rules), TotalRow.times > 0)
    used = ArticleRow.slug.in_(select(TotalRow.slug).where(TotalRow.how.in_(USED), *late))
    return and_(ArticleRow.updated < stale_before(now, rules), used)


def _refused(rules: ArticleRules, _now: datetime) -> ColumnElement[bool]:
    many = select(TotalRow.slug).where(TotalRow.how == How.NOT_QUITE, TotalRow.times >= rules.refused_from)
    return and_(ArticleRow.slug.in_(many), _times(How.NOT_QUITE) > _times(How.SOLVED))


_ONLY: Final[Mapping[Only, Callable[[ArticleRules, datetime], ColumnElement[bool]]]] = {
    Only.NEVER_SHOWN: _never_shown,
    Only.STALE: _stale,
    Only.REFUSED: _refused,
}


def _times(*ways: How) -> ColumnElement[int]:
    summed = select(func.coalesce(func.sum(TotalRow.times), 0))
    return summed.where(TotalRow.slug == ArticleRow.slug, TotalRow.how.in_(ways)).scalar_subquery()


def _last_shown() -> ColumnElement[Any]:
    last = select(func.max(TotalRow.last_at)).where(TotalRow.times > 0, TotalRow.how.in_(SHOWN))
    return last.where(TotalRow.slug == ArticleRow.slug).scalar_subquery()


def _share() -> ColumnElement[Any]:
    solved, judged = _times(How.SOLVED), _times(How.SOLVED, How.NOT_QUITE)
    return case((judged > 0, solved * 1.0 / judged), else_=None)


_KEYS: Final[Mapping[Order, Callable[[], ColumnElement[Any]]]] = {
    Order.TITLE: lambda: func.lower(ArticleRow.title),
    Order.UPDATED: lambda: ArticleRow.updated.expression,
    Order.VIEWS: lambda: _times(*SHOWN),
    Order.ANSWERS: lambda: _times(How.ANSWER),
    Order.SOLVED: lambda: _times(How.SOLVED),
    Order.NOT_QUITE: lambda: _times(How.NOT_QUITE),
    Order.SHARE: _share,
    Order.LAST_SHOWN: _last_shown,
}
_SMALLEST_FIRST: Final = frozenset({Order.TITLE, Order.UPDATED})


def _order(wanted: Wanted) -> list[ColumnElement[Any]]:
    """What has no value stands last, whichever way it is sorted; then by title."""
    key = _KEYS[wanted.order]()
    rising = (wanted.order in _SMALLEST_FIRST) is not wanted.backwards
    sorted_by = (key.asc() if rising else key.desc()).nulls_last()
    return [sorted_by, func.lower(ArticleRow.title), ArticleRow.slug.expression]
