"""One decision being carried out: what is heard and answered, and what every step may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot import at_home, words
from bot.decision import AddToTicket, AnswerCustomer, Decision, Step, Update
from bot.letter import is_askers, note_conversation
from bot.look import reply_source
from bot.message import ActName, Message
from bot.outside import HELPDESK
from bot.replied import write_reply
from bot.replies import reason, with_person_offered
from bot.reply import Reply, ReplyKind
from bot.rules import Rules
from bot.seen import Seen
from bot.telling import MAIL, SLACK, Telling
from guard import Screened, join, own
from records.engine import Session
from records.facts import to_facts
from tickets import directory, reads, writes
from tickets.clock import average_words, spoken_due
from tickets.figures.endings import GOES_ON
from tickets.policy import TierRule
from tickets.timekeeping import ACKNOWLEDGES, RESPONSE, Response
from tickets.values import Actor, Audience, EntryKind, Place, Stage
from tickets.writes import NewEntry


@dataclass
class Doing:
    """One decision being carried out in one transaction.

    ``entry`` is what the message became in the history (None when it leaves no trace), ``number`` the ticket
    it is about, ``opened`` the one it has just opened.
    """

    session: Session
    message: Message
    seen: Seen
    decision: Decision
    rules: Rules
    conversation: int
    revision: int

    def all(self, steps: Steps) -> Reply:
        """Hear, keep, do each step, answer; returns the reply as it was given."""
        self.tell = Telling(self.session, self.conversation, self.message.at, self.rules)
        self.number = None if self.seen.ticket is None else self.seen.ticket.number
        self.opened: int | None = None
        note_conversation(self.session, self.message, self.conversation)
        self.entry = self._hear()
        self._show_what_came_by_mail()
        self._keep_files()
        for step in self.decision.steps:
            steps[type(step)](self, step)
        reply = self._answer()
        if self.decision.steps:
            at_home.refresh(self.session, self.message, self.number)
        return reply

    def _hear(self) -> int | None:
        decision, message = self.decision, self.message
        if decision.heard is None:
            return None
        text = message.text if decision.said is None else decision.said
        facts: dict[str, Any] = {**to_facts(decision.facts), "place": to_facts(message.place)}
        if message.act is not None:
            facts["act"] = {"name": message.act.name.value, "value": message.act.value}
        facts |= self._for_clock()
        new = NewEntry(
            self.conversation,
            decision.at or message.at,
            decision.heard,
            Actor.STAFF if self.seen.staff else Actor.PERSON,
            self.number,
            None if self.seen.person is None else self.seen.person.id,
            Audience.STAFF if decision.internal else Audience.CUSTOMER,
            facts,
            text if text else None,
            message.id,
        )
        return writes.add(self.session, new)

    def _show_what_came_by_mail(self) -> None:
        """What the customer has written by mail stands in their own thread in Slack too, if there is one."""
        talk = self.seen.conversation
        if self.entry is None or talk is None or self.decision.heard is not EntryKind.CUSTOMER_WORDS:
            return
        place = reads.place_of(self.session, self.conversation, reads.ASKER, SLACK)
        if self._by_mail() and place is not None and not self._is_overheard(place, talk.customer_id):
            self.tell.at_place(self.entry, place, "by_mail")

    def _for_clock(self) -> dict[str, Any]:
        """What the clock has to know of this entry: a mere acknowledgement, or a response and its kind."""
        found: dict[str, Any] = {}
        for step in self.decision.steps:
            if isinstance(step, AddToTicket) and step.acknowledges:
                found[ACKNOWLEDGES] = True
            if isinstance(step, AnswerCustomer) and step.human:
                found[RESPONSE] = self.how_answered().value
        return found

    def how_answered(self) -> Response:
        """Live when both sides are in a chat, where words arrive at once; else written (policy 4)."""
        place = reads.place_of(self.session, self.conversation, reads.ASKER)
        doors = {self.message.place.door, MAIL if place is None else place.door}
        return Response.WRITTEN if doors & {MAIL, HELPDESK} else Response.LIVE

    def _keep_files(self) -> None:
        """Files go to the other side of the counter, unless they belong to an internal note."""
        internal = self.decision.internal
        reader = Audience.STAFF if internal else Audience.CUSTOMER
        beside = None if internal else self._words_for_customer()
        for file in self.message.files:
            at, number = self.message.at, self.number
            entry = writes.add_file(self.session, self.conversation, number, file, at, reader, beside)
            beside = beside or entry
            if number is not None and not internal:
                self.tell.file(entry, number, from_desk=self.seen.at_desk)
        if beside and self._left_out() and self.decision.reply.kind is ReplyKind.QUIET:
            self.tell.left_out(beside, self.message)

    def _left_out(self) -> tuple[Screened, ...]:
        """Why files of a letter are not passed on: a sentence for each."""
        return tuple(file.left_out for file in self.message.files if file.left_out)

    def _words_for_customer(self) -> int | None:
        """The entry of staff's words to the customer, with which their files travel in one letter."""
        said = self.message.text if self.decision.said is None else self.decision.said
        to_customer = any(
            isinstance(one, AnswerCustomer) and not one.said_there for one in self.decision.steps
        )
        return self.entry if self.seen.at_desk and to_customer and said.strip() else None

    def _answer(self) -> Reply:
        if self.decision.confidential:
            self.move_to_direct()
        reply = replace(self.decision.reply, conversation=self.conversation)
        if left_out := self._left_out():
            reply = replace(reply, after=join(reply.after, *left_out, words.ANOTHER_WAY, by="\n"))
        if self.opened is not None:
            reply = self._with_number(reply, self.opened)
        entry = self._write(reply)
        self._change(self.decision.update, entry)
        if reply.kind is not ReplyKind.QUIET:
            self._show(reply, entry)
        return reply

    def _with_number(self, reply: Reply, number: int) -> Reply:
        """The reply with the number of the ticket just opened, and what its clock promises."""
        ticket = reads.ticket(self.session, number)
        if ticket is None or ticket.due_at is None or ticket.tier is None:
            raise ValueError(f"ticket {number} was opened without a clock")
        spoken = spoken_due(ticket.due_at, self.message.at, self.rules.promise)
        rule: TierRule = getattr(self.rules.promise, ticket.tier)
        text = words.opened(number, average_words(rule.promise_minutes), spoken)
        lead = reply.text if reply.kind is ReplyKind.OUTAGE else own("")
        return replace(
            reply, text=join(lead, text, by="\n") if lead else text, ticket=number, due=ticket.due_at
        )

    def _write(self, reply: Reply) -> int:
        talk, act = self.seen.conversation, self.message.act
        before = talk.reply_entry if talk is not None and self.decision.amends else None
        picked = act is not None and act.name is ActName.SHOW_ARTICLE
        return write_reply(self.session, self._reply_entry(reply), reply, instead_of=before, picked=picked)

    def _reply_entry(self, reply: Reply) -> NewEntry:
        return NewEntry(
            self.conversation,
            self.message.at,
            EntryKind.REPLIED,
            Actor.BOT,
            self.number,
            audience=Audience.STAFF if self._is_beside(reply) else Audience.CUSTOMER,
            facts={"heard": self.entry, **({GOES_ON: True} if self._goes_on() else {})},
            source=reply_source(self.message.id),
        )

    def _goes_on(self) -> bool:
        """Whether the words go on with the question before: they add to it, amend it, or say what it is."""
        talk, asked = self.seen.conversation, self.decision.update.question
        if self.message.amends is not None:
            return True
        return talk is not None and bool(talk.question) and (asked or "").startswith(talk.question)

    def _is_beside(self, reply: Reply) -> bool:
        """Whether the reply is none of the asker's business: said at the desk, or to somebody else alone."""
        return self.seen.at_desk or (reply.only_to_author and not self._is_askers())

    def _change(self, update: Update, reply_entry: int) -> None:
        values: dict[str, Any] = {name: value for name, value in vars(update).items() if value is not None}
        if "details" in values:
            values["details"] = writes.details_facts(values["details"])
        if "shown" in values:
            values["shown"] = writes.shown_facts(values["shown"])
        if self.opened is not None:
            values["stage"] = Stage.TICKET
        if self._is_askers():
            values["last_heard_at"] = self.message.at
            values["reply_entry"] = reply_entry
        writes.change(self.session, self.conversation, self.revision, **values)

    def _is_askers(self) -> bool:
        """Only what its asker says and is told can be amended: others in the thread change nothing of it."""
        talk = self.seen.conversation
        return talk is None or is_askers(self.message, talk, self.seen.person)

    def _show(self, reply: Reply, entry: int) -> None:
        if reply.only_to_author:
            self.tell.author(entry, self.message)
        elif self.seen.at_desk:
            self.tell.desk(entry, "reply")
            if self.seen.elsewhere:
                self.tell.author(entry, self.message)
        elif self._amends() and self.seen.conversation and self.seen.conversation.reply_entry:
            self.tell.asker(entry, "reply", replaces=self.seen.conversation.reply_entry)
        else:
            self.tell.asker(entry, "receipt" if self._is_receipt() else "reply", at=self._written_at())
            if self.opened is not None and not self._is_askers() and not self._by_mail():
                self.tell.author(entry, self.message)

    def _amends(self) -> bool:
        """A letter that was sent cannot be brought up to date: there is another one."""
        return self.decision.amends and not self._by_mail()

    def _by_mail(self) -> bool:
        return self.message.place.door == MAIL

    def _is_receipt(self) -> bool:
        """Whether the reply to a letter that opened a ticket is its receipt: one letter, not two."""
        ticket = None if self.opened is None else reads.ticket(self.session, self.opened)
        return ticket is not None and self.tell.is_held_with(ticket.opener)

    def refresh_card(self) -> None:
        if self.entry is not None:
            self.tell.refresh_card(self.entry)

    def move_to_direct(self) -> None:
        """Where others read along, all that concerns a ticket moves to a direct message (policy 1)."""
        talk = reads.conversation(self.session, self.conversation)
        place = reads.place_of(self.session, self.conversation, reads.ASKER)
        if talk is None or place is None or not self._is_overheard(place, talk.customer_id):
            return
        first = f"new-{self.conversation}"
        direct = Place(place.door, talk.asker_team, talk.asker_user, first, True, place.enterprise)
        writes.bind(self.session, self.conversation, direct, reads.ASKER)
        if self.message.place == place:
            self._say_where_it_goes_on()

    def _written_at(self) -> Place | None:
        """Words in a direct message are answered where they were written, whatever they continue.

        So is what begins a conversation of its own where another one is held.
        """
        place, speaks = self.message.place, self.message.act is None
        if self.message.begins:
            return place
        return place if speaks and place.direct and not place.thread.startswith("new-") else None

    def _say_where_it_goes_on(self) -> None:
        reply = with_person_offered(reason(words.IN_DIRECT, only_to_author=True))
        reply = replace(reply, conversation=self.conversation)
        new = NewEntry(self.conversation, self.message.at, EntryKind.REPLIED, Actor.BOT)
        self.tell.author(write_reply(self.session, new, reply), self.message)

    def _is_overheard(self, place: Place, customer: int | None) -> bool:
        owner = directory.customer_of_channel(self.session, place.team, place.channel)
        return not place.direct and (owner is None or owner.id != customer)


Steps = Mapping[type[Step], Callable[[Doing, Any], None]]
"""How each kind of step is carried out."""
