"""Durable work: rows that are offered once, taken under a lease, and finished by who holds it.

The inbox, deliveries and timers are the same mechanism under three names of a queue. A row is offered
under a key that is unique in its queue, so offering it again changes nothing. A worker takes rows under a
lease by the database's clock; when it dies the lease runs out and another takes the row, one attempt
further. Only the holder of the lease's token may finish, postpone or bury it (fencing). Rows of one lane
are taken in the order in which they were offered, one at a time.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    Float,
    Index,
    Integer,
    String,
    UniqueConstraint,
    and_,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from records.base import Base, Facts, Instant
from records.engine import database_seconds

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""To run whatever anybody's clock says: the sender's may be ahead of ours."""


class State(StrEnum):
    """Where a piece of work stands."""

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"


class WorkRow(Base):
    """One piece of work; see the module's words."""

    __tablename__ = "work"
    id: Mapped[int] = mapped_column(primary_key=True)
    queue: Mapped[str] = mapped_column(String(30))
    key: Mapped[str] = mapped_column(String(255))
    lane: Mapped[str] = mapped_column(String(255))
    payload: Mapped[dict[str, Any]] = mapped_column(Facts)
    offered_at: Mapped[datetime] = mapped_column(Instant)
    run_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(10), default=State.WAITING)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    lease_until: Mapped[float] = mapped_column(Float, default=0.0)
    lease_token: Mapped[str | None] = mapped_column(String(32))
    outcome: Mapped[dict[str, Any] | None] = mapped_column(Facts)

    __table_args__ = (
        UniqueConstraint("queue", "key"),
        Index("ix_work_due", "queue", "state", "run_at"),
        Index("ix_work_lane", "queue", "lane", "state", "id"),
    )


_WORK = Base.metadata.tables[WorkRow.__tablename__]
"""The table itself, for the writes that happen for every message: they need none of the mapper's care."""


@dataclass(frozen=True)
class Work:
    """A piece of work in somebody's hands. ``attempt`` counts from 1; above 1 it was begun before."""

    id: int
    key: str
    lane: str
    payload: dict[str, Any]
    offered_at: datetime
    attempt: int
    token: str


class LeaseLostError(Exception):
    """Another worker holds this row now; what this one wanted to write must not be written."""


def offer(
    session: Session,
    queue: str,
    key: str,
    lane: str,
    payload: dict[str, Any],
    at: datetime,
    *,
    run_at: datetime | None = None,
) -> bool:
    """Put work into a queue; False (and nothing changed) when the key is already known there."""
    values = {
        "queue": queue,
        "key": key,
        "lane": lane,
        "payload": payload,
        "offered_at": at,
        "run_at": run_at or at,
        "state": State.WAITING,
        "attempts": 0,
        "lease_until": 0.0,
    }
    found = session.execute(_offered(session.get_bind().dialect.name), values)
    return found.scalar_one_or_none() is not None


def claim(session: Session, queue: str, now: datetime, *, lease: float, limit: int = 1) -> list[Work]:
    """Take up to ``limit`` due rows for ``lease`` seconds, the oldest of each lane first.

    Commit at once: until then nobody else can take anything from this queue.
    """
    _one_at_a_time(session, queue)
    taken = []
    for row, seconds in session.execute(_due(), {"named": queue, "now": now, "most": limit}).all():
        row.lease_token, row.lease_until = secrets.token_hex(16), seconds + lease
        row.attempts += 1
        taken.append(_work(row))
    return taken


def finish(session: Session, work: Work, outcome: dict[str, Any] | None = None) -> None:
    """Close it; raises :class:`LeaseLostError` when it is no longer ours.

    Its key stays, so that it is never done again; its payload goes, so that nobody's words lie on here.
    Without an ``outcome``, here and in :func:`postpone`, what was noted stays.
    """
    _let_go(session, work, outcome, state=State.DONE, payload={})


def postpone(session: Session, work: Work, run_at: datetime, outcome: dict[str, Any] | None = None) -> None:
    """Give it back, to be taken again at ``run_at``; its lane waits for it."""
    _let_go(session, work, outcome, run_at=run_at)


def renew(session: Session, work: Work, lease: float) -> None:
    """Hold it for so many seconds more; raises :class:`LeaseLostError` when it is no longer ours."""
    _write(session, work, lease_until=database_seconds() + lease)


def rest(session: Session, work: Work, seconds: float) -> None:
    """Give it back, to be taken again after so many seconds by the database's clock; its lane waits."""
    _write(session, work, lease_until=database_seconds() + seconds, lease_token=None)


def bury(session: Session, work: Work, outcome: dict[str, Any]) -> None:
    """Give it up for a person to look at; its lane goes on."""
    _let_go(session, work, outcome, state=State.DEAD)


def note(session: Session, work: Work, outcome: dict[str, Any]) -> None:
    """Keep what is known so far (a number given from outside, say) while it is still in hand."""
    _write(session, work, outcome=outcome)


def outcome(session: Session, queue: str, key: str, state: State | None = None) -> dict[str, Any] | None:
    """What is known of the work under ``key``: None while nothing is, or while it is not in ``state``."""
    found = select(WorkRow.outcome).where(WorkRow.queue == queue, WorkRow.key == key)
    return session.scalar(found if state is None else found.where(WorkRow.state == state))


def is_begun(session: Session, queue: str, key_end: str) -> bool:
    """Whether a row whose key ends so has been taken at least once and still waits to be finished."""
    begun = select(WorkRow.id).where(
        WorkRow.queue == queue,
        WorkRow.state == State.WAITING,
        WorkRow.attempts > 0,
        WorkRow.key.endswith(key_end, autoescape=True),
    )
    return session.scalar(begun.limit(1)) is not None


def has_failed(session: Session, queue: str) -> bool:
    """Whether something waits there with a note of what came of it so far."""
    noted = select(WorkRow.outcome).where(WorkRow.queue == queue, WorkRow.state == State.WAITING)
    return any(found is not None for found in session.scalars(noted))


def next_due(session: Session, queue: str) -> datetime | None:
    """When the earliest waiting row of the queue is to run, or None when it is empty."""
    waiting = select(func.min(WorkRow.run_at)).where(WorkRow.queue == queue, WorkRow.state == State.WAITING)
    return session.scalar(waiting)


def waits(session: Session, queue: str, lane: str) -> bool:
    """Whether anything of this lane is not finished yet."""
    row = select(WorkRow.id).where(
        WorkRow.queue == queue, WorkRow.lane == lane, WorkRow.state == State.WAITING
    )
    return session.scalar(row.limit(1)) is not None


@dataclass(frozen=True)
class Waiting:
    """A row that is not finished, in nobody's hands or in somebody's."""

    key: str
    payload: dict[str, Any]
    offered_at: datetime


def waiting_since(session: Session, queue: str, before: datetime) -> tuple[Waiting, ...]:
    """What was offered before a moment and is not finished, the oldest first."""
    query = select(WorkRow).where(
        WorkRow.queue == queue, WorkRow.state == State.WAITING, WorkRow.offered_at <= before
    )
    rows = session.scalars(query.order_by(WorkRow.id))
    return tuple(Waiting(row.key, row.payload, row.offered_at) for row in rows)


def is_known(session: Session, queue: str, key: str) -> bool:
    """Whether work was ever offered under this key."""
    row = select(WorkRow.id).where(WorkRow.queue == queue, WorkRow.key == key)
    return session.scalar(row) is not None


@dataclass(frozen=True)
class Backlog:
    """How much of a queue waits, is dead, and since when the oldest waits."""

    waiting: int
    dead: int
    oldest: datetime | None


def backlog(session: Session, queue: str) -> Backlog:
    """The queue at a glance, for `doctor` and readiness."""
    count = select(func.count()).where(WorkRow.queue == queue)
    oldest = select(func.min(WorkRow.offered_at)).where(
        WorkRow.queue == queue, WorkRow.state == State.WAITING
    )
    return Backlog(
        session.scalar(count.where(WorkRow.state == State.WAITING)) or 0,
        session.scalar(count.where(WorkRow.state == State.DEAD)) or 0,
        session.scalar(oldest),
    )


@cache
def _offered(dialect: str) -> Any:
    """Made once: putting it together takes longer than carrying it out."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    row = insert(_WORK).on_conflict_do_nothing(index_elements=["queue", "key"])
    return row.returning(_WORK.c.id)


def _one_at_a_time(session: Session, queue: str) -> None:
    """On PostgreSQL a second claim waits here for the first; SQLite lets one writer in anyway.

    Rows become visible in the order of their commits, not of their numbers. A late one with a low number
    would otherwise be taken while a later one of its lane is just being taken by somebody else.
    """
    if session.get_bind().dialect.name == "postgresql":
        lock = int.from_bytes(hashlib.sha256(queue.encode()).digest()[:8], signed=True)
        session.execute(select(func.pg_advisory_xact_lock(lock)))


@cache
def _due() -> Any:
    """What is due, unless something of its lane (itself included) is held, or waits before it.

    Made once: putting it together takes longer than asking it.
    """
    queue, now = bindparam("named", type_=String), bindparam("now", type_=Instant)
    other = aliased(WorkRow)
    lane = and_(other.queue == queue, other.lane == WorkRow.lane, other.state == State.WAITING)
    in_the_way = or_(other.id < WorkRow.id, other.lease_until >= database_seconds())
    free = ~select(other.id).where(lane, in_the_way).exists()
    due = and_(WorkRow.queue == queue, WorkRow.state == State.WAITING, WorkRow.run_at <= now)
    found = select(WorkRow, database_seconds()).where(due, free).order_by(WorkRow.run_at, WorkRow.id)
    return found.limit(bindparam("most", type_=Integer)).with_for_update(skip_locked=True)


def _work(row: WorkRow) -> Work:
    token = row.lease_token or ""
    return Work(row.id, row.key, row.lane, row.payload, row.offered_at, row.attempts, token)


def _let_go(session: Session, work: Work, outcome: dict[str, Any] | None, **values: Any) -> None:
    known = {} if outcome is None else {"outcome": outcome}
    _write(session, work, **values, **known, lease_until=0.0, lease_token=None)


def _write(session: Session, work: Work, **values: Any) -> None:
    ours = update(_WORK).where(_WORK.c.id == work.id, _WORK.c.lease_token == work.token)
    if session.execute(ours.values(**values)).rowcount != 1:  # type: ignore[attr-defined]
        raise LeaseLostError(f"{work.key} was taken over by another worker")
