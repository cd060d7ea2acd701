"""Carries out what follows a solution, asks whether it helped, and asks once more when nobody said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.after.following import Confirm, Rate, Remark, question
from bot.doing import Doing, Steps
from bot.rules import Rules
from bot.telling import Telling
from bot.words import follow as said
from records import timers
from records.engine import Session
from records.facts import to_facts
from tickets import follow, reads, writes
from tickets.values import Actor, Audience, EntryKind, Status
from tickets.writes import NewEntry

ASK_AGAIN = "solved?"
"""The name of the reminder."""

_KIND_OF = {
    Status.SOLVED: EntryKind.SOLVED,
    Status.OPEN: EntryKind.REOPENED,
    Status.WITHDRAWN: EntryKind.WITHDRAWN,
}


def note_status(doing: Doing, number: int, status: Status) -> None:
    """The history says what has become of the ticket, also where the message was something else.

    When staff have solved it, the person is asked whether that helped (never about a mere suggestion), and
    the bot, which kept quiet beside them, may speak again.
    """
    kind = _KIND_OF[status]
    solution = doing.entry
    if doing.decision.heard not in (kind, EntryKind.CONFIRMED) or solution is None:
        actor = Actor.STAFF if doing.seen.staff else Actor.PERSON
        person = None if doing.seen.person is None else doing.seen.person.id
        solution = writes.add(
            doing.session, NewEntry(doing.conversation, doing.message.at, kind, actor, number, person)
        )
    if status is Status.SOLVED and doing.seen.staff:
        _ask(doing, number, solution)
        update = replace(doing.decision.update, human=False)
        doing.decision = replace(doing.decision, update=update)


def relate(doing: Doing, number: int, earlier: int) -> None:
    """A new ticket goes on from one that stays closed."""
    new = NewEntry(doing.conversation, doing.message.at, EntryKind.RELATED, Actor.BOT, number)
    told = said.goes_on_from(earlier)
    writes.add(doing.session, replace(new, facts={"ticket": earlier}, words=told))


def _ask(doing: Doing, number: int, solution: int) -> None:
    ticket = reads.ticket(doing.session, number)
    if ticket is None or not follow.is_asked_about(ticket):
        return
    at, rules = doing.message.at, doing.rules
    _tell(doing.session, ticket.conversation_id, number, f"solution:{solution}/asked", at, rules)
    if rules.follow.ask_again_hours:
        moment = at + timedelta(hours=rules.follow.ask_again_hours)
        facts = {"number": number, "solution": solution}
        timers.remind(doing.session, ASK_AGAIN, str(solution), moment, at, **facts)


def _tell(
    session: Session, talk: int, number: int, source: str, at: datetime, rules: Rules, *, again: bool = False
) -> None:
    """Ask where the conversation is held; who is in no conversation gets a letter."""
    facts = {"reply": to_facts(question(number, again=again)) | {"conversation": talk}}
    new = NewEntry(talk, at, EntryKind.REPLIED, Actor.BOT, number, facts=facts, source=source)
    entry, telling = writes.add(session, new), Telling(session, talk, at, rules)
    if reads.place_of(session, talk, reads.ASKER) is None:
        telling.letter(entry, "opener")
    else:
        telling.asker(entry, "news")


def ask_again(session: Session, facts: Mapping[str, Any], now: datetime, rules: Rules) -> None:
    """Ask once more, unless the person has said so meanwhile, or the ticket has gone on."""
    number, solution = int(facts["number"]), int(facts["solution"])
    ticket, state = reads.ticket(session, number), follow.of_ticket(session, number)
    if ticket is None or not follow.is_asked_about(ticket) or state.confirmed or state.solution != solution:
        return
    talk, source = ticket.conversation_id, f"solution:{solution}/asked again"
    _tell(session, talk, number, source, now, rules, again=True)


def confirm(doing: Doing, _step: Confirm) -> None:
    if doing.entry is not None:
        doing.tell.desk(doing.entry, "words")
        doing.refresh_card()


def rate(doing: Doing, step: Rate) -> None:
    writes.add(doing.session, _entry(doing, step.number, {"stars": step.stars}))
    doing.refresh_card()


def remark(doing: Doing, step: Remark) -> None:
    new = replace(_entry(doing, step.number, {}), words=step.words)
    entry = writes.add(doing.session, new)
    doing.tell.desk(entry, "words")


def _entry(doing: Doing, number: int, facts: Mapping[str, Any]) -> NewEntry:
    """What a person thinks of our help is read by staff alone, not by their colleagues."""
    person = None if doing.seen.person is None else doing.seen.person.id
    at, staff = doing.message.at, Audience.STAFF
    return NewEntry(doing.conversation, at, EntryKind.RATED, Actor.PERSON, number, person, staff, facts)


RINGS = {ASK_AGAIN: ask_again}

STEPS: Steps = {Confirm: confirm, Rate: rate, Remark: remark}
