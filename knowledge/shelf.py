"""The shelf: the table of articles, and how one is written on it and read from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Boolean, Date, Index, Integer, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from guard import Screened, join
from guard.screen import screen
from knowledge.articles import Article, Audience, Kind
from knowledge.retirement import retired_slugs
from records.base import Base, Facts, Instant, Words

STRETCH: Final = 50_000
"""Characters that are screened at once."""

CONSOLE: Final = "console"
"""The source of articles that were written in the console: no sync changes or removes them."""


class ArticleRow(Base):
    """One article, as the search and the console know it.

    ``digest`` is the hash of what is stored here, ``file_digest`` that of what it was read from; ``link`` is
    where people read it on the web, or empty. ``changed_by`` names by code who wrote it here (``person:7``),
    and is empty where it was read from a file.
    """

    __tablename__ = "articles"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    slug: Mapped[str] = mapped_column(String(120))
    title: Mapped[Screened] = mapped_column(Words)
    kind: Mapped[str] = mapped_column(String(30))
    area: Mapped[str] = mapped_column(String(60))
    audience: Mapped[str] = mapped_column(String(12))
    updated: Mapped[date] = mapped_column(Date)
    sample: Mapped[bool] = mapped_column(Boolean, default=False)
    aliases: Mapped[dict[str, Any]] = mapped_column(Facts)
    body: Mapped[Screened] = mapped_column(Words)
    digest: Mapped[str] = mapped_column(String(64))
    file_digest: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(String(255), index=True)
    path: Mapped[str] = mapped_column(String(500))
    link: Mapped[str] = mapped_column(String(500), default="")
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[str] = mapped_column(String(255), default="")
    added_at: Mapped[datetime | None] = mapped_column(Instant)

    # The index holds all that a refresh compares: it need not read past the bodies.
    __table_args__ = (UniqueConstraint("slug"), Index("ix_articles_digest", "slug", "digest"))


Screener = Callable[[str], Screened]
"""The guard with what this installation spares: its own addresses and telephone numbers."""


Progress = Callable[[int, int], None]
"""Told how many files are done, of how many."""


def silent(_done: int, _total: int) -> None:
    """Progress nobody looks at."""


def guarded(text: str) -> Screened:
    """The guard without anything spared."""
    return screen(text).text


def articles(session: Session, slugs: Sequence[str] | None = None, *, retired: bool = False) -> list[Article]:
    """The articles on the shelf (those of ``slugs``), in the order of their slugs; ``retired`` ones too."""
    chosen = select(ArticleRow).order_by(ArticleRow.slug)
    if not retired:
        chosen = chosen.where(ArticleRow.slug.not_in(retired_slugs()))
    rows = session.scalars(chosen if slugs is None else chosen.where(ArticleRow.slug.in_(slugs)))
    return [_article(row) for row in rows]


def digests(session: Session) -> dict[str, str]:
    """The content hash of every article that may be found, by slug."""
    session.flush()
    there = select(ArticleRow.slug, ArticleRow.digest).where(ArticleRow.slug.not_in(retired_slugs()))
    found = session.connection().execute(there)
    # As the driver gives them: to wrap 100,000 rows takes longer than to read them.
    return dict(found.cursor.fetchall())


def stored(article: Article, screener: Screener) -> dict[str, Any]:
    """The columns of an article, its words screened."""
    values = {
        "slug": article.slug,
        "title": screener(article.title),
        "kind": article.kind.value,
        "area": article.area,
        "audience": article.audience.value,
        "updated": article.updated,
        "sample": article.sample,
        "aliases": {"aliases": [screener(alias) for alias in article.aliases]},
        "body": screened_body(article.body, screener),
        "link": article.link if screener(article.link) == article.link else "",
    }
    digest = hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()
    return {**values, "digest": digest, "file_digest": article.digest}


def screened_body(body: str, screener: Screener) -> Screened:
    """The body, screened in stretches of whole lines: the guard cuts a single text of 100,000 characters."""
    stretches: list[list[str]] = [[]]
    length = 0
    for line in body.split("\n"):
        if length + len(line) > STRETCH and stretches[-1]:
            stretches.append([])
            length = 0
        stretches[-1].append(line)
        length += len(line) + 1
    return join(*(screener("\n".join(lines)) for lines in stretches), by="\n")


def _article(row: ArticleRow) -> Article:
    return Article(
        slug=row.slug,
        title=row.title,
        kind=Kind(row.kind),
        area=row.area,
        audience=Audience(row.audience),
        updated=row.updated,
        sample=row.sample,
        aliases=tuple(row.aliases["aliases"]),
        body=row.body,
        digest=row.digest,
        link=row.link,
    )
