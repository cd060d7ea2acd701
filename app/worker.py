"""The worker loops: they take what came in to the road, and what must be told to its door."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Protocol

from bot.delivery import Delivered, NotNowError, NotThereError
from bot.do import apologise
from bot.look import NotYetError
from bot.message import Message
from bot.road import Road
from records import deliveries, inbox, work
from records.engine import Transactions
from records.facts import from_facts
from records.work import LeaseLostError, Work
from tickets import writes

log = logging.getLogger(__name__)

NOT_YET_SECONDS = 0.3
LONGEST_WAIT = timedelta(minutes=5)
ATTEMPTS_AT_ROAD = 6
ATTEMPTS_AT_DOOR = 600


def utc_now() -> datetime:
    """The one place, with the doors, that asks what time it is."""
    return datetime.now(UTC)


class Deliverer(Protocol):
    """A door that can be told things."""

    def deliver(self, work: Work, now: datetime) -> Delivered: ...


@dataclass(frozen=True)
class InboxWorker:
    """Takes one message at a time from the inbox down the road."""

    road: Road
    writing: Transactions
    told: Callable[[], None]
    before: Callable[[Message], Message] = lambda message: message
    lease: float = 30.0
    now: Callable[[], datetime] = utc_now

    def step(self) -> bool:
        """Handle one message; False when there is none."""
        with self.writing() as session:
            taken = work.claim(session, inbox.QUEUE, self.now(), lease=self.lease)
        for one in taken:
            self._handle(one)
        return bool(taken)

    def _handle(self, one: Work) -> None:
        try:
            with unless_lost(one):
                message = self.before(from_facts(Message, one.payload))
                self.road.respond(message, lambda session: work.finish(session, one))
        except NotYetError:
            with unless_lost(one), self.writing() as session:
                work.rest(session, one, NOT_YET_SECONDS)
        except Exception:  # whatever it was, the message is kept and the person hears of it
            log.exception("the message %s could not be handled (attempt %d)", one.key, one.attempt)
            self._set_aside(one)
        self.told()

    def _set_aside(self, one: Work) -> None:
        message = _message_in(one)
        with unless_lost(one), self.writing() as session:
            if one.attempt < ATTEMPTS_AT_ROAD:
                work.postpone(session, one, self.now() + backoff(one.attempt))
                return
            work.bury(session, one, {"why": "failed"})
            if message is not None:
                apologise(session, message, self.road.rules)


def _message_in(one: Work) -> Message | None:
    """None for a row that is no message any more: it has nobody to be told, but the log and the doctor."""
    try:
        return from_facts(Message, one.payload)
    except ValueError:
        return None


@dataclass(frozen=True)
class DeliveryWorker:
    """Tells one door what is due."""

    name: str
    door: Deliverer
    writing: Transactions
    lease: float = 30.0
    now: Callable[[], datetime] = utc_now

    def step(self) -> bool:
        """Carry out one delivery; False when none is due."""
        with self.writing() as session:
            taken = work.claim(session, f"{deliveries.QUEUE}.{self.name}", self.now(), lease=self.lease)
        for one in taken:
            self._carry(one)
        return bool(taken)

    def _carry(self, one: Work) -> None:
        try:
            done = self.door.deliver(one, self.now())
        except NotNowError as error:
            self._again(one, str(error), error.wait)
        except NotThereError as error:
            log.error("delivery %s cannot be made: %s", one.key, error)
            with unless_lost(one), self.writing() as session:
                work.bury(session, one, {"why": "refused"})
                error.aftermath(session)
        except LeaseLostError:
            log.info("another worker has taken over %s", one.key)
        except Exception:  # a fault of ours must not end the loop, nor lose the delivery
            log.exception("delivery %s failed (attempt %d)", one.key, one.attempt)
            self._again(one, "failed", None)
        else:
            self._finish(one, done)

    def _again(self, one: Work, why: str, wait: float | None) -> None:
        log.warning("delivery %s is put off: %s", one.key, why)
        pause = backoff(one.attempt) if wait is None else timedelta(seconds=min(wait, 3600))
        with unless_lost(one), self.writing() as session:
            if one.attempt < ATTEMPTS_AT_DOOR:
                work.postpone(session, one, self.now() + pause)
            else:
                work.bury(session, one, {"why": "gave_up"})

    def _finish(self, one: Work, done: Delivered) -> None:
        with unless_lost(one), self.writing() as session:
            work.finish(session, one, dict(done.receipt))
            if done.bind is not None:
                role, place = done.bind
                writes.bind_for_entry(session, int(one.payload["entry"]), place, role)


@contextmanager
def unless_lost(one: Work) -> Iterator[None]:
    """What is no longer ours is left to the worker that has taken it over."""
    try:
        yield
    except LeaseLostError:
        log.info("another worker has taken over %s", one.key)


def backoff(attempt: int) -> timedelta:
    """How long to wait after that many attempts: a second, doubling, five minutes at the most."""
    return min(timedelta(seconds=2 ** min(attempt - 1, 10)), LONGEST_WAIT)


@dataclass
class Loops:
    """Threads that step while there is work and sleep until a bell rings or it is time to look again."""

    _bells: list[Event] = field(default_factory=list)
    _threads: list[Thread] = field(default_factory=list)
    _stopping: Event = field(default_factory=Event)

    def add(
        self, name: str, step: Callable[[], bool], threads: int = 1, every: float = 0.25
    ) -> Callable[[], None]:
        """Run ``step`` in so many threads, ``every`` seconds when idle; returns the bell that wakes them."""
        bell = Event()
        self._bells.append(bell)
        for number in range(threads):
            self._threads.append(
                Thread(target=self._run, args=(step, bell, every), name=f"{name}-{number}", daemon=True)
            )
        return bell.set

    def stopping(self) -> bool:
        """Whether the threads have been told to end."""
        return self._stopping.is_set()

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self, within: float = 25.0) -> None:
        """Let every thread finish what it has in hand."""
        self._stopping.set()
        for bell in self._bells:
            bell.set()
        for thread in self._threads:
            thread.join(within)

    def _run(self, step: Callable[[], bool], bell: Event, every: float) -> None:
        while not self._stopping.is_set():
            try:
                busy = step()
            except Exception:  # the database may be away for a while; the loop stays
                log.exception("a worker could not take its next piece of work")
                busy = False
                self._stopping.wait(1.0)
            if not busy:
                bell.wait(every)
                bell.clear()
