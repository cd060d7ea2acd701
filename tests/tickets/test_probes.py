"""What checks of the platform's addresses have found, and who looks when (policy 7, 14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from guard import own
from records.engine import Transactions
from tickets import outages, probes
from tickets.outages import Cause, OutageState
from tickets.probes import Failure, Turn

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def look(transaction: Transactions, at: datetime, *, answered: bool, name: str = "IMC") -> Turn | None:
    """A look at a target each minute, of which the second failure in a row makes a time."""
    with transaction() as session:
        assert probes.take_turn(session, name, at, MINUTE)
        return probes.note(session, name, at, 2, answered=answered)


def found(transaction: Transactions) -> list[tuple[str, datetime, datetime | None]]:
    with transaction() as session:
        return [(one.name, one.started_at, one.ended_at) for one in probes.failures(session)]


def test_each_target_is_looked_at_when_its_time_has_come(transaction: Transactions) -> None:
    with transaction() as session:
        turns = [
            probes.take_turn(session, name, NOON + after, MINUTE)
            for name, after in (
                ("IMC", 0 * MINUTE),
                ("IMC", MINUTE - SECOND),
                ("API", MINUTE - SECOND),
                ("IMC", MINUTE),
                ("IMC", MINUTE),
                ("API", MINUTE),
                ("IMC", 2 * MINUTE),
            )
        ]
    assert turns == [True, False, True, True, False, False, True]


def test_failures_in_a_row_make_a_time_that_begins_with_the_first(transaction: Transactions) -> None:
    look(transaction, NOON, answered=True, name="API")
    turns = [look(transaction, NOON + n * MINUTE, answered=ok) for n, ok in enumerate((False, True, False))]
    assert turns == [None, None, None]
    assert found(transaction) == []
    assert look(transaction, NOON + 3 * MINUTE, answered=False) is Turn.FAILED
    assert look(transaction, NOON + 4 * MINUTE, answered=False) is None
    assert look(transaction, NOON + 4 * MINUTE, answered=True, name="API") is None
    assert found(transaction) == [("IMC", NOON + 2 * MINUTE, None)]
    assert look(transaction, NOON + 5 * MINUTE, answered=True) is Turn.RECOVERED
    assert look(transaction, NOON + 6 * MINUTE, answered=True) is None
    assert found(transaction) == [("IMC", NOON + 2 * MINUTE, NOON + 5 * MINUTE)]


def test_a_failure_ends_with_the_last_look_when_nobody_looked_for_long(transaction: Transactions) -> None:
    """Three rounds without a look; nobody knows what was in between."""
    for minute in (0, 1):
        look(transaction, NOON + minute * MINUTE, answered=False)
    assert look(transaction, NOON + 4 * MINUTE, answered=False) is None
    assert found(transaction) == [("IMC", NOON, None)]
    assert look(transaction, NOON + 7 * MINUTE + SECOND, answered=False) is None
    assert found(transaction) == [("IMC", NOON, NOON + 4 * MINUTE)]
    again = NOON + 8 * MINUTE + SECOND
    assert look(transaction, again, answered=False) is Turn.FAILED
    assert found(transaction)[1:] == [("IMC", again - MINUTE, None)]


def test_a_failure_counts_unless_staff_refused_its_outage(transaction: Transactions) -> None:
    """Policy 7: what staff say was none is none."""
    for name in ("IMC", "API", "WEB"):
        for minute in (0, 1):
            look(transaction, NOON + minute * MINUTE, answered=False, name=name)
    with transaction() as session:
        probes.link(session, "NONE", 1)
        refused, _ = outages.raise_outage(session, Cause.PROBE, own("Down"), NOON, NOON)
        probes.link(session, "IMC", refused.id)
        outages.change(session, refused.id, NOON, state=OutageState.REFUSED)
        declared, _ = outages.raise_outage(session, Cause.PROBE, own("Down"), NOON, NOON)
        outages.change(session, declared.id, NOON, state=OutageState.DECLARED)
        probes.link(session, "API", declared.id)
        kept = probes.failures(session)
        assert [replace(one, id=0) for one in kept] == [
            Failure(0, "IMC", NOON, None, refused.id),
            Failure(0, "API", NOON, None, declared.id),
            Failure(0, "WEB", NOON, None, None),
        ]
        assert probes.failures(session, counted=True) == kept[1:]
