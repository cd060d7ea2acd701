"""Counts unanswered queries and topics by day: asked, answered, dismissed, set aside, still open.

Neither keeps the history of its state, so a row beside each one notes what the state is and since which day:
a round every few seconds writes down what has changed. What was settled before it was first seen counts on
the day on which it was asked; what is opened again counts as open all along.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Index, Integer, String, and_, delete, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.gap_topics import TopicRow, TopicState
from knowledge.gaps import GapState, UnansweredRow
from records.base import Base
from records.engine import Transactions

CHANGES: Final = 2_000
"""How many one round writes down."""


class Kind(StrEnum):
    """What has a state: one unanswered query, or a topic of several."""

    QUERY = "query"
    TOPIC = "topic"


class StateRow(Base):
    """The state of one query or topic since a day (None while it is open), and the day it began.

    Days are those of the office, as :meth:`datetime.date.toordinal` counts them.
    """

    __tablename__ = "figure_gaps"
    kind: Mapped[str] = mapped_column(String(6), primary_key=True)
    ref: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    customer_id: Mapped[int | None] = mapped_column(Integer)
    day: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(12))
    since: Mapped[int | None] = mapped_column(Integer)
    __table_args__ = (
        Index("ix_figure_gaps_day", "kind", "day", "customer_id"),
        Index("ix_figure_gaps_since", "kind", "since", "state", "customer_id"),
    )


class Settled(StrEnum):
    """What a query or topic has come to that is open no more."""

    ANSWERED = "answered"
    DISMISSED = "dismissed"
    ASIDE = "aside"


OPEN: Final = "open"
_SETTLED = {
    GapState.ANSWERED.value: Settled.ANSWERED,
    GapState.DISMISSED.value: Settled.DISMISSED,
}
"""All other states but the open one are set aside: held back, lapsed, or gone into another topic."""


@dataclass(frozen=True)
class Moved:
    """One day: how many were asked, and how many that were open came to be what."""

    day: date
    asked: int = 0
    answered: int = 0
    dismissed: int = 0
    aside: int = 0


@dataclass(frozen=True)
class _Change:
    kind: Kind
    ref: int
    customer: int | None
    began: datetime
    state: str
    known: bool


def keep_states(reading: Transactions, writing: Transactions, now: datetime, zone: str) -> bool:
    """Write down what has changed since the last round; whether there may be more."""
    with reading() as session:
        changes = list(_changes(session))
    if not changes:
        return False
    with writing() as session:
        _write(session, changes, now, zone)
    return len(changes) >= CHANGES


def forget_states(session: Session) -> None:
    """Forget every state; the next rounds write them down again."""
    session.execute(delete(StateRow))


def moved(
    session: Session, kind: Kind, first: date, last: date, customer: int | None = None
) -> tuple[int, tuple[Moved, ...]]:
    """How many were open before ``first``, and each day from then to ``last`` on which anything moved."""
    asked = _by(session, kind, customer, StateRow.day, first, last)
    settled = _by(session, kind, customer, StateRow.since, first, last, StateRow.state)
    days: dict[int, dict[str, int]] = {}
    for day, count in asked:
        days.setdefault(day, {})["asked"] = count
    for day, state, count in settled:
        name = _SETTLED.get(state, Settled.ASIDE).value
        that = days.setdefault(day, {})
        that[name] = that.get(name, 0) + count
    found = tuple(Moved(date.fromordinal(day), **days[day]) for day in sorted(days))
    return _open_before(session, kind, customer, first), found


def _by(
    session: Session, kind: Kind, customer: int | None, day: Any, first: date, last: date, *more: Any
) -> Sequence[Any]:
    query = select(day, *more, func.count()).where(*_of(kind, customer))
    within = day.between(first.toordinal(), last.toordinal())
    return session.execute(query.where(within).group_by(day, *more)).all()


def _open_before(session: Session, kind: Kind, customer: int | None, first: date) -> int:
    """Asked before that day, and not settled before it."""
    count = select(func.count()).select_from(StateRow).where(*_of(kind, customer))
    asked = session.scalar(count.where(StateRow.day < first.toordinal())) or 0
    settled = session.scalar(count.where(StateRow.since < first.toordinal())) or 0
    return asked - settled


def _of(kind: Kind, customer: int | None) -> tuple[ColumnElement[bool], ...]:
    theirs = () if customer is None else (StateRow.customer_id == customer,)
    return (StateRow.kind == kind.value, *theirs)


def _changes(session: Session) -> Iterator[_Change]:
    query, topic = UnansweredRow, TopicRow
    queries = select(query.id, query.customer_id, query.asked_at, query.state, StateRow.ref)
    yield from _changed(session, Kind.QUERY, query, queries)
    topics = select(topic.id, StateRow.customer_id, topic.made_at, topic.state, StateRow.ref)
    yield from _changed(session, Kind.TOPIC, topic, topics)


def _changed(session: Session, kind: Kind, row: Any, query: Any) -> Iterator[_Change]:
    """Those whose state is another one than was written down, or of which nothing was."""
    noted = query.outerjoin(StateRow, and_(StateRow.kind == kind.value, StateRow.ref == row.id))
    news = noted.where(or_(StateRow.ref.is_(None), StateRow.state != row.state)).order_by(row.id)
    for ref, customer, began, state, known in session.execute(news.limit(CHANGES)):
        yield _Change(kind, ref, customer, began, state, known is not None)


def _write(session: Session, changes: Sequence[_Change], now: datetime, zone: str) -> None:
    """Put the states in; another process that saw the same writes the same."""
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = make(StateRow)
    again = {name: row.excluded[name] for name in ("state", "since")}
    upsert = row.on_conflict_do_update(index_elements=["kind", "ref"], set_=again)
    session.execute(upsert, [_row(one, now, zone) for one in changes])


def _row(one: _Change, now: datetime, zone: str) -> dict[str, Any]:
    began, today = (moment.astimezone(ZoneInfo(zone)).toordinal() for moment in (one.began, now))
    is_open = one.state in (OPEN, TopicState.OPEN)
    return {
        "kind": one.kind.value,
        "ref": one.ref,
        "customer_id": one.customer,
        "day": began,
        "state": one.state,
        "since": None if is_open else (max(today, began) if one.known else began),
    }
