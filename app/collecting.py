"""The loop that reads the mailbox: on one replica at a time, connected anew after every trouble."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.worker import backoff, utc_now
from mail.collect import Collector
from mail.imap import Account, MailboxError, OpenMailbox
from records import work
from records.engine import Transactions
from records.work import LeaseLostError, Work

log = logging.getLogger(__name__)

RENEWALS = 3
"""A lease is renewed so many times before it would run out."""


class EndedError(Exception):
    """The program ends; the letters that are left are for whoever is there next."""


@dataclass
class MailboxReader:
    """Reads one mailbox. Of several replicas the one that holds the lease does; the others look for it."""

    account: Account
    collector: Collector
    writing: Transactions
    poll: float
    lease: float = 30.0
    now: Callable[[], datetime] = utc_now
    ended: Callable[[], bool] = lambda: False
    opening: Callable[[Account], OpenMailbox] = OpenMailbox
    _failures: int = 0
    _not_before: float = 0.0
    _held: Work | None = None
    _renewed: float = field(default=0.0)

    def step(self) -> bool:
        """Read until the program ends or something is in the way; False: there is no hurry."""
        if time.monotonic() < self._not_before:
            return False
        with self._leased() as ours:
            if ours:
                self._read()
        return False

    def _read(self) -> None:
        try:
            with self.opening(self.account) as box:
                box.make_folders()
                log.info("reading %s", self.account.name)
                while not self.ended():
                    replace(self.collector, hold=self._hold).collect(box)
                    self._failures = 0
                    box.wait(self.poll, self._is_over)
        except MailboxError as error:
            self._rest(str(error))
        except EndedError:
            pass
        except LeaseLostError:
            log.info("another process reads %s now", self.account.name)
        except Exception:
            self._rest("")
            raise

    def _rest(self, why: str) -> None:
        self._failures += 1
        pause = backoff(self._failures).total_seconds()
        self._not_before = time.monotonic() + pause
        if why:
            log.warning("%s; the mailbox is tried again in %d s", why, pause)

    def _is_over(self) -> bool:
        """Whether waiting is to end; holds on to the lease meanwhile."""
        if self.ended():
            return True
        self._renew()
        return False

    def _hold(self) -> None:
        if self.ended():
            raise EndedError
        self._renew()

    @contextmanager
    def _leased(self) -> Iterator[bool]:
        """Whether this replica may read the mailbox, for as long as it is within."""
        queue = _queue(self.account)
        with self.writing() as session:
            work.offer(session, queue, queue, queue, {}, self.now(), run_at=work.AT_ONCE)
            taken = work.claim(session, queue, self.now(), lease=self.lease)
        self._held = taken[0] if taken else None
        self._renewed = time.monotonic()
        try:
            yield self._held is not None
        finally:
            self._let_go()

    def _renew(self) -> None:
        if self._held and time.monotonic() - self._renewed > self.lease / RENEWALS:
            with self.writing() as session:
                work.renew(session, self._held, self.lease)
            self._renewed = time.monotonic()

    def _let_go(self) -> None:
        if self._held:
            with suppress(LeaseLostError), self.writing() as session:
                work.rest(session, self._held, 0)
        self._held = None


def _queue(account: Account) -> str:
    return f"mailbox.{hashlib.sha256(account.name.encode()).hexdigest()[:20]}"
