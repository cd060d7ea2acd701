"""A run: the questions of a test collection put to the product's own search, timed and judged."""

from __future__ import annotations

import hashlib
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, insert, update
from sqlalchemy.orm import Session

from guard import restored
from knowledge.articles import Audience, Kind
from knowledge.beir import Document, JudgedCollection
from knowledge.evaluation import FIGURES, Estimate, estimate
from knowledge.memory import resident_megabytes
from knowledge.search import Search, open_search
from knowledge.shelf import ArticleRow, silent
from knowledge.typos import all_mistyped
from knowledge.verdicts import Source, record
from records.base import Base
from records.engine import open_database, transactions

EVERYBODY: Final = frozenset(Audience)
DEPTH: Final = 10
WARM_UP: Final = 20
SEED: Final = 7
_AT: Final = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Run:
    """What came of it: how good the rankings are, how long a question and the build took, and the memory.

    ``milliseconds`` are those of a question by the clock on the wall, ``cpu_milliseconds`` those of work.
    """

    documents: int
    figures: Mapping[str, Estimate]
    milliseconds: tuple[float, ...]
    cpu_milliseconds: tuple[float, ...]
    build_seconds: float
    resident_megabytes: float


def run(
    collection: JudgedCollection,
    *,
    typos: bool = False,
    learnt: float = 0.0,
    progress: Callable[[int, int], None] = silent,
) -> Run:
    """One run with the settings as they are shipped; nothing is tuned to the collection.

    ``typos`` puts one or two slips into each question. ``learnt`` is the share of the questions (0 to 1) of
    which staff have said beforehand what answers them; the others are measured. Raises
    :class:`knowledge.beir.CollectionError`.
    """
    known, asked = halves(collection, learnt)
    texts = {id_: collection.questions[id_] for id_ in asked}
    texts = all_mistyped(texts) if typos else texts
    with stocked(collection.documents(), wordings(collection, known)) as (search, documents, seconds):
        took = _timed(search, list(texts.values()))
        megabytes = resident_megabytes()
        rankings = _rankings(search, texts, progress)
    values = {
        name: [figure(rankings[id_], collection.grades[id_]) for id_ in asked]
        for name, figure in FIGURES.items()
    }
    return Run(
        documents=documents,
        figures={name: estimate(one) for name, one in values.items()},
        milliseconds=tuple(wall for wall, _ in took),
        cpu_milliseconds=tuple(cpu for _, cpu in took),
        build_seconds=seconds,
        resident_megabytes=megabytes,
    )


def halves(collection: JudgedCollection, share: float) -> tuple[list[str], list[str]]:
    """The ids of the questions that are learnt and of those that are asked: drawn, always the same way."""
    ids = list(collection.questions)
    drawn = set(random.Random(SEED).sample(ids, round(share * len(ids))))  # noqa: S311 (nothing secret)
    return [id_ for id_ in ids if id_ in drawn], [id_ for id_ in ids if id_ not in drawn]


def wordings(collection: JudgedCollection, questions: Iterable[str]) -> dict[str, list[str]]:
    """By document the questions that it answers best."""
    found: dict[str, list[str]] = {}
    for id_ in questions:
        best = max(collection.grades[id_].values())
        for document, grade in collection.grades[id_].items():
            if grade == best:
                found.setdefault(document, []).append(collection.questions[id_])
    return found


@contextmanager
def stocked(
    documents: Iterable[Document], learnt: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Search, int, float]]:
    """A search over these documents on a shelf that is gone afterwards; their number, seconds to build."""
    with tempfile.TemporaryDirectory(prefix="infracare-") as place:
        engine = open_database(f"sqlite:///{Path(place) / 'shelf.db'}")
        try:
            number = shelved(engine, documents, learnt)
            start = time.perf_counter()
            search = open_search(transactions(engine, only_reading=True), Path(place) / "index")
            yield search, number, time.perf_counter() - start
        finally:
            engine.dispose()


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


def _timed(search: Search, texts: Sequence[str]) -> list[tuple[float, float]]:
    """Milliseconds on the wall and of work for each question, asked as by the product; some twice."""
    for text in texts[:WARM_UP]:
        search.search(text, audience=EVERYBODY)
    took = []
    for text in texts:
        wall, cpu = time.perf_counter(), time.process_time()
        search.search(text, audience=EVERYBODY)
        took.append(((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000))
    return took


def _rankings(
    search: Search, texts: Mapping[str, str], progress: Callable[[int, int], None]
) -> dict[str, list[str]]:
    found = {}
    for done, (id_, text) in enumerate(texts.items(), 1):
        hits = search.search(text, audience=EVERYBODY, limit=DEPTH).hits
        found[id_] = [hit.slug for hit in hits]
        progress(done, len(texts))
    return found
