"""How the last solution of a ticket stands, read out of its history (policy 14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from records.engine import Transactions
from tests.tickets.desks import ON_SQLITE, opened
from tickets import follow, reads, writes
from tickets.follow import Following, Mark, following, is_asked_about, is_too_late
from tickets.policy import FollowRules
from tickets.values import Actor, EntryKind, Status
from tickets.writes import NewEntry

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
S, C, R, W, STARS = (
    EntryKind.SOLVED,
    EntryKind.CONFIRMED,
    EntryKind.REOPENED,
    EntryKind.WITHDRAWN,
    EntryKind.RATED,
)


def marks(*kinds: EntryKind, stars: tuple[int | None, ...] = ()) -> list[Mark]:
    told = [Mark(number, NOON + number * DAY, kind) for number, kind in enumerate(kinds, 1)]
    return told + [Mark(90 + number, NOON, STARS, given) for number, given in enumerate(stars)]


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        ([], Following()),
        (marks(S), Following(1, NOON + DAY)),
        (marks(S, C), Following(1, NOON + DAY, confirmed=True, asked_to_rate=True)),
        (marks(C), Following(None, NOON + DAY, confirmed=True, asked_to_rate=True)),
        (marks(S, R), Following()),
        (marks(S, W), Following(None, NOON + 2 * DAY, withdrawn=True)),
        (marks(S, C, W), Following(None, NOON + 3 * DAY, withdrawn=True, asked_to_rate=True)),
        (marks(W, R), Following()),
        (marks(W, S), Following(2, NOON + 2 * DAY)),
        (marks(W, C), Following(None, NOON + DAY, confirmed=True, asked_to_rate=True)),
        (marks(S, C, R), Following(asked_to_rate=True)),
        (marks(S, C, R, S), Following(4, NOON + 4 * DAY, asked_to_rate=True)),
        (marks(S, C, S), Following(3, NOON + 3 * DAY, asked_to_rate=True)),
        (marks(S, stars=(4, None)), Following(1, NOON + DAY, stars=4)),
        (marks(S, stars=(4, 2)), Following(1, NOON + DAY, stars=2)),
    ],
)
def test_each_mark_changes_how_a_solution_stands(told: list[Mark], stands: Following) -> None:
    """Policy 14: silence never counts as solved, satisfaction is asked once."""
    assert following(told) == stands


@pytest.mark.parametrize(
    ("state", "later", "late"),
    [
        (Following(1, NOON), 14 * DAY, False),
        (Following(1, NOON), 14 * DAY + SECOND, True),
        (Following(), 100 * DAY, False),
    ],
)
def test_a_word_opens_it_again_for_so_many_days(state: Following, later: timedelta, late: bool) -> None:
    """Policy 14."""
    assert is_too_late(state, NOON + later, FollowRules()) is late


@ON_SQLITE
def test_a_solved_ticket_is_asked_about_unless_it_was_a_mere_suggestion(transaction: Transactions) -> None:
    """Policy 10 and 14."""
    number = opened(transaction, NOON)
    with transaction() as session:
        ticket = reads.ticket(session, number)
    assert ticket is not None
    solved = replace(ticket, status=Status.SOLVED)
    assert is_asked_about(solved)
    assert not is_asked_about(ticket)
    assert not is_asked_about(replace(solved, category="feature"))


@ON_SQLITE
def test_the_marks_are_those_of_the_history_oldest_first(transaction: Transactions) -> None:
    number, other, third = (opened(transaction, NOON) for _ in range(3))
    with transaction() as session:
        talk = reads.history(session, number=number)[0].conversation_id

        def told(ticket: int | None, kind: EntryKind, **facts: object) -> int:
            return writes.add(session, NewEntry(talk, NOON, kind, Actor.PERSON, ticket, facts=facts))

        solved, elsewhere = told(number, S), told(other, W)
        told(number, EntryKind.NOTE, stars=1)
        told(None, S)
        told(number, C)
        rated = told(number, STARS, stars=5)
        found = follow.marks(session)
        assert {one: [mark.kind for mark in those] for one, those in found.items()} == {
            number: [S, C, STARS],
            other: [W],
        }
        assert found[number][0] == Mark(solved, NOON, S)
        assert found[number][-1] == Mark(rated, NOON, STARS, 5)
        assert follow.marks(session, [other, third]) == {other: (Mark(elsewhere, NOON, W),)}
        assert follow.of_ticket(session, number).stars == 5
        assert follow.of_ticket(session, other).withdrawn
        assert follow.of_ticket(session, third) == Following()
