"""Two tickets about the same thing become one, with the oldest unanswered message of both (policy 4, 8)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from records.engine import Transactions
from tests.tickets.desks import ON_SQLITE, member, opened
from tickets import reads, timekeeping
from tickets.merging import merge, talks_of
from tickets.policy import PromiseRules
from tickets.values import EntryKind, Person, Role, Status, Ticket

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
MINUTE, PROMISED = timedelta(minutes=1), timedelta(hours=2)
RULES = PromiseRules()


def joined(
    transaction: Transactions, number: int, into: int, by: Person, *, answered: bool = False
) -> Ticket:
    """The ticket that goes on, after the merger ten minutes past noon."""
    with transaction() as session:
        said, noted = (reads.history(session, number=one)[0].id for one in (number, into))
        if answered:
            timekeeping.respond_live(session, into, NOON + 8 * MINUTE, RULES, noted)
        merge(session, number, into, NOON + 10 * MINUTE, RULES, (said, noted, by))
        found = reads.ticket(session, into)
    assert found is not None
    return found


def clock(transaction: Transactions, number: int) -> list[tuple[str, datetime, str | None, object, object]]:
    """What the history says of the clock: kind, moment, reason, the entry it follows from, and who."""
    with transaction() as session:
        told = reads.history(session, number=number)
    kinds = (EntryKind.CLOCK_STARTED, EntryKind.CLOCK_STOPPED)
    return [
        (one.kind.value, one.at, one.words, one.facts["cause"], one.person and one.person.mail)
        for one in told
        if one.kind in kinds
    ]


@ON_SQLITE
def test_the_older_message_carries_the_clock_of_both(transaction: Transactions) -> None:
    """Policy 4: the oldest unanswered message; each stop and start is an entry with its reason."""
    sam = member(transaction, "sam", Role.SUPPORT)
    number, into = opened(transaction, NOON), opened(transaction, NOON + 5 * MINUTE)
    merged = joined(transaction, number, into, sam)
    assert (merged.waiting_since, merged.due_at) == (NOON, NOON + PROMISED)
    with transaction() as session:
        gone = reads.ticket(session, number)
        said, noted = (reads.history(session, number=one)[0].id for one in (number, into))
    assert gone is not None
    assert (gone.status, gone.merged_into, gone.waiting_since) == (Status.MERGED, into, None)
    now = NOON + 10 * MINUTE
    moved = "an older unanswered message came with a merged ticket"
    assert clock(transaction, number)[1:] == [
        ("clock stopped", now, "the ticket goes on in another one", said, None)
    ]
    assert clock(transaction, into)[1:] == [
        ("clock stopped", now, moved, noted, sam.mail),
        ("clock started", NOON, moved, noted, sam.mail),
    ]


@ON_SQLITE
def test_a_younger_message_leaves_the_clock_as_it_is(transaction: Transactions) -> None:
    """Policy 4: a running clock is not moved."""
    sam = member(transaction, "sam", Role.SUPPORT)
    into, number = opened(transaction, NOON), opened(transaction, NOON + 5 * MINUTE)
    assert joined(transaction, number, into, sam).waiting_since == NOON
    assert len(clock(transaction, into)) == 1
    same = opened(transaction, NOON)
    assert joined(transaction, same, into, sam).waiting_since == NOON
    assert len(clock(transaction, into)) == 1


@ON_SQLITE
def test_an_unanswered_message_starts_the_clock_of_one_that_was_answered(transaction: Transactions) -> None:
    """Policy 4: whoever waits is answered, in whichever ticket."""
    sam = member(transaction, "sam", Role.SUPPORT)
    into, number = opened(transaction, NOON), opened(transaction, NOON + 5 * MINUTE)
    assert joined(transaction, number, into, sam, answered=True).waiting_since == NOON + 5 * MINUTE


@ON_SQLITE
def test_what_was_merged_goes_on_where_the_last_one_does(transaction: Transactions) -> None:
    """Policy 8: whoever asked is spoken to in each conversation of it, once."""
    sam = member(transaction, "sam", Role.SUPPORT)
    first, second, third, other = (opened(transaction, NOON) for _ in range(4))
    joined(transaction, second, first, sam)
    joined(transaction, first, third, sam)
    with transaction() as session:
        talks = [reads.history(session, number=one)[0].conversation_id for one in (third, first, second)]
        assert talks_of(session, third) == tuple(talks)
        assert len(talks_of(session, other)) == 1
        gone = [reads.ticket(session, one) for one in (first, second, other)]
    assert [one and one.merged_into for one in gone] == [third, third, None]


@ON_SQLITE
def test_a_clock_that_stands_is_not_stopped_once_more(transaction: Transactions) -> None:
    """Policy 4."""
    sam = member(transaction, "sam", Role.SUPPORT)
    number, into = opened(transaction, NOON), opened(transaction, NOON)
    with transaction() as session:
        said = reads.history(session, number=number)[0].id
        timekeeping.respond_live(session, number, NOON + MINUTE, RULES, said)
    joined(transaction, number, into, sam)
    assert [one[0] for one in clock(transaction, number)] == ["clock started", "clock stopped"]
