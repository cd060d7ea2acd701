"""Starts and stops the clock of a ticket: the one place that does (policy 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guard import Screened, own
from records import timers
from tickets.clock import Promise, Tier, promise
from tickets.entries import NewEntry, add, locked
from tickets.policy import PromiseRules
from tickets.tables import EntryRow, TicketRow
from tickets.terms import terms
from tickets.values import Actor, Audience, EntryKind, Person, Status
from tickets.visits import windows


class Response(StrEnum):
    """How a member of staff answered: connected in real time, or in writing that is read later."""

    LIVE = "live"
    WRITTEN = "written"


class Stop(StrEnum):
    """What stopped a clock."""

    RESPONSE = "response"
    BY_HAND = "by_hand"
    CLOSED = "closed"
    MERGED = "merged"


ACKNOWLEDGES = "acknowledges"
"""The fact of an entry that holds a customer's words which ask for nothing: they start no clock."""

RESPONSE = "response"
"""The fact of an entry that holds a reply of staff to the customer: a :class:`Response`."""


@dataclass(frozen=True)
class Cause:
    """Why the clock starts or stops: in words, the entry it follows from, and who did it by hand.

    ``source`` is the id of the message with which somebody did it by hand; the same again is refused.
    """

    reason: Screened
    entry: int | None = None
    by: Person | None = None
    source: str | None = None


def start(session: Session, number: int, at: datetime, rules: PromiseRules, cause: Cause) -> int | None:
    """The oldest unanswered message starts the clock, in the tier of its own arrival.

    A running clock is not moved, and a ticket that is not open has none; then nothing is written and None
    returned, else the id of the entry that says so.
    """
    row = locked(session, number)
    if row.waiting_since is not None or row.status != Status.OPEN:
        return None
    visits = windows(session, row.customer_id, at)
    promised = promise(at, rules, visits)
    row.tier, row.waiting_since = promised.tier, promised.at
    row.due_at, row.target_at = promised.due, promised.target
    entry = _note(session, row, at, EntryKind.CLOCK_STARTED, terms(promised, rules, visits), cause)
    _set_alarms(session, number, entry, promised, rules)
    return entry


WARNING, BREACH = "clock.warning", "clock.breach"
"""Under which names staff are warned, and the escalation contact is told of a broken promise."""


def _set_alarms(session: Session, number: int, entry: int, promised: Promise, rules: PromiseRules) -> None:
    """Each rings once for the clock that ``entry`` starts; a warning is no news after ``until``."""
    moments = warnings(promised, rules)
    following = [*[moment for _, moment in moments[1:]], promised.due]
    for (share, moment), until in zip(moments, following, strict=True):
        facts = {"ticket": number, "start": entry, "share": share, "until": until.isoformat()}
        timers.remind(session, WARNING, f"{entry}:{share}", moment, promised.at, **facts)
    timers.remind(session, BREACH, str(entry), promised.due, promised.at, ticket=number, start=entry)


def warnings(promised: Promise, rules: PromiseRules) -> tuple[tuple[float, datetime], ...]:
    """When staff are warned, the earliest first: (share of the time to the target, moment).

    Where the target is earlier than the promise, its passing (share 1) is a warning too.
    """
    span = promised.target - promised.at
    shares = [*sorted(set(rules.warnings)), *([1.0] if promised.target < promised.due else [])]
    return tuple((share, promised.at + share * span) for share in shares)


def running(session: Session, number: int) -> int | None:
    """The entry that started the clock which runs now; None when none does."""
    row = session.get(TicketRow, number, populate_existing=True)
    if row is None or row.waiting_since is None:
        return None
    started = select(func.max(EntryRow.id)).where(
        EntryRow.ticket_number == number, EntryRow.kind == EntryKind.CLOCK_STARTED
    )
    return session.scalar(started)


def respond(
    session: Session, number: int, at: datetime, rules: PromiseRules, entry: int, how: Response
) -> bool:
    """Staff answered the customer with ``entry``; returns whether that stopped the clock.

    What was said before the message that carries the clock does not answer it. In the visit tier only who
    is connected in real time answers. A later message of the customer that was heard before this answer
    starts the next clock.
    """
    row = locked(session, number)
    if row.waiting_since is None or at < row.waiting_since:
        return False
    if row.tier == Tier.VISIT and how is not Response.LIVE:
        return False
    _stop(session, row, at, Stop.RESPONSE, Cause(own("staff answered"), entry))
    _start_again(session, row, at, rules)
    return True


def respond_live(session: Session, number: int, at: datetime, rules: PromiseRules, entry: int) -> bool:
    """A call or a conference was begun, as ``entry`` (CALL_BEGUN) says: an answer in every tier."""
    return respond(session, number, at, rules, entry, Response.LIVE)


CLOSED = own("the ticket is closed")


def close(
    session: Session, number: int, at: datetime, entry: int | None = None, why: Screened = CLOSED
) -> None:
    """A ticket that is not open has no clock; one that stands stays as it is."""
    row = locked(session, number)
    if row.waiting_since is not None:
        _stop(session, row, at, Stop.CLOSED, Cause(why, entry))


def hand_on(session: Session, number: int, at: datetime, cause: Cause) -> None:
    """Two tickets become one: the message that carries this clock is answered in another run of a clock."""
    row = locked(session, number)
    if row.waiting_since is not None:
        _stop(session, row, at, Stop.MERGED, cause)


def start_by_hand(
    session: Session, number: int, at: datetime, rules: PromiseRules, cause: Cause
) -> int | None:
    """A member of staff starts the clock, with a reason; None when it runs or the ticket is not open."""
    return start(session, number, at, rules, cause)


def stop_by_hand(
    session: Session, number: int, at: datetime, rules: PromiseRules, cause: Cause
) -> int | None:
    """A member of staff stops the clock, with a reason; None when it stands. It counts as no response."""
    row = locked(session, number)
    if row.waiting_since is None:
        return None
    stopped = _stop(session, row, at, Stop.BY_HAND, cause)
    _start_again(session, row, at, rules)
    return stopped


def _stop(session: Session, row: TicketRow, at: datetime, how: Stop, cause: Cause) -> int:
    waited = 0.0 if row.waiting_since is None else max((at - row.waiting_since).total_seconds(), 0.0)
    row.waiting_since = row.due_at = row.target_at = None
    facts = {"how": how.value, "waited_seconds": waited}
    return _note(session, row, at, EntryKind.CLOCK_STOPPED, facts, cause)


def _start_again(session: Session, row: TicketRow, after: datetime, rules: PromiseRules) -> None:
    """The customer's words that were said after the answer and heard before it are not answered by it."""
    said = select(EntryRow).where(
        EntryRow.ticket_number == row.number,
        EntryRow.kind == EntryKind.CUSTOMER_WORDS,
        EntryRow.at > after,
    )
    unanswered = [
        one for one in session.scalars(said.order_by(EntryRow.at)) if not one.facts.get(ACKNOWLEDGES)
    ]
    if unanswered:
        first = unanswered[0]
        start(session, row.number, first.at, rules, Cause(own("the customer wrote"), first.id))


def _note(
    session: Session, row: TicketRow, at: datetime, kind: EntryKind, facts: Mapping[str, Any], cause: Cause
) -> int:
    new = NewEntry(
        row.conversation_id,
        at,
        kind,
        Actor.BOT if cause.by is None else Actor.STAFF,
        row.number,
        None if cause.by is None else cause.by.id,
        Audience.STAFF,
        {**facts, "cause": cause.entry},
        cause.reason,
        cause.source,
    )
    return add(session, new)
