"""Per tier and month: average, share within the promise, published average beside it (policy 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from guard import own
from records.engine import Transactions
from tests.tickets.desks import member, opened
from tickets import reads, timekeeping, writes
from tickets.clock import Tier
from tickets.merging import merge
from tickets.policy import PromiseRules, TierRule
from tickets.report import Tally, lines, runs
from tickets.timekeeping import Cause, Response
from tickets.values import Actor, EntryKind, Role, Status
from tickets.writes import NewEntry

RULES = PromiseRules()
NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
LATE = NOON + timedelta(days=60)


def answer(transaction: Transactions, number: int, at: datetime) -> None:
    with transaction() as session:
        ticket = reads.ticket(session, number)
        assert ticket is not None
        facts = {"response": "live"}
        new = NewEntry(ticket.conversation_id, at, EntryKind.STAFF_WORDS, Actor.STAFF, number, facts=facts)
        entry = writes.add(session, new)
        assert timekeeping.respond(session, number, at, RULES, entry, Response.LIVE)


def report(transaction: Transactions, now: datetime = LATE, month: str | None = None) -> tuple[Tally, ...]:
    with transaction() as session:
        return lines(runs(session), RULES, now, month)


def test_average_and_share_are_those_of_the_answers(transaction: Transactions) -> None:
    for minutes in (30, 90, 120, 121):
        number = opened(transaction, NOON)
        answer(transaction, number, NOON + timedelta(minutes=minutes))
    [line] = report(transaction)
    assert line == Tally("2026-11", Tier.OFFICE, 4, 4, 361 / 4, 3, 1, promised=120, published=30)
    assert line.share_kept == 3 / 4


def test_each_tier_and_month_has_its_line_by_the_offices_calendar(transaction: Transactions) -> None:
    opened(transaction, NOON)
    night = opened(transaction, datetime(2026, 12, 1, 4, 59, tzinfo=UTC))
    opened(transaction, datetime(2026, 12, 1, 5, 0, tzinfo=UTC))
    answer(transaction, night, datetime(2026, 12, 1, 5, 59, tzinfo=UTC))
    told = [(one.month, one.tier, one.count, one.average_minutes) for one in report(transaction)]
    assert told == [
        ("2026-12", Tier.NIGHT, 1, None),
        ("2026-11", Tier.OFFICE, 1, None),
        ("2026-11", Tier.NIGHT, 1, 60.0),
    ]
    assert [one.month for one in report(transaction, month="2026-12")] == ["2026-12"]
    assert report(transaction, month="2025-12") == ()


def test_what_runs_past_its_promise_is_missed_and_what_runs_within_it_is_not_settled(
    transaction: Transactions,
) -> None:
    opened(transaction, NOON)
    [due] = report(transaction, NOON + timedelta(hours=2))
    assert (due.count, due.kept, due.missed, due.share_kept) == (1, 0, 0, None)
    [late] = report(transaction, NOON + timedelta(hours=2, microseconds=1))
    assert (late.answered, late.missed, late.share_kept) == (0, 1, 0.0)


def test_what_ends_without_an_answer_is_missed_only_past_its_promise(transaction: Transactions) -> None:
    for minutes in (60, 180):
        number = opened(transaction, NOON)
        with transaction() as session:
            writes.set_status(session, number, Status.WITHDRAWN, NOON + timedelta(minutes=minutes))
        number = opened(transaction, NOON)
        with transaction() as session:
            at, cause = NOON + timedelta(minutes=minutes), Cause(own("by telephone"))
            timekeeping.stop_by_hand(session, number, at, RULES, cause)
    [line] = report(transaction)
    assert (line.count, line.answered, line.kept, line.missed) == (4, 0, 0, 2)


def test_a_clock_that_goes_on_in_another_ticket_is_counted_there_alone(transaction: Transactions) -> None:
    """Policy 4: the oldest unanswered message carries one clock for both."""
    sam, into = member(transaction, "sam", Role.SUPPORT), opened(transaction, NOON)
    number = opened(transaction, NOON + timedelta(minutes=5))
    with transaction() as session:
        said, noted = (reads.history(session, number=one)[0].id for one in (number, into))
        merge(session, number, into, NOON + timedelta(minutes=10), RULES, (said, noted, sam))
    answer(transaction, into, NOON + timedelta(minutes=30))
    [line] = report(transaction)
    assert (line.count, line.answered, line.average_minutes) == (1, 1, 30.0)


def test_later_settings_do_not_change_what_was_kept(transaction: Transactions) -> None:
    number = opened(transaction, NOON)
    answer(transaction, number, NOON + timedelta(minutes=90))
    with transaction() as session:
        changed = replace(RULES, office=TierRule(60, 7))
        [line] = lines(runs(session), changed, LATE)
    assert (line.kept, line.missed) == (1, 0)
    assert (line.promised, line.published) == (60, 7)
