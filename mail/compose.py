"""Composes the letters that an entry of the history calls for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.drafting import NO_DETAILS_ASKED
from bot.reply import Reply
from bot.rules import Rules
from bot.words import CATEGORY_WORDS, DETAIL_LABELS, DOES_NOT_APPLY, NOT_GIVEN, handed_draft, with_source
from bot.words.quotes import CHARGED
from classifier.category import Category
from guard import Screened, join, own, restored
from mail import words
from mail.letter import Letter, Sender, message_id, subject_with_number
from records import deliveries
from records.engine import Session
from records.facts import from_facts
from records.work import Work
from tickets import directory, reads
from tickets.clock import average_words, spoken_due
from tickets.policy import TierRule
from tickets.values import Detail, Details, DetailState, Entry, EntryKind, FileRef, Ticket


class NothingToSendError(Exception):
    """There is nobody to send this letter to, or nothing to say; the sentence tells which."""


@dataclass(frozen=True)
class Writer:
    """Writes letters in the name of the desk. ``secret`` makes message ids that nobody can guess."""

    rules: Rules
    secret: bytes
    domain: str

    def letter(self, session: Session, work: Work) -> Letter:
        """The letter for one delivery; raises :class:`NothingToSendError`."""
        if "entry" not in work.payload:
            return self._apart(session, work)
        entry = reads.entry(session, int(work.payload["entry"]))
        if entry is None:
            raise NothingToSendError("the entry to be told is not in the history")
        ticket = self._ticket(session, entry)
        makers: Mapping[str, Callable[[Session, Work, Entry, Ticket | None], Letter]] = {
            "receipt": self._receipt,
            "staff_letter": self._staff_letter,
            "staff_words": self._staff_words,
            "file_note": self._file_note,
            "outage_report": self._outage,
            "link_request": self._links,
            "fault": self._fault,
            "handover": self._handover,
            "notice": self._notice,
        }
        return makers[work.payload["show"]](session, work, entry, ticket)

    def _apart(self, session: Session, work: Work) -> Letter:
        """What is no entry of a history: a reply to one person."""
        payload = work.payload
        reply = from_facts(Reply, payload["reply"])
        to = self._address(session, payload, None)
        subject = restored(payload["subject"])
        return Letter(
            self._id(work.key), self._sender(), (to,), subject, reply.text, work.offered_at, automatic=True
        )

    def _receipt(self, session: Session, work: Work, entry: Entry, found: Ticket | None) -> Letter:
        ticket = _as_opened(session, _needed(found))
        body = join(
            self._received(entry, ticket),
            words.KEEP_NUMBER,
            _details(ticket.details, ticket.category),
            _shown(ticket, entry),
            words.RESPONSIBILITY,
            words.emergency(self.rules.lines),
            words.BEST_EFFORT,
            by="\n\n",
        )
        return Letter(
            self._id(work.key),
            self._sender(),
            (ticket.opener.mail,),
            self._subject(ticket),
            body,
            entry.at,
            automatic=True,
        )

    def _received(self, entry: Entry, ticket: Ticket) -> Screened:
        rule: TierRule = getattr(self.rules.promise, ticket.tier or "night")
        due = self._spoken(entry, ticket.due_at)
        return words.received(ticket.number, due, average_words(rule.promise_minutes))

    def _staff_letter(self, session: Session, work: Work, entry: Entry, found: Ticket | None) -> Letter:
        ticket = _as_opened(session, _needed(found))
        opener = words.new_ticket(ticket.number, ticket.opener.name, ticket.opener.mail, ticket.customer.name)
        due, target = self._spoken(entry, ticket.due_at), self._spoken(entry, ticket.target_at)
        category = CATEGORY_WORDS.get(ticket.category, own(""))
        body = join(
            opener,
            words.promised(due, target),
            _sorted(category, ticket.sure),
            ticket.subject,
            _details(ticket.details, ticket.category),
            _shown(ticket, entry),
            by="\n\n",
        )
        return self._to_desk(work, entry, self._subject(ticket), body)

    def _staff_words(self, session: Session, work: Work, entry: Entry, found: Ticket | None) -> Letter:
        ticket = _needed(found)
        if entry.person is None or not entry.words:
            raise NothingToSendError("there are no words of staff in this entry")
        lead = words.staff_said(entry.person.name, self.rules.vendor)
        first = self._first_id(session, ticket)
        return Letter(
            self._id(work.key),
            self._sender(),
            (ticket.opener.mail,),
            self._subject(ticket),
            join(lead, entry.words, words.KEEP_NUMBER, by="\n\n"),
            entry.at,
            in_reply_to=first,
            references=() if first is None else (first,),
        )

    def _first_id(self, session: Session, ticket: Ticket) -> str | None:
        history = reads.history(session, number=ticket.number)
        opened = next((one for one in history if one.kind is EntryKind.OPENED), None)
        return None if opened is None else self._id(deliveries.key(opened.id, "opener"))

    def _file_note(self, _session: Session, work: Work, entry: Entry, found: Ticket | None) -> Letter:
        file = from_facts(FileRef, entry.facts["file"])
        return self._to_desk(
            work, entry, self._subject(_needed(found)), join(words.FILE_NOTE, file.name, by="\n\n")
        )

    def _outage(self, session: Session, work: Work, entry: Entry, _found: Ticket | None) -> Letter:
        talk = reads.conversation(session, entry.conversation_id)
        person = entry.person
        who = person.name if person else (f"{talk.asker_team}/{talk.asker_user}" if talk else "somebody")
        body = join(words.reported_by(who), entry.words or own(""), by="\n\n")
        return self._to_desk(work, entry, words.OUTAGE_SUBJECT, body)

    def _links(self, session: Session, work: Work, entry: Entry, _found: Ticket | None) -> Letter:
        asked = reads.link_requests(session, entry.conversation_id)
        body = join(*(words.link_request(f"{one.team}/{one.user}", one.mail) for one in asked), by="\n\n")
        return self._to_desk(work, entry, words.LINK_SUBJECT, body)

    def _fault(self, _session: Session, work: Work, entry: Entry, _found: Ticket | None) -> Letter:
        return self._to_desk(work, entry, words.FAULT_SUBJECT, words.fault(entry.conversation_id))

    def _handover(self, session: Session, work: Work, entry: Entry, _found: Ticket | None) -> Letter:
        person = directory.person_by_id(session, int(work.payload["person"]))
        talk = reads.conversation(session, entry.conversation_id)
        if person is None or talk is None:
            raise NothingToSendError("the person or the conversation is gone")
        asker = None if talk.person_id is None else directory.person_by_id(session, talk.person_id)
        body = join(
            handed_draft("" if asker is None else asker.name),
            CHARGED if entry.facts.get("category") == Category.SERVICE else own(""),
            entry.words or own(""),
            _details(
                reads.details_from(dict(entry.facts["details"])),  # type: ignore[call-overload]
                str(entry.facts.get("category", "")),
            ),
            words.HANDOVER_HOW,
            by="\n\n",
        )
        return Letter(
            self._id(work.key),
            self._sender(),
            (person.mail,),
            words.HANDOVER_SUBJECT,
            body,
            entry.at,
            automatic=True,
        )

    def _notice(self, session: Session, work: Work, entry: Entry, found: Ticket | None) -> Letter:
        """What an entry says, to one address; about a ticket it belongs to the ticket's letters."""
        subject = self._subject(found) if found else restored(entry.facts["subject"])
        first = None if found is None else self._first_id(session, found)
        return Letter(
            self._id(work.key),
            self._sender(),
            (self._address(session, work.payload, found),),
            subject,
            _said(entry),
            entry.at,
            automatic=True,
            in_reply_to=first,
            references=() if first is None else (first,),
        )

    def _address(self, session: Session, payload: Mapping[str, Any], found: Ticket | None) -> str:
        if payload.get("person") is not None:
            person = directory.person_by_id(session, int(payload["person"]))
            if person is None:
                raise NothingToSendError("the person is gone")
            return person.mail
        if payload["to"] == "opener":
            return _needed(found).opener.mail
        contact = self.rules.escalation.mail if payload["to"] == "escalation" else ""
        return contact or self.rules.desk_mail

    def _to_desk(self, work: Work, entry: Entry, subject: Screened, body: Screened) -> Letter:
        return Letter(
            self._id(work.key),
            self._sender(),
            (self.rules.desk_mail,),
            subject,
            body,
            entry.at,
            automatic=True,
        )

    def _ticket(self, session: Session, entry: Entry) -> Ticket | None:
        if entry.ticket_number is not None:
            return reads.ticket(session, entry.ticket_number)
        return reads.ticket_of(session, entry.conversation_id)

    def _spoken(self, entry: Entry, moment: datetime | None) -> str:
        return "-" if moment is None else spoken_due(moment, entry.at, self.rules.promise)

    def _subject(self, ticket: Ticket) -> Screened:
        return subject_with_number(ticket.number, ticket.subject)

    def _sender(self) -> Sender:
        return Sender(f"{self.rules.vendor} support", self.rules.desk_mail)

    def _id(self, key: str) -> str:
        return message_id(self.secret, key, self.domain)


def _needed(ticket: Ticket | None) -> Ticket:
    if ticket is None:
        raise NothingToSendError("there is no ticket for this letter")
    return ticket


def _said(entry: Entry) -> Screened:
    """The bot's reply in an entry, or the words of whoever it tells of."""
    if "reply" not in entry.facts:
        return entry.words or own("")
    reply = from_facts(Reply, entry.facts["reply"])
    return join(reply.news, reply.text, reply.after, by="\n\n")


def _sorted(category: Screened, sure: float | None) -> Screened:
    return words.sorted_by_person(category) if sure is None else words.sorted_as(category, round(100 * sure))


def _as_opened(session: Session, ticket: Ticket) -> Ticket:
    """The ticket with the promise it was opened with: by now somebody may have answered."""
    history = reads.history(session, number=ticket.number)
    started = next((one.facts for one in history if one.kind is EntryKind.CLOCK_STARTED), None)
    if started is None:
        return ticket
    due, target = (datetime.fromisoformat(str(started[name])) for name in ("due", "target"))
    return replace(ticket, tier=str(started["tier"]), due_at=due, target_at=target)


def _details(details: Details, category: str) -> Screened:
    """What is known; of what nobody was asked only what was given, be it nothing."""
    wanted = category not in NO_DETAILS_ASKED
    known = [one for one in details.values() if wanted or one.state is not DetailState.MISSING]
    lines = (words.detail_line(DETAIL_LABELS[one.name], _value(one)) for one in known)
    return join(words.DETAILS, *lines, by="\n") if known else own("")


def _value(detail: Detail) -> Screened:
    return with_source(detail) or (
        DOES_NOT_APPLY if detail.state is DetailState.NOT_APPLICABLE else NOT_GIVEN
    )


def _shown(ticket: Ticket, opened: Entry) -> Screened:
    """What the search found before; for who phoned nothing was searched."""
    if opened.facts.get("by_phone"):
        return own("")
    if not ticket.shown:
        return words.NOTHING_SHOWN
    lines = (words.article_line(restored(one.title), round(100 * one.sure)) for one in ticket.shown)
    return join(words.SHOWN, *lines, by="\n")
