"""Whoosh's index of the articles on disk: built aside, checked on opening, and rebuilt when torn.

It serves the explicit search of staff. ``<folder>/snap-N/`` holds Whoosh's files and, written last,
``state.json`` with the content hash of each article and the checksum of each file. A snapshot is made in
``snap-N.building`` (from a copy of the one before, or empty), brought to the disk, and renamed; after that
nobody writes into it. Whatever a killed process leaves behind is either a whole snapshot or is ignored and
swept away by the next one.

Whoosh's files are pickles: opening an index from elsewhere would run its code. This folder is our own, is
written by this program alone, and can be thrown away at any time; never copy one from another machine.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final

from whoosh import fields
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.index import IndexError as WhooshError
from whoosh.util.filelock import FileLock

from knowledge.articles import Article
from knowledge.sections import sections
from knowledge.words import analyzer

FORMAT: Final = 1
"""Counted up when the fields or the analysis change: older snapshots are then rebuilt."""

Reached = Callable[[str], None]
"""Told the name of each step that has just been finished."""


def unwatched(_step: str) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True)
class IndexSnapshot:
    """One whole index and the content hash of each article in it."""

    path: Path
    index: Any
    digests: Mapping[str, str]


def newest_index(folder: Path) -> IndexSnapshot | None:
    """The newest snapshot that is whole, or None."""
    for number in sorted(_numbers(folder), reverse=True):
        if snapshot := _opened(folder / f"snap-{number}"):
            return snapshot
    return None


def update_index(
    folder: Path, articles: Mapping[str, Article], *, reached: Reached = unwatched
) -> IndexSnapshot:
    """The snapshot that holds exactly these articles (by slug), made from the newest one where it differs."""
    folder.mkdir(parents=True, exist_ok=True)
    with _Alone(folder):
        newest = newest_index(folder)
        wanted = {slug: article.digest for slug, article in articles.items()}
        if newest and newest.digests == wanted:
            return newest
        return _build(folder, newest, articles, reached)


def _build(
    folder: Path, newest: IndexSnapshot | None, articles: Mapping[str, Article], reached: Reached
) -> IndexSnapshot:
    path = folder / f"snap-{max(_numbers(folder), default=0) + 1}"
    aside = path.with_suffix(".building")
    shutil.rmtree(aside, ignore_errors=True)
    _copy(newest, aside)
    reached("copied")
    _write(aside, newest.digests if newest else {}, articles, reached)
    reached("written")
    _seal(aside, {slug: article.digest for slug, article in articles.items()})
    reached("sealed")
    shutil.rmtree(path, ignore_errors=True)
    aside.rename(path)
    _to_disk(folder)
    reached("published")
    _sweep(folder, [path] + ([newest.path] if newest else []))
    reached("swept")
    if not (snapshot := _opened(path)):
        raise OSError(f"the index in {path} is damaged although it was just written; look at the disk")
    return snapshot


class _Alone:
    """Only one process builds at a time; the lock goes with the process that holds it."""

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(str(folder / "lock"))

    def __enter__(self) -> None:
        self._lock.acquire(blocking=True)

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def _numbers(folder: Path) -> list[int]:
    names = (re.fullmatch(r"snap-(\d+)", path.name) for path in folder.glob("snap-*"))
    return [int(name.group(1)) for name in names if name]


def _opened(path: Path) -> IndexSnapshot | None:
    """The snapshot if every file is as it was sealed; nothing is unpickled before that is known."""
    try:
        state = json.loads((path / "state.json").read_text("utf-8"))
        whole = state["format"] == FORMAT and state["files"] == _checksums(path)
        return IndexSnapshot(path, FileStorage(str(path)).open_index(), state["articles"]) if whole else None
    except (OSError, ValueError, KeyError, TypeError, WhooshError):
        return None


def _copy(newest: IndexSnapshot | None, aside: Path) -> None:
    aside.mkdir()
    if newest is None:
        FileStorage(str(aside)).create_index(_schema())
        return
    for file in _files(newest.path):
        shutil.copyfile(file, aside / file.name)


def _write(aside: Path, before: Mapping[str, str], articles: Mapping[str, Article], reached: Reached) -> None:
    index: FileIndex = FileStorage(str(aside)).open_index()
    with index.writer() as writer:
        for slug in before.keys() - articles.keys():
            writer.delete_by_term("slug", slug)
        for article in articles.values():
            if before.get(article.slug) != article.digest:
                writer.update_document(**_document(article))
        reached("added")


def _schema() -> Any:
    words = analyzer()
    return fields.Schema(
        slug=fields.ID(unique=True, stored=True),
        title=fields.TEXT(analyzer=words, field_boost=3.0),
        alias=fields.TEXT(analyzer=words, field_boost=2.5),
        heading=fields.TEXT(analyzer=words, field_boost=1.5),
        body=fields.TEXT(analyzer=words),
        kind=fields.TEXT(analyzer=words),
        area=fields.TEXT(analyzer=words),
        audience=fields.ID(),
        updated=fields.DATETIME(),
        sample=fields.BOOLEAN(),
    )


def _document(article: Article) -> dict[str, Any]:
    parts = sections(article)
    return {
        "slug": article.slug,
        "title": str(article.title),
        "alias": "\n".join(article.aliases),
        "heading": "\n".join(part.heading for part in parts),
        "body": "\n".join(unit.text for part in parts for unit in part.units),
        "kind": article.kind.value,
        "area": article.area,
        "audience": article.audience.value,
        "updated": datetime.combine(article.updated, time(), UTC).replace(tzinfo=None),
        "sample": article.sample,
    }


def _seal(aside: Path, digests: Mapping[str, str]) -> None:
    for file in _files(aside):
        _to_disk(file)
    state = {"format": FORMAT, "articles": digests, "files": _checksums(aside)}
    draft = aside / "state.draft"
    draft.write_text(json.dumps(state), "utf-8")
    _to_disk(draft)
    draft.rename(aside / "state.json")
    _to_disk(aside)


def _files(path: Path) -> Iterable[Path]:
    """Whoosh's own files; its lock and our state are no part of the index."""
    return sorted(
        file for file in path.iterdir() if not file.name.startswith("state.") and "LOCK" not in file.name
    )


def _checksums(path: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in _files(path)}


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path, kept: Collection[Path]) -> None:
    """Remove all but the newest two: another process may still be opening the one before."""
    for path in folder.glob("snap-*"):
        if path not in kept:
            shutil.rmtree(path, ignore_errors=True)
