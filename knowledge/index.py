"""Whoosh's index of the articles on disk, for the explicit search of staff.

Whoosh's files are pickles: opening an index from elsewhere would run its code. This folder is our own, is
written by this program alone, and can be thrown away at any time; never copy one from another machine.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final

from whoosh import fields
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.index import IndexError as WhooshError

from knowledge.articles import Article
from knowledge.sections import sections
from knowledge.snapshots import Reached, Sealed, Snapshots, files, unwatched
from knowledge.words import analyzer

FORMAT: Final = "whoosh 2"
"""Counted up when the fields or the analysis change: older snapshots are then rebuilt."""

Read = Callable[[Sequence[str]], Iterable[Article]]
"""Fetches articles by their slugs."""


@dataclass(frozen=True)
class IndexSnapshot:
    """One whole index and the content hash of each article in it."""

    path: Path
    index: Any
    digests: Mapping[str, str]


def newest_index(folder: Path) -> IndexSnapshot | None:
    """The newest snapshot that is whole, or None."""
    sealed = Snapshots(folder, FORMAT).newest()
    return _opened(sealed) if sealed else None


def update_index(
    folder: Path, wanted: Mapping[str, str], read: Read, *, reached: Reached = unwatched
) -> IndexSnapshot:
    """The snapshot of exactly these articles (slug to content hash), made from the newest one.

    Only those that differ are ``read``. Raises OSError when it cannot be written.
    """
    snapshots = Snapshots(folder, FORMAT)
    with snapshots.alone():
        newest = newest_index(folder)
        if newest and newest.digests == wanted:
            return newest

        def write(aside: Path) -> Mapping[str, Any]:
            _copy(newest, aside)
            reached("copied")
            _write(aside, newest.digests if newest else {}, wanted, read, reached)
            return {"articles": dict(wanted)}

        sealed = snapshots.build(write, reached)
    if not (opened := _opened(sealed)):
        raise OSError(f"the index in {sealed.path} cannot be opened although it was just written")
    return opened


def _opened(sealed: Sealed) -> IndexSnapshot | None:
    """The index of a whole snapshot; nothing is unpickled before that is known."""
    try:
        return IndexSnapshot(
            sealed.path, FileStorage(str(sealed.path)).open_index(), sealed.facts["articles"]
        )
    except (OSError, ValueError, KeyError, TypeError, WhooshError):
        return None


def _copy(newest: IndexSnapshot | None, aside: Path) -> None:
    if newest is None:
        FileStorage(str(aside)).create_index(_schema())
        return
    for file in files(newest.path):
        shutil.copyfile(file, aside / file.name)


def _write(
    aside: Path, before: Mapping[str, str], wanted: Mapping[str, str], read: Read, reached: Reached
) -> None:
    index: FileIndex = FileStorage(str(aside)).open_index()
    with index.writer() as writer:
        for slug in before.keys() - wanted.keys():
            writer.delete_by_term("slug", slug)
        for article in read([slug for slug, digest in wanted.items() if before.get(slug) != digest]):
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
