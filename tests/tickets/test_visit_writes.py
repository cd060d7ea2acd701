"""What booking, changing and cancelling a visit leave behind: the history, and what rings (policy 6)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from guard import own
from records.engine import Transactions
from records.work import WorkRow
from tests.tickets.desks import ON_SQLITE, ada, member
from tickets import reads, visit_writes, visits, writes
from tickets.policy import VisitRules
from tickets.values import Actor, Audience, EntryKind, Person, Role
from tickets.visit_writes import By
from tickets.visits import Plan, Visit
from tickets.writes import Asker, ChangedMeanwhileError

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)
RULES = VisitRules()


def plan(start: int, end: int, work: str = "Recorders") -> Plan:
    texts = own("Mercy"), own("Main Street"), own("Rita"), own("812-555-2142")
    client, place, contact, number = texts
    return Plan(client, place, NOON + start * HOUR, NOON + end * HOUR, contact, number, own(work))


def booked(session: Session, booker: Person, by: Person, start: int = 72, end: int = 80) -> Visit:
    assert booker.customer is not None
    asker = Asker("terminal", "local", booker.mail, booker, booker.customer.id)
    talk = writes.begin(session, asker, None, NOON)
    return visit_writes.book(session, talk, booker.customer, booker, plan(start, end), By(by, NOON, RULES))


def rings(session: Session) -> list[tuple[str, datetime, object]]:
    rows = session.scalars(select(WorkRow).order_by(WorkRow.run_at, WorkRow.id))
    return [(row.key, row.run_at, row.payload) for row in rows]


def told(visit: Visit, moved: int, *hours: tuple[int, int, int]) -> list[tuple[str, datetime, object]]:
    """Reminders: so many hours before, due then, news until then (hours from noon)."""
    return [
        (
            f"visit:{visit.id}:{moved}:{before}",
            NOON + due * HOUR,
            {"what": "visit", "visit": visit.id, "moved": moved, "until": (NOON + until * HOUR).isoformat()},
        )
        for before, due, until in hours
    ]


def turns(visit: Visit, *hours: int) -> list[tuple[str, datetime, object]]:
    moments = [NOON + hour * HOUR for hour in hours]
    facts = {"what": "visit_turn", "visit": visit.id}
    return [(f"visit_turn:{visit.id}:{moment.isoformat()}", moment, facts) for moment in moments]


@ON_SQLITE
def test_a_visit_that_is_booked_is_reminded_of_and_shown_when_it_turns(
    transaction: Transactions,
) -> None:
    """Policy 6: once for each beginning; a reminder is news until the next."""
    asker = ada(transaction)
    with transaction() as session:
        visit = booked(session, asker, asker)
        [entry] = reads.history(session, conversation_id=visit.conversation_id)
        assert rings(session) == [*told(visit, 0, (24, 48, 71), (1, 71, 72)), *turns(visit, 72, 80)]
    assert (visit.guaranteed_until, visit.moved, visit.revision) == (NOON + 80 * HOUR, 0, 0)
    assert (entry.kind, entry.actor, entry.person, entry.audience) == (
        EntryKind.VISIT_BOOKED,
        Actor.PERSON,
        asker,
        Audience.CUSTOMER,
    )
    assert (entry.at, entry.words) == (NOON, "Mercy\nMain Street\nRita\nRecorders")
    assert entry.facts == {
        "visit": visit.id,
        "start": (NOON + 72 * HOUR).isoformat(),
        "end": (NOON + 80 * HOUR).isoformat(),
        "number": "812-555-2142",
        "guaranteed_until": (NOON + 80 * HOUR).isoformat(),
        "notice_hours": 48,
    }


@ON_SQLITE
def test_a_change_is_reminded_of_anew_only_when_the_beginning_moved(transaction: Transactions) -> None:
    """Policy 6: what is already past is no news, what is best effort turns when its guarantee ends."""
    asker, sam = ada(transaction), member(transaction, "sam", Role.SUPPORT)
    with transaction() as session:
        visit = booked(session, asker, sam)
        later = By(sam, NOON + 72 * HOUR, RULES)
        longer = visit_writes.change(session, visit, plan(72, 90, "Cables"), later)
        assert (longer.guaranteed_until, longer.moved, longer.revision) == (NOON + 80 * HOUR, 0, 1)
        assert rings(session)[4:] == turns(visit, 90)
        moved = visit_writes.change(session, longer, plan(96, 99), later)
        assert (moved.guaranteed_until, moved.moved, moved.revision) == (None, 1, 2)
        assert rings(session)[5:] == [*told(moved, 1, (1, 95, 96)), *turns(visit, 96, 99)]
        booking, changing, moving = reads.history(session, conversation_id=visit.conversation_id)
    assert [one.kind for one in (booking, changing, moving)] == [
        EntryKind.VISIT_BOOKED,
        EntryKind.VISIT_CHANGED,
        EntryKind.VISIT_CHANGED,
    ]
    assert (booking.actor, booking.person, changing.words) == (
        Actor.STAFF,
        sam,
        "Mercy\nMain Street\nRita\nCables",
    )
    assert moving.facts["guaranteed_until"] is None


@ON_SQLITE
def test_a_cancelled_visit_says_why_and_rings_no_more(transaction: Transactions) -> None:
    """Policy 6."""
    asker = ada(transaction)
    with transaction() as session:
        visit, before = booked(session, asker, asker), 4
        reason, by = own("The client is closed"), By(asker, NOON + HOUR, RULES)
        gone = visit_writes.cancel(session, visit, reason, by)
        assert (gone.cancelled_at, gone.revision, len(rings(session))) == (NOON + HOUR, 1, before)
        assert visits.visit(session, visit.id) == gone
        entry = reads.history(session, conversation_id=visit.conversation_id)[-1]
        assert (entry.kind, entry.at) == (EntryKind.VISIT_CANCELLED, NOON + HOUR)
        assert entry.words == "Mercy\nMain Street\nRita\nThe client is closed"
        with pytest.raises(ChangedMeanwhileError, match=rf"^visit {visit.id} has moved on from revision 0$"):
            visit_writes.cancel(session, visit, reason, by)


@ON_SQLITE
def test_only_what_is_ahead_and_takes_place_rings(transaction: Transactions) -> None:
    """Policy 6."""
    asker = ada(transaction)
    with transaction() as session:
        begun, begins = booked(session, asker, asker, -1, 5), booked(session, asker, asker, 0, 6)
        assert rings(session) == [*turns(begun, 5), *turns(begins, 6)]
        visit = booked(session, asker, asker)
        before = rings(session)
        other = VisitRules(reminders_hours=(5,))
        visit_writes.cancel(session, visit, own("Closed"), By(asker, NOON + HOUR, other))
        assert rings(session) == before
