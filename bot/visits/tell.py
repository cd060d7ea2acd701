"""Tells of visits: staff in their channel and by mail, the customer's administrators, and the reminders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot import at_home
from bot.message import ActName
from bot.replies import reason
from bot.reply import Offer, Reply
from bot.rules import Rules
from bot.telling import Telling
from bot.words import visits as sentences
from guard import Screened
from records.engine import Session
from records.facts import to_facts
from tickets import directory, reads, visits, writes
from tickets.values import Actor, Audience, EntryKind, Person, Status
from tickets.visit_writes import REMINDER, TURN, By
from tickets.visits import Visit
from tickets.writes import NewEntry


def done(session: Session, visit: Visit, what: Screened, by: By, rules: Rules, *, replied: bool) -> None:
    """Something became of a visit: staff are told, and those of the customer who have not seen it happen."""
    said = sentences.news(what, visit, rules.promise, by.at)
    _staff(session, visit, said, by.at, rules)
    for person in _concerned(session, visit, by, replied=replied):
        entry = _entry(session, visit, reason(said), by.at, Audience.CUSTOMER)
        Telling(session, visit.conversation_id, by.at, rules).notify(entry, person)
    _show_anew(session, visit, f"visit:{visit.id}:{visit.revision}", by.at, rules)


def remind(session: Session, facts: Mapping[str, Any], now: datetime, rules: Rules) -> None:
    """Staff are reminded, unless the visit was cancelled or moved, or the reminder comes too late."""
    visit = visits.visit(session, int(facts["visit"]))
    late = now >= datetime.fromisoformat(str(facts["until"]))
    if visit is None or visit.is_over(now) or visit.moved != facts["moved"] or late:
        return
    said = sentences.news(sentences.reminder(visit), visit, rules.promise, now)
    _staff(session, visit, said, now, rules)


def turn(session: Session, facts: Mapping[str, Any], now: datetime, rules: Rules) -> None:
    """A visit begins or ends, as it was once booked: what shows it is shown as things stand now."""
    visit = visits.visit(session, int(facts["visit"]))
    if visit is not None:
        _show_anew(session, visit, f"visit:{visit.id}:{now.isoformat()}", now, rules)


def _show_anew(session: Session, visit: Visit, cause: str, at: datetime, rules: Rules) -> None:
    """The Homes of those it concerns, and the cards of the customer's open tickets."""
    at_home.refresh_of(session, visit.customer.id, cause, at)
    if visit.plan.start > at:
        return
    for ticket in reads.tickets(session, customer_id=visit.customer.id, status=Status.OPEN):
        last = reads.history(session, number=ticket.number)[-1]
        Telling(session, ticket.conversation_id, at, rules).card_in_time(last.id)


def _staff(session: Session, visit: Visit, said: Screened, at: datetime, rules: Rules) -> None:
    call_off = Offer(ActName.VISIT_CALL_OFF, sentences.CANCEL, str(visit.id))
    reply = reason(said) if visit.is_over(at) else reason(said, call_off)
    entry = _entry(session, visit, reply, at, Audience.STAFF)
    tell = Telling(session, visit.conversation_id, at, rules)
    tell.channel(entry)
    tell.letter(entry, "desk")


def _concerned(session: Session, visit: Visit, by: By, *, replied: bool) -> tuple[Person, ...]:
    """What staff do concerns all administrators of the customer, else who has booked it and who did this."""
    administrators = directory.administrators_of(session, visit.customer.id)
    if by.person.is_staff:
        return administrators
    unseen = {visit.booked_by.id} - {by.person.id} if replied else {visit.booked_by.id, by.person.id}
    return tuple(one for one in administrators if one.id in unseen)


def _entry(session: Session, visit: Visit, reply: Reply, at: datetime, audience: Audience) -> int:
    facts = {"reply": to_facts(reply), "subject": sentences.subject(visit)}
    new = NewEntry(visit.conversation_id, at, EntryKind.REPLIED, Actor.BOT, audience=audience, facts=facts)
    return writes.add(session, new)


RINGS: Mapping[str, Callable[[Session, Mapping[str, Any], datetime, Rules], None]] = {
    REMINDER: remind,
    TURN: turn,
}
