"""What rings for a running clock: warnings to staff, and a broken promise to the escalation contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.replies import reason
from bot.rules import Rules
from bot.telling import Telling
from bot.words import clock as words
from guard import Screened, restored
from records.engine import Session
from records.facts import to_facts
from tickets import directory, reads, timekeeping, writes
from tickets.clock import spoken_due
from tickets.values import Actor, Audience, EntryKind, Role, Ticket
from tickets.writes import NewEntry


@dataclass(frozen=True)
class Waiting:
    """A ticket whose customer waits: what its clock said when it rang."""

    ticket: Ticket
    since: datetime
    due: datetime
    target: datetime


def _warn(session: Session, facts: Mapping[str, Any], now: datetime, rules: Rules) -> None:
    """Staff are warned while that very clock runs, and the next warning is not due yet."""
    waiting = _waiting(session, facts)
    if waiting is None or now >= datetime.fromisoformat(facts["until"]):
        return
    text = words.warning(waiting.ticket, _left(waiting.target, now), _spoken(waiting.target, now, rules))
    if float(facts["share"]) >= 1:
        text = words.target_missed(waiting.ticket, _left(waiting.due, now), _spoken(waiting.due, now, rules))
    entry = _note(session, waiting, now, EntryKind.CLOCK_WARNED, text, facts)
    _tell_staff(Telling(session, waiting.ticket.conversation_id, now, rules), entry, waiting.ticket)


def _tell_staff(tell: Telling, entry: int, ticket: Ticket) -> None:
    """Who has taken it, in person; all where nobody has; the thread of the ticket in any case."""
    tell.desk(entry, "reply")
    if ticket.assignee is not None:
        tell.notify(entry, ticket.assignee)
    elif tell.rules.desk_channel:
        tell.channel(entry)
    else:
        tell.letter(entry, "desk")


def _break(session: Session, facts: Mapping[str, Any], now: datetime, rules: Rules) -> None:
    """The promise is broken while that very clock runs: the escalation contact is told."""
    waiting = _waiting(session, facts)
    if waiting is None or now < waiting.due:
        return
    text = words.broken(waiting.ticket, _spoken(waiting.due, now, rules))
    more = {**facts, "alarm": _alarm(waiting, text)}
    entry = _note(session, waiting, now, EntryKind.PROMISE_BROKEN, text, more)
    tell = Telling(session, waiting.ticket.conversation_id, now, rules)
    tell.desk(entry, "reply")
    tell.escalation(entry)
    if not rules.escalation.is_set:
        tell.letter(entry, "desk")
        for lead in directory.staff(session, Role.LEAD):
            tell.notify(entry, lead)


def _waiting(session: Session, facts: Mapping[str, Any]) -> Waiting | None:
    number = int(facts["ticket"])
    if timekeeping.running(session, number) != int(facts["start"]):
        return None
    ticket = reads.ticket(session, number)
    if ticket is None or ticket.waiting_since is None or ticket.due_at is None:
        return None
    return Waiting(ticket, ticket.waiting_since, ticket.due_at, ticket.target_at or ticket.due_at)


def _note(
    session: Session,
    waiting: Waiting,
    now: datetime,
    kind: EntryKind,
    text: Screened,
    facts: Mapping[str, Any],
) -> int:
    """The line in the history, for staff."""
    ticket = waiting.ticket
    kept = {
        "reply": to_facts(reason(text)),
        **{name: value for name, value in facts.items() if name != "what"},
    }
    new = NewEntry(
        ticket.conversation_id, now, kind, Actor.BOT, ticket.number, audience=Audience.STAFF, facts=kept
    )
    return writes.add(session, new)


def _alarm(waiting: Waiting, text: Screened) -> dict[str, object]:
    """What a pager is sent."""
    ticket = waiting.ticket
    return {
        "event": "promise.broken",
        "ticket": ticket.number,
        "subject": ticket.subject,
        "customer": restored(ticket.customer.name),
        "tier": ticket.tier,
        "since": waiting.since.isoformat(),
        "due": waiting.due.isoformat(),
        "assignee": None if ticket.assignee is None else restored(ticket.assignee.name),
        "text": text,
    }


def _left(until: datetime, now: datetime) -> int:
    """Full minutes."""
    return int((until - now).total_seconds() // 60)


def _spoken(moment: datetime, now: datetime, rules: Rules) -> str:
    return spoken_due(moment, now, rules.promise)


RINGS = {timekeeping.WARNING: _warn, timekeeping.BREACH: _break}
