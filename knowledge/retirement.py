"""Which articles are retired: kept on the shelf, and found by nobody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Index, Integer, Select, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from guard import Screened
from records.base import Base, Instant, Words


class RetirementRow(Base):
    """An article was retired under this name, and perhaps brought back since.

    It holds for the name: a file that is taken in anew under it stays retired.
    """

    __tablename__ = "article_retirements"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    slug: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str] = mapped_column(String(255))
    why: Mapped[Screened] = mapped_column(Words)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[str] = mapped_column(String(255), default="")

    __table_args__ = (Index("ix_article_retirements_slug", "slug", "ended_at"),)


@dataclass(frozen=True)
class Retirement:
    """Who retired an article, when and why; ``ended_at`` is None while it is retired."""

    at: datetime
    by: str
    why: Screened
    ended_at: datetime | None = None
    ended_by: str = ""


def retire(session: Session, slug: str, *, at: datetime, by: str, why: Screened) -> bool:
    """Let nobody find the article any more; False when it is retired already. Its reason must be given."""
    if not why.strip():
        raise ValueError("an article is retired for a reason")
    if is_retired(session, slug):
        return False
    session.add(RetirementRow(slug=slug, at=at, by=by, why=why))
    session.flush()
    return True


def bring_back(session: Session, slug: str, *, at: datetime, by: str) -> bool:
    """Let the article be found again; False when it is not retired."""
    active = update(RetirementRow).where(RetirementRow.slug == slug, RetirementRow.ended_at.is_(None))
    ended = active.values(ended_at=at, ended_by=by).returning(RetirementRow.id)
    return bool(session.scalars(ended).all())


def is_retired(session: Session, slug: str) -> bool:
    """Whether nobody is to find this article."""
    return slug in retired_among(session, [slug])


def retired_among(session: Session, slugs: Collection[str]) -> frozenset[str]:
    """Those of these articles that are retired."""
    return frozenset(session.scalars(retired_slugs().where(RetirementRow.slug.in_(slugs))))


def retired_slugs() -> Select[str]:
    """The query for the names of all retired articles."""
    return select(RetirementRow.slug).where(RetirementRow.ended_at.is_(None))


def retirements(session: Session, slug: str) -> list[Retirement]:
    """When and why the article was retired and brought back, the newest first."""
    chosen = select(RetirementRow).where(RetirementRow.slug == slug)
    rows = session.scalars(chosen.order_by(RetirementRow.at.desc(), RetirementRow.id.desc()))
    return [Retirement(row.at, row.by, row.why, row.ended_at, row.ended_by) for row in rows]
