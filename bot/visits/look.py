"""Looks up what a decision about a visit depends on."""

from __future__ import annotations

from dataclasses import replace

from bot.message import Act, ActName, Message
from bot.seen import Seen
from bot.visits.plans import plan_of
from records.engine import Session
from tickets import visits
from tickets.visits import Visit

ACTS = frozenset({ActName.VISIT_BOOK, ActName.VISIT_CHANGE, ActName.VISIT_CANCEL, ActName.VISIT_CALL_OFF})
_MOST = 2**31 - 1


def with_visits(session: Session, message: Message, seen: Seen) -> Seen:
    """The visit that is pressed or sent, and the customer's others at the same time."""
    if message.act is None or message.act.name not in ACTS:
        return seen
    found = named(session, message.act)
    plan = plan_of(message.act, found)
    customer = None if seen.person is None else seen.person.customer
    if plan is None or customer is None:
        return replace(seen, visit=found)
    but = None if found is None else found.id
    others = visits.overlapping(session, customer.id, plan.start, plan.end, but)
    return replace(seen, visit=found, overlapping=others)


def named(session: Session, act: Act) -> Visit | None:
    """The visit whose number stands behind a button or form."""
    typed = act.value
    if not (typed.isascii() and typed.isdigit() and int(typed[:12]) <= _MOST):
        return None
    return visits.visit(session, int(typed))
