"""The ledger of the servers' availability: what is on record of a time, month by month and for a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tickets.availability import Availability, Down, DownBy, Span, availability, clipped, without
from tickets.maintenance import Window, windows
from tickets.outages import OutageState, outages
from tickets.probes import failures
from tickets.tables import ConversationRow

_ALL = 1_000_000


@dataclass(frozen=True)
class Ledger:
    """Everything on record up to a moment. ``since`` is when the record begins; None while there is none."""

    since: datetime | None
    until: datetime
    downs: tuple[Down, ...]
    published: tuple[Span, ...]


@dataclass(frozen=True)
class Line:
    """The availability of one month (``2026-11``) or year (``2026``)."""

    name: str
    found: Availability


def ledger(session: Session, now: datetime) -> Ledger:
    """What is on record: declared outages, maintenance, and failed probes."""
    kept = windows(session, _ALL)
    downs = (*_outages(session, now), *_probes(session, now), *_unscheduled(kept))
    begun = [session.scalar(select(func.min(ConversationRow.started_at))), *(one.span[0] for one in downs)]
    since = min((one for one in begun if one is not None), default=None)
    published = tuple(span for one in kept for span in _published(one))
    return Ledger(since, now, downs, published)


def lines(found: Ledger, year: int, zone: str, promised: float) -> tuple[Line, ...]:
    """The months of a year that are on record, then the year itself; the current ones up to now."""
    months = [(f"{year}-{month:02}", _month(year, month, zone)) for month in range(1, 13)]
    whole = months[0][1][0], months[-1][1][1]
    return tuple(
        Line(name, availability(span, found.downs, found.published, promised))
        for name, period in (*months, (str(year), whole))
        for span in _on_record(found, period)
    )


def _on_record(found: Ledger, period: Span) -> tuple[Span, ...]:
    return () if found.since is None else clipped([period], (found.since, found.until))


def _month(year: int, month: int, zone: str) -> Span:
    after = (year + 1, 1) if month == 12 else (year, month + 1)
    return _midnight(year, month, zone), _midnight(*after, zone)


def _midnight(year: int, month: int, zone: str) -> datetime:
    return datetime(year, month, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _outages(session: Session, now: datetime) -> tuple[Down, ...]:
    counted = (OutageState.DECLARED, OutageState.RESOLVED)
    found = (one for one in outages(session, _ALL) if one.state in counted)
    return tuple(Down((one.started_at, one.ended_at or now), DownBy.OUTAGE) for one in found)


def _probes(session: Session, now: datetime) -> tuple[Down, ...]:
    found = failures(session, counted=True)
    return tuple(Down((one.started_at, one.ended_at or now), DownBy.PROBE) for one in found)


def _published(window: Window) -> tuple[Span, ...]:
    """What was announced in time and took place."""
    if window.cancelled_at is not None or window.published is None:
        return ()
    return clipped([window.published], (window.plan.start, window.plan.end))


def _unscheduled(kept: tuple[Window, ...]) -> tuple[Down, ...]:
    """All maintenance that was not announced in time, overruns included."""
    return tuple(
        Down(span, DownBy.UNSCHEDULED)
        for one in kept
        if one.cancelled_at is None
        for span in without([(one.plan.start, one.plan.end)], _published(one))
    )
