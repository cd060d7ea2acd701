"""Decides on calls and web conferences: when they may begin, and what is recorded (policy 9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot import codes, words
from bot.decision import AddToTicket, Decision, Step
from bot.doing import Doing, Steps
from bot.message import Act, ActName, Message
from bot.pressing import AtDesk
from bot.replies import reason
from bot.reply import Offer, ReplyKind
from bot.requests import announcing
from bot.rules import Rules
from bot.seen import Seen
from bot.words import ladder as said
from classifier.wishes import is_acknowledgement, wants_call, wants_conference
from guard import Screened, join, own
from tickets import timekeeping, writes
from tickets.ladder import AHEAD, BEGUN_KINDS, TRIED_KINDS, Outcome, Rung, answered_at, is_credible
from tickets.values import Actor, Audience, EntryKind, Status
from tickets.writes import NewEntry

CODE = {Rung.CALL: "number", Rung.CONFERENCE: "link"}
"""Which code a step needs: the number to call, or the link to meet under."""

CALL_ME = Offer(ActName.NEXT_STEP, said.CALL_ME, Rung.CALL.value)


@dataclass(frozen=True)
class GoLive(Step):
    """A call or a conference has begun or was tried; the asker is told ``told``.

    ``answers`` is when it answered what the customer waits for; None when it answered nothing.
    """

    told: Screened
    answers: datetime | None


@dataclass(frozen=True)
class NoteWish(Step):
    """The customer's administrator asks for the next step."""

    rung: Rung
    missing: int


def _take(rung: Rung) -> Callable[[AtDesk], Decision]:
    def take(at: AtDesk) -> Decision:
        wrong = _refusal(at, rung)
        if wrong is not None:
            return Decision(reason(wrong, only_to_author=True), heard=None)
        return _taken(at, rung, at.act.codes[CODE[rung]], _begun(at), _outcome(at))

    return take


def _refusal(at: AtDesk, rung: Rung) -> Screened | None:
    if at.ticket.status is not Status.OPEN:
        return words.ALREADY_CLOSED
    missing = at.seen.climb.missing(rung, at.rules.ladder)
    if missing:
        return said.not_yet(rung, missing)
    if CODE[rung] not in at.act.codes:
        return said.NUMBER_NEEDED if rung is Rung.CALL else said.LINK_NEEDED
    if not at.act.fields.get("words", words.NOTHING).strip():
        return said.WHY_NEEDED
    return None if is_credible(_begun(at), at.message.at) else said.BEGUN_WRONG


def _taken(at: AtDesk, rung: Rung, code: str, begun: datetime, outcome: Outcome) -> Decision:
    climb, reached = at.seen.climb, outcome is not Outcome.NOT_REACHED
    answers = answered_at(begun, at.ticket.waiting_since) if reached else None
    facts = {
        "step": rung.value,
        CODE[rung]: code,
        "begun": begun.isoformat(),
        "recorded": at.message.at.isoformat(),
        "outcome": outcome.value,
        "replies": climb.replies,
        "calls": climb.calls,
        "visiting": climb.visiting,
    }
    link = code if rung is Rung.CONFERENCE else ""
    recorded = said.recorded(rung, outcome, at.person.name, visiting=climb.visiting)
    return Decision(
        reason(join(recorded, _of_clock(at, answers, reached=reached))),
        steps=(GoLive(said.told(rung, outcome, at.ticket.number, link), answers),),
        heard=(BEGUN_KINDS if reached else TRIED_KINDS)[rung],
        said=at.act.fields["words"],
        internal=True,
        facts=facts,
        at=answers or begun,
    )


def _of_clock(at: AtDesk, answers: datetime | None, *, reached: bool) -> Screened:
    if at.ticket.waiting_since is None or answers is not None:
        return own("")
    return said.CLOCK_STAYS if reached else said.NOT_REACHED_CLOCK


def _begun(at: AtDesk) -> datetime:
    """When it began, as the form says; within the minute of the form it began now."""
    given = codes.moment(at.act.fields.get("begun", "")) or at.message.at
    return min(given, at.message.at) if given <= at.message.at + AHEAD else given


def _outcome(at: AtDesk) -> Outcome:
    given = str(at.act.fields.get("outcome", ""))
    return Outcome(given) if given in set(Outcome) else Outcome.BEGUN


def with_step_asked(decision: Decision, message: Message, seen: Seen, rules: Rules) -> Decision:
    """The decision about a customer's words on a ticket; a wish for a call or a conference is noted.

    Where the bot keeps quiet it says nothing of it either.
    """
    rung = _wished(message.text)
    if rung is None or seen.ticket is None or not _may_ask(seen) or message.amends is not None:
        return decision
    if seen.ticket.status is not Status.OPEN or is_acknowledgement(message.text):
        return decision
    missing = seen.climb.missing(rung, rules.ladder)
    noted = replace(decision, steps=(*decision.steps, NoteWish(rung, missing)))
    if decision.reply.kind is ReplyKind.QUIET:
        return noted
    text = join(decision.reply.text, said.asked(rung, seen.climb, missing))
    return replace(noted, reply=replace(decision.reply, text=text))


def _wished(text: Screened) -> Rung | None:
    if wants_conference(text):
        return Rung.CONFERENCE
    return Rung.CALL if wants_call(text) else None


def _may_ask(seen: Seen) -> bool:
    return seen.person is not None and seen.person.entitled


def _next_step(_message: Message, act: Act, seen: Seen, rules: Rules) -> Decision:
    """The button says what its words would say."""
    ticket = seen.ticket
    if ticket is None:
        return Decision(reason(words.NO_TICKET), heard=None)
    if ticket.status is not Status.OPEN:
        return Decision(reason(words.ALREADY_CLOSED), heard=EntryKind.PRESSED)
    if not _may_ask(seen):
        return Decision(reason(words.administrators_are(seen.administrators)), heard=EntryKind.PRESSED)
    rung = Rung.CONFERENCE if act.value == Rung.CONFERENCE else Rung.CALL
    missing = seen.climb.missing(rung, rules.ladder)
    return Decision(
        reason(said.asked(rung, seen.climb, missing)),
        steps=(AddToTicket(acknowledges=False), NoteWish(rung, missing)),
        heard=EntryKind.CUSTOMER_WORDS,
        said=said.PLEASE[rung],
    )


def go_live(doing: Doing, step: GoLive) -> None:
    if doing.number is not None and doing.entry is not None and step.answers is not None:
        rules = doing.rules.promise
        timekeeping.respond_live(doing.session, doing.number, step.answers, rules, doing.entry)
    announcing.announce(doing, reason(step.told), by_mail=announcing.is_first_follow_up(doing))
    doing.refresh_card()


def note_wish(doing: Doing, step: NoteWish) -> None:
    person = doing.seen.person
    new = NewEntry(
        doing.conversation,
        doing.message.at,
        EntryKind.STEP_ASKED,
        Actor.PERSON,
        doing.number,
        None if person is None else person.id,
        Audience.STAFF,
        {"step": step.rung.value, "missing": step.missing},
    )
    writes.add(doing.session, new)


PRESSED: Mapping[ActName, Callable[[Message, Act, Seen, Rules], Decision]] = {ActName.NEXT_STEP: _next_step}
ACTS: Mapping[ActName, Callable[[AtDesk], Decision]] = {
    ActName.CALL: _take(Rung.CALL),
    ActName.CONFERENCE: _take(Rung.CONFERENCE),
}
STEPS: Steps = {GoLive: go_live, NoteWish: note_wish}
