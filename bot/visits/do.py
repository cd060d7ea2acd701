"""Books, changes and cancels visits: written down and told in one transaction, whatever the door."""

from __future__ import annotations

from dataclasses import replace

from bot.doing import Doing, Steps
from bot.rules import Rules
from bot.visits import tell
from bot.visits.decide import BookVisit, CancelVisit, ChangeVisit, offers
from bot.words import visits as sentences
from guard import Screened
from records.engine import Session
from tickets import visit_writes
from tickets.values import Customer, Person
from tickets.visit_writes import By
from tickets.visits import Plan, Visit


def book(
    session: Session,
    conversation: int,
    customer: Customer,
    plan: Plan,
    by: By,
    rules: Rules,
    *,
    replied: bool,
) -> Visit:
    """A visit is booked and told; ``replied`` says that whoever does it is told by a reply already."""
    visit = visit_writes.book(session, conversation, customer, by.person, plan, by)
    tell.done(session, visit, sentences.has_booked(by.person, visit), by, rules, replied=replied)
    return visit


def change(session: Session, before: Visit, plan: Plan, by: By, rules: Rules, *, replied: bool) -> Visit:
    """A visit is changed and told."""
    visit = visit_writes.change(session, before, plan, by)
    tell.done(session, visit, sentences.has_changed(by.person, visit), by, rules, replied=replied)
    return visit


def cancel(
    session: Session, before: Visit, reason: Screened, by: By, rules: Rules, *, replied: bool
) -> Visit:
    """A visit is cancelled and told."""
    visit = visit_writes.cancel(session, before, reason, by)
    tell.done(session, visit, sentences.has_cancelled(by.person, visit, reason), by, rules, replied=replied)
    return visit


def _book(doing: Doing, step: BookVisit) -> None:
    person = _person(doing)
    if person.customer is None:
        raise ValueError(f"{person.mail} belongs to no customer and cannot book a visit")
    visit = book(
        doing.session,
        doing.conversation,
        person.customer,
        step.plan,
        _by(doing),
        doing.rules,
        replied=True,
    )
    reply = replace(doing.decision.reply, offers=(*offers(visit.id), *doing.decision.reply.offers))
    doing.decision = replace(doing.decision, reply=reply)


def _change(doing: Doing, step: ChangeVisit) -> None:
    change(doing.session, step.visit, step.plan, _by(doing), doing.rules, replied=True)


def _cancel(doing: Doing, step: CancelVisit) -> None:
    cancel(doing.session, step.visit, step.reason, _by(doing), doing.rules, replied=True)


def _by(doing: Doing) -> By:
    return By(_person(doing), doing.message.at, doing.rules.visits)


def _person(doing: Doing) -> Person:
    if doing.seen.person is None:
        raise ValueError("nobody we know changes a visit")
    return doing.seen.person


STEPS: Steps = {BookVisit: _book, ChangeVisit: _change, CancelVisit: _cancel}
