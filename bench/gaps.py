"""How soon the pages of gaps answer with 50,000 queries, and how long 5,000 questions take to be grouped."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, Integer, func, insert, select, update

from app.build import Installation, install
from app.demo import no_secrets, sample_settings
from bench.figures import percentile
from bench.large_desk import Size, make
from bench.trios import exact
from guard import own
from knowledge import topic_round
from knowledge.gap_topics import TopicRow, TopicState
from knowledge.gaps import GapState, UnansweredRow
from knowledge.topic_counts import recount
from knowledge.topics import topics
from records.base import Base
from records.engine import open_database
from records.migrate import upgrade
from tests.fakes.postgres import PostgresServer, find_programs
from tests.web.console.browser import Browser, here_of, signed_in

TITLE = "Gaps"
NOTE = "Pages: wall milliseconds of a whole request, in one process. Grouping: seconds of this thread's time."
AIMS = {
    f"{name} / {figure}": aim
    for name in ("SQLite", "PostgreSQL")
    for figure, aim in (("worst p95 of a page", 100.0), ("grouping 5,000 questions, thread s", 10.0))
}

ROOT: Final = Path(__file__).resolve().parents[1]
NOW: Final = datetime(2026, 11, 24, 15, tzinfo=UTC)
SIZE: Final = Size(tickets=100_000, queries=50_000, answered=0)
WRITER: Final = "writer@vendor.example"
SETTLED_EACH: Final = 12
"""So many of the older queries make one topic."""
TIMES: Final = 40
LISTS: Final = {
    "the list": "/gaps",
    "the list by age": "/gaps?by=oldest&state=all",
    "the list of a reason": "/gaps?state=all&reason=not_quite",
    "the list, page 40": "/gaps?state=all&page=40",
    "what is mine": "/gaps?mine=1",
}


def run() -> dict[str, Any]:
    """Fill each database, group its newest questions, then look at pages."""
    return {name: _measured(url) for name, url in _databases()} | {
        "trios that come out whole, of 12": exact()
    }


def _databases() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="bench-gaps-") as folder:
        yield "SQLite", f"sqlite:///{Path(folder) / 'desk.db'}"
    programs = find_programs()
    if programs is not None:
        with PostgresServer(programs) as server:
            yield "PostgreSQL", server.url(server.create())


def _measured(url: str) -> dict[str, Any]:
    engine = open_database(url)
    upgrade(engine)
    make(engine, SIZE, NOW)
    _number_on(engine)
    engine.dispose()
    with tempfile.TemporaryDirectory(prefix="bench-gaps-var-") as folder:
        secrets = replace(no_secrets(), database_url=url)
        installation = install(sample_settings(ROOT, Path(folder)), secrets, ROOT)
        try:
            installation.sync_articles()
            return _looked_at(installation)
        finally:
            installation.engine.dispose()


def _number_on(engine: Engine) -> None:
    """PostgreSQL gives out numbers after those that the large desk has given its rows itself."""
    if engine.dialect.name != "postgresql":
        return
    with engine.begin() as connection:
        for table in Base.metadata.tables.values():
            column = table.columns.get("id")
            if column is not None and isinstance(column.type, Integer):
                last = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
                sequence = func.pg_get_serial_sequence(table.name, "id")
                connection.execute(select(func.setval(sequence, last, False)))


def _looked_at(installation: Installation) -> dict[str, Any]:
    found: dict[str, Any] = {"grouping 5,000 questions, thread s": round(_grouping(installation), 1)}
    begun = time.thread_time()
    installation.group_gaps(NOW)
    found["a whole round, thread s"] = round(time.thread_time() - begun, 1)
    _put_the_rest(installation)
    begun = time.thread_time()
    installation.group_gaps(NOW)
    found["a round in which nothing is new, thread s"] = round(time.thread_time() - begun, 2)
    found["topics"], largest = _topics(installation)
    with installation.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    browser = signed_in(here_of(installation, NOW), WRITER)
    pages = {name: _p95(browser, path) for name, path in LISTS.items()}
    for place, number in enumerate(largest):
        pages[f"topic {('the largest', 'the second', 'the third')[place]}"] = _p95(browser, f"/gaps/{number}")
    found |= {f"{name}, p95": taken for name, taken in pages.items()}
    return {**found, "worst p95 of a page": max(pages.values())}


def _grouping(installation: Installation) -> float:
    """Thread seconds for 5,000 questions of the large desk, without what is read and written."""
    with installation.reading() as session:
        questions = list(session.scalars(select(UnansweredRow.question).limit(5_000)))
        background = topic_round.background(session)
    begun = time.thread_time()
    topics(questions, background)
    return time.thread_time() - begun


def _put_the_rest(installation: Installation) -> None:
    """The older queries are in topics too, a dozen in each, as they would be after years of rounds."""
    with installation.writing() as session:
        for state, standing in (
            (GapState.ANSWERED, TopicState.ANSWERED),
            (GapState.DISMISSED, TopicState.DISMISSED),
            (GapState.OPEN, TopicState.OPEN),
        ):
            free = select(UnansweredRow.id).where(
                UnansweredRow.topic_id.is_(None), UnansweredRow.state == state
            )
            numbers = list(session.scalars(free.order_by(UnansweredRow.id)))
            groups = [numbers[at : at + SETTLED_EACH] for at in range(0, len(numbers), SETTLED_EACH)]
            rows = [_row(standing) for _ in groups]
            made = list(session.scalars(insert(TopicRow).returning(TopicRow.id), rows))
            moves = [
                {"id": gap, "topic_id": topic}
                for topic, group in zip(made, groups, strict=True)
                for gap in group
            ]
            session.execute(update(UnansweredRow), moves)
        recount(session, NOW)


def _row(state: TopicState) -> dict[str, Any]:
    at = NOW if state is TopicState.DISMISSED else None
    return {
        "name": own("A matter of old"),
        "named_by_hand": True,
        "held": True,
        "state": state.value,
        "dismissed_at": at,
        "made_at": NOW,
        "seen_at": NOW,
        "revision": 0,
        "questions": 0,
        "people": 0,
        "customers": 0,
        "tickets": 0,
        "likes": {},
    }


def _topics(installation: Installation) -> tuple[int, list[int]]:
    """How many there are, and the largest three of the open ones."""
    with installation.reading() as session:
        count = len(list(session.scalars(select(TopicRow.id))))
        largest = select(TopicRow.id).where(TopicRow.state == TopicState.OPEN)
        return count, list(session.scalars(largest.order_by(TopicRow.questions.desc()).limit(3)))


def _p95(browser: Browser, path: str) -> float:
    taken: list[float] = []
    browser.sees(path)
    for _ in range(TIMES):
        with _clock(taken):
            browser.sees(path)
    return percentile(taken, 0.95)


@contextmanager
def _clock(taken: list[float]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    taken.append(1000 * (time.perf_counter() - start))
