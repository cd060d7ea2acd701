"""Maintenance windows as records, and what of each was published in time (policy 7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from guard import own
from records.engine import Transactions
from tests.tickets.desks import ON_SQLITE, opened
from tickets import maintenance, reads
from tickets.maintenance import Plan, Window

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PLAN = Plan(NOON, NOON + HOUR, own("New disks"), scheduled=True)
LATER = Plan(NOON + HOUR, NOON + 3 * HOUR, own("New disks and fans"), scheduled=True)


@ON_SQLITE
def test_a_scheduled_window_is_published_when_it_is_announced_before_it_begins(
    transaction: Transactions,
) -> None:
    with transaction() as session:
        early = maintenance.announce(session, PLAN, NOON - MINUTE)
        late = maintenance.announce(session, PLAN, NOON)
        sudden = maintenance.announce(session, replace(PLAN, scheduled=False), NOON - MINUTE)
        assert maintenance.window(session, early.id) == early
        assert maintenance.window(session, 999) is None
    assert early == Window(early.id, early.conversation_id, PLAN, (NOON, NOON + HOUR), NOON - MINUTE, None, 1)
    assert (late.published, late.announced_at) == (None, NOON)
    assert (sudden.published, sudden.plan.scheduled) == (None, False)


@ON_SQLITE
@pytest.mark.parametrize(
    ("plan", "at", "published"),
    [
        (LATER, NOON - MINUTE, (LATER.start, LATER.end)),
        (LATER, NOON, (PLAN.start, PLAN.end)),
        (replace(PLAN, start=NOON - HOUR), NOON - MINUTE, (PLAN.start, PLAN.end)),
        (replace(PLAN, start=NOON - HOUR), NOON - HOUR, (PLAN.start, PLAN.end)),
        (replace(PLAN, start=NOON - HOUR), NOON - 2 * HOUR, (NOON - HOUR, PLAN.end)),
        (replace(LATER, scheduled=False), NOON - MINUTE, (PLAN.start, PLAN.end)),
    ],
)
def test_what_was_published_stays_so_once_the_window_has_begun(
    transaction: Transactions, plan: Plan, at: datetime, published: tuple[datetime, datetime]
) -> None:
    """Policy 7: an overrun counts."""
    with transaction() as session:
        before = maintenance.announce(session, PLAN, NOON - 3 * HOUR)
        changed = maintenance.change(session, before.id, plan, at)
        assert changed == Window(before.id, before.conversation_id, plan, published, at, None, 2)
        assert maintenance.change(session, before.id, plan, at).changes == 3


@ON_SQLITE
def test_a_cancelled_window_is_on_no_more(transaction: Transactions) -> None:
    with transaction() as session:
        before = maintenance.announce(session, PLAN, NOON - HOUR)
        gone = maintenance.cancel(session, before.id, NOON - MINUTE)
    assert gone == replace(before, cancelled_at=NOON - MINUTE, announced_at=NOON - MINUTE, changes=2)
    assert [before.is_on(NOON + after) for after in (-MINUTE, 0 * HOUR, HOUR - MINUTE, HOUR)] == [
        False,
        True,
        True,
        False,
    ]
    assert not gone.is_on(NOON)


@ON_SQLITE
def test_windows_are_found_by_their_history_and_their_time(transaction: Transactions) -> None:
    number = opened(transaction, NOON)
    with transaction() as session:
        later = maintenance.announce(session, LATER, NOON - HOUR)
        first = maintenance.announce(session, PLAN, NOON - HOUR)
        same = maintenance.announce(session, PLAN, NOON - HOUR)
        gone = maintenance.cancel(session, maintenance.announce(session, PLAN, NOON - HOUR).id, NOON)
        assert maintenance.windows(session) == (later, gone, same, first)
        assert maintenance.windows(session, 1) == (later,)
        assert maintenance.windows_at(session, NOON - MINUTE) == ()
        assert maintenance.windows_at(session, NOON) == (first, same)
        assert maintenance.windows_at(session, NOON + HOUR) == (later,)
        assert {one.id for one in maintenance.windows_after(session, NOON + HOUR - MINUTE)} == {
            first.id,
            same.id,
            later.id,
        }
        assert maintenance.windows_after(session, NOON + HOUR - MINUTE)[-1] == later
        assert maintenance.windows_after(session, NOON + HOUR) == (later,)
        assert maintenance.windows_after(session, NOON + 3 * HOUR) == ()
        assert maintenance.window_of(session, same.conversation_id) == same
        talk = reads.history(session, number=number)[0].conversation_id
        assert maintenance.window_of(session, talk) is None
