"""A timer rings once for each occasion, at its time and not before, and is never given up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from app.timers import Alarm, ReminderWorker, TimerWorker
from records import timers
from records.engine import Session, Transactions

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def hourly(after: datetime) -> tuple[datetime, str]:
    moment = after.replace(minute=0, second=0, microsecond=0) + HOUR
    return moment, moment.isoformat()


class Bell:
    """Rings every hour and counts how often; ``broken`` fails that many times first."""

    def __init__(self, transaction: Transactions, broken: int = 0) -> None:
        self.transaction, self.broken = transaction, broken
        self.now = NOON
        self.rung: list[tuple[str, int]] = []

    def worker(self) -> Callable[[], bool]:
        """The step of one process more."""
        alarm = Alarm("bell", hourly, self.ring)
        return TimerWorker(alarm, self.transaction, self.transaction, now=lambda: self.now).step

    def ring(self, _session: Session, key: str, known: dict[str, Any], _at: datetime) -> dict[str, Any]:
        if self.broken:
            self.broken -= 1
            raise RuntimeError("the bell is broken")
        count = int(known.get("count", 0)) + 1
        self.rung.append((key[11:16], count))
        return {"count": count}

    def due(self) -> datetime | None:
        with self.transaction() as session:
            return timers.due(session, "bell")


def test_it_rings_at_its_time_and_not_before(transaction: Transactions) -> None:
    bell = Bell(transaction)
    step = bell.worker()
    assert bell.due() is None
    assert not step()
    assert bell.due() == NOON + HOUR
    bell.now = NOON + HOUR - timedelta(seconds=1)
    assert not step()
    bell.now = NOON + HOUR
    assert step()
    assert not step()
    assert bell.rung == [("13:00", 1)]


def test_what_one_ringing_gives_back_the_next_one_knows(transaction: Transactions) -> None:
    bell = Bell(transaction)
    step = bell.worker()
    for hours in range(4):
        bell.now = NOON + hours * HOUR
        step()
    assert bell.rung == [("13:00", 1), ("14:00", 2), ("15:00", 3)]


def test_of_several_processes_one_rings(transaction: Transactions) -> None:
    bell = Bell(transaction)
    steps = [bell.worker() for _ in range(3)]
    for hours in range(3):
        bell.now = NOON + hours * HOUR
        for step in steps:
            step()
    assert bell.rung == [("13:00", 1), ("14:00", 2)]


def test_after_a_long_time_away_it_rings_once(transaction: Transactions) -> None:
    bell = Bell(transaction)
    bell.worker()()
    bell.now = NOON + 30 * HOUR + timedelta(minutes=5)
    step = bell.worker()
    assert step()
    assert not step()
    assert bell.rung == [("13:00", 1)]
    assert bell.due() == NOON + 31 * HOUR


def test_a_ringing_that_fails_is_tried_again(transaction: Transactions) -> None:
    bell = Bell(transaction, broken=2)
    step = bell.worker()
    step()
    for seconds in range(10):
        bell.now = NOON + HOUR + timedelta(seconds=seconds)
        step()
    assert bell.rung == [("13:00", 1)]


# Reminders: what rings once.


def test_a_reminder_rings_once_at_its_moment_whatever_was_set_before_it(transaction: Transactions) -> None:
    rung: list[str] = []
    moment = NOON + timedelta(hours=1)
    with transaction() as session:
        assert timers.remind(session, "late", "1", NOON + timedelta(days=1), NOON)
        assert timers.remind(session, "late", "2", moment, NOON, number=1042)
        assert not timers.remind(session, "late", "2", moment, NOON, number=1042)
    worker = reminder_worker(transaction, lambda facts: rung.append(str(facts["number"])))
    assert not replace(worker, now=lambda: moment - timedelta(seconds=1)).step()
    assert worker.step()
    assert not worker.step()
    assert rung == ["1042"]


def test_a_reminder_that_fails_rings_again_later(transaction: Transactions) -> None:
    rung: list[int] = []

    def fails_once(_facts: dict[str, Any]) -> None:
        rung.append(1)
        if len(rung) == 1:
            raise RuntimeError("the first time it fails")

    with transaction() as session:
        timers.remind(session, "late", "2", NOON, NOON)
    worker = reminder_worker(transaction, fails_once)
    assert worker.step()
    assert replace(worker, now=lambda: NOON + timedelta(days=1)).step()
    assert not replace(worker, now=lambda: NOON + timedelta(days=2)).step()
    assert len(rung) == 2


def reminder_worker(transaction: Transactions, ring: Callable[[dict[str, Any]], None]) -> ReminderWorker:
    return ReminderWorker(
        lambda _session, facts, _now: ring(facts),
        transaction,
        lambda: None,
        now=lambda: NOON + timedelta(hours=1),
    )
