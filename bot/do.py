"""Carries a decision out: writes the history and remembers who must be told. Short and repeatable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot import at_home, words
from bot.decision import (
    AddToTicket,
    AnswerCustomer,
    AskLink,
    ClaimTicket,
    Correct,
    Decision,
    EraseWords,
    HandOver,
    OpenTicket,
    RecordGap,
    ReportFault,
    ReportOutage,
    SetStatus,
    Step,
    Update,
)
from bot.look import reply_source
from bot.message import Message
from bot.replies import reason
from bot.reply import Reply, ReplyKind
from bot.rules import Rules
from bot.seen import Seen
from bot.telling import Telling
from classifier import corrections
from classifier.category import Category
from guard import join, own, struck
from knowledge import gaps
from records.engine import Session
from records.facts import to_facts
from tickets import directory, reads, writes
from tickets.clock import average_words, promise, spoken_due
from tickets.policy import TierRule
from tickets.values import (
    Actor,
    Audience,
    Detail,
    DetailName,
    EntryKind,
    Place,
    Stage,
    Status,
)
from tickets.writes import Asker, NewEntry


def carry_out(session: Session, message: Message, seen: Seen, decision: Decision, rules: Rules) -> Reply:
    """Write what was decided, in the caller's transaction; returns the reply as it was given.

    Raises :class:`tickets.writes.ChangedMeanwhileError` when the conversation has moved on since ``seen``.
    """
    at_home.look_after(session, message, decision.beside)
    if decision.heard is None and decision.reply.kind is ReplyKind.QUIET:
        return decision.reply
    act = _Doing(session, message, seen, decision, rules, *_begun(session, message, seen))
    return act.all()


def apologise(session: Session, message: Message, rules: Rules) -> None:
    """A message could not be handled: who wrote it is told, and staff are; nothing is left in silence."""
    talk, role = reads.conversation_at(session, message.place) or (None, reads.ASKER)
    at_desk = role == reads.DESK
    seen = Seen(None, None, private=True, at_desk=at_desk, conversation=talk)
    sorry = reason(words.WENT_WRONG)
    carry_out(
        session,
        message,
        seen,
        Decision(sorry, steps=(ReportFault(),), heard=EntryKind.FAULT, internal=at_desk),
        rules,
    )


def _begun(session: Session, message: Message, seen: Seen) -> tuple[int, int]:
    if seen.conversation is not None:
        return seen.conversation.id, seen.conversation.revision
    author = message.author
    customer = None if seen.customer is None else seen.customer.id
    asker = Asker(message.place.door, author.team, author.user, seen.person, customer)
    return writes.begin(session, asker, message.place, message.at), 0


@dataclass
class _Doing:
    """One decision being carried out in one transaction."""

    session: Session
    message: Message
    seen: Seen
    decision: Decision
    rules: Rules
    conversation: int
    revision: int

    def all(self) -> Reply:
        self.tell = Telling(self.session, self.conversation, self.message.at, self.rules)
        self.number = None if self.seen.ticket is None else self.seen.ticket.number
        self.opened: int | None = None
        self.entry = self._hear()
        self._keep_files()
        for step in self.decision.steps:
            _STEPS[type(step)](self, step)
        reply = self._answer()
        if self.decision.steps:
            at_home.refresh(self.session, self.message, self.number)
        return reply

    def _hear(self) -> int | None:
        decision, message = self.decision, self.message
        if decision.heard is None:
            return None
        text = message.text if decision.said is None else decision.said
        facts: dict[str, Any] = {"place": to_facts(message.place)}
        if message.act is not None:
            facts["act"] = {"name": message.act.name.value, "value": message.act.value}
        new = NewEntry(
            self.conversation,
            message.at,
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

    def _keep_files(self) -> None:
        """Files go to the other side of the counter, unless they belong to an internal note."""
        internal = self.decision.internal
        reader = Audience.STAFF if internal else Audience.CUSTOMER
        for file in self.message.files:
            entry = writes.add_file(
                self.session, self.conversation, self.number, file, self.message.at, reader
            )
            if self.number is not None and not internal:
                self.tell.file(entry, self.number, from_desk=self.seen.at_desk)

    def _answer(self) -> Reply:
        if self.decision.confidential:
            self._move_to_direct()
        reply = replace(self.decision.reply, conversation=self.conversation)
        if self.opened is not None:
            reply = self._with_number(reply, self.opened)
        entry = writes.add(self.session, self._reply_entry(reply))
        self._change(self.decision.update, entry)
        if reply.kind is not ReplyKind.QUIET:
            self._show(reply, entry)
        return reply

    def _with_number(self, reply: Reply, number: int) -> Reply:
        promised = promise(self.message.at, self.rules.promise)
        spoken = spoken_due(promised.due, self.message.at, self.rules.promise)
        rule: TierRule = getattr(self.rules.promise, promised.tier.value)
        text = words.opened(number, average_words(rule.promise_minutes), spoken)
        lead = reply.text if reply.kind is ReplyKind.OUTAGE else own("")
        return replace(
            reply, text=join(lead, text, by="\n") if lead else text, ticket=number, due=promised.due
        )

    def _reply_entry(self, reply: Reply) -> NewEntry:
        return NewEntry(
            self.conversation,
            self.message.at,
            EntryKind.REPLIED,
            Actor.BOT,
            self.number,
            audience=Audience.STAFF if self.seen.at_desk else Audience.CUSTOMER,
            facts={"reply": to_facts(reply), "heard": self.entry},
            source=reply_source(self.message.id),
        )

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
        talk, author = self.seen.conversation, self.message.author
        return talk is None or (talk.asker_team, talk.asker_user) == (author.team, author.user)

    def _show(self, reply: Reply, entry: int) -> None:
        if reply.only_to_author:
            self.tell.author(entry, self.message)
        elif self.seen.at_desk:
            self.tell.desk(entry, "reply")
        elif self.decision.amends and self.seen.conversation and self.seen.conversation.reply_entry:
            self.tell.asker(entry, "reply", replaces=self.seen.conversation.reply_entry)
        else:
            self.tell.asker(entry, "reply")
            if self.opened is not None and not self._is_askers():
                self.tell.author(entry, self.message)

    def _refresh_card(self) -> None:
        if self.entry is not None:
            self.tell.refresh_card(self.entry)

    def open_ticket(self, step: OpenTicket) -> None:
        talk = self.seen.conversation
        opening = writes.Opening(
            self.conversation,
            step.opener,
            self.message.id,
            talk.started_at if talk else self.message.at,
            step.category,
            step.sure,
            step.subject or words.TALK_TO_A_PERSON,
            step.details,
            step.shown,
        )
        number, entry = writes.open_ticket(
            self.session, opening, self.message.at, self.rules.promise, self.rules.first_number
        )
        self.opened = self.number = number
        self._move_to_direct()
        self.tell.opened(entry, number)
        self._pass_earlier_files(number)

    def _move_to_direct(self) -> None:
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

    def _say_where_it_goes_on(self) -> None:
        facts = {"reply": to_facts(reason(words.IN_DIRECT, only_to_author=True))}
        new = NewEntry(self.conversation, self.message.at, EntryKind.REPLIED, Actor.BOT, facts=facts)
        self.tell.author(writes.add(self.session, new), self.message)

    def _is_overheard(self, place: Place, customer: int | None) -> bool:
        owner = directory.customer_of_channel(self.session, place.team, place.channel)
        return not place.direct and (owner is None or owner.id != customer)

    def _pass_earlier_files(self, number: int) -> None:
        for entry in reads.history(self.session, conversation_id=self.conversation):
            if entry.kind is EntryKind.FILE:
                self.tell.file(entry.id, number, from_desk=False)

    def report_outage(self, _step: ReportOutage) -> None:
        if self.entry is not None:
            self.tell.outage_report(self.entry)

    def report_fault(self, _step: ReportFault) -> None:
        if self.entry is not None:
            self.tell.fault(self.entry)

    def add_to_ticket(self, step: AddToTicket) -> None:
        if self.number is None or self.entry is None:
            return
        if not step.acknowledges:
            promised = promise(self.message.at, self.rules.promise)
            writes.start_clock(self.session, self.number, promised, own("the customer wrote"))
        self.tell.desk(self.entry, "words")
        self._refresh_card()

    def answer_customer(self, step: AnswerCustomer) -> None:
        if self.number is not None and step.human:
            writes.stop_clock(self.session, self.number, self.message.at, own("staff answered"))
        if self.entry is None:
            return
        if not step.said_there:
            self.tell.asker(self.entry, "staff_words")
        if self.number is not None:
            self._note_at_desk(step, self.entry, self.number)

    def _note_at_desk(self, step: AnswerCustomer, entry: int, number: int) -> None:
        """The desk's thread shows the answer too. Without a ticket there is none: nothing would be told."""
        if step.human:
            self.tell.answered_by_mail(entry, number)
        if step.echo_to_desk:
            self.tell.desk(entry, "words")
        elif self.seen.at_desk and self.message.act is None:
            self.tell.tick(entry, self.message)
        self._refresh_card()

    def claim(self, _step: ClaimTicket) -> None:
        if self.number is not None and self.seen.person is not None:
            writes.claim(self.session, self.number, self.seen.person)
            self._refresh_card()

    def set_status(self, step: SetStatus) -> None:
        if self.number is None:
            return
        writes.set_status(self.session, self.number, step.status, self.message.at)
        if step.status is not Status.OPEN and not self.seen.at_desk and self.entry is not None:
            self.tell.desk(self.entry, "words")
        self._refresh_card()

    def correct(self, step: Correct) -> None:
        talk = self.seen.conversation
        text = talk.question if talk else own("")
        if self.number is not None:
            writes.set_category(self.session, self.number, step.label)
        if text:
            corrections.remember(
                self.session,
                at=self.message.at,
                text=text,
                label=Category(step.label),
                said_by="staff" if step.by_staff else "person",
                message_id=self.message.id,
            )

    def record_gap(self, step: RecordGap) -> None:
        talk, question = self.seen.conversation, self.seen.question
        text = question.text if question else (talk.question if talk else self.message.text)
        hits = question.findings.hits if question else (talk.shown if talk else ())
        customer = self.seen.customer
        gaps.record(
            self.session,
            at=self.message.at,
            message_id=self.message.id,
            conversation_id=self.conversation,
            asker_ref=f"{self.message.author.team}/{self.message.author.user}",
            customer_id=None if customer is None else customer.id,
            door=self.message.place.door,
            question=text,
            shown=tuple(gaps.Shown(hit.slug, hit.sure) for hit in hits),
            reason=gaps.Reason(step.reason),
        )

    def hand_over(self, step: HandOver) -> None:
        if self.entry is not None:
            self.tell.person(self.entry, "handover", step.to)

    def ask_link(self, step: AskLink) -> None:
        author, door = self.message.author, self.message.place.door
        asker = Asker(door, author.team, author.user, None, None)
        writes.ask_link(self.session, asker, step.person.mail, self.conversation, self.message.at)
        if self.entry is not None:
            self.tell.link_request(self.entry)

    def erase(self, step: EraseWords) -> None:
        talk = self.seen.conversation
        said = [one.words for one in reads.versions(self.session, step.message) if one.words]
        if talk is None or not said:
            return
        left = talk.question
        for gone in said:
            left = struck(left, gone, own(""))
            writes.erase(self.session, talk.id, gone)
            gaps.erase(self.session, talk.id, gone)
            corrections.forget(self.session, gone)
        nothing = {name: Detail(name) for name in DetailName}
        update = replace(self.decision.update, question=left, details=nothing)
        self.decision = replace(self.decision, update=update)


_STEPS: dict[type[Step], Callable[[_Doing, Any], None]] = {
    OpenTicket: _Doing.open_ticket,
    ReportOutage: _Doing.report_outage,
    ReportFault: _Doing.report_fault,
    AddToTicket: _Doing.add_to_ticket,
    AnswerCustomer: _Doing.answer_customer,
    ClaimTicket: _Doing.claim,
    SetStatus: _Doing.set_status,
    Correct: _Doing.correct,
    RecordGap: _Doing.record_gap,
    HandOver: _Doing.hand_over,
    AskLink: _Doing.ask_link,
    EraseWords: _Doing.erase,
}
