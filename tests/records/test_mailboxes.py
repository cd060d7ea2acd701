"""How far a mailbox was read is remembered, with the letters that made trouble."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from records import mailboxes
from records.engine import Transactions
from records.mailboxes import Progress, Tried

BOX, OTHER = "care@imap.test:993/INBOX", "care@imap.test:993/Other"
NOW = datetime(2026, 11, 23, 17, 35, tzinfo=UTC)
LARGEST = 2**32 - 1
"""The largest UID and UIDVALIDITY there are (RFC 3501, 2.3.1.1)."""


def known(transaction: Transactions, box: str = BOX, validity: int = LARGEST) -> Progress:
    with transaction() as session:
        return mailboxes.progress(session, box, validity)


def test_a_mailbox_is_read_from_its_beginning(transaction: Transactions) -> None:
    assert known(transaction) == Progress(0, {})


def test_a_stored_letter_is_behind_us_and_its_trouble_forgotten(transaction: Transactions) -> None:
    known(transaction)
    with transaction() as session:
        mailboxes.begin(session, BOX, LARGEST, NOW)
        mailboxes.stored(session, BOX, LARGEST)
        mailboxes.stored(session, BOX, 7)
    assert known(transaction) == Progress(LARGEST, {})


def test_beginnings_and_failures_are_counted_apart(transaction: Transactions) -> None:
    known(transaction)
    later = NOW + timedelta(minutes=1)
    with transaction() as session:
        mailboxes.begin(session, BOX, 5, NOW)
        mailboxes.begin(session, BOX, 5, NOW)
        assert mailboxes.fail(session, BOX, 5, later) == Tried(2, 1, False, later)
    assert known(transaction) == Progress(0, {5: Tried(2, 1, False, later)})
    with transaction() as session:
        mailboxes.give_up(session, BOX, 5, later)
    assert known(transaction) == Progress(5, {5: Tried(2, 1, True, later)})


def test_with_another_validity_everything_begins_anew(transaction: Transactions) -> None:
    known(transaction, OTHER)
    known(transaction)
    with transaction() as session:
        for box in (BOX, OTHER):
            mailboxes.stored(session, box, 9)
            mailboxes.begin(session, box, 10, NOW)
    assert known(transaction, validity=2) == Progress(0, {})
    assert known(transaction, OTHER) == Progress(9, {10: Tried(1, 0, False, NOW)})


def test_when_it_was_looked_through_is_remembered(transaction: Transactions) -> None:
    with transaction() as session:
        mailboxes.note_read(session, BOX, NOW)
        assert mailboxes.read_at(session, BOX) is None
    known(transaction)
    with transaction() as session:
        assert mailboxes.read_at(session, BOX) is None
        mailboxes.note_read(session, BOX, NOW)
    with transaction() as session:
        assert mailboxes.read_at(session, BOX) == NOW
