"""Decides what staff do with a letter that waits: give it to a ticket, open one of it, discard it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.decision import Decision, Step
from bot.message import ActName
from bot.pressing import ByStaff
from bot.replies import reason
from bot.words import letters as said
from guard import Screened
from tickets.letter_reasons import HEAD_ONLY
from tickets.letters import Became, Came
from tickets.values import EntryKind, Person, Status, Ticket


@dataclass(frozen=True)
class Release(Step):
    """A letter that waited goes down the road: to a ticket, or as a new one of a person."""

    letter: Came
    ticket: Ticket | None = None
    person: Person | None = None


@dataclass(frozen=True)
class Discard(Step):
    """Nothing follows from a letter that waited."""

    letter: Came


def fault_in_giving(letter: Came | None, ticket: Ticket | None, sender: Person | None) -> Screened | None:
    """Why a letter cannot be given to that ticket; ``sender`` is the member of staff whose address it bears.

    What staff have written is no customer's word, and becomes none.
    """
    if sender is not None and sender.is_staff:
        return said.BY_STAFF
    if ticket is None or ticket.status is Status.MERGED:
        return _undecidable(letter) or said.NO_SUCH_TICKET
    return _undecidable(letter)


def fault_in_opening(letter: Came | None, person: Person | None) -> Screened | None:
    """Why a letter cannot be opened as a ticket of this person: nobody else is given any (policy 5)."""
    if person is None:
        return _undecidable(letter) or said.NOBODY_KNOWN
    return _undecidable(letter) or (None if person.entitled else said.not_entitled(person.name))


def _undecidable(letter: Came | None) -> Screened | None:
    if letter is None or letter.state is not Became.WAITING:
        return said.DECIDED
    return said.why(letter.reason) if letter.reason in HEAD_ONLY else None


def _give(by: ByStaff) -> Decision:
    chosen = by.seen.chosen
    fault = fault_in_giving(chosen.letter, chosen.other, chosen.colleague)
    if fault is not None or chosen.letter is None or chosen.other is None:
        return _refused(fault or said.DECIDED)
    letter, ticket = chosen.letter, chosen.other
    return _done(said.given(letter.id, ticket.number, by.person.name), Release(letter, ticket=ticket))


def _open(by: ByStaff) -> Decision:
    letter, person = by.seen.chosen.letter, by.seen.chosen.caller
    fault = fault_in_opening(letter, person)
    if fault is not None or letter is None or person is None:
        return _refused(fault or said.DECIDED)
    done = said.opened_for(letter.id, person.name, by.person.name)
    return _done(done, Release(letter, person=person))


def _discard(by: ByStaff) -> Decision:
    letter = by.seen.chosen.letter
    if letter is None or letter.state is not Became.WAITING:
        return _refused(said.DECIDED)
    return _done(said.discarded(letter.id, by.person.name), Discard(letter))


def _done(told: Screened, step: Step) -> Decision:
    return Decision(reason(told), steps=(step,), heard=EntryKind.PRESSED, internal=True)


def _refused(why: Screened) -> Decision:
    return Decision(reason(why, only_to_author=True), heard=None)


ACTS: Mapping[ActName, Callable[[ByStaff], Decision]] = {
    ActName.GIVE_LETTER: _give,
    ActName.OPEN_LETTER: _open,
    ActName.DISCARD_LETTER: _discard,
}
