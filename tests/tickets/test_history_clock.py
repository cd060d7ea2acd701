"""What the recomputed clock finds wrong, and at which entry (policy 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from records.engine import Transactions
from tests.tickets.desks import opened
from tickets import reads
from tickets.history_clock import Difference, Fault, compared, recompute
from tickets.values import Entry, EntryKind, Ticket

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
OTHER = NOON + timedelta(minutes=1)
STOOD = "2026-11-23T17:00:00+00:00 2026-11-23T19:00:00+00:00 2026-11-23T19:00:00+00:00 office"


@pytest.fixture
def told(transaction: Transactions) -> tuple[Ticket, tuple[Entry, ...]]:
    """A ticket that was opened at noon, and its history."""
    number = opened(transaction, NOON)
    with transaction() as session:
        ticket = reads.ticket(session, number)
        assert ticket is not None
        return ticket, reads.history(session, number=number)


def test_a_history_as_it_was_written_has_no_fault(told: tuple[Ticket, tuple[Entry, ...]]) -> None:
    ticket, history = told
    assert compared(ticket, recompute(history)) == ()


def test_a_fault_is_told_with_its_entry(told: tuple[Ticket, tuple[Entry, ...]]) -> None:
    start = next(one for one in told[1] if one.kind is EntryKind.CLOCK_STARTED)
    stop = replace(start, id=98, kind=EntryKind.CLOCK_STOPPED, facts={"how": "by_hand"})
    assert recompute([stop]).differences == (Difference(Fault.STOPPED_TWICE, stop),)
    again = replace(start, id=99)
    assert recompute([start, again]).differences == (Difference(Fault.STARTED_TWICE, again),)
    other = replace(start, facts={**start.facts, "due": OTHER.isoformat()})
    [found] = recompute([other]).differences
    due, target = "2026-11-23T17:01:00+00:00", "2026-11-23T19:00:00+00:00"
    told_and_found = f"office 120 {due} {target} / office 120 {target} {target}"
    assert found == Difference(Fault.OTHER_TERMS, other, told_and_found)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ({"due_at": OTHER}, STOOD.replace(" 2026-11-23T19:00:00", " 2026-11-23T17:01:00", 1)),
        ({"tier": None}, STOOD.replace("office", "-")),
        ({"waiting_since": None}, STOOD.replace("2026-11-23T17:00:00+00:00", "-")),
    ],
)
def test_what_is_stored_otherwise_is_shown_beside_what_the_history_says(
    told: tuple[Ticket, tuple[Entry, ...]], stored: dict[str, datetime | None], shown: str
) -> None:
    ticket, history = told
    [found] = compared(replace(ticket, **stored), recompute(history))  # type: ignore[arg-type]
    assert found == Difference(Fault.STORED, None, f"{shown} / {STOOD}")
