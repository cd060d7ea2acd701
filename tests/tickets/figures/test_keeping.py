"""The rows of the figures follow the history, and add up to what the reports read out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import Engine, delete, insert, inspect, select, update

from bench.large_desk import Size, make
from guard import own
from records.engine import Transactions
from tests.tickets.desks import ON_SQLITE, ada, administrator, opened
from tickets import reads, report, writes
from tickets.figure_tables import OpenedRow, QuestionRow
from tickets.figures import counts
from tickets.figures.counted import Counting
from tickets.figures.counts import Of
from tickets.figures.endings import Ending
from tickets.figures.keeping import LATE, Round, anew, keep, look, whole_at, write
from tickets.follow_figures import by_month, cases
from tickets.policy import LikenessRules, PromiseRules
from tickets.tables import EntryRow, TicketRow
from tickets.values import Actor, EntryKind, Place
from tickets.writes import Asker, NewEntry

ZONE = "America/New_York"
NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
COUNTING = Counting.by(ZONE, 7, LikenessRules())
ALWAYS = Of(date(2020, 1, 1), date(2030, 1, 1))


def counted(transaction: Transactions, now: datetime = NOW, counting: Counting = COUNTING) -> int:
    """Count until there is nothing more to count; in how many rounds."""
    rounds = 0
    while keep(transaction, transaction, now, counting):
        rounds += 1
        assert rounds < 100
    return rounds


def asked(
    transaction: Transactions,
    at: datetime,
    reply: str = "answer",
    *,
    hits: int = 0,
    actor: Actor = Actor.PERSON,
) -> int:
    """A question of Ada's and the bot's reply; the conversation."""
    person = ada(transaction)
    customer = None if person.customer is None else person.customer.id
    with transaction() as session:
        place = Place("terminal", "local", "ada", f"thread-{next(_THREADS)}", direct=True)
        talk = writes.begin(session, Asker("terminal", "local", "ada", person, customer), place, at)
        heard = writes.add(session, NewEntry(talk, at, EntryKind.ASKED, actor))
        found = [{"slug": "a"}] * hits
        facts = {"reply": {"kind": reply, "hits": found, "triage": {"category": "education"}}, "heard": heard}
        writes.add(session, NewEntry(talk, at, EntryKind.REPLIED, Actor.BOT, facts=facts))
        return talk


_THREADS = count(1)


def said(
    transaction: Transactions, talk: int, at: datetime, kind: EntryKind, number: int | None = None
) -> None:
    with transaction() as session:
        facts = {"act": {"name": "solved_it"}} if kind is EntryKind.PRESSED else {}
        writes.add(session, NewEntry(talk, at, kind, Actor.PERSON, number, facts=facts))


def endings(transaction: Transactions) -> list[tuple[date, Ending, int]]:
    with transaction() as session:
        return counts.endings(session, ALWAYS)


def test_a_question_is_counted_once_and_again_when_its_ending_changes(transaction: Transactions) -> None:
    talk = asked(transaction, NOW)
    counted(transaction)
    assert endings(transaction) == [(date(2026, 11, 23), Ending.SILENT, 1)]
    said(transaction, talk, NOW + timedelta(days=3), EntryKind.PRESSED)
    counted(transaction)
    assert endings(transaction) == [(date(2026, 11, 23), Ending.CONFIRMED, 1)]


def test_where_nothing_is_new_there_is_nothing_to_do(transaction: Transactions) -> None:
    assert counted(transaction) >= 1
    assert counted(transaction) == 0
    asked(transaction, NOW)
    assert counted(transaction) >= 1
    assert counted(transaction) == 0


@ON_SQLITE
def test_an_entry_that_becomes_visible_late_is_counted(transaction: Transactions) -> None:
    """On PostgreSQL a transaction may commit after another one that took its numbers later."""
    early, late = asked(transaction, NOW), asked(transaction, NOW + timedelta(seconds=1), "closest")
    with transaction() as session:
        rows = session.scalars(select(EntryRow).where(EntryRow.conversation_id == late)).all()
        kept = [{name.key: getattr(row, name.key) for name in inspect(EntryRow).column_attrs} for row in rows]
    said(transaction, early, NOW, EntryKind.PRESSED)
    with transaction() as session:
        session.execute(delete(EntryRow).where(EntryRow.conversation_id == late))
    counted(transaction)
    with transaction() as session:
        session.execute(insert(EntryRow), kept)
    counted(transaction, NOW + LATE)
    assert Counter(ending for _, ending, _ in endings(transaction)) == {
        Ending.CONFIRMED: 1,
        Ending.NOTHING: 1,
    }


def test_days_months_and_hours_are_those_of_the_offices_wall_clock(transaction: Transactions) -> None:
    """Across the end of daylight saving time, at midnight, and at the end of a month."""
    moments = [
        datetime(2026, 11, 1, 4, 30, tzinfo=UTC),  # Sunday, 0:30 of summer
        datetime(2026, 11, 1, 5, 30, tzinfo=UTC),  # 1:30 of summer
        datetime(2026, 11, 1, 6, 30, tzinfo=UTC),  # 1:30 of winter
        datetime(2026, 11, 2, 4, 59, tzinfo=UTC),  # Sunday, 23:59
        datetime(2026, 11, 2, 5, 0, tzinfo=UTC),  # Monday, 0:00
        datetime(2026, 11, 1, 3, 59, tzinfo=UTC),  # Saturday 31 October, 23:59
    ]
    for at in moments:
        opened(transaction, at)
        asked(transaction, at)
    counted(transaction)
    days = {date(2026, 10, 31): 1, date(2026, 11, 1): 4, date(2026, 11, 2): 1}
    with transaction() as session:
        assert {day: count for day, _, count in counts.endings(session, ALWAYS)} == days
        assert {day: count for day, _, count in counts.opened(session, ALWAYS)} == days
        sunday = 6 * 24
        hours = {sunday: 1, sunday + 1: 2, sunday + 23: 1, 0: 1, sunday - 1: 1}
        assert counts.hours(session, ALWAYS) == hours
        first = counts.promises(session, ALWAYS, PromiseRules(), NOW)
    assert [(one.month, one.count) for one in first] == [("2026-10", 1), ("2026-11", 5)]


def test_only_the_days_and_the_customer_asked_for_are_added_up(transaction: Transactions) -> None:
    other = administrator(transaction, "ben", "southside")
    opened(transaction, NOW, by=other)
    opened(transaction, NOW - timedelta(days=1))
    counted(transaction)
    assert other.customer is not None
    today = NOW.date()
    with transaction() as session:
        theirs = counts.opened(session, Of(today - timedelta(days=1), today, other.customer.id))
        assert counts.opened(session, Of(today, today)) == theirs == [(today, "incident", 1)]


def test_a_ticket_sorted_anew_is_counted_as_what_it_is_now(transaction: Transactions) -> None:
    number = opened(transaction, NOW)
    counted(transaction)
    with transaction() as session:
        talk = reads.history(session, number=number)[0].conversation_id
        writes.set_category(session, number, "education")
        writes.add(session, NewEntry(talk, NOW, EntryKind.SORTED, Actor.STAFF, number))
    counted(transaction)
    with transaction() as session:
        assert counts.opened(session, ALWAYS) == [(NOW.date(), "education", 1)]


def test_a_solution_is_durable_when_its_days_are_over_and_nothing_came_back(
    transaction: Transactions,
) -> None:
    first, second = opened(transaction, NOW), opened(transaction, NOW - timedelta(days=30))
    for number in (first, second):
        with transaction() as session:
            session.execute(update(TicketRow).values(subject=own("upload fails with IW-1001")))
            talk = reads.history(session, number=number)[0].conversation_id
            at = NOW - timedelta(days=20) if number == second else NOW
        said(transaction, talk, at, EntryKind.SOLVED, number)
    counted(transaction, NOW)
    assert durable(transaction) == {first: None, second: True}
    assert counted(transaction, NOW + timedelta(days=7, seconds=-1)) == 0
    again = opened(transaction, NOW + timedelta(days=2))
    with transaction() as session:
        session.execute(update(TicketRow).values(subject=own("upload fails with IW-1001")))
    counted(transaction, NOW + timedelta(days=7))
    assert durable(transaction) == {first: False, second: True, again: None}


def durable(transaction: Transactions) -> dict[int, bool | None]:
    with transaction() as session:
        return {row.number: row.durable for row in session.scalars(select(OpenedRow))}


def test_another_zone_or_rule_counts_everything_anew(transaction: Transactions) -> None:
    asked(transaction, datetime(2026, 11, 23, 3, tzinfo=UTC))
    counted(transaction)
    assert [day for day, _, _ in endings(transaction)] == [date(2026, 11, 22)]
    elsewhere = Counting.by("Europe/Berlin", 7, LikenessRules())
    counted(transaction, counting=elsewhere)
    assert [day for day, _, _ in endings(transaction)] == [date(2026, 11, 23)]


def test_it_is_whole_only_when_all_has_been_counted(transaction: Transactions) -> None:
    for minute in range(3):
        asked(transaction, NOW + timedelta(minutes=minute))
    with transaction() as session:
        assert whole_at(session) is None
        found = look(session, NOW, COUNTING, limit=2)
    assert found is not None
    assert found.after.whole_at is None
    counted(transaction)
    with transaction() as session:
        assert whole_at(session) == NOW


def test_two_processes_count_nothing_twice(transaction: Transactions) -> None:
    """The second one has read before the first one wrote: it lets its round go."""
    asked(transaction, NOW)
    with transaction() as session:
        late = look(session, NOW, COUNTING)
    counted(transaction)
    assert late is not None
    with transaction() as session:
        write(session, late)
    counted(transaction)
    with transaction() as session:
        assert len(session.scalars(select(QuestionRow)).all()) == 1


@ON_SQLITE
def test_counted_in_many_rounds_it_is_what_the_reports_read_out_of_the_whole_history(
    database: Engine, transaction: Transactions
) -> None:
    """The same averages, shares and solutions for 150 tickets, and every question exactly once."""
    make(database, Size(tickets=150, queries=60, answered=40), NOW)
    counted(transaction)
    rules = PromiseRules()
    with transaction() as session:
        kept = counts.promises(session, ALWAYS, rules, NOW)
        runs = report.runs(session)
        assert _rounded(kept) == _rounded(report.lines(runs, rules, NOW))
        assert counts.solutions(session, ALWAYS) == by_month(cases(session), NOW, ZONE, 7)
        entries = session.scalars(select(EntryRow).where(EntryRow.kind == EntryKind.ASKED)).all()
        found = counts.endings(session, ALWAYS)
        decided = counts.decided(session, ALWAYS)
    assert sum(count for _, _, count in found) == len(entries) == sum(decided.values())


def _rounded(lines: Sequence[report.Tally]) -> set[object]:
    return {(*vars(one).values(),) if one.average_minutes is None else _line(one) for one in lines}


def _line(one: report.Tally) -> tuple[object, ...]:
    values = {**vars(one), "average_minutes": round(one.average_minutes or 0, 6)}
    return tuple(values.values())


@pytest.mark.parametrize("forget", [True, False])
@ON_SQLITE
def test_counting_anew_comes_to_the_same(transaction: Transactions, forget: bool) -> None:
    talk = asked(transaction, NOW)
    opened(transaction, NOW)
    counted(transaction)
    said(transaction, talk, NOW, EntryKind.PRESSED)
    if forget:
        with transaction() as session:
            anew(session)
    counted(transaction)
    assert endings(transaction) == [(NOW.date(), Ending.CONFIRMED, 1)]


@ON_SQLITE
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_in_rounds_however_small_each_question_is_counted_once(transaction: Transactions, limit: int) -> None:
    for minute in range(4):
        talk = asked(transaction, NOW + timedelta(minutes=minute))
        opened(transaction, NOW)
    said(transaction, talk, NOW, EntryKind.PRESSED)
    rounds = 0
    while (found := _looked(transaction, limit)) is not None:
        with transaction() as session:
            write(session, found)
        rounds += 1
        assert rounds < 50
    assert {ending: count for _, ending, count in endings(transaction)} == {
        Ending.SILENT: 3,
        Ending.CONFIRMED: 1,
    }


def _looked(transaction: Transactions, limit: int) -> Round | None:
    with transaction() as session:
        return look(session, NOW + timedelta(hours=1), COUNTING, limit)
