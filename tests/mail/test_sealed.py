"""Letters lie sealed until their end date, and only who has the key reads them."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count

import pytest
from sqlalchemy import update

from guard import own
from mail.sealed import BadKeyError, NotKeptError, Safe, keys_of, new_key
from records.engine import Session, Transactions
from tests.tickets.desks import ON_SQLITE
from tickets import letters, sealed_letters
from tickets.letter_tables import SealedRow
from tickets.letters import Became, Came

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
DAY = timedelta(days=1)
RAW = b"From: pat@customer.example\r\nSubject: x\r\n\r\nJohn Doe, MRN 5550123 \x00\xff"
OLD, NEW = new_key(), new_key()
SAFE = Safe(keys_of(NEW), keep_days=30)
_NUMBERS = count(1)


def noted(session: Session, raw: bytes = RAW, at: datetime = NOON) -> int:
    """The number of a letter that came in; each has bytes of its own in this test."""
    digest = sha256(raw).hexdigest()
    came = Came(digest, f"<{next(_NUMBERS)}@x.example>", at, "a@x.example", own(""), own(""), Became.TAKEN)
    number = letters.note_came(session, came)
    assert number is not None
    return number


def test_a_letter_comes_out_as_it_came_in(transaction: Transactions) -> None:
    with transaction() as session:
        number = noted(session)
        assert SAFE.seal(session, number, RAW, NOON)
        assert SAFE.seal(session, number, RAW, NOON)
        assert SAFE.opened(session, number, NOON) == RAW
        row = session.get_one(SealedRow, number)
        assert row.content is not None
        assert b"Doe" not in row.content
        assert row.until == NOON + 30 * DAY


def test_after_its_end_date_nobody_reads_it_and_its_bytes_go(transaction: Transactions) -> None:
    last, over = NOON + 30 * DAY - timedelta(seconds=1), NOON + 30 * DAY
    with transaction() as session:
        number = noted(session)
        SAFE.seal(session, number, RAW, NOON)
        assert SAFE.purge(session, last) == 0
        assert SAFE.opened(session, number, last) == RAW
        with pytest.raises(NotKeptError, match="was kept until 2026-12-23 17:00 UTC, no longer"):
            SAFE.opened(session, number, over)
        assert SAFE.purge(session, over) == 1
        assert SAFE.purge(session, over) == 0
        kept = sealed_letters.kept(session, number)
        assert kept is not None
        assert kept.content is None
        with pytest.raises(NotKeptError, match="was kept until 2026-12-23 17:00 UTC, no longer"):
            SAFE.opened(session, number, NOON)


@ON_SQLITE
def test_many_letters_go_in_several_steps(transaction: Transactions) -> None:
    with transaction() as session:
        for number in range(45):
            raw = str(number).encode()
            SAFE.seal(session, noted(session, raw), raw, NOON)
        assert [SAFE.purge(session, NOON + 30 * DAY) for _ in range(4)] == [20, 20, 5, 0]
        assert sealed_letters.keys_in_use(session) == {}


@ON_SQLITE
def test_fewer_days_hold_for_what_is_there_and_more_do_not(transaction: Transactions) -> None:
    shorter, longer = Safe(SAFE.keys, 7), Safe(SAFE.keys, 365)
    with transaction() as session:
        number = noted(session)
        SAFE.seal(session, number, RAW, NOON)
        with pytest.raises(NotKeptError, match="until 2026-11-30"):
            shorter.opened(session, number, NOON + 8 * DAY)
        with pytest.raises(NotKeptError, match="until 2026-12-23"):
            longer.opened(session, number, NOON + 31 * DAY)
        assert longer.purge(session, NOON + 8 * DAY) == 0
        assert shorter.purge(session, NOON + 8 * DAY) == 1


@ON_SQLITE
def test_without_a_key_nothing_is_kept_and_it_is_said(transaction: Transactions) -> None:
    safe = Safe(keys_of(""), 30)
    with transaction() as session:
        number = noted(session)
        assert not safe.keeps
        assert not safe.seal(session, number, RAW, NOON)
        with pytest.raises(NotKeptError, match="was not kept, as there was no INFRACARE_LETTER_KEY"):
            safe.opened(session, number, NOON)
        with pytest.raises(NotKeptError, match="There is no letter 999"):
            safe.opened(session, 999, NOON)


@ON_SQLITE
def test_keys_change_and_old_letters_stay_readable(transaction: Transactions) -> None:
    with transaction() as session:
        number, later = noted(session), noted(session, b"another")
        Safe(keys_of(OLD), 30).seal(session, number, RAW, NOON)
        both = Safe(keys_of(f"{NEW}, {OLD}"), 30)
        both.seal(session, later, b"another", NOON)
        assert both.opened(session, number, NOON) == RAW
        assert SAFE.opened(session, later, NOON) == b"another"
        with pytest.raises(NotKeptError, match="put that key behind the newest one"):
            SAFE.opened(session, number, NOON)
        assert sealed_letters.keys_in_use(session) == {key.name: 1 for key in both.keys}


@ON_SQLITE
def test_what_was_changed_or_exchanged_is_refused(transaction: Transactions) -> None:
    with transaction() as session:
        first, second = noted(session), noted(session, b"another")
        SAFE.seal(session, first, RAW, NOON)
        SAFE.seal(session, second, b"another", NOON)
        there, other = (session.get_one(SealedRow, one).content for one in (first, second))
        assert there is not None
        for content in (other, there[:-1] + bytes([there[-1] ^ 1]), there[:13], b"", there[1:]):
            session.execute(update(SealedRow).filter_by(letter_id=first).values(content=content))
            with pytest.raises(NotKeptError, match="does not read back as it was sealed"):
                SAFE.opened(session, first, NOON)


@ON_SQLITE
def test_the_same_letter_never_lies_there_as_the_same_bytes(transaction: Transactions) -> None:
    with transaction() as session:
        number = noted(session)
        SAFE.seal(session, number, RAW, NOON)
        first = session.get_one(SealedRow, number)
        before = first.content
        session.delete(first)
        session.flush()
        SAFE.seal(session, number, RAW, NOON)
        assert session.get_one(SealedRow, number).content != before


def test_a_new_key_is_a_key_and_never_the_same() -> None:
    [key] = keys_of(new_key())
    assert len(key.secret) == 32
    assert new_key() != new_key()
    assert base64.b64encode(key.secret).decode() not in repr(SAFE) + repr(key)
    assert keys_of("  ") == ()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("secret!", "not base64"),
        (new_key()[:-1], "not base64"),
        (base64.b64encode(b"x" * 31).decode(), "31 bytes long"),
        (new_key() + ",", "0 bytes long"),
        (f"{new_key()},{new_key()[:20]}", "15 bytes long"),
        (base64.b64encode(bytes(32)).decode(), "not random"),
        (f"{new_key()};{new_key()}", "not base64"),
        ("ключ", "not base64"),
    ],
    ids=range(8),
)
def test_what_is_no_key_is_refused_with_the_remedy_and_not_repeated(text: str, wrong: str) -> None:
    with pytest.raises(BadKeyError) as refused:
        keys_of(text)
    assert f"holds a key that is {wrong}; it takes 32 random bytes" in str(refused.value)
    assert "`infracare mail key` prints a new one." in str(refused.value)
    assert text not in str(refused.value)
