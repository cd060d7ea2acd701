"""How it is carried out what staff decided about a letter that waited, and how such letters are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot import letter as letter_message
from bot.decision import AskStaff, NoteRelease
from bot.desk.waiting import Discard, Release
from bot.doing import Doing, Steps
from bot.intake import accept
from bot.replies import reason
from bot.rules import Rules
from bot.telling import MAIL, SLACK
from bot.words import letters as words
from records import deliveries
from records.engine import Session
from records.facts import to_facts
from tickets import letters, reads, writes
from tickets.clock import spoken_due
from tickets.letter_reasons import Why
from tickets.letters import Became, Came
from tickets.values import Actor, Audience, EntryKind, Person
from tickets.writes import NewEntry

SHOW = "letter"


def show_at_desk(session: Session, letter: int, at: datetime, rules: Rules) -> None:
    """A card with what the letter says and why it waits, in the support channel; without one, a letter."""
    _show(session, letter, card_of(letter), at, rules)


def card_of(letter: int) -> str:
    """The name under which the card of a letter is told."""
    return f"letter:{letter}"


def let_through(session: Session, step: Release, by: Person | None, at: datetime, rules: Rules) -> bool:
    """It goes down the road as if it came now, with the time at which it came (policy 4); once.

    ``by`` is None for the operator.
    """
    talk = None if step.ticket is None else reads.conversation(session, step.ticket.conversation_id)
    if talk is None and step.person is None:
        raise ValueError(f"letter {step.letter.id} was given to nobody")
    if not _decide(session, step.letter, Became.RELEASED, by, at, rules):
        return False
    if talk is not None:
        accept(session, letter_message.given(session, step.letter, talk, at))
    elif step.person is not None:
        accept(session, letter_message.opened_for(step.letter, step.person, at))
    return True


def throw_away(session: Session, letter: Came, by: Person | None, at: datetime, rules: Rules) -> bool:
    """Nothing follows from it; what is known of it stays. False when it waits no more."""
    return _decide(session, letter, Became.DISCARDED, by, at, rules)


def _decide(
    session: Session, letter: Came, state: Became, by: Person | None, at: datetime, rules: Rules
) -> bool:
    """Whether this decision is the first; the card shows it."""
    if not letters.decide(session, letter.id, state, by, at):
        return False
    _show(session, letter.id, f"{card_of(letter.id)}:decided", at, rules)
    return True


def _show(session: Session, letter: int, name: str, at: datetime, rules: Rules) -> None:
    if rules.desk_channel:
        deliveries.tell_apart(session, name, SLACK, SHOW, card_of(letter), at, {"letter": letter})
    elif name == card_of(letter):
        reply = to_facts(reason(words.waits_for_you(letter)))
        more = {"reply": reply, "address": rules.desk_mail, "subject": words.WAITS_SUBJECT}
        deliveries.tell_apart(session, name, MAIL, "notice", name, at, more)


def release(doing: Doing, step: Release) -> None:
    let_through(doing.session, step, doing.seen.person, doing.message.at, doing.rules)


def discard(doing: Doing, step: Discard) -> None:
    throw_away(doing.session, step.letter, doing.seen.person, doing.message.at, doing.rules)


def ask_staff(doing: Doing, _step: AskStaff) -> None:
    """The letter that began this conversation waits for staff from now on."""
    place = reads.place_of(doing.session, doing.conversation, reads.ASKER, letter_message.DOOR)
    letter = None if place is None else letters.ask_staff(doing.session, place.thread, Why.WANTS_PERSON.value)
    if letter is not None:
        show_at_desk(doing.session, letter, doing.message.at, doing.rules)


def note_release(doing: Doing, _step: NoteRelease) -> None:
    """Staff read in the ticket that the letter waited, and why its clock is older than what it tells."""
    message, number = doing.message, doing.number
    if number is None or message.released_at is None:
        return
    said = words.released(
        *(
            spoken_due(one, message.released_at, doing.rules.promise)
            for one in (message.at, message.released_at)
        )
    )
    new = NewEntry(
        doing.conversation, message.released_at, EntryKind.NOTE, Actor.BOT, number, audience=Audience.STAFF
    )
    facts = {"reply": to_facts(reason(said))}
    doing.tell.desk(writes.add(doing.session, replace(new, words=said, facts=facts)), "reply")


STEPS: Steps = {Release: release, Discard: discard, NoteRelease: note_release, AskStaff: ask_staff}
