"""What has changed at the desk between two looks."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from guard import own
from records.engine import Transactions
from tests.tickets.desks import opened
from tickets import changes, outages, reads, writes
from tickets.changes import NEWEST, Changes, Mark
from tickets.outages import Cause
from tickets.values import Actor, EntryKind
from tickets.writes import Asker, NewEntry

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)


def look(transaction: Transactions) -> Mark:
    with transaction() as session:
        return changes.mark(session)


def test_what_is_done_with_a_ticket_names_it(transaction: Transactions) -> None:
    number = opened(transaction, NOON)
    before = look(transaction)
    assert not changes.changes(before, look(transaction))
    with transaction() as session:
        ticket = reads.ticket(session, number)
        assert ticket is not None
        talk = ticket.conversation_id
        writes.add(session, NewEntry(talk, NOON, EntryKind.NOTE, Actor.STAFF, number))
    found = changes.changes(before, look(transaction))
    assert found == Changes(frozenset({number}), frozenset({talk}))
    assert found


def test_what_has_no_history_of_a_ticket_is_noticed_too(transaction: Transactions) -> None:
    stranger = Asker("slack", "T1", "U1", None, None)
    first = look(transaction)
    with transaction() as session:
        talk = writes.begin(session, stranger, None, NOON)
        writes.ask_link(session, stranger, "ada@northside.example", talk, NOON)
    second = look(transaction)
    with transaction() as session:
        outage, _ = outages.raise_outage(session, Cause.STAFF, own("All down"), NOON, NOON)
    third = look(transaction)
    with transaction() as session:
        outages.change(session, outage.id, NOON, state=outages.OutageState.RESOLVED)
    marks = [first, second, third, look(transaction)]
    assert [changes.changes(*pair) for pair in itertools.pairwise(marks)] == [Changes(desk=True)] * 3


def test_too_much_at_once_is_everything() -> None:
    before, now = (Mark(frozenset((one, None, 1) for one in range(n)), ()) for n in (0, NEWEST))
    assert changes.changes(before, now).all


def test_a_line_that_became_visible_late_is_noticed() -> None:
    """On PostgreSQL a transaction that began earlier may end later."""
    before = Mark(frozenset({(1, 1001, 1), (3, 1003, 3)}), ())
    now = Mark(frozenset({(1, 1001, 1), (2, 1002, 2), (3, 1003, 3)}), ())
    assert changes.changes(before, now) == Changes(frozenset({1002}), frozenset({2}))
