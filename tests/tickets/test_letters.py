"""Which letters were sent, and what became of those that came in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from guard import own
from records.engine import Transactions
from tests.tickets.desks import ON_SQLITE, ada
from tickets import letters, writes
from tickets.letters import Became, Came, Sent
from tickets.values import Actor, EntryKind
from tickets.writes import Asker, NewEntry

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


def test_a_thread_is_what_went_to_and_came_from_one_address_before_an_entry(
    transaction: Transactions,
) -> None:
    """On both databases; later letters, other addresses, and what waits for staff are no part of it."""
    with transaction() as session:
        talk = writes.begin(session, Asker("mail", "mail", "pat@customer.example", None, None), None, NOON)
        entries = [writes.add(session, NewEntry(talk, NOON, EntryKind.REPLIED, Actor.BOT)) for _ in range(3)]
        about = {"conversation_id": talk}
        letters.note_came(session, _from_pat("a", NOON, **about))
        for number, entry in enumerate(entries):
            at = NOON + (number + 1) * HOUR
            sent = Sent(f"<o{number}@x>", str(number), "pat@customer.example", at, True, talk, None, entry)
            letters.note_sent(session, sent)
        letters.note_came(session, _from_pat("b", NOON + 2.5 * HOUR, **about))
        letters.note_came(session, _from_pat("c", NOON + 9 * HOUR, **about))
        letters.note_came(session, replace(_from_pat("d", NOON, **about), sender="ben@customer.example"))
        letters.note_came(session, replace(_from_pat("e", NOON, **about), state=Became.WAITING))
        found = letters.thread(session, talk, "pat@customer.example", entries[2], NOON + 3 * HOUR)
        newest = letters.newest_of(session, talk)
    assert [one.message_id for one in found] == ["<a@x>", "<o0@x>", "<o1@x>", "<b@x>"]
    assert [one.ours for one in found] == [False, True, True, False]
    assert newest is not None
    assert newest.message_id == "<d@x>"


@ON_SQLITE
def test_a_letter_belongs_to_the_conversation_it_has_begun_and_stays_there(transaction: Transactions) -> None:
    with transaction() as session:
        asker = Asker("mail", "mail", "pat@customer.example", None, None)
        first, second = (writes.begin(session, asker, None, NOON) for _ in range(2))
        number = letters.note_came(session, _from_pat("a", NOON))
        assert number is not None
        letters.note_conversation(session, "a" * 64, first)
        letters.note_conversation(session, "a" * 64, second)
        found = letters.letter(session, number)
    assert found is not None
    assert found.conversation_id == first


@ON_SQLITE
def test_letters_that_did_not_arrive_are_counted_from_a_moment_on(transaction: Transactions) -> None:
    with transaction() as session:
        letters.note_sent(session, OURS)
        letters.note_failed(session, OURS.message_id, NOON)
        assert letters.failed_since(session, NOON) == 1
        assert letters.failed_since(session, NOON + HOUR) == 0


def _from_pat(mark: str, at: datetime, conversation_id: int | None = None) -> Came:
    words = own("It is down")
    sender, taken = "pat@customer.example", Became.TAKEN
    came = Came(mark * 64, f"<{mark}@x>", at, sender, words, words, taken)
    return replace(came, conversation_id=conversation_id)
