"""Decides how staff pass a ticket on and correct what it was taken as. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot import words
from bot.decision import Correct, Decision, Step, Update
from bot.message import ActName
from bot.pressing import AtDesk
from bot.replies import reason
from bot.words import desk as said
from classifier.category import Category
from tickets.values import EntryKind, Person, Stage, Status


@dataclass(frozen=True)
class AssignTicket(Step):
    """A colleague takes the ticket from here, and is told."""

    to: Person


@dataclass(frozen=True)
class ShowCategory(Step):
    """The asker's own view of the ticket names what it is taken as now."""

    category: str


@dataclass(frozen=True)
class ReopenTicket(Step):
    """The ticket is open again; its clock runs only for a message that was left without an answer."""


def _assign(at: AtDesk) -> Decision:
    colleague = at.seen.chosen.colleague
    if colleague is None or not colleague.may_answer:
        return Decision(reason(said.NO_COLLEAGUE, only_to_author=True), heard=None)
    if at.ticket.assignee is not None and at.ticket.assignee.id == colleague.id:
        return Decision(reason(said.has_it_already(colleague), only_to_author=True), heard=None)
    word = at.act.fields.get("words", words.NOTHING)
    done = reason(said.handed_over(at.person, colleague))
    return Decision(
        done, steps=(AssignTicket(colleague),), heard=EntryKind.ASSIGNED, internal=True, said=word
    )


def _sort(at: AtDesk) -> Decision:
    chosen = str(at.act.fields.get("category", ""))
    if chosen not in set(Category):
        return Decision(reason(words.FORM_INVALID, only_to_author=True), heard=None)
    if chosen == at.ticket.category and at.ticket.sure is None:
        return Decision(reason(said.is_that_already(chosen), only_to_author=True), heard=None)
    steps = (Correct(chosen, by_staff=True), ShowCategory(chosen))
    done, update = reason(said.sorted_as(at.person, chosen)), Update(category=chosen)
    return Decision(done, update, steps, EntryKind.SORTED, internal=True, facts={"category": chosen})


def _reopen(at: AtDesk) -> Decision:
    why = at.act.fields.get("words", words.NOTHING)
    if at.ticket.status is Status.OPEN:
        return Decision(reason(said.IS_OPEN, only_to_author=True), heard=None)
    if not why.strip():
        return Decision(reason(said.REASON_NEEDED, only_to_author=True), heard=None)
    return Decision(
        reason(said.reopened_by(at.person)),
        Update(stage=Stage.TICKET),
        (ReopenTicket(),),
        EntryKind.REOPENED,
        said=why,
        internal=True,
    )


ACTS: Mapping[ActName, Callable[[AtDesk], Decision]] = {
    ActName.ASSIGN: _assign,
    ActName.SORT: _sort,
    ActName.REOPEN: _reopen,
}
