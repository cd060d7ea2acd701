"""Letters are stored before they are moved, and none is lost: whatever fails, and in which order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from guard import own
from mail.collect import MOST_BEGUN, Collector
from mail.imap import Account, MailboxError, OpenMailbox
from mail.incoming import Incoming, Proof
from records import mailboxes
from records.engine import Session, Transactions
from tests.fakes.dovecot import Dovecot
from tests.tickets.desks import ON_SQLITE
from tickets import letters, tables
from tickets.letter_reasons import Why
from tickets.letters import Became, Came

pytestmark = ON_SQLITE  # tests/records/test_mailboxes.py tries both databases
PEOPLE = tables.PersonRow
"""Letters refer to them."""
NAMES = count(1)
LARGEST = 20_000


@dataclass
class Shelf:
    """Stores letters by what they say, and fails when it is told to."""

    fails: BaseException | None = None
    aside: list[tuple[Why, bytes]] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)
    heads: dict[str, bytes] = field(default_factory=dict)

    def read(self, raw: bytes) -> Incoming:
        digest = hashlib.sha256(raw).hexdigest()
        self.heads[digest] = raw
        return Incoming(
            digest=digest,
            message_id="",
            sender="",
            sender_name="",
            to=(),
            subject="",
            numbers=(),
            replies_to=(),
            new="",
            whole="",
            proof=Proof.ABSENT,
            automatic=None,
            bounce=None,
            files=(),
            left_out=(),
        )

    def take(self, session: Session, letter: Incoming, raw: bytes, at: datetime) -> Became:
        came = Came(letter.digest, "", at, "", own(""), own(""), Became.TAKEN)
        known = letters.note_came(session, came) is None
        if self.fails and b"poison" in raw:
            raise self.fails
        self.moments.append(at)
        return Became.DROPPED if known else Became.TAKEN

    def set_aside(self, session: Session, letter: Incoming, why: Why, at: datetime) -> None:
        self.aside.append((why, self.heads[letter.digest]))


@dataclass
class Office:
    """A mailbox, who collects from it, and where it is stored."""

    server: Dovecot
    box: OpenMailbox
    shelf: Shelf
    writing: Transactions
    now: datetime = datetime(2040, 1, 1, tzinfo=UTC)

    def collect(self) -> int:
        return self.collector.collect(self.box)

    @property
    def collector(self) -> Collector:
        return Collector(self.shelf, self.writing, LARGEST, lambda: self.now)

    def gets(self, words: str, size: int = 0) -> None:
        text = f"From: pat@customer.test\r\nSubject: {words}\r\n\r\n".encode() + b"x" * 70 * (size // 70)
        self.server.deliver(text, self.box.account.user)

    def stored(self) -> int:
        with self.writing() as session:
            return letters.came_since(session, "", datetime(2000, 1, 1, tzinfo=UTC))

    def lie(self, folder: str = "INBOX") -> int:
        return len(self.box.look(folder))


@pytest.fixture
def account(dovecot: Dovecot) -> Account:
    return dovecot.account(f"collect{next(NAMES)}")


@pytest.fixture
def office(dovecot: Dovecot, account: Account, transaction: Transactions) -> Iterator[Office]:
    with OpenMailbox(account) as box:
        box.make_folders()
        yield Office(dovecot, box, Shelf(), transaction)


def test_letters_are_stored_and_put_away_in_the_order_they_came(office: Office) -> None:
    for words in ("first", "second", "third"):
        office.gets(words)
    assert office.collect() == 3
    assert office.stored() == 3
    assert (office.lie(), office.lie("Processed")) == (0, 3)
    assert office.collect() == 0
    assert sorted(office.shelf.moments) == office.shelf.moments
    with office.writing() as session:
        assert mailboxes.read_at(session, office.box.account.name) == office.now


def test_a_letter_counts_from_when_the_server_received_it_and_never_from_later_than_now(
    office: Office,
) -> None:
    office.gets("now")
    office.collect()
    office.now = datetime(2020, 1, 1, tzinfo=UTC)  # our clock is behind the server's
    office.gets("from the future")
    office.collect()
    received, future = office.shelf.moments
    assert abs(received - datetime.now(UTC)) < timedelta(minutes=5)
    assert future == office.now


def test_a_letter_stored_before_a_crash_is_put_away_and_not_stored_again(office: Office) -> None:
    office.gets("once")
    with _DiesWhenMoving(office.box.account) as box, pytest.raises(SystemExit):
        office.collector.collect(box)
    assert (office.stored(), office.lie()) == (1, 1)
    assert office.collect() == 0
    assert (office.stored(), office.lie(), office.lie("Processed")) == (1, 0, 1)
    assert len(office.shelf.moments) == 1


class _DiesWhenMoving(OpenMailbox):
    def put_away(self, uid: int, folder: str) -> None:
        raise SystemExit


def test_letters_that_cannot_be_moved_keep_nobody_waiting(office: Office) -> None:
    office.gets("first")
    stuck = _CannotMove(office.box.account)
    with stuck:
        assert office.collector.collect(stuck) == 1
        office.gets("second")
        assert office.collector.collect(stuck) == 1
        assert office.collector.collect(stuck) == 0
    assert (office.stored(), office.lie()) == (2, 2)
    office.collect()
    assert (office.lie(), office.lie("Processed")) == (0, 2)


class _CannotMove(OpenMailbox):
    def put_away(self, uid: int, folder: str) -> None:
        raise MailboxError("no room in that folder")


def test_when_all_uids_are_new_everything_is_read_again_and_known(office: Office) -> None:
    office.gets("once")
    stuck = _CannotMove(office.box.account)
    with stuck:
        office.collector.collect(stuck)
    name = office.box.account.name
    with office.writing() as session:
        mailboxes.progress(session, name, office.box.validity + 1)
    office.collect()
    assert (office.stored(), office.lie(), office.lie("Processed")) == (1, 0, 1)


def test_a_letter_that_cannot_be_stored_three_times_is_shown_to_staff(office: Office) -> None:
    office.shelf.fails = RuntimeError("poison")
    office.gets("poison")
    office.gets("good")
    assert office.collect() == 1, "the letter behind it has to wait"
    assert office.collect() == 0
    for _ in range(2):
        assert office.shelf.aside == []
        office.now += timedelta(minutes=5)
        office.collect()
    [(why, head)] = office.shelf.aside
    assert why == Why.NOT_STORED
    assert b"Subject: poison" in head
    assert (office.lie(), office.lie("Failed"), office.lie("Processed")) == (0, 1, 1)
    assert office.stored() == 1


def test_a_letter_that_could_be_stored_after_all_is(office: Office) -> None:
    office.shelf.fails = RuntimeError("poison")
    office.gets("poison")
    office.collect()
    office.shelf.fails = None
    assert office.collect() == 0, "it is tried again at once"
    office.now += timedelta(minutes=2)
    assert office.collect() == 1
    assert (office.lie("Processed"), office.shelf.aside) == (1, [])


def test_a_letter_at_which_the_process_dies_again_and_again_is_given_up(office: Office) -> None:
    office.gets("poison")
    office.shelf.fails = SystemExit()
    for _ in range(MOST_BEGUN):
        with pytest.raises(SystemExit):
            office.collect()
    assert office.shelf.aside == []
    office.collect()
    assert [why for why, _ in office.shelf.aside] == [Why.NOT_STORED]
    assert office.lie("Failed") == 1


def test_where_the_database_is_away_no_letter_is_at_fault(office: Office) -> None:
    office.gets("poison")
    office.shelf.fails = RuntimeError("connection lost")
    gone = replace(office.collector, writing=_Away(office.writing, after=2))
    with pytest.raises(ConnectionError):
        gone.collect(office.box)
    office.shelf.fails = None
    assert office.collect() == 1
    assert office.shelf.aside == []


@dataclass
class _Away:
    """Transactions of a database that is away ``after`` so many."""

    writing: Transactions
    after: int

    def __call__(self):  # type: ignore[no-untyped-def]
        self.after -= 1
        if self.after < -1:
            raise ConnectionError("the database is away")
        return self.writing()


def test_a_letter_that_is_too_large_is_never_loaded_and_shown_to_staff(office: Office) -> None:
    office.gets("huge", LARGEST)
    office.gets("fits", LARGEST - 2_000)
    watched = _Watched(office.box.account)
    with watched:
        assert office.collector.collect(watched) == 1
    assert watched.loaded == [2]
    [(why, head)] = office.shelf.aside
    assert why == Why.TOO_LARGE
    assert b"Subject: huge" in head
    assert b"xxx" not in head
    assert (office.lie(), office.lie("Failed"), office.lie("Processed")) == (0, 1, 1)


class _Watched(OpenMailbox):
    def __init__(self, account: Account) -> None:
        self.loaded: list[int] = []
        super().__init__(account)

    def letter(self, uid: int, most: int) -> bytes | None:
        self.loaded.append(uid)
        return super().letter(uid, most)


def test_a_letter_that_is_larger_than_the_server_says_is_not_taken_for_a_whole_one(office: Office) -> None:
    office.gets("huge", LARGEST)
    with _Understates(office.box.account) as box:
        assert office.collector.collect(box) == 0
    assert [why for why, _ in office.shelf.aside] == [Why.TOO_LARGE]
    assert office.lie("Failed") == 1


class _Understates(OpenMailbox):
    def lying(self, uids):  # type: ignore[no-untyped-def]
        return [replace(one, size=100) for one in super().lying(uids)]


def test_when_staff_cannot_even_be_told_the_letter_lies_in_the_failed_folder(office: Office) -> None:
    office.gets("huge", LARGEST)
    office.shelf.heads.clear()
    collector = replace(office.collector, taker=_CannotTell())
    assert collector.collect(office.box) == 0
    assert (office.lie(), office.lie("Failed")) == (0, 1)
    office.gets("good")
    assert office.collect() == 1


class _CannotTell(Shelf):
    def set_aside(self, session: Session, letter: Incoming, why: Why, at: datetime) -> None:
        raise RuntimeError("no words for it")


def test_what_ends_the_round_is_asked_before_each_letter(office: Office) -> None:
    office.gets("first")
    office.gets("second")
    left = [1]
    with pytest.raises(IndexError):
        replace(office.collector, hold=left.pop).collect(office.box)
    assert (office.stored(), office.lie()) == (1, 1)


def test_a_letter_somebody_takes_out_meanwhile_is_forgotten(office: Office) -> None:
    office.shelf.fails = RuntimeError("poison")
    office.gets("poison")
    office.collect()
    [uid] = office.box.look()
    office.box.put_away(uid, "Processed")
    office.collect()
    with office.writing() as session:
        assert mailboxes.progress(session, office.box.account.name, office.box.validity).tried == {}
