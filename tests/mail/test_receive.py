"""Any bytes are taken in, on both databases, once; what is stored of them has passed the guard."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from bench.hostile_letters import OURS
from bench.hostile_letters import letters as hostile
from bot.rules import Rules
from guard.screen import screen
from mail.reading import read_letter
from mail.receive import Receiver
from records.engine import Transactions
from tickets import letters
from tickets.letters import Became
from tickets.policy import PromiseRules

AT = datetime(2026, 11, 23, 17, 35, tzinfo=UTC)


def receiver() -> Receiver:
    return Receiver(
        screen,
        Rules(PromiseRules()),
        "support@infraware.example",
        partial(read_letter, rules=OURS),
        most=1_000,
    )


def test_hostile_letters_are_taken_in_and_change_nothing_when_they_come_again(
    transaction: Transactions,
) -> None:
    receive = receiver()
    came = [raw for _, raw in hostile(60, 5, 20_000)]
    first = []
    for raw in came:
        with transaction() as session:
            first.append(receive.take(session, receive.read(raw), raw, AT))
    with transaction() as session:
        again = [receive.take(session, receive.read(raw), raw, AT) for raw in came]
        waiting = len(letters.waiting(session))
    assert again == first
    assert waiting == list(dict(zip(came, first, strict=True)).values()).count(Became.WAITING)


def test_what_is_stored_has_passed_the_guard(transaction: Transactions) -> None:
    raw = b"From: pat@x.example\r\nSubject: SSN 123-45-6789\r\n\r\nDOB 01/02/1960 fails, SSN 123-45-6789.\r\n"
    receive = receiver()
    with transaction() as session:
        receive.take(session, receive.read(raw), raw, AT)
        came = letters.came_with(session, receive.read(raw).digest)
    assert came is not None
    assert "123-45-6789" not in came.subject + came.words
    assert "[social security number]" in came.words


def test_a_number_larger_than_any_ticket_s_waits(transaction: Transactions) -> None:
    raw = b"From: pat@x.example\r\nSubject: [InfraCare #999999999999] x\r\n\r\nIt fails.\r\n"
    receive = receiver()
    with transaction() as session:
        assert receive.take(session, receive.read(raw), raw, AT) is Became.WAITING
