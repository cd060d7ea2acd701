"""Scheduled customer visits: what may be booked, what is guaranteed, and which there are (policy 6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from guard import Screened, restored
from tickets.directory import customer_of, person_of
from tickets.policy import VisitRules, VisitWindow
from tickets.values import Customer, Person
from tickets.visit_tables import VisitRow


@dataclass(frozen=True)
class Plan:
    """What a visit is to be. ``number`` reaches the contact: made by :func:`guard.contact_number`."""

    client: Screened
    place: Screened
    start: datetime
    end: datetime
    contact: Screened
    number: Screened
    work: Screened


@dataclass(frozen=True)
class Visit:
    """A visit as it stands. It is guaranteed up to ``guaranteed_until``; None is best effort.

    ``moved`` counts how often its beginning was changed.
    """

    id: int
    conversation_id: int
    customer: Customer
    booked_by: Person
    plan: Plan
    guaranteed_until: datetime | None
    cancelled_at: datetime | None
    moved: int
    revision: int

    @property
    def guaranteed(self) -> bool:
        return self.guaranteed_until is not None

    def is_over(self, at: datetime) -> bool:
        """Cancelled, or past its end: nothing of it can be changed any more."""
        return self.cancelled_at is not None or self.plan.end <= at


# What may be booked, and what is guaranteed.


class Fault(StrEnum):
    """What is wrong with the times of a visit."""

    PAST = "past"
    OVER = "over"
    ENDS_FIRST = "ends first"
    TOO_LONG = "too long"
    TOO_FAR = "too far"


def faults(
    start: datetime, end: datetime, at: datetime, rules: VisitRules, before: Visit | None = None
) -> tuple[Fault, ...]:
    """What is wrong with these times at the moment ``at``; ``before`` is the visit that is changed.

    A visit that is under way may keep its beginning; only its end must be ahead then.
    """
    return tuple(_faults(start, end, at, rules, before is not None and before.plan.start == start))


def _faults(
    start: datetime, end: datetime, at: datetime, rules: VisitRules, begins_as_before: bool
) -> Iterator[Fault]:
    length = _utc(end) - _utc(start)
    if not begins_as_before:
        yield from _start_faults(start, at, rules)
    if length <= timedelta(0):
        yield Fault.ENDS_FIRST
    elif length > timedelta(hours=rules.longest_hours):
        yield Fault.TOO_LONG
    elif end <= at:
        yield Fault.OVER


def _start_faults(start: datetime, at: datetime, rules: VisitRules) -> Iterator[Fault]:
    if start <= at:
        yield Fault.PAST
    elif _utc(start) - _utc(at) > timedelta(days=rules.ahead_days):
        yield Fault.TOO_FAR


def guaranteed_until(
    plan: Plan, at: datetime, rules: VisitRules, before: Visit | None = None
) -> datetime | None:
    """Until when a visit booked (or changed from ``before``) at ``at`` is guaranteed; None: best effort.

    The notice is elapsed time from the act to the start (policy 6). With less notice a visit that keeps its
    start keeps what was guaranteed before, but gains nothing: a later end is best effort.
    """
    if _utc(plan.start) - _utc(at) >= timedelta(hours=rules.notice_hours):
        return plan.end
    if before is None or before.guaranteed_until is None or before.plan.start != plan.start:
        return None
    return min(before.guaranteed_until, plan.end)


def reminders(start: datetime, at: datetime, rules: VisitRules) -> tuple[tuple[int, datetime], ...]:
    """The reminders still ahead at ``at``, the earliest first: (hours before the start, moment)."""
    hours = sorted(set(rules.reminders_hours), reverse=True)
    moments = ((one, _utc(start) - timedelta(hours=one)) for one in hours)
    return tuple((one, moment) for one, moment in moments if moment > at)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


# Which there are.


def windows(session: Session, customer_id: int, at: datetime) -> tuple[VisitWindow, ...]:
    """The guaranteed visits of this customer that cover the moment, as the clock takes them (policy 4).

    One that was cancelled covers what came before that.
    """
    query = (
        select(VisitRow)
        .where(VisitRow.customer_id == customer_id)
        .where(VisitRow.starts_at <= at, VisitRow.guaranteed_until > at)
        .where(or_(VisitRow.cancelled_at.is_(None), VisitRow.cancelled_at > at))
        .order_by(VisitRow.starts_at, VisitRow.id)
    )
    return tuple(_window(row) for row in session.scalars(query))


def visit(session: Session, visit_id: int) -> Visit | None:
    """One visit, or None."""
    row = session.get(VisitRow, visit_id, populate_existing=True)
    return None if row is None else visit_of(row)


def contact_numbers(session: Session) -> frozenset[str]:
    """The telephone numbers of the contacts of all visits; the guard lets these stand."""
    return frozenset(session.scalars(select(VisitRow.number)))


def coming(
    session: Session, at: datetime, customer_id: int | None = None, limit: int = 100
) -> tuple[Visit, ...]:
    """The visits (of one customer) that are under way or ahead, the next one first."""
    query = select(VisitRow).where(VisitRow.cancelled_at.is_(None), VisitRow.ends_at > at)
    return _visits(session, query, customer_id, limit)


def past(
    session: Session, at: datetime, customer_id: int | None = None, limit: int = 100
) -> tuple[Visit, ...]:
    """The visits (of one customer) that are over or were cancelled, by their start."""
    query = select(VisitRow).where(or_(VisitRow.cancelled_at.is_not(None), VisitRow.ends_at <= at))
    return _visits(session, query, customer_id, limit)


def under_way(session: Session, customer_id: int, at: datetime) -> Visit | None:
    """The visit this customer is on at the moment; a guaranteed one before others."""
    now = [one for one in coming(session, at, customer_id) if one.plan.start <= at]
    return min(now, key=lambda one: (not is_guaranteed_at(one, at), one.plan.start, one.id), default=None)


def is_guaranteed_at(visit: Visit, at: datetime) -> bool:
    """Whether what arrives at this moment of the visit gets the promise of the visit tier."""
    return visit.guaranteed_until is not None and visit.plan.start <= at < visit.guaranteed_until


def overlapping(
    session: Session, customer_id: int, start: datetime, end: datetime, but: int | None = None
) -> tuple[Visit, ...]:
    """The customer's other visits that share some time with this one."""
    query = select(VisitRow).where(
        VisitRow.cancelled_at.is_(None), VisitRow.starts_at < end, VisitRow.ends_at > start
    )
    found = _visits(session, query, customer_id, limit=100)
    return tuple(one for one in found if one.id != but)


def visit_of(row: VisitRow) -> Visit:
    """A row as a value."""
    number: Screened = restored(row.number)
    return Visit(
        row.id,
        row.conversation_id,
        customer_of(row.customer),
        person_of(row.booked_by),
        Plan(row.client, row.place, row.starts_at, row.ends_at, row.contact, number, row.work),
        row.guaranteed_until,
        row.cancelled_at,
        row.moved,
        row.revision,
    )


def _visits(
    session: Session, query: Select[VisitRow], customer_id: int | None, limit: int
) -> tuple[Visit, ...]:
    if customer_id is not None:
        query = query.where(VisitRow.customer_id == customer_id)
    rows = session.scalars(query.order_by(VisitRow.starts_at, VisitRow.id).limit(limit))
    return tuple(visit_of(row) for row in rows)


def _window(row: VisitRow) -> VisitWindow:
    ends = [moment for moment in (row.guaranteed_until, row.cancelled_at) if moment is not None]
    return VisitWindow(str(row.id), row.starts_at, min(ends), guaranteed=True)
