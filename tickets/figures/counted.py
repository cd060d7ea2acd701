"""Reads conversations and tickets as the rows that figures are counted in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets import follow
from tickets.figure_tables import OpenedRow
from tickets.figures.endings import Line, questions
from tickets.follow import NOT_ASKED_ABOUT
from tickets.follow_figures import Case, Durable, case_of, first_solved, is_durable, outcome
from tickets.history_clock import recompute
from tickets.policy import LikenessRules
from tickets.report import CLOCKS, day_of, standing, waited
from tickets.tables import ConversationRow, EntryRow, TicketRow
from tickets.values import Actor, Audience, Entry, EntryKind

Row = dict[str, Any]


@dataclass(frozen=True)
class Counting:
    """What counting depends on: the office's zone, and when a solution is durable."""

    zone: str
    durable: Durable

    @classmethod
    def by(cls, zone: str, durable_days: int, alike: LikenessRules) -> Counting:
        """As the settings have it."""
        return cls(zone, Durable(timedelta(days=durable_days), alike))

    @property
    def name(self) -> str:
        """Another one when anything has changed: all is counted anew. The number is that of this code."""
        alike = self.durable.alike
        return f"1/{self.zone}/{self.durable.span.days}/{alike.words}/{alike.part}"

    def local(self, moment: datetime) -> datetime:
        """The moment on the office's wall clock."""
        return moment.astimezone(ZoneInfo(self.zone))


def question_rows(session: Session, conversations: Collection[int], counting: Counting) -> list[Row]:
    """The questions of these conversations."""
    customers = dict(_customers(session, conversations))
    return [
        {
            "entry_id": one.entry,
            "conversation_id": talk,
            "customer_id": customers.get(talk),
            "day": counting.local(one.at).toordinal(),
            "ending": one.ending.value,
            "shown": one.shown.value,
            "decided": one.decided,
        }
        for talk, history in _histories(session, conversations).items()
        for one in questions(history)
    ]


def _customers(session: Session, conversations: Collection[int]) -> Iterable[tuple[int, int | None]]:
    row = ConversationRow
    found = session.execute(select(row.id, row.customer_id).where(row.id.in_(conversations)))
    return ((talk, customer) for talk, customer in found)


def _histories(session: Session, conversations: Collection[int]) -> Mapping[int, Sequence[Line]]:
    row = EntryRow
    query = select(row.conversation_id, row.id, row.at, row.kind, row.actor, row.ticket_number, row.facts)
    found: dict[int, list[Line]] = defaultdict(list)
    for talk, number, at, kind, actor, ticket, facts in session.execute(
        query.where(row.conversation_id.in_(conversations)).order_by(row.id)
    ):
        found[talk].append(Line(number, at, EntryKind(kind), Actor(actor), ticket, facts))
    return found


def ticket_rows(
    session: Session, conversations: Collection[int], numbers: Collection[int], counting: Counting
) -> list[Row]:
    """The tickets of these conversations, and those of these numbers."""
    tickets = select(TicketRow).where(
        TicketRow.conversation_id.in_(conversations) | TicketRow.number.in_(numbers)
    )
    rows = session.scalars(tickets).unique().all()
    told = follow.marks(session, [row.number for row in rows])
    known = _durable_already(session, [row.number for row in rows])
    cases = [(row, case_of(row, told.get(row.number, ()))) for row in rows]
    return [_ticket_row(row.category, case, counting, known.get(row.number)) for row, case in cases]


def _durable_already(session: Session, numbers: Collection[int]) -> Mapping[int, bool | None]:
    row = OpenedRow
    found = session.execute(select(row.number, row.durable).where(row.number.in_(numbers)))
    return {number: durable for number, durable in found}  # noqa: C416 (rows are no pairs to the type checker)


def _ticket_row(category: str, case: Case, counting: Counting, known: bool | None) -> Row:
    opened = counting.local(case.opened_at)
    return {
        "number": case.number,
        "customer_id": case.customer,
        "day": opened.toordinal(),
        "hour": opened.weekday() * 24 + opened.hour,
        "category": category,
        **_solution(case, counting, known, asked_about=category not in NOT_ASKED_ABOUT),
    }


_UNSOLVED: Mapping[str, Any] = {
    "solved_at": None,
    "solved_day": None,
    "confirmed": False,
    "unconfirmed": False,
    "reopened": False,
    "stars": None,
    "settles_at": None,
    "durable": None,
}


def _solution(case: Case, counting: Counting, known: bool | None, *, asked_about: bool) -> Row:
    """What came of the first solution. Whether it was durable, once told, stays as it was told."""
    first = first_solved(case.marks) if asked_about else None
    if first is None:
        return dict(_UNSOLVED)
    found = outcome(case, first, (), first, counting.durable)
    return {
        "solved_at": first,
        "solved_day": counting.local(first).toordinal(),
        "confirmed": found.confirmed,
        "unconfirmed": found.unconfirmed,
        "reopened": found.reopened,
        "stars": found.stars,
        "settles_at": first + counting.durable.span,
        "durable": known,
    }


def clock_rows(session: Session, numbers: Collection[int], now: datetime) -> list[Row]:
    """Every run of the clocks of these tickets."""
    customers = session.execute(
        select(TicketRow.number, TicketRow.customer_id).where(TicketRow.number.in_(numbers))
    )
    owner = {number: customer for number, customer in customers}  # noqa: C416 (as above)
    return [
        {
            "entry_id": run.start.id,
            "ticket_number": number,
            "customer_id": owner[number],
            "day": day_of(run).toordinal(),
            "tier": run.tier.value,
            "due_at": run.promised.due,
            "standing": standing(run, now).value,
            "waited": waited(run),
        }
        for number, entries in _clock_entries(session, numbers).items()
        for run in recompute(entries).runs
    ]


def _clock_entries(session: Session, numbers: Collection[int]) -> Mapping[int, Sequence[Entry]]:
    row = EntryRow
    query = select(row.id, row.conversation_id, row.ticket_number, row.at, row.kind, row.actor, row.facts)
    chosen = query.where(row.ticket_number.in_(numbers), row.kind.in_(CLOCKS)).order_by(row.id)
    found: dict[int, list[Entry]] = defaultdict(list)
    for number, talk, ticket, at, kind, actor, facts in session.execute(chosen):
        entry = Entry(
            number, talk, ticket, at, EntryKind(kind), Actor(actor), None, Audience.STAFF, facts, None
        )
        found[ticket].append(entry)
    return found


def settled(session: Session, now: datetime, counting: Counting, limit: int) -> dict[int, bool]:
    """The tickets whose days are over, with whether their solution was durable."""
    row = OpenedRow
    due = select(row.number, row.solved_at).where(row.durable.is_(None), row.settles_at <= now)
    found = session.execute(due.order_by(row.settles_at).limit(limit))
    solved = {number: first for number, first in found if first is not None}
    numbers = list(solved)
    told, others = follow.marks(session, numbers), _opened_within(session, numbers)
    rows = session.scalars(select(TicketRow).where(TicketRow.number.in_(numbers)))
    cases = {row.number: case_of(row, told.get(row.number, ())) for row in rows}
    rule = counting.durable
    return {
        number: is_durable(cases[number], first, others[number], rule) for number, first in solved.items()
    }


def _opened_within(session: Session, numbers: Collection[int]) -> Mapping[int, Sequence[Case]]:
    """The tickets that each one's customer opened while it could not be told whether it was durable."""
    row, later = OpenedRow, TicketRow
    pairs = (
        select(row.number, later)
        .join(later, later.customer_id == row.customer_id)
        .where(row.number.in_(numbers), later.opened_at > row.solved_at, later.opened_at <= row.settles_at)
        .where(later.category.not_in(NOT_ASKED_ABOUT))
    )
    found: dict[int, list[Case]] = defaultdict(list)
    for number, other in session.execute(pairs):
        found[number].append(case_of(other))
    return found
