"""Brings our tickets, their words and their status into the helpdesk behind, each once."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from bot.delivery import Delivered, NotThereError
from bot.outside import HELPDESK
from bot.rules import Rules
from bot.telling import Telling
from guard import Screened, fill, join, own, restored
from helpdesk import words
from helpdesk.calls import SETTLE_SECONDS
from helpdesk.seam import Case, Helpdesk
from records import work as records_work
from records.engine import Session, Transactions
from records.facts import from_facts
from records.work import Work
from tickets import helpdesk as links
from tickets import reads, writes
from tickets.clock import spoken_due
from tickets.values import Actor, Audience, Entry, EntryKind, FileRef, Ticket
from tickets.writes import NewEntry


class Opening(Protocol):
    """How a ticket comes to be over there."""

    def find(self, case: Case, key: str) -> str | None:
        """The ticket that an earlier attempt has opened."""

    def open(self, case: Case, key: str, work: Work, now: datetime) -> str:
        """A new one; its reference. Raises :class:`bot.delivery.NotNowError` while it is on its way."""


@dataclass(frozen=True)
class OpenedByCall:
    """Tickets are opened by a call of the helpdesk's interface."""

    helpdesk: Helpdesk

    def find(self, case: Case, key: str) -> str | None:
        return self.helpdesk.find(key)

    def open(self, case: Case, key: str, work: Work, now: datetime) -> str:
        return self.helpdesk.open(case, key)


@dataclass(frozen=True)
class Job:
    """One delivery, read: the ticket, what it is over there, and what is to be said or shown."""

    case: Case
    ticket: Ticket
    reference: str | None
    said: Screened | None = None
    internal: bool = False


@dataclass(frozen=True)
class HelpdeskPost:
    """Delivers to a helpdesk. A call that cannot be repeated is looked for before it is made.

    The lease is made to last ``settle`` seconds from each such call on: whoever takes the delivery over looks
    only when the far side has finished with what this process asked for before it died.
    """

    reading: Transactions
    writing: Transactions
    helpdesk: Helpdesk
    opening: Opening
    rules: Rules
    secret: bytes
    settle: float = SETTLE_SECONDS

    def deliver(self, work: Work, now: datetime) -> Delivered:
        """Carry out one delivery; safe to repeat.

        Raises :class:`bot.delivery.NotNowError` or :class:`bot.delivery.NotThereError`.
        """
        if "entry" not in work.payload:
            return Delivered({})  # a notice to whoever waits: nobody does here
        with self.reading() as session:
            job = _job(session, work, self.helpdesk.name, self.rules)
        if job is None:
            return Delivered({})
        reference = job.reference or self._opened(job, work, now)
        _SHOWN[work.payload["show"]](self, job, reference, work)
        return Delivered({"reference": reference})

    def _opened(self, job: Job, work: Work, now: datetime) -> str:
        key = self.key(f"ticket:{job.case.number}")
        reference = self.opening.find(job.case, key)
        if reference is None:
            self._hold(work)
            reference = self.opening.open(job.case, key, work, now)
        with self.writing() as session:
            _note_link(session, self.helpdesk, job.ticket, reference, now, self.rules)
        return reference

    def open_only(self, _job: Job, _reference: str, _work: Work) -> None:
        """It is open: nothing more was wanted."""

    def say(self, job: Job, reference: str, work: Work) -> None:
        if job.said is None:
            return
        key = self.key(work.key)
        if not self.helpdesk.has_said(reference, key):
            self._hold(work)
            self.helpdesk.say(reference, job.said, key, internal=job.internal)

    def show_details(self, job: Job, reference: str, _work: Work) -> None:
        self.helpdesk.fill(reference, job.case, self.key(f"ticket:{job.case.number}"))

    def show_status(self, job: Job, reference: str, _work: Work) -> None:
        """What came from there is known there; what has changed since has a delivery of its own."""
        self.helpdesk.set_status(reference, job.ticket.status)

    def key(self, name: str) -> str:
        """The mark of something of ours over there: nobody can guess it, and each attempt makes the same."""
        return hmac.new(self.secret, f"helpdesk\n{name}".encode(), sha256).hexdigest()[:32]

    def _hold(self, work: Work) -> None:
        with self.writing() as session:
            records_work.renew(session, work, self.settle)


_SHOWN: Mapping[str, Callable[[HelpdeskPost, Job, str, Work], None]] = {
    "ticket": HelpdeskPost.open_only,
    "words": HelpdeskPost.say,
    "reply": HelpdeskPost.say,
    "details": HelpdeskPost.show_details,
    "status": HelpdeskPost.show_status,
}


def _job(session: Session, work: Work, name: str, rules: Rules) -> Job | None:
    """None when there is nothing to do: it belongs to no ticket, or came from the helpdesk itself."""
    entry = reads.entry(session, int(work.payload["entry"]))
    if entry is None:
        raise NotThereError("the entry to be told is not in the history")
    ticket = _ticket(session, entry)
    if ticket is None or not _is_wanted_there(entry, str(work.payload["show"])):
        return None
    return Job(
        case_of(ticket, entry.at, rules),
        ticket,
        links.reference_of(session, name, ticket.number),
        _said(entry),
        entry.audience is Audience.STAFF,
    )


def _ticket(session: Session, entry: Entry) -> Ticket | None:
    if entry.ticket_number is not None:
        return reads.ticket(session, entry.ticket_number)
    return reads.ticket_of(session, entry.conversation_id)


def _is_wanted_there(entry: Entry, show: str) -> bool:
    """What was done in the helpdesk is not brought back to it; why it could not be done is."""
    if show == "reply":
        reply = entry.facts.get("reply")
        return isinstance(reply, dict) and bool(reply.get("only_to_author"))
    place = entry.facts.get("place")
    return not (isinstance(place, dict) and place.get("door") == HELPDESK)


def case_of(ticket: Ticket, at: datetime, rules: Rules) -> Case:
    """The ticket as the helpdesk is to have it, at a moment."""
    due = restored(spoken_due(ticket.due_at, at, rules.promise)) if ticket.due_at else own("")
    told = words.opening(ticket, due)
    return Case(
        ticket.number,
        ticket.subject,
        told,
        ticket.details,
        ticket.category,
        ticket.opener.mail,
        ticket.opened_at,
    )


def _said(entry: Entry) -> Screened | None:
    """The words of an entry with whose they are."""
    name = "" if entry.person is None else entry.person.name
    if entry.kind is EntryKind.FILE:
        return words.files_given(name or "The customer", from_facts(FileRef, entry.facts["file"]).name)
    if "reply" in entry.facts:
        reply = entry.facts["reply"]
        text = restored(reply["text"]) if isinstance(reply, dict) else own("")
        return join(text, words.NOT_PASSED_ON, by="\n\n")
    return words.wrote(name or "InfraCare Assist", entry.words) if entry.words else None


def _note_link(
    session: Session, helpdesk: Helpdesk, ticket: Ticket, reference: str, now: datetime, rules: Rules
) -> None:
    """Remember its number over there, and show it to staff; what is known already is not noted again."""
    if not links.link(session, helpdesk.name, ticket.number, reference, now):
        return
    facts = {"reference": reference, "address": helpdesk.address(reference)}
    new = NewEntry(
        ticket.conversation_id,
        now,
        EntryKind.IN_HELPDESK,
        Actor.BOT,
        ticket.number,
        audience=Audience.STAFF,
        facts=facts,
        words=fill("helpdesk ticket {reference}", reference=restored(reference)),
    )
    entry = writes.add(session, new)
    Telling(session, ticket.conversation_id, now, rules).refresh_card(entry)
