"""Brings sources of articles onto the shelf: a few files at a time, what has not changed unread."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import or_, select, text
from sqlalchemy.orm import Session

from guard import Kind
from knowledge import versions
from knowledge.articles import ArticleError
from knowledge.retirement import retired_among
from knowledge.shelf import CONSOLE, ArticleRow, Progress, Screener, guarded, silent, stored
from knowledge.sources.checkout import GIT
from knowledge.sources.confined import Confined
from knowledge.sources.folder import FILES, FOLDER, HouseFolder
from knowledge.sources.source import Source, SourceError, Taken
from knowledge.sources.zendesk import ZENDESK
from records.engine import Transactions

AT_ONCE: Final = 32
"""Files whose articles are written in one transaction: so many a sync that is cut off does again at most."""
OURS: Final = (FOLDER, FILES, GIT, ZENDESK)
"""What the names of sources begin with that ``app.yaml`` lists; articles of others are left alone."""


@dataclass(frozen=True)
class SyncReport:
    """What became of each article, by slug, and of the files that became none.

    ``rejected`` are files that should be articles and could not be read, ``skipped`` those that were passed
    over, ``noted`` articles something was left out of: each a path and one sentence.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    noted: tuple[tuple[str, str], ...] = ()


def take_in(
    writing: Transactions,
    sources: Sequence[Source],
    at: datetime,
    confined: Confined,
    *,
    screener: Screener = guarded,
    afresh: bool = False,
    progress: Progress = silent,
    only: bool = False,
    keep: int = versions.KEPT,
) -> SyncReport:
    """Bring the shelf to the state of the sources; files are parsed between short transactions.

    An article is removed when its file is gone from its source. What a file that cannot be read held before
    stays, as do all articles of a source that is not there. ``afresh`` screens again what has not changed,
    for a guard whose settings have. ``only`` says that there are no other sources: an article of one that is
    no longer named may be taken over. What articles said before stays in their history, ``keep`` versions.
    """
    work = _Intake(writing, at, screener, afresh, confined, keep)
    listed = [(source, path) for source in sources for path in work.listed(source)]
    work.look(sources if only else None)
    for begun in range(0, len(listed), AT_ONCE):
        work.take(listed[begun : begun + AT_ONCE], partial(_told_from, progress, begun, len(listed)))
    work.remove_the_gone()
    return work.report()


def sync(
    session: Session,
    folders: Sequence[Path],
    at: datetime,
    *,
    screener: Screener = guarded,
    afresh: bool = False,
    progress: Progress = silent,
) -> SyncReport:
    """Folders of articles in the house's form, taken in within the caller's transaction: all or nothing."""
    sources = [HouseFolder(folder) for folder in folders]
    with Confined() as confined:
        return take_in(
            lambda: nullcontext(session),
            sources,
            at,
            confined,
            screener=screener,
            afresh=afresh,
            progress=progress,
        )


def retire(session: Session, sources: Sequence[Source], keep: int = versions.KEPT) -> tuple[str, ...]:
    """Remove the articles of sources that are none of these any more; returns their slugs."""
    kept = [source.name for source in sources]
    ours = or_(*(ArticleRow.source.startswith(name) for name in OURS))
    rows = session.scalars(select(ArticleRow).where(ours, ArticleRow.source.not_in(kept))).all()
    for row in rows:
        versions.note(session, row, keep)
        session.delete(row)
    session.flush()
    return tuple(sorted(row.slug for row in rows))


@dataclass(frozen=True)
class _Known:
    """What is remembered of an article while its source is looked through."""

    slug: str
    source: str
    path: str
    file_digest: str


@dataclass(frozen=True)
class _Read:
    """A file that was looked at: what is to be stored, or None where nothing has changed."""

    slug: str
    place: Mapping[str, Any]
    values: Mapping[str, Any] | None


class _Intake:
    """One run over the sources: what was on the shelf, what has been seen, what came of it."""

    def __init__(
        self,
        writing: Transactions,
        at: datetime,
        screener: Screener,
        afresh: bool,
        confined: Confined,
        keep: int,
    ) -> None:
        self._writing, self._at, self._confined, self._keep = writing, at, confined, keep
        self._screener, self._afresh = screener, afresh
        self._known: dict[str, _Known] = {}
        self._at_path: dict[tuple[str, str], _Known] = {}
        self._named: frozenset[str] | None = None
        self._seen: dict[str, tuple[Source, str]] = {}
        self._paths: dict[str, frozenset[str]] = {}
        self._outcome: dict[str, list[str]] = {"added": [], "changed": [], "removed": [], "unchanged": []}
        self._told: dict[str, list[tuple[str, str]]] = {"rejected": [], "skipped": [], "noted": []}

    def listed(self, source: Source) -> Sequence[str]:
        """The paths of a source; one that cannot be looked at is reported and keeps its articles."""
        try:
            listing = source.listing()
        except SourceError as error:
            self._told["rejected"].append((source.place, str(error)))
            return ()
        self._paths[source.name] = frozenset(listing.paths)
        self._told["skipped"] += [(one.path, one.sentence) for one in listing.skipped]
        return listing.paths

    def look(self, every_source: Sequence[Source] | None) -> None:
        """Read what is on the shelf; with ``every_source`` the articles of others may be taken over."""
        if every_source is not None:
            self._named = frozenset(source.name for source in every_source)
        columns = (ArticleRow.slug, ArticleRow.source, ArticleRow.path, ArticleRow.file_digest)
        with self._writing() as session:
            for row in session.execute(select(*columns)):
                known = _Known(*row)
                self._known[known.slug] = self._at_path[known.source, known.path] = known

    def take(self, files: Sequence[tuple[Source, str]], progress: Callable[[int], None]) -> None:
        """Look at some files, then write what is new in them."""
        read: list[_Read] = []
        for done, (source, path) in enumerate(files, 1):
            read += self._read(source, path)
            progress(done)
        if any(self._differs(one) for one in read):
            with self._writing() as session:
                _one_at_a_time(session)
                self._write(session, [one for one in read if self._differs(one)])
        self._outcome["unchanged"] += [one.slug for one in read if not self._differs(one)]

    def remove_the_gone(self) -> None:
        """Remove what came from these sources and is no longer in them."""
        gone = [
            known.slug
            for known in self._known.values()
            if known.source in self._paths and known.slug not in self._seen and not self._is_listed(known)
        ]
        with self._writing() as session:
            for begun in range(0, len(gone), 500):
                for row in _rows(session, gone[begun : begun + 500]):
                    versions.note(session, row, self._keep)
                    session.delete(row)
                    self._outcome["removed"].append(row.slug)
            session.flush()

    def report(self) -> SyncReport:
        """What came of it."""
        added, changed, removed, unchanged = (tuple(sorted(slugs)) for slugs in self._outcome.values())
        rejected, skipped, noted = (tuple(told) for told in self._told.values())
        return SyncReport(added, changed, removed, unchanged, rejected, skipped, noted)

    def _read(self, source: Source, path: str) -> Sequence[_Read]:
        """One file, looked at; nothing when it is refused."""
        known = self._at_path.get((source.name, path))
        try:
            self._refuse_telling(source, path)
            slug = known.slug if known and known.slug not in self._seen else self._free(source, path)
            self._seen[slug] = (source, path)
            digest = source.digest(path)
            before = self._known.get(slug)
            if before and before.file_digest == digest and not self._afresh:
                return [_Read(slug, _place(source, path), None)]
            taken = source.article(path, self._confined)
        except ArticleError as error:
            self._told["rejected"].append((error.path.as_posix(), str(error)))
            return []
        self._note(source, path, taken)
        article = replace(taken.article, slug=slug, digest=digest)
        return [_Read(slug, _place(source, path), stored(article, self._screener))]

    def _refuse_telling(self, source: Source, path: str) -> None:
        """Paths are kept as they are; raises :class:`ArticleError` for one with a patient's data in it."""
        screened = self._screener(path)
        if any(f"[{kind}]" in screened for kind in Kind):
            wrong = "the file's name holds what looks like a patient's data"
            raise ArticleError(Path(source.place) / path, 0, wrong, "rename the file")

    def _free(self, source: Source, path: str) -> str:
        """The first of a file's names that no other article has; raises :class:`ArticleError`."""
        file = Path(source.place) / path
        refusal = ArticleError(file, 1, "no name can be made of the file's name", "rename the file")
        for slug in source.slugs(path):
            if slug in self._seen:
                other, there = self._seen[slug]
                first = Path(other.place) / there
                refusal = ArticleError(file, 1, f"{first} has the same name", "rename one of the two files")
            elif (known := self._known.get(slug)) and not self._may_take(source, path, known):
                wrong = f"the name is taken by an article from {known.source}"
                refusal = ArticleError(file, 1, wrong, "rename the file")
            else:
                return slug
        raise refusal

    def _may_take(self, source: Source, path: str, known: _Known) -> bool:
        """Whether an article may be written over: its file has moved, or its source is gone.

        One that was written in the console goes over to the file that was made of it.
        """
        if known.source == source.name:
            return not self._is_listed(known) or isinstance(source, HouseFolder)
        if known.source == CONSOLE:
            return isinstance(source, HouseFolder) and source.digest(path) == known.file_digest
        if self._named is not None and known.source.startswith(OURS):
            return known.source not in self._named
        return known.source.startswith(FOLDER) and not Path(known.source.removeprefix(FOLDER)).is_dir()

    def _is_listed(self, known: _Known) -> bool:
        return known.path in self._paths.get(known.source, ())

    def _note(self, source: Source, path: str, taken: Taken) -> None:
        shown = f"{source.place}/{path}"
        self._told["noted"] += [(shown, f"{shown}: {note}") for note in taken.notes]

    def _differs(self, read: _Read) -> bool:
        known = self._known.get(read.slug)
        moved = known is None or (known.source, known.path) != (read.place["source"], read.place["path"])
        return read.values is not None or moved

    def _write(self, session: Session, read: Sequence[_Read]) -> None:
        rows = {row.slug: row for row in _rows(session, [one.slug for one in read])}
        for one in read:
            self._put(session, rows.get(one.slug), one)
        session.flush()
        self._note_retired(retired_among(session, [one.slug for one in read if one.slug not in rows]), read)

    def _note_retired(self, retired: Collection[str], read: Sequence[_Read]) -> None:
        """A name that was retired stays so, also when a file comes back under it."""
        for one in (one for one in read if one.slug in retired):
            path = str(one.place["path"])
            remedy = "bring the article back in the console, or rename the file"
            self._told["noted"].append((path, f"{path}: its name is retired and is not found; {remedy}."))

    def _put(self, session: Session, row: ArticleRow | None, read: _Read) -> None:
        values = {**(read.values or {}), **read.place}
        if row is None and read.values is None:
            return
        if row is None:
            self._outcome["added"].append(read.slug)
            session.add(ArticleRow(**values, changed_at=self._at, added_at=self._at))
        elif read.values is None or row.digest == values["digest"]:
            self._outcome["unchanged"].append(read.slug)
            _fill(row, values)
        else:
            self._outcome["changed"].append(read.slug)
            versions.note(session, row, self._keep)
            _fill(row, {**values, "changed_at": self._at, "changed_by": ""})


def _told_from(progress: Progress, begun: int, total: int, done: int) -> None:
    progress(begun + done, total)


def _place(source: Source, path: str) -> Mapping[str, Any]:
    return {"source": source.name, "path": path}


def _rows(session: Session, slugs: Sequence[str]) -> Iterator[ArticleRow]:
    yield from session.scalars(select(ArticleRow).where(ArticleRow.slug.in_(slugs))).all()


def _fill(row: ArticleRow, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _one_at_a_time(session: Session) -> None:
    """SQLite lets one writer in anyway; on PostgreSQL a second sync waits here for the first."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE articles IN SHARE ROW EXCLUSIVE MODE"))
