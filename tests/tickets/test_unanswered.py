"""Which message was left without an answer when staff closed a ticket (policy 4)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tickets.timekeeping import Stop
from tickets.unanswered import left_unanswered
from tickets.values import Actor, Audience, Entry, EntryKind

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
STARTED, STOPPED, SOLVED = EntryKind.CLOCK_STARTED, EntryKind.CLOCK_STOPPED, EntryKind.SOLVED


def entry(number: int, kind: EntryKind, actor: Actor = Actor.BOT, **facts: object) -> Entry:
    return Entry(number, 1, 1001, NOON, kind, actor, None, Audience.STAFF, facts, None)


def stopped(number: int, how: Stop, cause: int | None) -> Entry:
    return entry(number, STOPPED, how=how.value, cause=cause)


@pytest.mark.parametrize(
    ("history", "left"),
    [
        ([entry(1, STARTED), entry(2, SOLVED, Actor.STAFF), stopped(3, Stop.CLOSED, 2)], 1),
        ([entry(1, STARTED), entry(2, SOLVED, Actor.PERSON), stopped(3, Stop.CLOSED, 2)], None),
        ([entry(1, STARTED), entry(2, SOLVED, Actor.PERSON), stopped(3, Stop.CLOSED, None)], 1),
        ([entry(1, STARTED), stopped(3, Stop.CLOSED, 99)], 1),
        ([entry(1, STARTED), entry(2, SOLVED, Actor.STAFF), stopped(3, Stop.RESPONSE, 2)], None),
        ([entry(1, STARTED), stopped(3, Stop.BY_HAND, None)], None),
        ([entry(1, STARTED)], None),
        ([stopped(3, Stop.CLOSED, None)], None),
        ([], None),
        ([entry(1, STARTED), stopped(2, Stop.RESPONSE, None), entry(3, STARTED)], None),
        (
            [
                entry(1, STARTED),
                stopped(2, Stop.RESPONSE, None),
                entry(3, STARTED),
                entry(4, SOLVED, Actor.STAFF),
                stopped(5, Stop.CLOSED, 4),
                entry(6, EntryKind.NOTE, Actor.STAFF),
            ],
            3,
        ),
    ],
)
def test_the_last_message_is_left_when_nothing_but_closing_by_staff_stopped_its_clock(
    history: list[Entry], left: int | None
) -> None:
    found = left_unanswered(history)
    assert (found and found.id) == left
