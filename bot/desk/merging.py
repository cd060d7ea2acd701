"""Decides, and carries out, that a duplicate goes on in another ticket of the same customer (policy 8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.decision import Decision, Step
from bot.desk.steps import note_reply
from bot.doing import Doing, Steps
from bot.message import ActName
from bot.outside import STATUS
from bot.pressing import AtDesk
from bot.replies import reason
from bot.telling import Telling
from bot.words import merging as said
from guard import Screened, join, own
from records.engine import Session
from tickets import merging, reads, writes
from tickets.values import Actor, Audience, Entry, EntryKind, Status, Ticket
from tickets.writes import NewEntry


@dataclass(frozen=True)
class MergeTicket(Step):
    """The ticket goes on as ``into``."""

    into: Ticket


def may_merge(ticket: Ticket, into: Ticket | None) -> bool:
    """Only what is open, and of one customer; nobody is ever shown another customer's words."""
    if into is None or into.number == ticket.number or into.customer.id != ticket.customer.id:
        return False
    return ticket.status is Status.OPEN and into.status is Status.OPEN


def _merge(at: AtDesk) -> Decision:
    into = at.seen.chosen.other
    if into is None or not may_merge(at.ticket, into):
        return Decision(reason(said.NOT_THAT_ONE, only_to_author=True), heard=None)
    done = reason(said.merged(at.person, at.ticket.number, into.number))
    facts = {"into": into.number}
    return Decision(done, steps=(MergeTicket(into),), heard=EntryKind.MERGED, internal=True, facts=facts)


def merge(doing: Doing, step: MergeTicket) -> None:
    """The words and files of the duplicate come along, its asker is told which number goes on."""
    ticket, by = doing.seen.ticket, doing.seen.person
    if ticket is None or by is None or doing.entry is None:
        return
    history = reads.history(doing.session, conversation_id=doing.conversation)
    noted = _note(doing, ticket, step.into, _their_words(ticket, history))
    cause = (doing.entry, noted, by)
    at, rules = doing.message.at, doing.rules.promise
    merging.merge(doing.session, ticket.number, step.into.number, at, rules, cause)
    survivor = Telling(doing.session, step.into.conversation_id, at, doing.rules)
    survivor.desk(noted, "words")
    survivor.refresh_card(noted)
    for entry in history:
        if entry.kind is EntryKind.FILE:
            survivor.moved_file(entry.id)
    told = note_reply(doing, reason(said.goes_on(ticket.number, step.into.number)))
    doing.tell.asker(told, "reply")
    doing.tell.letter(told, "opener")
    doing.tell.outside(doing.entry, STATUS)
    doing.refresh_card()


def _note(doing: Doing, ticket: Ticket, into: Ticket, words: Screened) -> int:
    """The line in the history of the ticket that goes on."""
    by = doing.seen.person
    new = NewEntry(into.conversation_id, doing.message.at, EntryKind.MERGED, Actor.STAFF, into.number)
    text = said.came_from(ticket.number, ticket.opener, words)
    facts = {"from": ticket.number}
    person = None if by is None else by.id
    return writes.add(
        doing.session, replace(new, person_id=person, audience=Audience.STAFF, facts=facts, words=text)
    )


def _their_words(ticket: Ticket, history: tuple[Entry, ...]) -> Screened:
    kinds = (EntryKind.OPENED, EntryKind.CUSTOMER_WORDS)
    lines = (one.words for one in history if one.kind in kinds and one.ticket_number == ticket.number)
    return join(*(line for line in lines if line), by="\n") or own("")


def to_choose_from(session: Session, ticket: Ticket, most: int) -> tuple[Ticket, ...]:
    """The tickets this one may be merged into, by the time left; so many at the most."""
    theirs = reads.tickets(session, customer_id=ticket.customer.id, status=Status.OPEN, limit=most + 1)
    return tuple(one for one in theirs if may_merge(ticket, one))


ACTS: Mapping[ActName, Callable[[AtDesk], Decision]] = {ActName.MERGE: _merge}
STEPS: Steps = {MergeTicket: merge}
