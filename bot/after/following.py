"""Decides what follows a solution: confirmed, not yet, open again, rated. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot import words
from bot.decision import AddToTicket, Decision, SetStatus, Step, Update
from bot.message import Act, ActName, Message
from bot.replies import reason, with_person_offered
from bot.reply import Offer, Reply
from bot.rules import Rules
from bot.seen import Seen
from bot.words import follow as said
from classifier.wishes import is_acknowledgement
from guard import Screened, own
from tickets.clock import promise, spoken_due
from tickets.follow import Following, is_too_late
from tickets.values import EntryKind, Stage, Status, Ticket

ABOUT_A_SOLUTION = frozenset({ActName.SOLVED_IT, ActName.NOT_YET, ActName.RATE, ActName.REMARK})
"""What is pressed about a ticket whose number the button carries, whatever came after it."""

_AGREES = re.compile(
    r"\W*(?:yes|yep|yeah|yup|ja|it (?:did|does|is)|(?:that|this|it) did(?: it)?)\b[\s,.;:!\-–—]*", re.I
)
_TELLS_OF_SUCCESS = re.compile(
    r"\b(?:works?|worked|working|solved|fixed|resolved|sorted|did the trick|did it|up and running|helped|"
    r"helps|close (?:it|this|the ticket|my ticket|the case))\b",
    re.I,
)
_STARS = re.compile(r"\W*([1-5])(?:\s*(?:/|of|out of)\s*5)?(?:\s*stars?)?\b[\s,.;:!\-–—]*(.*)", re.I | re.S)
_IN_A_WORD = {"good": 5, "very good": 5, "great": 5, "excellent": 5, "ok": 3, "bad": 1, "very bad": 1}


@dataclass(frozen=True)
class Confirm(Step):
    """The person says that the solution of staff helped: the desk is told."""


@dataclass(frozen=True)
class Rate(Step):
    """The person says how content they were, from 1 to 5."""

    number: int
    stars: int


@dataclass(frozen=True)
class Remark(Step):
    """A word that goes with the rating."""

    number: int
    words: Screened


def question(number: int, *, again: bool = False) -> Reply:
    """Whether the solution helped, with its two buttons (and a person, as on every reply)."""
    text = said.did_it_help_after_all(number) if again else said.did_it_help(number)
    return with_person_offered(reason(text, *offers(number)))


def offers(number: int) -> tuple[Offer, ...]:
    """Yes, and not yet."""
    yes = Offer(ActName.SOLVED_IT, said.YES, str(number), main=True)
    return (yes, Offer(ActName.NOT_YET, said.NOT_YET, str(number)))


def named_number(act: Act) -> int | None:
    """The number of the ticket that a button about a solution carries."""
    number = act.value.partition(":")[0]
    return int(number) if act.name in ABOUT_A_SOLUTION and number.isdigit() else None


def answered_in_words(message: Message, seen: Seen, ticket: Ticket) -> Decision | None:
    """What words in the thread of a solved ticket say of the solution; None when they say something else."""
    state = _state(seen)
    if ticket.status is not Status.SOLVED or message.amends is not None:
        return None
    if not state.confirmed:
        return confirmed(seen, ticket) if says_yes(message.text) else None
    stars = stars_said(message.text)
    if stars is None or state.stars is not None or not state.asked_to_rate:
        return None
    return _rated(ticket.number, stars, EntryKind.CUSTOMER_WORDS)


def says_yes(text: Screened) -> bool:
    """Whether the words say that it is solved, and nothing else; False when in doubt."""
    agrees = _AGREES.match(text)
    if agrees is None:
        return is_acknowledgement(text) and _TELLS_OF_SUCCESS.search(text) is not None
    rest = text[agrees.end() :].strip()
    return not rest or is_acknowledgement(rest)


def stars_said(text: Screened) -> int | None:
    """How many stars the words give; None when they say anything besides."""
    word = text.strip(" .!").lower()
    if word in _IN_A_WORD:
        return _IN_A_WORD[word]
    found = _STARS.fullmatch(text.strip())
    if found is None or (found.group(2).strip() and not is_acknowledgement(found.group(2))):
        return None
    return int(found.group(1))


def confirmed(seen: Seen, ticket: Ticket) -> Decision:
    """The person's own word that it is solved; how content they were is asked once in a ticket's life."""
    state = _state(seen)
    if ticket.status is Status.WITHDRAWN:
        return Decision(reason(words.ALREADY_CLOSED), heard=EntryKind.PRESSED)
    if ticket.status is Status.SOLVED and state.confirmed:
        return Decision(reason(said.NOTED_BEFORE), heard=EntryKind.PRESSED)
    was_open = ticket.status is Status.OPEN
    text = words.solved_by_you(ticket.number) if was_open else said.confirmed(ticket.number)
    step: Step = SetStatus(Status.SOLVED) if was_open else Confirm()
    reply = reason(text) if state.asked_to_rate else _asking_to_rate(text, ticket.number)
    return Decision(reply, steps=(step,), heard=EntryKind.CONFIRMED)


def _asking_to_rate(text: Screened, number: int) -> Reply:
    stars = tuple(
        Offer(ActName.RATE, label, f"{number}:{count}") for count, label in enumerate(said.STARS, start=1)
    )
    return replace(reason(text, *stars), after=said.HOW_CONTENT)


def not_yet(message: Message, _act: Act, seen: Seen, rules: Rules) -> Decision:
    """It did not help: the ticket is open again and its clock starts, unless it ended too long ago."""
    ticket = seen.ticket
    if ticket is None:
        return Decision(reason(words.NO_TICKET), heard=EntryKind.PRESSED)
    due = _spoken(ticket.due_at or promise(message.at, rules.promise, seen.visits).due, message.at, rules)
    if ticket.status is Status.OPEN:
        return Decision(reason(words.added(ticket.number, due)), heard=EntryKind.PRESSED)
    if is_too_late(_state(seen), message.at, rules.follow):
        return _begins_anew(ticket, rules)
    steps = (SetStatus(Status.OPEN), AddToTicket(acknowledges=False))
    reply = replace(reason(said.open_again(ticket.number, due)), ticket=ticket.number)
    return Decision(reply, steps=steps, heard=EntryKind.REOPENED)


def _begins_anew(ticket: Ticket, rules: Rules) -> Decision:
    """The ticket stays closed; what is written next begins a question that is linked to it."""
    reply = reason(said.too_late(ticket.number, rules.follow.reopen_days))
    return Decision(reply, Update(stage=Stage.CLOSED, human=False), heard=EntryKind.PRESSED)


def _spoken(due: datetime, at: datetime, rules: Rules) -> str:
    return spoken_due(due, at, rules.promise)


def _rate(_message: Message, act: Act, seen: Seen, _rules: Rules) -> Decision:
    stars = act.value.partition(":")[2]
    if seen.ticket is None or stars not in {"1", "2", "3", "4", "5"} or not _state(seen).asked_to_rate:
        return Decision(reason(said.NOTHING_TO_RATE, only_to_author=True), heard=None)
    if _state(seen).stars is not None:
        return Decision(reason(said.RATED_BEFORE), heard=EntryKind.PRESSED)
    return _rated(seen.ticket.number, int(stars), EntryKind.PRESSED)


def _rated(number: int, stars: int, heard: EntryKind) -> Decision:
    word = Offer(ActName.REMARK, said.ADD_A_WORD, str(number))
    return Decision(reason(said.THANKS_FOR_RATING, word), steps=(Rate(number, stars),), heard=heard)


def _remark(_message: Message, act: Act, seen: Seen, _rules: Rules) -> Decision:
    told = act.fields.get("words", own(""))
    if seen.ticket is None or _state(seen).stars is None:
        return Decision(reason(said.NOTHING_TO_RATE, only_to_author=True), heard=None)
    if not told.strip():
        return Decision(reason(words.FORM_UNOPENED), heard=EntryKind.PRESSED)
    steps = (Remark(seen.ticket.number, told),)
    return Decision(reason(said.THANKS_FOR_WORD), steps=steps, heard=EntryKind.PRESSED)


def _state(seen: Seen) -> Following:
    return seen.following or Following()


PRESSED: Mapping[ActName, Callable[[Message, Act, Seen, Rules], Decision]] = {
    ActName.NOT_YET: not_yet,
    ActName.RATE: _rate,
    ActName.REMARK: _remark,
}
