"""A shelf of its own for a test collection, and the search over it."""

from __future__ import annotations

import hashlib
import re
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, insert, update
from sqlalchemy.orm import Session

from guard import restored
from knowledge.articles import Audience, Kind
from knowledge.beir import Document
from knowledge.encoder import Encoder
from knowledge.rules import LearningRules
from knowledge.search import Search, open_search
from knowledge.shelf import ArticleRow
from knowledge.sure import ANSWERABLE
from knowledge.verdicts import Source, record
from records.base import Base
from records.engine import open_database, transactions

LARGE: Final = 5000
"""From so many documents on another process builds the search, so that memory is that of answering."""
_AT: Final = datetime(2026, 1, 5, tzinfo=UTC)


@contextmanager
def stocked(
    documents: Iterable[Document],
    learnt: Mapping[str, Sequence[str]],
    encoder: Encoder | None = None,
    large: int = LARGE,
    answerable: float = ANSWERABLE,
) -> Iterator[tuple[Search, int, float]]:
    """A search over these documents on a shelf that is gone afterwards; their number, seconds to build."""
    with tempfile.TemporaryDirectory(prefix="infracare-") as folder:
        place = Path(folder)
        engine = open_database(url(place))
        try:
            number = shelved(engine, documents, learnt)
            seconds = _built_elsewhere(place) if number >= large else 0.0
            start = time.perf_counter()
            rules = LearningRules(answerable=answerable)
            search = open_search(transactions(engine, only_reading=True), index(place), rules, encoder)
            while search.encode_some():
                pass
            yield search, number, seconds or time.perf_counter() - start
        finally:
            engine.dispose()


def build(place: Path) -> float:
    """Build the search over the shelf that lies in this folder; how many seconds it took."""
    engine = open_database(url(place))
    start = time.perf_counter()
    open_search(transactions(engine, only_reading=True), index(place))
    seconds = time.perf_counter() - start
    engine.dispose()
    return seconds


def url(place: Path) -> str:
    """The database of the shelf in this folder."""
    return f"sqlite:///{place / 'shelf.db'}"


def index(place: Path) -> Path:
    """Where the search over the shelf in this folder keeps its arrays."""
    return place / "index"


def shelved(engine: Engine, documents: Iterable[Document], learnt: Mapping[str, Sequence[str]]) -> int:
    """Put the documents on the shelf of an empty database, with what staff say of questions; their number.

    They are put there as they are: the guard stands where people write, and these are the operator's.
    """
    Base.metadata.create_all(engine)
    with transactions(engine)() as session:
        number = _shelve(session, map(_row, documents))
        _learn(session, learnt)
    return number


def reshelve(session: Session, document: Document) -> None:
    """Put a document in the place of the one with its id."""
    values = _row(document)
    session.execute(update(ArticleRow).where(ArticleRow.slug == document.id).values(values))


def as_markdown(text: str) -> str:
    """Markdown that reads as this plain text: no sign in it has a meaning."""
    lines = (line.strip() for line in _SIGN.sub(r"\\\g<0>", text).split("\n"))
    return "\n".join(_OPENS_BLOCK.sub(r"\g<0>\\", line) for line in lines)


_SIGN = re.compile(r"[\\`*_\[\]<&|]")
_OPENS_BLOCK = re.compile(r"^\d*(?=[-#>+=~:.)])")


def _built_elsewhere(place: Path) -> float:
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(build, (place,))


def _shelve(session: Session, rows: Iterator[dict[str, Any]]) -> int:
    number = 0
    while some := list(islice(rows, 1000)):
        session.execute(insert(ArticleRow), some)
        number += len(some)
    return number


def _learn(session: Session, wordings: Mapping[str, Sequence[str]]) -> None:
    """Staff say of each question which article answers it."""
    for slug, questions in wordings.items():
        for question in questions:
            record(
                session, at=_AT, slug=slug, source=Source.STAFF, question=restored(question), said_by="staff"
            )


def _row(document: Document) -> dict[str, Any]:
    """The document as an article that everybody may read."""
    digest = hashlib.sha256("\0".join(document).encode("utf-8", "replace")).hexdigest()
    return {
        "slug": document.id,
        "title": restored(document.title),
        "kind": Kind.DOCUMENTATION.value,
        "area": "",
        "audience": Audience.EVERYBODY.value,
        "updated": _AT.date(),
        "sample": False,
        "aliases": {"aliases": []},
        "body": restored(as_markdown(document.text)),
        "digest": digest,
        "file_digest": digest,
        "source": "",
        "path": "",
        "changed_at": _AT,
    }
