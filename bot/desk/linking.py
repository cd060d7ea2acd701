"""Decides what follows when staff confirm, or do not, who somebody unknown is (policy 5). Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.chosen import Linking
from bot.decision import Decision, Step
from bot.drafting import draft_of, ticket_wanted
from bot.message import ActName
from bot.pressing import ByStaff
from bot.replies import OPEN, reason
from bot.reply import ReplyKind
from bot.words import linking as said
from guard import join
from tickets.values import EntryKind, Person, Stage


@dataclass(frozen=True)
class DecideLink(Step):
    """The request is decided. With ``person`` the asker is known from now on; None refuses it."""

    request: int
    person: Person | None


_WAITING = frozenset({Stage.FREE, Stage.ADDRESS, Stage.DETAILS, Stage.CATEGORY, Stage.CHARGE})


def _confirm(by: ByStaff) -> Decision:
    linking = by.seen.chosen.linking
    if linking is None or linking.request.confirmed is not None:
        return _late(linking)
    going_on = _goes_on(by, linking)
    person = linking.person
    known = replace(
        going_on.update, person_id=person.id, customer_id=person.customer.id if person.customer else None
    )
    steps = (DecideLink(linking.request.id, person), *going_on.steps)
    return replace(going_on, update=known, steps=steps, heard=EntryKind.LINKED, internal=True)


def _goes_on(by: ByStaff, linking: Linking) -> Decision:
    """The draft that waited for this goes on as if its owner had always been known (entitlement and all)."""
    talk = by.seen.conversation
    if talk is None or not talk.question or talk.stage not in _WAITING or by.seen.ticket is not None:
        return Decision(reason(said.LINKED))
    if not linking.private:
        return Decision(reason(said.LINKED_OPEN, OPEN))
    seen = replace(
        by.seen,
        person=linking.person,
        customer=linking.person.customer,
        administrators=linking.administrators,
        private=True,
    )
    decision = ticket_wanted(replace(by.message, act=None), seen, by.rules, draft_of(by.seen))
    reply = decision.reply
    if reply.kind is ReplyKind.TICKET:
        return replace(decision, reply=replace(reply, after=join(reply.after, said.LINKED, by="\n")))
    return replace(decision, reply=replace(reply, text=join(said.LINKED, reply.text, by="\n")))


def _refuse(by: ByStaff) -> Decision:
    linking = by.seen.chosen.linking
    if linking is None or linking.request.confirmed is not None:
        return _late(linking)
    steps = (DecideLink(linking.request.id, None),)
    return Decision(reason(said.REFUSED), steps=steps, heard=EntryKind.LINK_REFUSED, internal=True)


def _late(linking: Linking | None) -> Decision:
    why = said.NO_SUCH_REQUEST if linking is None else said.DECIDED
    return Decision(reason(why, only_to_author=True), heard=None)


ACTS: Mapping[ActName, Callable[[ByStaff], Decision]] = {
    ActName.LINK: _confirm,
    ActName.REFUSE_LINK: _refuse,
}
