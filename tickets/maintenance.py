"""Maintenance windows as records: announced, changed, cancelled; and what of each was published in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from guard import Screened
from tickets.maintenance_tables import MaintenanceRow
from tickets.outages import begin_history


@dataclass(frozen=True)
class Plan:
    """What a window is to be: from ``start`` up to, not including, ``end``."""

    start: datetime
    end: datetime
    what: Screened
    scheduled: bool


@dataclass(frozen=True)
class Window:
    """A maintenance window as it stands.

    ``published`` is what of it was announced before it began (None for an unscheduled one): only that does
    not count against the availability. ``changes`` counts the announcements.
    """

    id: int
    conversation_id: int
    plan: Plan
    published: tuple[datetime, datetime] | None
    announced_at: datetime
    cancelled_at: datetime | None
    changes: int

    def is_on(self, at: datetime) -> bool:
        return self.cancelled_at is None and self.plan.start <= at < self.plan.end


def announce(session: Session, plan: Plan, at: datetime) -> Window:
    """A new window; a scheduled one is published when it is announced before it begins."""
    published = plan.scheduled and at < plan.start
    row = MaintenanceRow(
        conversation_id=begin_history(session, at),
        what=plan.what,
        scheduled=plan.scheduled,
        start_at=plan.start,
        end_at=plan.end,
        published_start=plan.start if published else None,
        published_end=plan.end if published else None,
        announced_at=at,
        changes=1,
    )
    session.add(row)
    session.flush()
    return _window(row)


def change(session: Session, window_id: int, plan: Plan, at: datetime) -> Window:
    """Another plan. What was published stays published once the window has begun: an overrun counts."""
    row = _locked(session, window_id)
    if plan.scheduled and at < min(row.start_at, plan.start):
        row.published_start, row.published_end = plan.start, plan.end
    row.start_at, row.end_at, row.what, row.scheduled = plan.start, plan.end, plan.what, plan.scheduled
    row.announced_at, row.changes = at, row.changes + 1
    session.flush()
    return _window(row)


def cancel(session: Session, window_id: int, at: datetime) -> Window:
    """It will not take place."""
    row = _locked(session, window_id)
    row.cancelled_at, row.announced_at, row.changes = at, at, row.changes + 1
    session.flush()
    return _window(row)


def window(session: Session, window_id: int) -> Window | None:
    """One window, or None."""
    row = session.get(MaintenanceRow, window_id, populate_existing=True)
    return None if row is None else _window(row)


def window_of(session: Session, conversation_id: int) -> Window | None:
    """The window whose history this conversation is."""
    row = session.scalar(select(MaintenanceRow).where(MaintenanceRow.conversation_id == conversation_id))
    return None if row is None else _window(row)


def windows(session: Session, limit: int = 100) -> tuple[Window, ...]:
    """All windows, the latest first."""
    query = select(MaintenanceRow).order_by(MaintenanceRow.start_at.desc(), MaintenanceRow.id.desc())
    return tuple(_window(row) for row in session.scalars(query.limit(limit)))


def windows_at(session: Session, at: datetime) -> tuple[Window, ...]:
    """The windows that are on at a moment."""
    query = select(MaintenanceRow).where(
        MaintenanceRow.start_at <= at, MaintenanceRow.end_at > at, MaintenanceRow.cancelled_at.is_(None)
    )
    return tuple(_window(row) for row in session.scalars(query.order_by(MaintenanceRow.id)))


def windows_after(session: Session, at: datetime) -> tuple[Window, ...]:
    """The windows that are on or still to come, the next one first."""
    query = select(MaintenanceRow).where(MaintenanceRow.end_at > at, MaintenanceRow.cancelled_at.is_(None))
    return tuple(_window(row) for row in session.scalars(query.order_by(MaintenanceRow.start_at)))


def _locked(session: Session, window_id: int) -> MaintenanceRow:
    return session.get_one(MaintenanceRow, window_id, with_for_update=True, populate_existing=True)


def _window(row: MaintenanceRow) -> Window:
    published = None
    if row.published_start is not None and row.published_end is not None:
        published = row.published_start, row.published_end
    return Window(
        row.id,
        row.conversation_id,
        Plan(row.start_at, row.end_at, row.what, row.scheduled),
        published,
        row.announced_at,
        row.cancelled_at,
        row.changes,
    )
