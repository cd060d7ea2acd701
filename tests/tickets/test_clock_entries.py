"""What a start and a stop of the clock leave behind: the line of the history, and what rings (policy 4)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from guard import own
from records.engine import Transactions
from records.work import WorkRow
from tests.tickets.desks import ON_SQLITE, ada, member, opened
from tickets import reads, timekeeping, visit_writes, writes
from tickets.policy import PromiseRules, VisitRules
from tickets.timekeeping import ACKNOWLEDGES, Cause, Response
from tickets.values import Actor, Audience, Entry, EntryKind, Role, Ticket
from tickets.visit_writes import By
from tickets.visits import Plan
from tickets.writes import NewEntry

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
EARLY = datetime(2026, 11, 23, 11, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
RULES = PromiseRules()


def entries(session: Session, number: int, *kinds: EntryKind) -> list[Entry]:
    return [one for one in reads.history(session, number=number) if one.kind in kinds]


def ticket_of(session: Session, number: int) -> Ticket:
    found = reads.ticket(session, number)
    assert found is not None
    return found


def heard(session: Session, number: int, at: datetime, **facts: object) -> int:
    talk = ticket_of(session, number).conversation_id
    return writes.add(
        session, NewEntry(talk, at, EntryKind.CUSTOMER_WORDS, Actor.PERSON, number, facts=facts)
    )


@ON_SQLITE
def test_staff_are_warned_on_the_way_and_the_contact_is_told_of_a_broken_promise(
    transaction: Transactions,
) -> None:
    """Policy 4: each rings once for the clock that runs; a warning is news until the next."""
    number = opened(transaction, EARLY)
    with transaction() as session:
        start = timekeeping.running(session, number)
        rows = session.scalars(select(WorkRow).order_by(WorkRow.run_at, WorkRow.id)).all()
        rings = [(row.key, row.run_at, row.payload) for row in rows]
        due = ticket_of(session, number).due_at
        moments = [EARLY + timedelta(minutes=minutes) for minutes in (90, 144, 180)]
        until = [*moments[1:], due]
    expected = [
        (
            f"clock.warning:{start}:{share}",
            moment,
            {
                "what": "clock.warning",
                "ticket": number,
                "start": start,
                "share": share,
                "until": end and end.isoformat(),
            },
        )
        for share, moment, end in zip((0.5, 0.8, 1.0), moments, until, strict=True)
    ]
    breach = {"what": "clock.breach", "ticket": number, "start": start}
    assert rings == [*expected, (f"clock.breach:{start}", due, breach)]


@ON_SQLITE
def test_who_started_or_stopped_it_by_hand_and_why_is_in_the_history(transaction: Transactions) -> None:
    """Policy 4: with a reason; the same message again is refused by its id."""
    sam, number = member(transaction, "sam", Role.SUPPORT), opened(transaction, NOON)
    with transaction() as session:
        stop = Cause(own("it was a test"), by=sam, source="press:1")
        stopped = timekeeping.stop_by_hand(session, number, NOON + MINUTE, RULES, stop)
        assert timekeeping.stop_by_hand(session, number, NOON + MINUTE, RULES, stop) is None
        start = Cause(own("it was none"), by=sam, source="press:2")
        started = timekeeping.start_by_hand(session, number, NOON + 2 * MINUTE, RULES, start)
        told = entries(session, number, EntryKind.CLOCK_STARTED, EntryKind.CLOCK_STOPPED)
        sources = [entry and entry.id for entry in (reads.entry_from(session, f"press:{n}") for n in (1, 2))]
    assert sources == [stopped, started] == [one.id for one in told[1:]]
    assert [(one.words, one.actor, one.person) for one in told] == [
        ("the ticket was opened", Actor.BOT, None),
        ("it was a test", Actor.STAFF, sam),
        ("it was none", Actor.STAFF, sam),
    ]
    assert {one.audience for one in told} == {Audience.STAFF}
    assert told[1].facts == {"how": "by_hand", "waited_seconds": 60.0, "cause": None}


@ON_SQLITE
def test_a_stop_names_the_answer_and_how_long_was_waited(transaction: Transactions) -> None:
    """Policy 4: who stands still waited not less than nothing."""
    number, late = opened(transaction, NOON), opened(transaction, NOON)
    with transaction() as session:
        begun = heard(session, number, NOON)
        assert timekeeping.respond_live(session, number, NOON + MINUTE, RULES, begun)
        timekeeping.close(session, late, NOON - MINUTE)
        stops = [entries(session, one, EntryKind.CLOCK_STOPPED)[0].facts for one in (number, late)]
    assert stops == [
        {"how": "response", "waited_seconds": 60.0, "cause": begun},
        {"how": "closed", "waited_seconds": 0.0, "cause": None},
    ]


@ON_SQLITE
def test_a_call_answers_in_the_visit_tier_too_and_the_visit_is_kept(transaction: Transactions) -> None:
    """Policy 4 and 6: on a guaranteed visit the promise is that of the visit tier."""
    asker, customer = ada(transaction), ada(transaction).customer
    assert customer is not None
    with transaction() as session:
        talk = writes.begin(session, writes.Asker("terminal", "local", "a", asker, customer.id), None, NOON)
        text = own("Mercy")
        plan = Plan(text, text, NOON - HOUR, NOON + HOUR, text, text, text)
        by = By(asker, NOON - 72 * HOUR, VisitRules())
        visit = visit_writes.book(session, talk, customer, asker, plan, by)
    number = opened(transaction, NOON)
    with transaction() as session:
        assert ticket_of(session, number).tier == "visit"
        [start] = entries(session, number, EntryKind.CLOCK_STARTED)
        assert start.facts["decided_by"] == str(visit.id)
        assert start.facts["visit"] == {
            "start": (NOON - HOUR).isoformat(),
            "end": (NOON + HOUR).isoformat(),
        }
        words = heard(session, number, NOON)
        assert timekeeping.respond(session, number, NOON, RULES, words, Response.WRITTEN) is False
        assert timekeeping.respond(session, number, NOON - MINUTE, RULES, words, Response.LIVE) is False
        assert timekeeping.respond_live(session, number, NOON, RULES, words) is True


@pytest.mark.parametrize("by_hand", [True, False])
@ON_SQLITE
def test_the_oldest_words_after_the_answer_that_ask_for_something_start_it_anew(
    transaction: Transactions, by_hand: bool
) -> None:
    """Policy 4: mere thanks do not, nor what was said at that very moment or of another ticket."""
    number, other, began = opened(transaction, NOON), opened(transaction, NOON), NOON + 5 * MINUTE
    with transaction() as session:
        answer = heard(session, number, began)
        heard(session, other, NOON + 6 * MINUTE)
        heard(session, number, NOON + 7 * MINUTE, **{ACKNOWLEDGES: True})
        heard(session, number, NOON + 9 * MINUTE)
        first = heard(session, number, NOON + 8 * MINUTE)
        if by_hand:
            assert timekeeping.stop_by_hand(session, number, began, RULES, Cause(own("phoned")))
        else:
            assert timekeeping.respond(session, number, began, RULES, answer, Response.LIVE)
        assert ticket_of(session, number).waiting_since == NOON + 8 * MINUTE
        start = entries(session, number, EntryKind.CLOCK_STARTED)[-1]
        assert (start.words, start.facts["cause"]) == ("the customer wrote", first)
