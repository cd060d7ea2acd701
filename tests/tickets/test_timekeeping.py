"""What starts and stops a clock, at the one place that does (policy 4)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from guard import own
from records.engine import Transactions
from tests.tickets.desks import opened
from tickets import reads, timekeeping, writes
from tickets.clock import promise
from tickets.policy import PromiseRules
from tickets.tables import TicketRow
from tickets.timekeeping import Cause, Response, warnings
from tickets.values import Actor, EntryKind, Status
from tickets.writes import NewEntry

RULES = PromiseRules()
NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
WROTE = Cause(own("the customer wrote"))


@pytest.mark.parametrize("status", [Status.SOLVED, Status.WITHDRAWN])
def test_a_ticket_that_is_not_open_has_no_clock(transaction: Transactions, status: Status) -> None:
    number = opened(transaction, NOON)
    with transaction() as session:
        writes.set_status(session, number, status, NOON)
        assert timekeeping.start(session, number, NOON, RULES, WROTE) is None
        assert timekeeping.running(session, number) is None
        ticket = reads.ticket(session, number)
    assert ticket is not None
    assert (ticket.waiting_since, ticket.due_at, ticket.target_at) == (None, None, None)


def test_a_running_clock_is_not_moved(transaction: Transactions) -> None:
    number = opened(transaction, NOON)
    with transaction() as session:
        first = timekeeping.running(session, number)
        assert timekeeping.start(session, number, NOON + timedelta(hours=1), RULES, WROTE) is None
        assert timekeeping.running(session, number) == first
        ticket = reads.ticket(session, number)
    assert ticket is not None
    assert ticket.due_at == NOON + timedelta(hours=2)


def test_the_clock_that_runs_is_the_newest_start_of_that_ticket(transaction: Transactions) -> None:
    """Policy 4: one clock per ticket."""
    number, other = opened(transaction, NOON), opened(transaction, NOON)
    with transaction() as session:
        assert timekeeping.running(session, number) == _starts(session, number)[-1]
        assert timekeeping.running(session, other) == _starts(session, other)[-1]
        talk, later = reads.history(session, number=other)[0].conversation_id, NOON + timedelta(minutes=9)
        writes.add(session, NewEntry(talk, later, EntryKind.CUSTOMER_WORDS, Actor.PERSON, other))
        assert timekeeping.running(session, other) == _starts(session, other)[-1]
        by_hand = Cause(own("phoned"), source="press:1")
        assert timekeeping.stop_by_hand(session, number, NOON + timedelta(minutes=5), RULES, by_hand)
        assert timekeeping.running(session, number) is None
        again = timekeeping.start(session, number, NOON + timedelta(hours=1), RULES, WROTE)
        assert [again] == _starts(session, number)[1:]
        assert timekeeping.running(session, number) == again
        assert timekeeping.running(session, 9999) is None


@pytest.mark.parametrize("by_call", [True, False])
def test_words_that_came_after_what_stopped_the_clock_start_it_anew(
    transaction: Transactions, by_call: bool
) -> None:
    """Policy 4: a call that is recorded later than it began answers what was said before it, no more."""
    number, began, wrote = opened(transaction, NOON), NOON + timedelta(minutes=5), NOON + timedelta(minutes=9)
    with transaction() as session:
        ticket = reads.ticket(session, number)
        assert ticket is not None
        said = NewEntry(ticket.conversation_id, wrote, EntryKind.CUSTOMER_WORDS, Actor.PERSON, number)
        writes.add(session, said)
        if by_call:
            called = NewEntry(ticket.conversation_id, began, EntryKind.CALL_BEGUN, Actor.STAFF, number)
            assert timekeeping.respond_live(session, number, began, RULES, writes.add(session, called))
        else:
            assert timekeeping.stop_by_hand(session, number, began, RULES, WROTE)
        ticket = reads.ticket(session, number)
    assert ticket is not None
    assert (ticket.waiting_since, ticket.due_at) == (wrote, wrote + timedelta(hours=2))


def test_the_end_of_a_ticket_stops_its_clock_with_its_reason(transaction: Transactions) -> None:
    """Policy 4: every stop is an entry with its reason."""
    number = opened(transaction, NOON)
    with transaction() as session:
        started = _starts(session, number)[0]
        timekeeping.close(session, number, NOON + timedelta(minutes=1), started)
        stop = reads.history(session, number=number)[-1]
        timekeeping.close(session, number, NOON + timedelta(minutes=2))
        assert reads.history(session, number=number)[-1] == stop
    assert stop.words == "the ticket is closed"
    assert stop.facts == {"how": "closed", "waited_seconds": 60.0, "cause": started}


def test_only_what_answers_stops_the_clock_and_says_so(transaction: Transactions) -> None:
    """Policy 4: not what was said before the message, and nothing where no clock runs."""
    number = opened(transaction, NOON)
    with transaction() as session:
        entry = _starts(session, number)[0]
        early, late = NOON - timedelta(seconds=1), NOON + timedelta(minutes=1)
        assert not timekeeping.respond(session, number, early, RULES, entry, Response.LIVE)
        assert timekeeping.running(session, number) == entry
        assert timekeeping.respond(session, number, NOON, RULES, entry, Response.WRITTEN)
        stop = reads.history(session, number=number)[-1]
        assert (stop.kind, stop.words) == (EntryKind.CLOCK_STOPPED, "staff answered")
        assert not timekeeping.respond(session, number, late, RULES, entry, Response.LIVE)


def test_in_the_visit_tier_only_who_is_connected_answers(transaction: Transactions) -> None:
    """Policy 4."""
    number = opened(transaction, NOON)
    with transaction() as session:
        session.execute(update(TicketRow).values(tier="visit"))
        entry = _starts(session, number)[0]
        assert not timekeeping.respond(session, number, NOON, RULES, entry, Response.WRITTEN)
        assert timekeeping.running(session, number) == entry
        assert timekeeping.respond(session, number, NOON, RULES, entry, Response.LIVE)


def _starts(session: Session, number: int) -> list[int]:
    history = reads.history(session, number=number)
    return [one.id for one in history if one.kind is EntryKind.CLOCK_STARTED]


def test_warnings_lie_on_the_way_to_the_target_and_at_it_where_it_is_earlier_than_the_promise() -> None:
    office = warnings(promise(NOON, RULES), RULES)
    assert office == ((0.5, NOON + timedelta(minutes=60)), (0.8, NOON + timedelta(minutes=96)))
    early = datetime(2026, 11, 23, 11, tzinfo=UTC)
    night = warnings(promise(early, RULES), RULES)
    assert night == (
        (0.5, early + timedelta(minutes=90)),
        (0.8, early + timedelta(minutes=144)),
        (1.0, early + timedelta(minutes=180)),
    )
