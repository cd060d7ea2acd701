"""The table of articles, and how folders of Markdown files are brought onto it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Boolean, Date, Integer, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from guard import Screened, join
from guard.screen import screen
from knowledge.articles import Article, ArticleError, Audience, Kind, parse_article, read_file
from records.base import Base, Facts, Instant, Words

FOLDER: Final = "folder:"
"""What the source of an article that came from a folder begins with; the folder's path follows."""
STRETCH: Final = 50_000
"""Characters that are screened at once."""


class ArticleRow(Base):
    """One article, as the search and the console know it.

    ``digest`` is the hash of what is stored here, ``file_digest`` that of the file it was read from.
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
    changed_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (UniqueConstraint("slug"),)


@dataclass(frozen=True)
class SyncReport:
    """What became of each article, by slug; ``rejected`` holds the path and one sentence that says why."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()


Progress = Callable[[int, int], None]
"""Told how many files are done, of how many."""

Screener = Callable[[str], Screened]
"""The guard with what this installation spares: its own addresses and telephone numbers."""


def guarded(text: str) -> Screened:
    """The guard without anything spared."""
    return screen(text).text


def silent(_done: int, _total: int) -> None:
    """Progress nobody looks at."""


def sync(
    session: Session,
    folders: Sequence[Path],
    at: datetime,
    *,
    screener: Screener = guarded,
    afresh: bool = False,
    progress: Progress = silent,
) -> SyncReport:
    """Bring the shelf to the state of the folders, by content hash, within the caller's transaction.

    An article is removed when its file is gone from its folder. A file that cannot be read as an article
    is reported, and what it held before stays. Articles that came from anywhere else are not touched.
    ``afresh`` screens files again that have not changed, for a guard whose settings have.
    """
    _one_at_a_time(session)
    work = _Sync(session, at, screener, afresh)
    files = [(folder, path) for folder in folders for path in work.files(folder)]
    for done, (folder, path) in enumerate(files, 1):
        work.take(folder, path)
        progress(done, len(files))
    work.remove_the_gone()
    session.flush()
    return work.report()


def retire(session: Session, folders: Sequence[Path]) -> tuple[str, ...]:
    """Remove the articles of folders that are none of ``folders`` any more; returns their slugs."""
    kept = [_source(folder) for folder in folders]
    rows = session.scalars(
        select(ArticleRow).where(ArticleRow.source.startswith(FOLDER), ArticleRow.source.not_in(kept))
    ).all()
    for row in rows:
        session.delete(row)
    session.flush()
    return tuple(sorted(row.slug for row in rows))


def articles(session: Session, slugs: Sequence[str] | None = None) -> list[Article]:
    """The articles on the shelf (those of ``slugs``), in the order of their slugs."""
    chosen = select(ArticleRow).order_by(ArticleRow.slug)
    rows = session.scalars(chosen if slugs is None else chosen.where(ArticleRow.slug.in_(slugs)))
    return [_article(row) for row in rows]


def digests(session: Session) -> dict[str, str]:
    """The content hash of every article by slug."""
    rows = session.execute(select(ArticleRow.slug, ArticleRow.digest))
    return {slug: digest for slug, digest in rows}  # noqa: C416 (rows are no pairs to the type checker)


def _one_at_a_time(session: Session) -> None:
    """SQLite lets one writer in anyway; on PostgreSQL a second sync waits here for the first."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE articles IN SHARE ROW EXCLUSIVE MODE"))


class _Sync:
    """One run over the folders: what was on the shelf, what has been seen, what came of it."""

    def __init__(self, session: Session, at: datetime, screener: Screener, afresh: bool) -> None:
        self._session, self._at = session, at
        self._screener, self._afresh = screener, afresh
        self._rows = {row.slug: row for row in session.scalars(select(ArticleRow))}
        self._seen: dict[str, Path] = {}
        self._sources: set[str] = set()
        self._outcome: dict[str, list[str]] = {"added": [], "changed": [], "unchanged": [], "removed": []}
        self._rejected: list[tuple[str, str]] = []

    def files(self, folder: Path) -> list[Path]:
        """The files of a folder; a folder that is not there is reported and keeps its articles."""
        if not folder.is_dir():
            self._reject(folder, f"{folder} is no folder; correct the path or create it.")
            return []
        if len(_source(folder)) > 255:
            self._reject(
                folder, f"{folder} is longer than 248 characters; move the folder to a shorter path."
            )
            return []
        self._sources.add(_source(folder))
        return sorted(_markdown_files(folder))

    def take(self, folder: Path, path: Path) -> None:
        """Look at one file and write what is new."""
        slug = path.stem
        row = self._rows.get(slug)
        if (first := self._seen.setdefault(slug, path)) != path:
            self._reject(path, f"{path}, line 1: {first} has the same name; rename one of the two files.")
        elif row and row.source != _source(folder) and not _has_moved(row):
            self._reject(
                path, f"{path}, line 1: the name is taken by an article from {row.source}; rename the file."
            )
        else:
            self._write(folder, path, row)

    def remove_the_gone(self) -> None:
        """Remove what came from these folders and is no longer in them."""
        for slug, row in self._rows.items():
            if row.source in self._sources and slug not in self._seen:
                self._session.delete(row)
                self._outcome["removed"].append(slug)

    def report(self) -> SyncReport:
        """What came of it."""
        done = {name: tuple(slugs) for name, slugs in self._outcome.items()}
        return SyncReport(**done, rejected=tuple(self._rejected))

    def _write(self, folder: Path, path: Path, row: ArticleRow | None) -> None:
        place = {"source": _source(folder), "path": path.relative_to(folder).as_posix()}
        try:
            article = parse_article(path, read_file(path, folder))
        except ArticleError as error:
            self._reject(path, str(error))
            return
        if row and row.file_digest == article.digest and not self._afresh:
            self._keep(row, place)
        else:
            self._put(row, {**_stored(article, self._screener), **place})

    def _keep(self, row: ArticleRow, values: Mapping[str, Any]) -> None:
        self._outcome["unchanged"].append(row.slug)
        _fill(row, values)

    def _put(self, row: ArticleRow | None, values: Mapping[str, Any]) -> None:
        if row is None:
            self._outcome["added"].append(values["slug"])
            self._session.add(ArticleRow(**values, changed_at=self._at))
        elif row.digest == values["digest"]:
            self._keep(row, values)
        else:
            self._outcome["changed"].append(row.slug)
            _fill(row, {**values, "changed_at": self._at})

    def _reject(self, path: Path, sentence: str) -> None:
        self._rejected.append((path.as_posix(), sentence))


def _source(folder: Path) -> str:
    return FOLDER + folder.as_posix()


def _has_moved(row: ArticleRow) -> bool:
    """Whether the folder an article came from is gone from this machine, so that another may take it over."""
    return row.source.startswith(FOLDER) and not Path(row.source.removeprefix(FOLDER)).is_dir()


def _markdown_files(folder: Path) -> Iterator[Path]:
    for where, below, names in os.walk(folder):
        below[:] = [name for name in below if not name.startswith(".")]
        for name in names:
            if name.lower().endswith(".md") and name.lower() != "readme.md" and not name.startswith("."):
                yield Path(where) / name


def _stored(article: Article, screener: Screener) -> dict[str, Any]:
    values = {
        "slug": article.slug,
        "title": screener(article.title),
        "kind": article.kind.value,
        "area": article.area,
        "audience": article.audience.value,
        "updated": article.updated,
        "sample": article.sample,
        "aliases": {"aliases": [screener(alias) for alias in article.aliases]},
        "body": _screened_body(article.body, screener),
    }
    digest = hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()
    return {**values, "digest": digest, "file_digest": article.digest}


def _screened_body(body: str, screener: Screener) -> Screened:
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


def _fill(row: ArticleRow, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


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
    )
