"""Which letters were sent, and what became of those that came in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from guard import own
from records.engine import Transactions
from tests.tickets.desks import ON_SQLITE, ada
from tickets import letters
from tickets.letters import Became, Came, Sent

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)
OURS = Sent("<abcd@vendor.example>", "7:opener", "pat@customer.example", NOON, automatic=True)
CAME = Came("d" * 64, "<1@x.example>", NOON, "eve@x.example", own("Help"), own("It is down"), Became.WAITING)


@ON_SQLITE
def test_a_letter_of_ours_is_known_by_its_id_and_by_its_token(transaction: Transactions) -> None:
    with transaction() as session:
        letters.note_sent(session, OURS)
        letters.note_sent(session, OURS)
        assert letters.sent_under(session, ["<else@x.example>", OURS.message_id]) == OURS
        assert letters.sent_with(session, "abcd") == OURS
        assert letters.sent_under(session, ["<" + "a" * 400 + ">"]) is None
        assert letters.sent_with(session, "abc") is None


@ON_SQLITE
def test_a_failure_is_news_once(transaction: Transactions) -> None:
    with transaction() as session:
        letters.note_sent(session, OURS)
        assert letters.note_failed(session, OURS.message_id, NOON)
        assert not letters.note_failed(session, OURS.message_id, NOON + HOUR)
        assert not letters.note_failed(session, "<else@x.example>", NOON)


@ON_SQLITE
def test_only_automatic_letters_of_that_time_are_counted(transaction: Transactions) -> None:
    with transaction() as session:
        letters.note_sent(session, OURS)
        assert letters.automatic_since(session, OURS.recipient, NOON) == 1
        assert letters.automatic_since(session, OURS.recipient, NOON + HOUR) == 0
        assert letters.automatic_since(session, "eve@x.example", NOON) == 0


@ON_SQLITE
def test_the_same_bytes_are_noted_once_and_decided_once(transaction: Transactions) -> None:
    person = ada(transaction)
    with transaction() as session:
        number = letters.note_came(session, CAME)
        assert number is not None
        assert letters.note_came(session, CAME) is None
        assert [one.id for one in letters.waiting(session)] == [number]
        assert letters.came_since(session, CAME.sender, NOON) == 1
        assert letters.decide(session, number, Became.DISCARDED, person, NOON)
        assert not letters.decide(session, number, Became.RELEASED, person, NOON)
        found = letters.letter(session, number)
        assert found is not None
        assert found.state is Became.DISCARDED
        assert letters.waiting(session) == ()
