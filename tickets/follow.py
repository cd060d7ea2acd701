"""What came of a solution: asked for, confirmed, opened again, rated. Read out of the history alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.policy import FollowRules
from tickets.tables import EntryRow
from tickets.values import EntryKind, Status, Ticket

KINDS = (
    EntryKind.SOLVED,
    EntryKind.CONFIRMED,
    EntryKind.REOPENED,
    EntryKind.WITHDRAWN,
    EntryKind.RATED,
)
NOT_ASKED_ABOUT = frozenset({"feature"})
"""A suggestion is noted and closed (policy 10); nobody can say whether that solved it."""


@dataclass(frozen=True)
class Mark:
    """One line of a history that tells of a solution. ``stars`` are those of a rating."""

    entry: int
    at: datetime
    kind: EntryKind
    stars: int | None = None


@dataclass(frozen=True)
class Following:
    """How the last solution of a ticket stands.

    ``solution`` is the entry that told of it, ``closed_at`` when the ticket was solved or withdrawn (None
    while it is open), ``confirmed`` that the person said so, ``asked_to_rate`` that they were ever asked.
    """

    solution: int | None = None
    closed_at: datetime | None = None
    confirmed: bool = False
    withdrawn: bool = False
    asked_to_rate: bool = False
    stars: int | None = None


def following(marks: Iterable[Mark]) -> Following:
    """Where a ticket stands after these marks, oldest first. Silence confirms nothing."""
    state = Following()
    for mark in marks:
        state = _after(state, mark)
    return state


def _after(state: Following, mark: Mark) -> Following:
    if mark.kind is EntryKind.SOLVED:
        return replace(state, solution=mark.entry, closed_at=mark.at, confirmed=False, withdrawn=False)
    if mark.kind is EntryKind.CONFIRMED:
        closed = state.closed_at or mark.at
        return replace(state, closed_at=closed, confirmed=True, withdrawn=False, asked_to_rate=True)
    if mark.kind is EntryKind.REOPENED:
        return replace(state, solution=None, closed_at=None, confirmed=False, withdrawn=False)
    if mark.kind is EntryKind.WITHDRAWN:
        return replace(state, solution=None, closed_at=mark.at, confirmed=False, withdrawn=True)
    return replace(state, stars=state.stars if mark.stars is None else mark.stars)


def is_too_late(state: Following, at: datetime, rules: FollowRules) -> bool:
    """Whether a word of the customer at that moment no longer opens the ticket again."""
    return state.closed_at is not None and at > state.closed_at + timedelta(days=rules.reopen_days)


def is_asked_about(ticket: Ticket) -> bool:
    """Whether the person is asked if this solution helped: it is solved, and no mere suggestion."""
    return ticket.status is Status.SOLVED and ticket.category not in NOT_ASKED_ABOUT


def of_ticket(session: Session, number: int) -> Following:
    """How the last solution of this ticket stands."""
    return following(marks(session, (number,)).get(number, ()))


def marks(session: Session, numbers: Iterable[int] | None = None) -> dict[int, tuple[Mark, ...]]:
    """The marks of these tickets (of all, without any), by their number, oldest first."""
    query = select(EntryRow).where(EntryRow.ticket_number.is_not(None), EntryRow.kind.in_(KINDS))
    if numbers is not None:
        query = query.where(EntryRow.ticket_number.in_(tuple(numbers)))
    found: dict[int, list[Mark]] = {}
    for row in session.scalars(query.order_by(EntryRow.id)):
        mark = Mark(row.id, row.at, EntryKind(row.kind), row.facts.get("stars"))
        found.setdefault(row.ticket_number or 0, []).append(mark)
    return {number: tuple(those) for number, those in found.items()}
