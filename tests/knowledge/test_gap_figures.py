"""The states of unanswered queries and topics by day, as rounds find them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from guard import own
from knowledge import gaps
from knowledge.gap_figures import Kind, Moved, forget_states, keep_states, moved
from knowledge.gap_topics import TopicRow, TopicState
from knowledge.gaps import GapState, Reason
from records.engine import Transactions

MONDAY = datetime(2026, 11, 16, 15, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
ZONE = "America/New_York"


def asks(transaction: Transactions, number: int, at: datetime, customer: int | None = None) -> None:
    with transaction() as session:
        gaps.record(
            session,
            at=at,
            message_id=f"message-{number}",
            asker_ref="x",
            door="slack",
            question=own("what?"),
            shown=(),
            reason=Reason.NOTHING_FOUND,
            customer_id=customer,
        )


def settles(transaction: Transactions, state: GapState, at: datetime, number: int = 1) -> None:
    with transaction() as session:
        assert gaps.settle(session, number, state)
    looks(transaction, at)


def looks(transaction: Transactions, at: datetime) -> None:
    while keep_states(transaction, transaction, at, ZONE):
        pass


def told(
    transaction: Transactions, kind: Kind = Kind.QUERY, customer: int | None = None
) -> tuple[Moved, ...]:
    with transaction() as session:
        before, days = moved(session, kind, FIRST, LAST, customer)
        assert before == 0
        return days


def test_a_query_is_answered_on_the_day_on_which_that_was_found(transaction: Transactions) -> None:
    asks(transaction, 1, MONDAY)
    looks(transaction, MONDAY)
    settles(transaction, GapState.ANSWERED, MONDAY + 2 * DAY)
    assert told(transaction) == (Moved(MONDAY.date(), asked=1), Moved((MONDAY + 2 * DAY).date(), answered=1))


def test_what_was_settled_before_it_was_first_seen_counts_on_its_own_day(transaction: Transactions) -> None:
    asks(transaction, 1, MONDAY)
    settles(transaction, GapState.DISMISSED, MONDAY + 9 * DAY)
    assert told(transaction) == (Moved(MONDAY.date(), asked=1, dismissed=1),)


def test_what_is_opened_again_counts_as_open_all_along(transaction: Transactions) -> None:
    asks(transaction, 1, MONDAY)
    looks(transaction, MONDAY)
    settles(transaction, GapState.ANSWERED, MONDAY + DAY)
    settles(transaction, GapState.OPEN, MONDAY + 2 * DAY)
    assert told(transaction) == (Moved(MONDAY.date(), asked=1),)
    with transaction() as session:
        assert moved(session, Kind.QUERY, date(2026, 12, 1), date(2026, 12, 2)) == (1, ())


def test_what_is_read_or_lapsed_is_set_aside(transaction: Transactions) -> None:
    for number in (1, 2):
        asks(transaction, number, MONDAY)
    looks(transaction, MONDAY)
    settles(transaction, GapState.READ, MONDAY, 1)
    settles(transaction, GapState.LAPSED, MONDAY, 2)
    assert told(transaction) == (Moved(MONDAY.date(), asked=2, aside=2),)


def test_days_are_those_of_the_office_and_customers_are_told_apart(transaction: Transactions) -> None:
    asks(transaction, 1, datetime(2026, 11, 17, 4, 59, tzinfo=UTC), customer=7)
    asks(transaction, 2, datetime(2026, 11, 17, 5, 0, tzinfo=UTC), customer=8)
    looks(transaction, MONDAY + DAY)
    assert told(transaction, customer=7) == (Moved(date(2026, 11, 16), asked=1),)
    assert told(transaction, customer=8) == (Moved(date(2026, 11, 17), asked=1),)


def test_topics_are_counted_beside_queries(transaction: Transactions) -> None:
    with transaction() as session:
        topic = TopicRow(name=own("toner"), state=TopicState.OPEN, made_at=MONDAY, seen_at=MONDAY, likes={})
        session.add(topic)
    looks(transaction, MONDAY)
    with transaction() as session:
        session.get_one(TopicRow, 1).state = TopicState.GONE
    looks(transaction, MONDAY + DAY)
    assert told(transaction) == ()
    assert told(transaction, Kind.TOPIC) == (
        Moved(MONDAY.date(), asked=1),
        Moved((MONDAY + DAY).date(), aside=1),
    )


def test_where_nothing_has_changed_nothing_is_written(transaction: Transactions) -> None:
    asks(transaction, 1, MONDAY)
    looks(transaction, MONDAY)
    assert not keep_states(transaction, transaction, MONDAY, ZONE)
    with transaction() as session:
        forget_states(session)
    assert told(transaction) == ()
    looks(transaction, MONDAY)
    assert told(transaction) == (Moved(MONDAY.date(), asked=1),)
