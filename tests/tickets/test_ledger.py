"""The ledger of the servers' availability: what is on record, month by month (policy 7)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from guard import own
from records.engine import Transactions
from tests.tickets.desks import ON_SQLITE
from tickets import maintenance, outages, probes
from tickets.availability import Down, DownBy, Span
from tickets.ledger import Ledger, Line, ledger, lines
from tickets.maintenance import Plan
from tickets.outages import Cause, OutageState

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
NOW = NOON + timedelta(days=1)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ZONE = "America/New_York"


def span(start: float, end: float) -> Span:
    return NOON + start * HOUR, NOON + end * HOUR


def window(session: Session, start: int, end: int, *, scheduled: bool = True) -> int:
    """Announced an hour before the window begins."""
    plan = Plan(*span(start, end), own("Disks"), scheduled)
    return maintenance.announce(session, plan, NOON + (start - 1) * HOUR).id


def outage(session: Session, start: int, **change: object) -> None:
    made, _ = outages.raise_outage(session, Cause.STAFF, own("Down"), *span(start, start))
    outages.change(session, made.id, NOW, **change)


def test_nothing_is_on_record_before_the_first_conversation(transaction: Transactions) -> None:
    with transaction() as session:
        found = ledger(session, NOW)
    assert found == Ledger(None, NOW, (), ())
    assert lines(found, 2026, ZONE, 0.9999) == ()


def test_declared_outages_failed_probes_and_unpublished_maintenance_are_on_record(
    transaction: Transactions,
) -> None:
    with transaction() as session:
        outage(session, 1, state=OutageState.RESOLVED, ended_at=NOON + 2 * HOUR)
        outage(session, 3, state=OutageState.REFUSED)
        outage(session, 4, state=OutageState.DECLARED)
        for at, answered in ((5, False), (6, True), (7, False)):
            probes.take_turn(session, "IMC", NOON + at * HOUR, HOUR)
            probes.note(session, "IMC", NOON + at * HOUR, 1, answered=answered)
        window(session, 8, 10)
        maintenance.cancel(session, window(session, 11, 12), NOON)
        window(session, 13, 14, scheduled=False)
        maintenance.change(session, window(session, 15, 16), Plan(*span(15, 17), own("Disks"), True), NOW)
        maintenance.change(session, window(session, 18, 20), Plan(*span(18, 19), own("Disks"), True), NOW)
        found = ledger(session, NOW)
    assert found.since == NOON + HOUR
    assert sorted(found.downs, key=lambda one: one.span) == [
        Down(span(1, 2), DownBy.OUTAGE),
        Down(span(4, 24), DownBy.OUTAGE),
        Down(span(5, 6), DownBy.PROBE),
        Down(span(7, 24), DownBy.PROBE),
        Down(span(13, 14), DownBy.UNSCHEDULED),
        Down(span(16, 17), DownBy.UNSCHEDULED),
    ]
    assert sorted(found.published) == [span(8, 10), span(15, 16), span(18, 19)]


@ON_SQLITE
def test_the_record_begins_with_the_first_failed_probe_and_leaves_out_what_staff_refused(
    transaction: Transactions,
) -> None:
    with transaction() as session:
        for at, answered in ((0, False), (1, True), (2, False)):
            probes.take_turn(session, "IMC", NOON + at * HOUR, HOUR)
            probes.note(session, "IMC", NOON + at * HOUR, 1, answered=answered)
        assert ledger(session, NOW).since == NOON
        outage(session, 3, state=OutageState.REFUSED)
        probes.link(session, "IMC", 1)
        assert ledger(session, NOW).downs == (Down(span(0, 1), DownBy.PROBE),)


def test_months_and_year_are_those_of_the_office_as_far_as_there_is_a_record() -> None:
    since, until = datetime(2026, 11, 15, tzinfo=UTC), datetime(2027, 1, 2, tzinfo=UTC)
    december, january = datetime(2026, 12, 1, 5, tzinfo=UTC), datetime(2027, 1, 1, 5, tzinfo=UTC)
    down = Down((december - HOUR, december + 2 * HOUR), DownBy.OUTAGE)
    found = Ledger(since, until, (down,), ((january - HOUR, january),))

    def told(line: Line) -> tuple[str, Span, timedelta, timedelta, float]:
        return line.name, line.found.span, line.found.down, line.found.excluded, line.found.promised

    nothing = timedelta()
    assert [told(line) for line in lines(found, 2026, ZONE, 0.99)] == [
        ("2026-11", (since, december), HOUR, nothing, 0.99),
        ("2026-12", (december, january), 2 * HOUR, HOUR, 0.99),
        ("2026", (since, january), 3 * HOUR, HOUR, 0.99),
    ]
    assert [told(line) for line in lines(found, 2027, ZONE, 0.99)] == [
        ("2027-01", (january, until), nothing, nothing, 0.99),
        ("2027", (january, until), nothing, nothing, 0.99),
    ]
    assert lines(found, 2025, ZONE, 0.99) == ()
