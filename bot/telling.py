"""Remembers who must be told an entry of the history, through which door and in which form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.desk import card_times
from bot.message import Message
from bot.rules import Rules
from records import deliveries
from records.engine import Session
from records.facts import to_facts
from tickets import directory, merging, reads
from tickets.timekeeping import RESPONSE
from tickets.values import Conversation, Person, Place

SLACK = "slack"
MAIL = "mail"
TERMINAL = "terminal"
WEBHOOK = "webhook"


@dataclass(frozen=True)
class Telling:
    """The recipients of one conversation. Every method remembers deliveries; none sends."""

    session: Session
    conversation: int
    at: datetime
    rules: Rules

    def asker(self, entry: int, show: str, replaces: int | None = None, at: Place | None = None) -> None:
        """To the asker, where the conversation is held; by mail while it is held nowhere.

        ``replaces`` names an entry to bring up to date, ``at`` the one of its places that is meant. A file
        stays at the desk where mail is all there is.
        """
        self._also_merged(entry, show)
        place = reads.place_of(self.session, self.conversation, reads.ASKER)
        if place is not None:
            more: dict[str, object] = {} if replaces is None else {"replaces": replaces}
            more |= {} if at is None else {"at": to_facts(at)}
            self._tell(entry, "asker", place.door, show, f"asker:{self.conversation}", **more)
        elif show == "staff_words":
            self._tell(entry, "opener", MAIL, show, f"opener:{self.conversation}")
        elif show != "file" and replaces is None:
            self.letter(entry, "opener")

    def _also_merged(self, entry: int, show: str) -> None:
        """Colleagues whose tickets were merged hear what staff say in their own threads too."""
        ticket = reads.ticket_of(self.session, self.conversation)
        if ticket is None or show not in _FOR_ALL:
            return
        told = {_asker_of(reads.conversation(self.session, self.conversation))}
        for talk in merging.talks_of(self.session, ticket.number):
            place = reads.place_of(self.session, talk, reads.ASKER)
            asker = _asker_of(reads.conversation(self.session, talk))
            if place is not None and asker not in told:
                told.add(asker)
                more = {"conversation": talk}
                self._tell(entry, f"asker-{talk}", place.door, show, f"asker:{talk}", **more)

    def author(self, entry: int, message: Message) -> None:
        """To nobody but who pressed or wrote, there where they did."""
        more = {"place": to_facts(message.place), "user": message.author.user}
        self._tell(entry, "author", message.place.door, "reply", f"author:{message.author.user}", **more)

    def desk(self, entry: int, show: str) -> None:
        """Into the ticket's thread at the desk."""
        if self.rules.desk_channel:
            self._tell(entry, "desk", SLACK, show, self._desk_lane())

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

        ``anew`` says that the conversation has the card of an earlier ticket already.
        """
        self.refresh_card(entry, anew=anew)
        self._tell(entry, "desk-mail", MAIL, "staff_letter", f"ticket:{number}")
        self._tell(entry, "opener", MAIL, "receipt", f"ticket:{number}")

    def answered_by_mail(self, entry: int, number: int) -> None:
        """The first follow-up by staff is sent by mail as well, whatever the door (policy 4)."""
        history = reads.history(self.session, number=number)
        if not any(RESPONSE in one.facts and one.id < entry for one in history):
            self._tell(entry, "opener", MAIL, "staff_words", f"ticket:{number}")

    def file(self, entry: int, number: int, *, from_desk: bool) -> None:
        """A file to the other side of the counter."""
        if from_desk:
            self.asker(entry, "file")
        elif self.rules.desk_channel:
            self._tell(entry, "desk", SLACK, "file", self._desk_lane())
        self._tell(entry, "desk-mail", MAIL, "file_note", f"ticket:{number}")

    def person(self, entry: int, show: str, person: Person) -> None:
        """To one person in the directory: in Slack when it began there and knows them, else by mail."""
        place = reads.place_of(self.session, self.conversation, reads.ASKER, SLACK)
        known = directory.identity_of(self.session, person.id, SLACK)
        door = SLACK if known and place else MAIL
        self._tell(entry, f"person-{person.id}", door, show, f"person:{person.id}", person=person.id)

    def channel(self, entry: int, *, bind: bool = False) -> None:
        """A message of its own in the support channel; ``bind`` makes its thread a place of this talk."""
        if self.rules.desk_channel:
            lane = self._desk_lane()
            self._tell(entry, "desk-root", SLACK, "notice", lane, bind=bind)

    def notify(self, entry: int, person: Person) -> None:
        """To one person, in Slack when they are known there, else by mail: the entry's reply."""
        known = directory.identity_of(self.session, person.id, SLACK)
        door, lane = SLACK if known else MAIL, f"person:{person.id}"
        self._tell(entry, f"person-{person.id}", door, "notice", lane, person=person.id)

    def letter(self, entry: int, to: str, person: Person | None = None) -> None:
        """The entry's reply (or its words) as a letter: ``to`` is "opener", "desk", "escalation" or "person".

        Without a ticket the entry's facts hold its ``subject``.
        """
        recipient = to if person is None else f"{to}-{person.id}"
        more = {} if person is None else {"person": person.id}
        self._tell(entry, f"letter-{recipient}", MAIL, "notice", f"letter:{recipient}", to=to, **more)

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
        self._tell(entry, "desk-mail", MAIL, "outage_report", f"outage:{entry}")

    def fault(self, entry: int) -> None:
        """A message could not be handled: staff look after it."""
        self._tell(entry, "desk-mail", MAIL, "fault", f"fault:{entry}")

    def link_request(self, entry: int) -> None:
        """Staff are asked to confirm whose address it is."""
        if self.rules.desk_channel:
            self._tell(entry, "desk-root", SLACK, "link_request", f"link:{entry}")
        self._tell(entry, "desk-mail", MAIL, "link_request", f"link:{entry}")

    def moved_file(self, entry: int) -> None:
        """A file of a merged ticket, into the thread of the one that goes on."""
        if self.rules.desk_channel:
            more = {"conversation": self.conversation}
            self._tell(entry, f"desk-{self.conversation}", SLACK, "file", self._desk_lane(), **more)

    def link_decided(self, entry: int, place: Place) -> None:
        """The request in the support channel shows what became of it."""
        self._tell(entry, "desk-root", SLACK, "link_decided", f"link:{entry}", place=to_facts(place))

    def _desk_lane(self) -> str:
        return f"desk:{self.conversation}"

    def _tell(self, entry: int, recipient: str, door: str, show: str, lane: str, **more: object) -> None:
        deliveries.tell(self.session, entry, recipient, door, show, lane, self.at, more)


_FOR_ALL = frozenset({"staff_words", "news", "file"})
"""What concerns everybody who asked about a ticket; a reply answers one person."""


def _asker_of(talk: Conversation | None) -> tuple[str, str, str] | None:
    return None if talk is None else (talk.door, talk.asker_team, talk.asker_user)
