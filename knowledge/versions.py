"""What articles said before: the versions that were written over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Date, Integer, String, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from guard import Screened
from knowledge.articles import Audience, Kind
from knowledge.shelf import ArticleRow
from records.base import Base, Facts, Instant, Words

KEPT: Final = 20
"""Versions of an article that are kept unless an installation says otherwise, beside the one that holds."""


class VersionRow(Base):
    """An article as it read from ``at`` on until the next version; ``number`` counts from 1 for each article.

    ``by`` names a person by code (``person:7``) and is empty where a file was read; ``source`` says where
    it came from, as on the shelf.
    """

    __tablename__ = "article_versions"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    slug: Mapped[str] = mapped_column(String(120))
    number: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str] = mapped_column(String(255))
    source: Mapped[str] = mapped_column(String(255))
    title: Mapped[Screened] = mapped_column(Words)
    kind: Mapped[str] = mapped_column(String(30))
    area: Mapped[str] = mapped_column(String(60))
    audience: Mapped[str] = mapped_column(String(12))
    updated: Mapped[date] = mapped_column(Date)
    aliases: Mapped[dict[str, Any]] = mapped_column(Facts)
    body: Mapped[Screened] = mapped_column(Words)
    link: Mapped[str] = mapped_column(String(500), default="")
    digest: Mapped[str] = mapped_column(String(64))

    __table_args__ = (UniqueConstraint("slug", "number"),)


@dataclass(frozen=True)
class Version:
    """What an article said from ``at`` on; the highest ``number`` is that of what holds now."""

    number: int
    at: datetime
    by: str
    source: str
    title: Screened
    kind: Kind
    area: str
    audience: Audience
    updated: date
    aliases: tuple[Screened, ...]
    body: Screened
    link: str
    digest: str


def note(session: Session, row: ArticleRow, keep: int = KEPT) -> None:
    """Keep what the article says now: call it before it is written over or taken from the shelf.

    Of earlier versions the newest ``keep`` stay.
    """
    number = _newest(session, row.slug) + 1
    shared = {name: getattr(row, name) for name in _SHARED}
    session.add(VersionRow(number=number, at=row.changed_at, by=row.changed_by, **shared))
    old = delete(VersionRow).where(VersionRow.slug == row.slug, VersionRow.number <= number - keep)
    session.execute(old)


def versions(session: Session, slug: str) -> list[Version]:
    """What holds now (where the article is still on the shelf), then what held before, the newest first."""
    chosen = select(VersionRow).where(VersionRow.slug == slug).order_by(VersionRow.number.desc())
    past = [_version(row, row.number, row.at, row.by) for row in session.scalars(chosen)]
    row = session.scalar(select(ArticleRow).where(ArticleRow.slug == slug))
    if row is None:
        return past
    number = past[0].number + 1 if past else 1
    return [_version(row, number, row.changed_at, row.changed_by), *past]


def version(session: Session, slug: str, number: int) -> Version | None:
    """One version of an article; None when it is not kept."""
    return next((one for one in versions(session, slug) if one.number == number), None)


_SHARED: Final = (
    "slug",
    "source",
    "title",
    "kind",
    "area",
    "audience",
    "updated",
    "aliases",
    "body",
    "link",
    "digest",
)


def _newest(session: Session, slug: str) -> int:
    return session.scalar(select(func.max(VersionRow.number)).where(VersionRow.slug == slug)) or 0


def _version(row: ArticleRow | VersionRow, number: int, at: datetime, by: str) -> Version:
    return Version(
        number=number,
        at=at,
        by=by,
        source=row.source,
        title=row.title,
        kind=Kind(row.kind),
        area=row.area,
        audience=Audience(row.audience),
        updated=row.updated,
        aliases=tuple(row.aliases["aliases"]),
        body=row.body,
        link=row.link,
        digest=row.digest,
    )
