"""The loop that wakes whatever is set for a time; what it means is decided elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.worker import backoff, unless_lost, utc_now
from records import timers, work
from records.engine import Session, Transactions
from records.work import Work

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Alarm:
    """Something that happens again and again.

    ``next`` gives the moment after a moment and the key of that occasion; ``ring`` does it, in the
    transaction that sets the next one, and returns what the next one has to know.
    """

    name: str
    next: Callable[[datetime], tuple[datetime, str]]
    ring: Callable[[Session, str, dict[str, Any], datetime], dict[str, Any]]


@dataclass(frozen=True)
class ReminderWorker:
    """Rings what was set to ring once. ``ring`` writes; what it throws is tried again a little later."""

    ring: Callable[[Session, dict[str, Any], datetime], None]
    writing: Transactions
    told: Callable[[], None]
    lease: float = 30.0
    now: Callable[[], datetime] = utc_now

    def step(self) -> bool:
        """Ring one reminder; False when none is due."""
        now = self.now()
        with self.writing() as session:
            taken = work.claim(session, timers.queue(timers.REMINDERS), now, lease=self.lease)
        for one in taken:
            self._ring(one, now)
        return bool(taken)

    def _ring(self, one: Work, now: datetime) -> None:
        try:
            with unless_lost(one), self.writing() as session:
                self.ring(session, one.payload, now)
                work.finish(session, one)
            self.told()
        except Exception:
            log.exception("the reminder %s failed (attempt %d)", one.key, one.attempt)
            with unless_lost(one), self.writing() as session:
                work.postpone(session, one, now + backoff(one.attempt))


@dataclass(frozen=True)
class TimerWorker:
    """Rings one alarm. Of several processes one takes the row; the others find the next one set."""

    alarm: Alarm
    reading: Transactions
    writing: Transactions
    lease: float = 30.0
    now: Callable[[], datetime] = utc_now

    def step(self) -> bool:
        """Ring when it is time; False when it is not. Sets the alarm when nobody has yet."""
        name, now = self.alarm.name, self.now()
        with self.reading() as session:
            due = timers.due(session, name)
        if due is None:
            with self.writing() as session:
                self._set_next(session, now, {})
        if due is None or due > now:
            return False
        with self.writing() as session:
            taken = work.claim(session, timers.queue(name), now, lease=self.lease)
        for one in taken:
            self._ring(one, now)
        return bool(taken)

    def _ring(self, one: Work, now: datetime) -> None:
        try:
            with unless_lost(one), self.writing() as session:
                facts = self.alarm.ring(session, one.key, one.payload, now)
                work.finish(session, one)
                self._set_next(session, now, facts)
        except Exception:  # it rings again a little later, and is never given up
            log.exception("the timer %s failed (attempt %d)", one.key, one.attempt)
            with unless_lost(one), self.writing() as session:
                work.postpone(session, one, now + backoff(one.attempt))

    def _set_next(self, session: Session, now: datetime, facts: dict[str, Any]) -> None:
        moment, key = self.alarm.next(now)
        timers.set_for(session, self.alarm.name, key, moment, now, facts)
