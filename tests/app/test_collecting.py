"""The loop that reads the mailbox: one replica at a time, through restarts of the server, in sentences."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count

import pytest

from app.collecting import MailboxReader
from app.worker import utc_now
from mail.collect import Collector
from mail.imap import Account
from mail.incoming import Incoming
from records.engine import Session, Transactions
from tests.fakes.dovecot import Dovecot
from tests.mail.test_collect import Shelf
from tests.tickets.desks import ON_SQLITE
from tickets.letters import Became

NAMES = count(1)
NOW = datetime(2040, 1, 1, tzinfo=UTC)


@dataclass
class Pile(Shelf):
    """Counts letters and does not write them down."""

    taken: list[str] = field(default_factory=list)
    before: Callable[[], None] = lambda: None

    def take(self, session: Session, letter: Incoming, raw: bytes, at: datetime) -> Became:
        self.before()
        self.taken.append(letter.digest)
        return Became.TAKEN


@dataclass
class Replica:
    """One process's reader, in a thread."""

    reader: MailboxReader
    end: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        thread = threading.Thread(target=self._run)
        thread.start()
        try:
            yield
        finally:
            self.end.set()
            thread.join(20)
            assert not thread.is_alive()

    def _run(self) -> None:
        reader = replace(self.reader, ended=self.end.is_set)
        while not self.end.is_set():
            reader.step()
            self.end.wait(0.05)


def replica(account: Account, pile: Pile, writing: Transactions, lease: float = 30.0) -> Replica:
    collector = Collector(pile, writing, 100_000, utc_now)
    return Replica(MailboxReader(account, collector, writing, poll=0.5, lease=lease))


def soon(true: Callable[[], object]) -> None:
    give_up = time.monotonic() + 40
    while not true():
        assert time.monotonic() < give_up, "it did not come to that"
        time.sleep(0.02)


@pytest.fixture
def account(dovecot: Dovecot) -> Account:
    return dovecot.account(f"loop{next(NAMES)}")


def letter(number: int) -> bytes:
    return f"From: pat@customer.test\r\nSubject: {number}\r\n\r\nHello\r\n".encode()


def test_only_one_of_two_replicas_reads_and_the_other_follows_when_it_ends(
    dovecot: Dovecot, account: Account, transaction: Transactions
) -> None:
    first, second = Pile(), Pile()
    with replica(account, second, transaction).at_work():
        dovecot.deliver(letter(1), account.user)
        soon(lambda: second.taken)
        with replica(account, first, transaction).at_work():
            dovecot.deliver(letter(2), account.user)
            soon(lambda: len(second.taken) == 2)
            assert first.taken == []
    with replica(account, first, transaction).at_work():
        dovecot.deliver(letter(3), account.user)
        soon(lambda: first.taken)
    assert (len(first.taken), len(second.taken)) == (1, 2)


def test_when_the_one_that_reads_is_gone_its_lease_runs_out(
    dovecot: Dovecot, account: Account, transaction: Transactions
) -> None:
    gone, heir = Pile(before=lambda: (_ for _ in ()).throw(SystemExit)), Pile()
    dovecot.deliver(letter(1), account.user)
    dying = replica(account, gone, transaction, lease=0.3).reader
    dying._let_go = lambda: None  # type: ignore[method-assign]  # a killed process lets go of nothing
    with pytest.raises(SystemExit):
        dying.step()
    with replica(account, heir, transaction).at_work():
        soon(lambda: heir.taken)


@ON_SQLITE
def test_a_lease_is_held_for_as_long_as_it_takes(
    dovecot: Dovecot, account: Account, transaction: Transactions
) -> None:
    slow, other = Pile(before=lambda: time.sleep(0.7)), Pile()
    for number in range(5):
        dovecot.deliver(letter(number), account.user)
    with replica(account, slow, transaction, lease=2.5).at_work():
        soon(lambda: slow.taken)
        with replica(account, other, transaction).at_work():
            soon(lambda: len(slow.taken) == 5)
            assert other.taken == []


@ON_SQLITE
def test_it_connects_anew_when_the_server_comes_back(
    transaction: Transactions, mail_programs: None, caplog: pytest.LogCaptureFixture
) -> None:
    pile = Pile()
    with Dovecot() as server, replica(server.account(), pile, transaction).at_work():
        server.deliver(letter(1))
        soon(lambda: pile.taken)
        server.restart()
        server.deliver(letter(2))
        soon(lambda: len(pile.taken) == 2)
    assert "the mailbox is tried again in 1 s" in caplog.text
    assert "Traceback" not in caplog.text


@ON_SQLITE
def test_a_wrong_password_is_a_sentence_in_the_log_and_no_hammering(
    account: Account, transaction: Transactions, caplog: pytest.LogCaptureFixture
) -> None:
    reader = replica(replace(account, password="crayon"), Pile(), transaction).reader
    with caplog.at_level(logging.WARNING):
        assert [reader.step() for _ in range(3)] == [False] * 3
    [told] = caplog.messages
    assert "does not accept the user" in told
    assert "check mail.incoming.user and IMAP_PASSWORD; the mailbox is tried again in 1 s" in told
    assert "crayon" not in told


@ON_SQLITE
def test_the_end_is_heeded_between_two_letters(
    dovecot: Dovecot, account: Account, transaction: Transactions
) -> None:
    for number in range(3):
        dovecot.deliver(letter(number), account.user)
    made = replica(account, Pile(), transaction)
    made.reader.collector = replace(made.reader.collector, taker=(pile := Pile(before=made.end.set)))
    with made.at_work():
        soon(made.end.is_set)
    assert len(pile.taken) == 1
