"""What came in is stored once, and what must be told is remembered once for each recipient and door."""

from __future__ import annotations

from datetime import timedelta

from records import deliveries, inbox
from records.engine import Transactions
from tests.records.queues import NOON, Queue


def test_what_comes_in_twice_is_stored_once(transaction: Transactions) -> None:
    with transaction() as session:
        assert inbox.accept(session, "slack:Ev1", "thread", {"user": "U1"}, NOON)
        assert not inbox.accept(session, "slack:Ev1", "thread", {"user": "U2"}, NOON)
    assert Queue(transaction, inbox.QUEUE).takes_one().payload == {"user": "U1"}


def test_what_comes_in_is_due_at_once_though_the_senders_clock_is_ahead(transaction: Transactions) -> None:
    ahead = NOON + timedelta(hours=1)
    with transaction() as session:
        inbox.accept(session, "slack:Ev1", "thread", {}, ahead)
        deliveries.tell(session, 7, "asker", "slack", "reply", "asker:1", ahead)
    assert Queue(transaction, inbox.QUEUE).takes_one(NOON).offered_at == ahead
    assert Queue(transaction, "deliveries.slack").takes_one(NOON).offered_at == ahead


def test_an_entry_is_told_once_to_each_recipient_through_each_door(transaction: Transactions) -> None:
    with transaction() as session:
        assert deliveries.tell(session, 7, "asker", "slack", "reply", "asker:1", NOON)
        assert not deliveries.tell(session, 7, "asker", "slack", "reply", "asker:1", NOON)
        assert deliveries.tell(session, 7, "asker", "mail", "reply", "asker:1", NOON)
        assert deliveries.tell(session, 7, "desk", "slack", "card", "desk:1", NOON)
        assert deliveries.tell(session, 8, "asker", "slack", "reply", "asker:1", NOON)
    assert Queue(transaction, "deliveries.slack").keys() == ["7:asker", "7:desk"]
    assert Queue(transaction, "deliveries.mail").keys() == ["7:asker"]


def test_a_delivery_holds_what_its_door_needs(transaction: Transactions) -> None:
    with transaction() as session:
        deliveries.tell(session, 7, "asker", "slack", "reply", "asker:1", NOON, {"replaces": 5})
    taken = Queue(transaction, "deliveries.slack").takes_one()
    assert taken.lane == "slack:asker:1"
    assert taken.payload == {
        "entry": 7,
        "recipient": "asker",
        "door": "slack",
        "show": "reply",
        "replaces": 5,
    }


def test_the_receipt_is_there_when_it_is_delivered_and_not_before(transaction: Transactions) -> None:
    queue = Queue(transaction, "deliveries.slack")
    with transaction() as session:
        deliveries.tell(session, 7, "asker", "slack", "reply", "asker:1", NOON)
        deliveries.tell(session, 8, "asker", "slack", "reply", "asker:1", NOON)
    assert receipt(transaction, 7) is None
    queue.postpones(queue.takes_one(), NOON, error="ratelimited")
    assert receipt(transaction, 7) is None
    queue.finishes(queue.takes_one(), ts="1764000000.000100")
    assert receipt(transaction, 7) == {"ts": "1764000000.000100"}
    queue.buries(queue.takes_one(), error="channel_not_found")
    assert receipt(transaction, 8) is None


def receipt(transaction: Transactions, entry: int) -> object:
    with transaction() as session:
        return deliveries.receipt(session, entry, "asker", "slack")
