"""What our own checks of the platform's addresses have found: who looks when, and what did not answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from tickets.outage_tables import OutageRow
from tickets.outages import OutageState
from tickets.probe_tables import ProbeFailureRow, ProbeRow

_MISSED = 3
"""After so many rounds without a look nobody knows what was in between: a failure ends with the last look."""


class Turn(StrEnum):
    """What a look has changed."""

    FAILED = "failed"
    RECOVERED = "recovered"


@dataclass(frozen=True)
class Failure:
    """A time in which a target did not answer; still going on without ``ended_at``."""

    id: int
    name: str
    started_at: datetime
    ended_at: datetime | None
    outage_id: int | None


def take_turn(session: Session, name: str, now: datetime, every: timedelta) -> bool:
    """Whether it is time to look at a target, and nobody else does. Commit before looking."""
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    insert: Any = (postgresql.insert if on_postgresql else sqlite.insert)(ProbeRow)
    new = insert.values(name=name, looked_at=now, failures=0).on_conflict_do_nothing(index_elements=["name"])
    if session.execute(new.returning(ProbeRow.name)).scalar_one_or_none() is not None:
        return True
    _end_what_nobody_saw(session, name, now, every)
    mine = update(ProbeRow).where(ProbeRow.name == name, ProbeRow.looked_at <= now - every)
    return bool(session.execute(mine.values(looked_at=now)).rowcount == 1)  # type: ignore[attr-defined]


def note(session: Session, name: str, at: datetime, needed: int, *, answered: bool) -> Turn | None:
    """What was found at ``at``. So many failures in a row make a time that begins with the first of them."""
    row = session.get_one(ProbeRow, name, with_for_update=True, populate_existing=True)
    if answered:
        row.failures, row.failing_since = 0, None
        return Turn.RECOVERED if _end(session, name, at) else None
    row.failures += 1
    row.failing_since = row.failing_since or at
    if row.failures != needed:
        return None
    session.add(ProbeFailureRow(name=name, started_at=row.failing_since))
    session.flush()
    return Turn.FAILED


def link(session: Session, name: str, outage_id: int) -> None:
    """The failure that is going on belongs to this outage."""
    row = _going_on(session, name)
    if row is not None:
        row.outage_id = outage_id
        session.flush()


def failures(session: Session, *, counted: bool = False) -> tuple[Failure, ...]:
    """All failures, oldest first; ``counted`` leaves out those whose outage staff have refused."""
    query = select(ProbeFailureRow).order_by(ProbeFailureRow.id)
    if counted:
        refused = select(OutageRow.id).where(OutageRow.state == OutageState.REFUSED)
        query = query.where(ProbeFailureRow.outage_id.is_(None) | ProbeFailureRow.outage_id.not_in(refused))
    return tuple(
        Failure(row.id, row.name, row.started_at, row.ended_at, row.outage_id)
        for row in session.scalars(query)
    )


def _end_what_nobody_saw(session: Session, name: str, now: datetime, every: timedelta) -> None:
    row = session.get_one(ProbeRow, name, with_for_update=True, populate_existing=True)
    if now - row.looked_at > _MISSED * every:
        _end(session, name, row.looked_at)
        row.failures, row.failing_since = 0, None
        session.flush()


def _end(session: Session, name: str, at: datetime) -> bool:
    row = _going_on(session, name)
    if row is None:
        return False
    row.ended_at = at
    session.flush()
    return True


def _going_on(session: Session, name: str) -> ProbeFailureRow | None:
    query = select(ProbeFailureRow).where(ProbeFailureRow.name == name, ProbeFailureRow.ended_at.is_(None))
    return session.scalar(query.limit(1))
