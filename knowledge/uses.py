"""How often each article was shown, opened, sent and judged; the count is written with what it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Index, Integer, String, UniqueConstraint, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from records.base import Base, Instant


class How(StrEnum):
    """What became of an article.

    ``ANSWER``: it was given as the answer, or first below the news that there is one. ``NEAR``: it stood
    among the nearest, or below the answer. ``OPENED``: somebody picked it to read it. ``SENT``: staff
    answered with it. ``SOLVED`` and ``NOT_QUITE``: its reader pressed so; silence is neither.
    """

    ANSWER = "answer"
    NEAR = "near"
    OPENED = "opened"
    SENT = "sent"
    SOLVED = "solved"
    NOT_QUITE = "not_quite"


SHOWN: Final = (How.ANSWER, How.NEAR, How.OPENED, How.SENT)
"""Each time an article stood before somebody."""


class UseRow(Base):
    """One use. ``cause`` names what led to it, so that the same thing is counted once.

    Customer and conversation are numbers of other rooms; ``month`` is ``year * 100 + month`` in UTC.
    """

    __tablename__ = "article_uses"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    cause: Mapped[str] = mapped_column(String(255))
    slug: Mapped[str] = mapped_column(String(120))
    how: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(Instant)
    month: Mapped[int] = mapped_column(Integer)
    customer_id: Mapped[int | None] = mapped_column(Integer)
    conversation_id: Mapped[int | None] = mapped_column(Integer)

    __table_args__ = (
        UniqueConstraint("cause", "slug", "how"),
        Index("ix_article_uses_slug", "slug", "month", "how", "customer_id"),
    )


class TotalRow(Base):
    """How often an article was used in one way, and when last: so that thousands can be listed at once."""

    __tablename__ = "article_totals"
    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    how: Mapped[str] = mapped_column(String(12), primary_key=True)
    times: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (Index("ix_article_totals_how", "how", "times"),)


@dataclass(frozen=True)
class Use:
    """An article was used in one way; ``cause`` names what led to it."""

    slug: str
    how: How
    cause: str


@dataclass(frozen=True)
class Where:
    """When something was used, in which conversation, and of which customer (None: of nobody known)."""

    at: datetime
    conversation_id: int | None = None
    customer_id: int | None = None


def count(session: Session, uses: Collection[Use], where: Where, instead_of: Sequence[str] = ()) -> None:
    """Count these uses in place of what was counted for the causes ``instead_of``.

    A use that is known (the same article, cause and way) is not counted again. Totals are touched in one
    order, by article, so that writers who touch the same ones wait for each other instead of blocking.
    """
    changed = Counter(_added(session, uses, where))
    changed.subtract(_taken_back(session, instead_of, {(use.cause, use.slug, use.how.value) for use in uses}))
    _change_totals(session, {which: times for which, times in sorted(changed.items()) if times}, where.at)


def totals(session: Session, slugs: Collection[str]) -> dict[str, dict[How, tuple[int, datetime]]]:
    """For each of these articles that was used: how often in each way, and when last."""
    found: dict[str, dict[How, tuple[int, datetime]]] = {}
    for row in session.scalars(select(TotalRow).where(TotalRow.slug.in_(slugs))):
        found.setdefault(row.slug, {})[How(row.how)] = (row.times, row.last_at)
    return found


def by_month(session: Session, slug: str) -> dict[int, Mapping[How, int]]:
    """How often the article was used in each month (``year * 100 + month``, UTC), the newest first."""
    chosen = select(UseRow.month, UseRow.how, func.count()).where(UseRow.slug == slug)
    found: dict[int, dict[How, int]] = {}
    for month, how, times in session.execute(
        chosen.group_by(UseRow.month, UseRow.how).order_by(UseRow.month.desc())
    ):
        found.setdefault(month, {})[How(how)] = times
    return dict(found)


def customers(session: Session, slug: str) -> int:
    """To people of how many customers the article was shown."""
    shown = select(func.count(UseRow.customer_id.distinct())).where(
        UseRow.slug == slug, UseRow.how.in_(SHOWN)
    )
    return session.scalar(shown) or 0


def _added(session: Session, uses: Collection[Use], where: Where) -> list[tuple[str, str]]:
    """The uses that were not known yet."""
    if not uses:
        return []
    month = where.at.year * 100 + where.at.month
    shared = {**vars(where), "month": month}
    rows = [{"slug": use.slug, "how": use.how.value, "cause": use.cause, **shared} for use in uses]
    new = _insert(session, UseRow).values(rows).on_conflict_do_nothing()
    return [(slug, how) for slug, how in session.execute(new.returning(UseRow.slug, UseRow.how))]


def _taken_back(
    session: Session, causes: Sequence[str], stay: Collection[tuple[str, str, str]]
) -> list[tuple[str, str]]:
    """What was counted for these causes, now no more, but for what is to stay."""
    if not causes:
        return []
    chosen = select(UseRow.id, UseRow.cause, UseRow.slug, UseRow.how).where(UseRow.cause.in_(causes))
    gone = [row for row in session.execute(chosen.with_for_update()) if (row[1], row[2], row[3]) not in stay]
    session.execute(delete(UseRow).where(UseRow.id.in_([row[0] for row in gone])))
    return [(row[2], row[3]) for row in gone]


def _change_totals(session: Session, changed: Mapping[tuple[str, str], int], at: datetime) -> None:
    if not changed:
        return
    rows = [{"slug": slug, "how": how, "times": n, "last_at": at} for (slug, how), n in changed.items()]
    new = _insert(session, TotalRow).values(rows)
    later = func.greatest if session.get_bind().dialect.name == "postgresql" else func.max
    more = {
        "times": TotalRow.times + new.excluded.times,
        "last_at": later(TotalRow.last_at, new.excluded.last_at),
    }
    session.execute(new.on_conflict_do_update(index_elements=["slug", "how"], set_=more))


def _insert(session: Session, row: type[Base]) -> postgresql.Insert | sqlite.Insert:
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return make(row)
