"""The one place where visits change; each change is in the history of the visit's conversation (policy 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from guard import Screened, join
from records import timers
from records.facts import to_facts
from tickets import writes
from tickets.policy import VisitRules
from tickets.values import Actor, Customer, EntryKind, Person
from tickets.visit_tables import VisitRow
from tickets.visits import Plan, Visit, guaranteed_until, reminders, visit_of
from tickets.writes import ChangedMeanwhileError, NewEntry

REMINDER = "visit"
"""The name under which staff are reminded of a visit; its facts are ``visit``, ``moved`` and ``until``."""

TURN = "visit_turn"
"""The name under which a visit begins or ends; its fact is ``visit``."""


@dataclass(frozen=True)
class By:
    """Who does it, and when. ``rules`` are those of that moment: what they decide is kept."""

    person: Person
    at: datetime
    rules: VisitRules


def book(
    session: Session, conversation_id: int, customer: Customer, booker: Person, plan: Plan, by: By
) -> Visit:
    """A visit of ``customer`` is booked for ``booker``; ``by`` is the booker, or staff who do it for them."""
    row = VisitRow(
        conversation_id=conversation_id, customer_id=customer.id, booked_by_id=booker.id, moved=0, revision=0
    )
    _take(row, plan)
    row.guaranteed_until = guaranteed_until(plan, by.at, by.rules)
    session.add(row)
    session.flush()
    return _noted(session, row, EntryKind.VISIT_BOOKED, plan.work, by)


def change(session: Session, before: Visit, plan: Plan, by: By) -> Visit:
    """The visit as it stands after the change; raises :class:`ChangedMeanwhileError` when it moved on."""
    row = _locked(session, before)
    row.guaranteed_until = guaranteed_until(plan, by.at, by.rules, before)
    row.moved += plan.start != before.plan.start
    row.revision += 1
    _take(row, plan)
    session.flush()
    return _noted(session, row, EntryKind.VISIT_CHANGED, plan.work, by)


def cancel(session: Session, before: Visit, reason: Screened, by: By) -> Visit:
    """The visit will not take place; raises :class:`ChangedMeanwhileError` when it moved on."""
    row = _locked(session, before)
    row.cancelled_at = by.at
    row.revision += 1
    session.flush()
    return _noted(session, row, EntryKind.VISIT_CANCELLED, reason, by)


def _locked(session: Session, before: Visit) -> VisitRow:
    row = session.get_one(VisitRow, before.id, with_for_update=True, populate_existing=True)
    if row.revision != before.revision:
        raise ChangedMeanwhileError(f"visit {before.id} has moved on from revision {before.revision}")
    return row


def _take(row: VisitRow, plan: Plan) -> None:
    row.client, row.place, row.work = plan.client, plan.place, plan.work
    row.starts_at, row.ends_at = plan.start, plan.end
    row.contact, row.number = plan.contact, plan.number


def _noted(session: Session, row: VisitRow, kind: EntryKind, said: Screened, by: By) -> Visit:
    """The change is in the history with what was guaranteed by it, and staff are going to be reminded."""
    session.refresh(row)
    visit = visit_of(row)
    writes.add(
        session,
        NewEntry(
            visit.conversation_id,
            by.at,
            kind,
            Actor.STAFF if by.person.is_staff else Actor.PERSON,
            person_id=by.person.id,
            facts=_facts(visit, by.rules),
            words=join(visit.plan.client, visit.plan.place, visit.plan.contact, said, by="\n"),
        ),
    )
    if visit.cancelled_at is None:
        _remind(session, visit, by)
        _turn(session, visit, by)
    return visit


def _facts(visit: Visit, rules: VisitRules) -> dict[str, object]:
    """What stays of it when words are erased, and what decided whether it is guaranteed."""
    return {
        "visit": visit.id,
        "start": to_facts(visit.plan.start),
        "end": to_facts(visit.plan.end),
        "number": visit.plan.number,
        "guaranteed_until": to_facts(visit.guaranteed_until),
        "notice_hours": rules.notice_hours,
    }


def _remind(session: Session, visit: Visit, by: By) -> None:
    """Once for each beginning that a visit is given; each reminder says until when it still tells news."""
    ahead = reminders(visit.plan.start, by.at, by.rules)
    following = [moment for _, moment in ahead[1:]] + [visit.plan.start]
    for (hours, moment), until in zip(ahead, following, strict=False):
        key = f"{visit.id}:{visit.moved}:{hours}"
        facts = {"visit": visit.id, "moved": visit.moved, "until": to_facts(until)}
        timers.remind(session, REMINDER, key, moment, by.at, **facts)


def _turn(session: Session, visit: Visit, by: By) -> None:
    """When it begins, when its guarantee ends, and when it ends, what shows it is shown anew."""
    for moment in sorted({visit.plan.start, visit.plan.end, visit.guaranteed_until or visit.plan.end}):
        if moment > by.at:
            key = f"{visit.id}:{moment.isoformat()}"
            timers.remind(session, TURN, key, moment, by.at, visit=visit.id)
