"""How soon the queue answers with 100,000 tickets and 500,000 lines of history, on both databases."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import insert, text, update

from bench.figures import percentile
from bench.large_desk import FIRST_NUMBER, Size, make
from guard import own
from records.engine import Session, Transactions, open_database, transactions
from records.migrate import upgrade
from tests.fakes.postgres import PostgresServer, find_programs
from tickets import queue, reads
from tickets.clock import promise
from tickets.history_clock import compared, recompute
from tickets.past import newest_entry
from tickets.policy import PromiseRules
from tickets.queue import Filters, Holder, Which
from tickets.tables import EntryRow, TicketRow
from tickets.values import Actor, Audience, EntryKind, Status

TITLE = "The desk"
NOTE = "Milliseconds of the processor for what a page reads: ours, and those of the database's process."
AIMS = {f"{name} / worst p95": 100.0 for name in ("SQLite", "PostgreSQL")}

NOW: Final = datetime(2026, 11, 24, 15, tzinfo=UTC)
SIZE: Final = Size(tickets=100_000, queries=50_000, answered=30_000)
LAST: Final = FIRST_NUMBER + SIZE.tickets - 1
OPEN: Final = 3_000
"""So many of the newest tickets are open, half of them with a running clock."""
LONG: Final = 2_000
TIMES: Final = 20
ME: Final = 603

ASKED: Final = {
    "open": Filters(),
    "mine": Filters(holder=Holder.MINE),
    "nobody's": Filters(holder=Holder.NOBODY),
    "late": Filters(late=True),
    "of a customer": Filters(customer="clinic17"),
    "a tier": Filters(tier="night"),
    "a category": Filters(category="feature"),
    "waits": Filters(waits=True),
    "solved": Filters(which=Which.SOLVED),
    "solved of a customer": Filters(which=Which.SOLVED, customer="clinic17"),
    "solved by me": Filters(which=Which.SOLVED, holder=Holder.MINE),
    "all of a category": Filters(which=Which.ALL, category="education"),
    "words, open": Filters(text="checksum mismatch"),
    "rare words, open": Filters(text="user mcole 80 %"),
    "words, all": Filters(which=Which.ALL, text="white window"),
    "words nowhere, all": Filters(which=Which.ALL, text="no such words"),
    "all words hold it": Filters(which=Which.ALL, text="value"),
}


def run() -> dict[str, Any]:
    """Fill each database, then measure."""
    return {name: _measured(url) for name, url in _databases()}


def _databases() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="bench-desk-") as folder:
        yield "SQLite", f"sqlite:///{Path(folder) / 'desk.db'}"
    programs = find_programs()
    if programs is not None:
        with PostgresServer(programs) as server:
            yield "PostgreSQL", server.url(server.create())


def _measured(url: str) -> dict[str, Any]:
    engine = open_database(url)
    upgrade(engine)
    make(engine, SIZE, NOW)
    _busy(transactions(engine))
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    reading = transactions(engine, only_reading=True)
    found: dict[str, float] = {}
    try:
        for name, filters in ASKED.items():
            found[f"{name}, p95"] = _p95(reading, _page(filters))
        found["counts, p95"] = _p95(reading, lambda session: queue.counts(session, ME, NOW))
        found["customers, p95"] = _p95(reading, queue.customers)
        found["a hundred pages on, p95"] = _p95(reading, _far)
        found["a ticket, p95"] = _p95(reading, _ticket(FIRST_NUMBER + SIZE.tickets // 2))
        found[f"a ticket of {LONG} lines, p95"] = _p95(reading, _ticket(LAST))
    finally:
        engine.dispose()
    return {**found, "worst p95": max(found.values())}


def _busy(writing: Transactions) -> None:
    """The newest tickets are open, and the last of them has a long history."""
    with writing() as session:
        for number in range(LAST - OPEN + 1, LAST + 1):
            ticket = reads.ticket(session, number)
            assert ticket is not None
            found = promise(ticket.opened_at, PromiseRules())
            runs = {"waiting_since": found.at, "due_at": found.due, "target_at": found.target}
            clock = runs if number % 2 else dict.fromkeys(runs)
            values = {"status": Status.OPEN, "waits_since": None if number % 10 else NOW, **clock}
            session.execute(update(TicketRow).where(TicketRow.number == number).values(**values))
        talk = session.get_one(TicketRow, LAST).conversation_id
        newest = newest_entry(session)
        lines = [{"id": newest + 1 + one, **_line(talk, one)} for one in range(LONG)]
        session.execute(insert(EntryRow), lines)


def _line(talk: int, one: int) -> dict[str, Any]:
    """Words of the customer, who thanks, and notes of staff, in turn."""
    theirs = one % 2 == 0
    return {
        "conversation_id": talk,
        "ticket_number": LAST,
        "at": NOW,
        "kind": EntryKind.CUSTOMER_WORDS if theirs else EntryKind.NOTE,
        "actor": Actor.PERSON if theirs else Actor.STAFF,
        "person_id": 1 if theirs else ME,
        "audience": Audience.CUSTOMER if theirs else Audience.STAFF,
        "facts": {"acknowledges": True} if theirs else {},
        "words": own("One line more of a long history"),
        "source": f"long:{one}",
    }


def _page(filters: Filters) -> Callable[[Session], object]:
    def ask(session: Session) -> object:
        return queue.page(session, filters, ME, NOW)

    return ask


def _far(session: Session) -> object:
    after = queue.Key(None, LAST - 5_000)
    return queue.page(session, Filters(which=Which.ALL), ME, NOW, after)


def _ticket(number: int) -> Callable[[Session], object]:
    def ask(session: Session) -> object:
        ticket = reads.ticket(session, number)
        assert ticket is not None
        return compared(ticket, recompute(reads.history(session, number=number)))

    return ask


def _p95(reading: Transactions, ask: Callable[[Session], object]) -> float:
    """Of the processor's time, ours and that of the database's own process, in milliseconds."""
    taken: list[float] = []
    for _ in range(TIMES):
        with reading() as session:
            server = _server(session)
            start = time.thread_time_ns() + _spent(server)
            ask(session)
            taken.append((time.thread_time_ns() + _spent(server) - start) / 1e6)
    return percentile(taken, 0.95)


def _server(session: Session) -> int | None:
    """The process that answers us on PostgreSQL, told to do so alone; SQLite has none."""
    if session.get_bind().dialect.name != "postgresql":
        return None
    session.execute(text("SET LOCAL max_parallel_workers_per_gather = 0"))
    process: int = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
    return process


def _spent(process: int | None) -> int:
    """Nanoseconds that a process has been on a processor."""
    return 0 if process is None else int(Path(f"/proc/{process}/schedstat").read_text().split()[0])
