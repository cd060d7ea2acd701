"""Decides on a ticket for somebody who has phoned (policy 8). Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot import words
from bot.decision import Decision, Step
from bot.drafting import details_of_form
from bot.message import ActName
from bot.pressing import ByStaff
from bot.replies import reason
from bot.reply import QUIET
from bot.words import linking as said
from classifier.category import Category
from guard import Screened, join
from tickets.values import Details, EntryKind, Person


@dataclass(frozen=True)
class OpenPhoned(Step):
    """A ticket is opened for ``caller`` by the member of staff who took the call.

    ``likes`` are the numbers of their customer's open tickets that may be the same.
    """

    caller: Person
    category: str
    subject: Screened
    details: Details
    likes: tuple[int, ...] = ()

    @property
    def charged(self) -> bool:
        """Whether the caller had to agree to a charge before it was opened (policy 11)."""
        return self.category == Category.SERVICE


def _phoned(by: ByStaff) -> Decision:
    """Whoever has phoned must be entitled like everybody else (policy 5); the notes are kept either way."""
    fields, caller = by.act.fields, by.seen.chosen.caller
    subject = fields.get("subject", words.NOTHING)
    if not subject.strip():
        return Decision(reason(words.SUBJECT_NEEDED, only_to_author=True), heard=None)
    if caller is None:
        return _kept(said.NOBODY_KNOWN, subject)
    if not caller.entitled:
        return _kept(said.not_entitled(caller, words.names(by.seen.chosen.administrators)), subject)
    category = _category(fields)
    if category == Category.SERVICE and not fields.get("agreed", words.NOTHING):
        return _kept(said.NOT_AGREED, subject)
    step = OpenPhoned(
        caller,
        category,
        subject,
        details_of_form(fields),
        tuple(one.number for one in by.seen.likes),
    )
    return Decision(QUIET, steps=(step,), heard=EntryKind.PHONED, said=subject, internal=True)


def _category(fields: Mapping[str, Screened]) -> str:
    category = str(fields.get("category", ""))
    return category if category in set(Category) else Category.INCIDENT.value


def _kept(why: Screened, subject: Screened) -> Decision:
    told = reason(join(why, subject, by="\n"))
    return Decision(told, heard=EntryKind.PHONED, said=subject, internal=True)


ACTS: Mapping[ActName, Callable[[ByStaff], Decision]] = {ActName.PHONED: _phoned}
