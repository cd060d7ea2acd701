"""Remembers who must be told an entry of the history, through which door and in which form."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from bot import outside
from bot.desk import card_times
from bot.message import Message
from bot.rules import Rules
from records import deliveries
from records.engine import Session
from records.facts import to_facts
from tickets import directory, merging, reads
from tickets.timekeeping import RESPONSE
from tickets.values import Conversation, Entry, Person, Place, Ticket
from tickets.writes import BESIDE

SLACK = "slack"
MAIL = "mail"
TERMINAL = "terminal"
WEBHOOK = "webhook"
WEB = "web"
"""The console: whoever does something there reads the reply on the page; nothing is delivered there."""


@dataclass(frozen=True)
class Telling:
    """The recipients of one conversation. Every method remembers deliveries; none sends."""

    session: Session
    conversation: int
    at: datetime
    rules: Rules

    def asker(self, entry: int, show: str, replaces: int | None = None, at: Place | None = None) -> None:
        """To the asker, where the conversation is held; by mail while it is held nowhere.

        ``replaces`` names an entry to bring up to date, which no letter can be; ``at`` the one of its places
        that is meant. Who is told by mail finds the same in their thread in Slack, but for answers to a
        letter; words and files of staff also go to who has written from an address.
        """
        self._also_merged(entry, show)
        if replaces is None:
            self.outside(entry, _OUTSIDE.get(show, outside.SAID))
        place = at or reads.place_of(self.session, self.conversation, reads.ASKER)
        if place is None or place.door == MAIL:
            if replaces is None:
                self._asker_by_mail(entry, show, place)
            return
        more: dict[str, object] = {} if replaces is None else {"replaces": replaces}
        more |= {} if at is None else {"at": to_facts(at)}
        self._tell(entry, "asker", place.door, show, f"asker:{self.conversation}", **more)
        if show in _BY_MAIL_TOO:
            self.correspondents(entry, show)

    def _asker_by_mail(self, entry: int, show: str, place: Place | None) -> None:
        if place is None:
            self._to_opener(entry, show if show in _BY_MAIL_TOO else "notice")
        elif show not in _FOR_ALL:
            self._to_place(entry, show, place)
        else:
            self.correspondents(entry, show)
            in_slack = reads.place_of(self.session, self.conversation, reads.ASKER, SLACK)
            if in_slack is not None:
                self._tell(entry, "asker", SLACK, show, f"asker:{self.conversation}")

    def correspondents(self, entry: int, show: str) -> None:
        """To everybody who has written to this conversation by mail: the asker, or a colleague of theirs."""
        for role in (reads.ASKER, reads.COLLEAGUE):
            for place in reads.places_of(self.session, self.conversation, role, MAIL):
                self._to_place(entry, show, place)

    def _to_place(self, entry: int, show: str, place: Place, **more: object) -> None:
        self._by_mail(entry, show, place.channel, at=to_facts(place), **more)

    def _also_merged(self, entry: int, show: str) -> None:
        """Colleagues whose tickets were merged hear what staff say in their own threads too."""
        ticket = reads.ticket_of(self.session, self.conversation)
        if ticket is None or show not in _FOR_ALL:
            return
        told = {_asker_of(reads.conversation(self.session, self.conversation))}
        for talk in merging.talks_of(self.session, ticket.number):
            place = reads.place_of(self.session, talk, reads.ASKER)
            asker = _asker_of(reads.conversation(self.session, talk))
            if place is None or asker in told:
                continue
            told.add(asker)
            if place.door == MAIL:
                self._to_place(entry, show, place, conversation=talk)
            else:
                more = {"conversation": talk}
                self._tell(entry, f"asker-{talk}", place.door, show, f"asker:{talk}", **more)

    def author(self, entry: int, message: Message) -> None:
        """To nobody but who pressed or wrote, there where they did."""
        more = {"place": to_facts(message.place), "user": message.author.user}
        if message.place.door == MAIL:
            self._by_mail(entry, "reply", message.author.user, to="author", **more)
        else:
            lane = f"author:{message.author.user}"
            self._tell(entry, "author", message.place.door, "reply", lane, **more)

    def at_place(self, entry: int, place: Place, show: str = "news") -> None:
        """At one of the asker's places, whichever is the newest."""
        more = {"at": to_facts(place)}
        self._tell(entry, "asker", place.door, show, f"asker:{self.conversation}", **more)

    def desk(self, entry: int, show: str) -> None:
        """Into the ticket's thread at the desk; without a channel, words of customers by mail.

        Words also go to who follows from outside.
        """
        if show == "words":
            self.outside(entry, outside.WORDS)
        if self.rules.desk_channel:
            self._tell(entry, "desk", SLACK, show, self._desk_lane())
        elif show == "words" and _is_of_customer(reads.entry(self.session, entry)):
            self._to_desk(entry, show)

    def tick(self, entry: int, message: Message) -> None:
        """A mark on staff's own words at the desk: they are on their way to the customer."""
        more = {"place": to_facts(message.place), "message": message.amends or message.id}
        self._tell(entry, "tick", SLACK, "tick", self._desk_lane(), **more)

    def refresh_card(self, entry: int, *, anew: bool = False) -> None:
        """The ticket's card at the desk shows how things stand now, and goes on to while time passes.

        ``anew`` makes it a card of its own.
        """
        ticket = reads.ticket_of(self.session, self.conversation)
        if self.rules.desk_channel and ticket is not None:
            self._tell(entry, "card", SLACK, "card", self._desk_lane(), anew=anew)
            card_times.keep(self.session, ticket, self.rules.promise.warnings, self.at)

    def card_in_time(self, entry: int) -> None:
        """The card once more, as time has passed since ``entry``, the last line of the history."""
        if self.rules.desk_channel:
            recipient = f"card-{self.at:%Y%m%d%H%M%S}"
            self._tell(entry, recipient, SLACK, "card", self._desk_lane())

    def outage_card(self, entry: int) -> None:
        """The outage's message at the desk shows how things stand now; its thread is the outage's."""
        if self.rules.desk_channel:
            self._tell(entry, "card", SLACK, "outage", self._desk_lane())

    def window_card(self, entry: int) -> None:
        """The maintenance window's message at the desk shows how things stand now."""
        if self.rules.desk_channel:
            self._tell(entry, "card", SLACK, "maintenance", self._desk_lane())

    def window_in_time(self, entry: int) -> None:
        """The window's message once more, as time has passed since ``entry``, its last line."""
        if self.rules.desk_channel:
            recipient = f"card-{self.at:%Y%m%d%H%M%S}"
            self._tell(entry, recipient, SLACK, "maintenance", self._desk_lane())

    def opened(self, entry: int, number: int, *, anew: bool = False) -> None:
        """A ticket was opened: its card to the desk, a letter to staff, the receipt to the opener.

        ``anew`` says that the conversation has the card of an earlier ticket already. Who opened it by a
        letter has the receipt as the answer to that (:meth:`is_held_with`).
        """
        self.refresh_card(entry, anew=anew)
        self.outside(entry, outside.TICKET)
        self._to_desk(entry, "staff_letter")
        ticket = reads.ticket(self.session, number)
        if ticket is not None and not self.is_held_with(ticket.opener):
            self._by_mail(entry, "receipt", ticket.opener.mail, to="opener")

    def is_held_with(self, person: Person) -> bool:
        """Whether the conversation is held by mail with this person now."""
        place = reads.place_of(self.session, self.conversation, reads.ASKER)
        return place is not None and place.door == MAIL and _same(place.channel, person.mail)

    def is_reached_by_mail(self, person: Person) -> bool:
        """Whether what concerns the asker goes to this person, who opened the ticket, in letters."""
        nowhere = reads.place_of(self.session, self.conversation, reads.ASKER) is None
        return nowhere or self.is_held_with(person)

    def answered_by_mail(self, entry: int, number: int) -> None:
        """The first follow-up by staff is sent by mail as well, whatever the door (policy 4)."""
        history = reads.history(self.session, number=number)
        if not any(RESPONSE in one.facts and one.id < entry for one in history):
            self._to_opener(entry, "staff_words")

    def file(self, entry: int, number: int, *, from_desk: bool) -> None:
        """A file to the other side of the counter."""
        self.outside(entry, outside.WORDS)
        if from_desk:
            self.asker(entry, "file")
        elif self.rules.desk_channel:
            self._tell(entry, "desk", SLACK, "file", self._desk_lane())
        if not from_desk:
            self._to_desk(entry, "file_note")

    def left_out(self, entry: int, message: Message) -> None:
        """Who wrote a letter hears which of its files did not get through."""
        more = {"place": to_facts(message.place), "user": message.author.user}
        self._by_mail(entry, "left_out", message.author.user, to="author", **more)

    def outside(self, entry: int, show: str) -> None:
        """To who follows the ticket from outside: see :mod:`bot.outside`."""
        outside.tell(self.session, self.conversation, entry, show, self.at, self.rules)

    def person(self, entry: int, show: str, person: Person) -> None:
        """To one person in the directory: in Slack when it began there and knows them, else by mail."""
        place = reads.place_of(self.session, self.conversation, reads.ASKER, SLACK)
        self._to_person(entry, show, person, in_slack=place is not None)

    def _to_person(self, entry: int, show: str, person: Person, *, in_slack: bool) -> None:
        if in_slack and directory.identity_of(self.session, person.id, SLACK) is not None:
            lane = f"person:{person.id}"
            self._tell(entry, f"person-{person.id}", SLACK, show, lane, person=person.id)
        else:
            self._by_mail(entry, show, person.mail, person=person.id)

    def channel(self, entry: int, *, bind: bool = False) -> None:
        """A message of its own in the support channel; ``bind`` makes its thread a place of this talk."""
        if self.rules.desk_channel:
            lane = self._desk_lane()
            self._tell(entry, "desk-root", SLACK, "notice", lane, bind=bind)

    def notify(self, entry: int, person: Person) -> None:
        """To one person, in Slack when they are known there, else by mail: the entry's reply."""
        self._to_person(entry, "notice", person, in_slack=True)

    def letter(self, entry: int, to: str, person: Person | None = None) -> None:
        """The entry's reply (or its words) as a letter: ``to`` is "opener", "desk", "escalation" or "person".

        Without a ticket the entry's facts hold its ``subject``.
        """
        if person is not None:
            self._by_mail(entry, "notice", person.mail, person=person.id)
        elif to == "opener":
            self._to_opener(entry, "notice")
        else:
            contact = self.rules.escalation.mail if to == "escalation" else ""
            self._by_mail(entry, "notice", contact or self.rules.desk_mail, to=to)

    def _to_opener(self, entry: int, show: str) -> None:
        said = reads.entry(self.session, entry)
        number = None if said is None else said.ticket_number
        ticket = reads.ticket(self.session, number) if number else self._ticket()
        if ticket is not None:
            self._by_mail(entry, show, ticket.opener.mail, to="opener")

    def _ticket(self) -> Ticket | None:
        return reads.ticket_of(self.session, self.conversation)

    def escalation(self, entry: int) -> None:
        """The entry's reply to the escalation contact, by every way that is set (policy 4)."""
        contact = self.rules.escalation
        if contact.slack:
            self._tell(entry, "escalation", SLACK, "notice", "escalation", channel=contact.slack)
        if contact.mail:
            self.letter(entry, "escalation")
        if contact.webhook:
            self._tell(entry, "webhook", WEBHOOK, "alarm", "escalation")

    def outage_report(self, entry: int) -> None:
        """Somebody without a ticket reports an outage: staff have it by mail at once."""
        self._to_desk(entry, "outage_report")

    def fault(self, entry: int) -> None:
        """A message could not be handled: staff look after it."""
        self._to_desk(entry, "fault")

    def link_request(self, entry: int) -> None:
        """Staff are asked to confirm whose address it is."""
        if self.rules.desk_channel:
            self._tell(entry, "desk-root", SLACK, "link_request", f"link:{entry}")
        self._to_desk(entry, "link_request")

    def moved_file(self, entry: int) -> None:
        """A file of a merged ticket, into the thread of the one that goes on."""
        if self.rules.desk_channel:
            more = {"conversation": self.conversation}
            self._tell(entry, f"desk-{self.conversation}", SLACK, "file", self._desk_lane(), **more)

    def link_decided(self, entry: int, message: Message) -> None:
        """The request in the support channel shows what became of it, wherever that was decided."""
        place = message.place
        if place.door == SLACK:
            self._tell(entry, "desk-root", SLACK, "link_decided", f"link:{entry}", place=to_facts(place))
        elif place.door == WEB and self.rules.desk_channel:
            self._tell(entry, "desk-root", SLACK, "link_decided", f"link:{entry}")

    def _desk_lane(self) -> str:
        return f"desk:{self.conversation}"

    def _to_desk(self, entry: int, show: str) -> None:
        self._by_mail(entry, show, self.rules.desk_mail, to="desk")

    def _by_mail(self, entry: int, show: str, address: str, **more: object) -> None:
        """A letter to an address, one for each entry whatever led to it; files given together are in one."""
        said = reads.entry(self.session, entry) if show in _OF_FILES else None
        if said is not None and BESIDE in said.facts:
            return
        recipient = by_mail(address)
        self._tell(entry, recipient, MAIL, show, recipient, **more)

    def _tell(self, entry: int, recipient: str, door: str, show: str, lane: str, **more: object) -> None:
        if door != WEB:
            deliveries.tell(self.session, entry, recipient, door, show, lane, self.at, more)


_OUTSIDE = {"staff_words": outside.WORDS, "file": outside.WORDS}
"""What goes to the asker and is more to others than words of the bot."""

_FOR_ALL = frozenset({"staff_words", "news", "file"})
"""What concerns everybody who asked about a ticket; a reply answers one person."""

_OF_FILES = frozenset({"file", "file_note"})

_BY_MAIL_TOO = frozenset({"staff_words", "file"})
"""What who writes by mail is told by mail, wherever the conversation has gone on since."""


def by_mail(address: str) -> str:
    """The recipient of a delivery who is reached at this address."""
    return f"to-{hashlib.sha256(address.lower().encode()).hexdigest()[:16]}"


def _same(one: str, other: str) -> bool:
    return one.lower() == other.lower()


def _is_of_customer(entry: Entry | None) -> bool:
    return entry is not None and (entry.person is None or not entry.person.is_staff)


def _asker_of(talk: Conversation | None) -> tuple[str, str, str] | None:
    return None if talk is None else (talk.door, talk.asker_team, talk.asker_user)
