"""The figures of following through: silence is never a confirmation, and what came back was not durable."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from records.engine import Transactions
from tests.tickets.desks import ada, opened
from tickets import reads, writes
from tickets.follow import Following, Mark, following
from tickets.follow_figures import Case, FollowFigures, by_month, cases
from tickets.matter import Matter
from tickets.values import Actor, EntryKind, Status
from tickets.writes import NewEntry

START = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LATER = START + 60 * DAY
KINDS = {
    "s": EntryKind.SOLVED,
    "c": EntryKind.CONFIRMED,
    "r": EntryKind.REOPENED,
    "w": EntryKind.WITHDRAWN,
}


def told(*at: tuple[str, timedelta], stars: int | None = None) -> tuple[Mark, ...]:
    marks = [Mark(number, START + span, KINDS[kind]) for number, (kind, span) in enumerate(at)]
    rated = [] if stars is None else [Mark(99, START + DAY, EntryKind.RATED, stars)]
    return (*marks, *rated)


def case(
    number: int,
    marks: tuple[Mark, ...] = (),
    *,
    customer: int = 1,
    opened: timedelta = -DAY,
    words: str = "upload IW-1001",
) -> Case:
    matter = Matter(words)
    return Case(number, customer, START + opened, Status.OPEN, matter, marks)


def figures(*cases: Case, now: datetime = LATER) -> FollowFigures:
    [one] = by_month(cases, now, "America/New_York", 7)
    return one


def test_solved_by_staff_and_never_answered_is_solved_but_not_confirmed() -> None:
    one = figures(case(1, told(("s", DAY))), case(2, told(("s", DAY), ("c", 2 * DAY)), words="print IW-2002"))
    assert (one.solved, one.confirmed, one.unconfirmed, one.reopened) == (2, 1, 1, 0)


def test_what_was_opened_again_and_solved_again_counts_once_and_as_opened_again() -> None:
    one = figures(case(1, told(("s", DAY), ("r", 2 * DAY), ("s", 3 * DAY))))
    assert (one.solved, one.confirmed, one.unconfirmed, one.reopened) == (1, 0, 1, 1)


def test_what_is_open_again_is_neither_confirmed_nor_unconfirmed() -> None:
    one = figures(case(1, told(("s", DAY), ("c", 2 * DAY), ("r", 3 * DAY))))
    assert (one.solved, one.confirmed, one.unconfirmed, one.reopened) == (1, 0, 0, 1)


@pytest.mark.parametrize(("after", "durable"), [(timedelta(), 0), (7 * DAY, 0), (7 * DAY + HOUR, 1)])
def test_what_was_opened_again_within_seven_days_was_not_durable(after: timedelta, durable: int) -> None:
    one = figures(case(1, told(("s", timedelta()), ("r", after))))
    assert (one.durable, one.durable_of) == (durable, 1)


@pytest.mark.parametrize(
    ("other", "durable"),
    [
        (case(2, opened=7 * DAY), 0),
        (case(2, opened=7 * DAY + HOUR), 1),
        (case(2, opened=DAY, words="print IW-2002"), 1),
        (case(2, opened=DAY, customer=2), 1),
        (case(2, opened=-HOUR), 1),
        (case(2, opened=timedelta()), 1),
    ],
    ids=["within", "later", "another matter", "another customer", "before the solution", "with it"],
)
def test_a_like_ticket_of_the_same_customer_within_seven_days_makes_it_not_durable(
    other: Case, durable: int
) -> None:
    assert figures(case(1, told(("s", timedelta()))), other).durable == durable


def test_whose_days_are_not_over_yet_is_not_counted() -> None:
    marks = told(("s", timedelta()))
    assert figures(case(1, marks), now=START + 7 * DAY - HOUR).durable_share is None
    assert figures(case(1, marks), now=START + 7 * DAY).durable_share == 1.0


def test_the_share_of_durable_solutions_is_of_those_whose_days_are_over() -> None:
    """Policy 14: of two that were solved, one came back."""
    again = case(1, told(("s", timedelta()), ("r", DAY)))
    one = figures(again, case(2, told(("s", timedelta())), words="print IW-2002"))
    assert (one.durable, one.durable_of, one.durable_share) == (1, 2, 0.5)


def test_satisfaction_is_the_average_of_those_who_rated() -> None:
    one = figures(
        case(1, told(("s", DAY), ("c", DAY), stars=5)),
        case(2, told(("s", DAY), ("c", DAY), stars=2), words="print IW-2002"),
        case(3, told(("s", DAY)), words="merge IW-3003"),
    )
    assert (one.ratings, one.satisfaction) == (2, 3.5)
    assert figures(case(1, told(("s", DAY)))).satisfaction is None


def test_a_withdrawn_ticket_was_not_solved() -> None:
    assert by_month([case(1, told(("w", DAY)))], LATER, "America/New_York", 7) == ()


def test_months_are_those_of_the_offices_wall_clock() -> None:
    midnight = datetime(2026, 12, 1, 3, 0, tzinfo=UTC) - START
    assert figures(case(1, told(("s", midnight)))).month == "2026-11"


def test_the_first_mark_of_a_rating_counts_and_silence_confirms_nothing() -> None:
    assert following(told(("s", DAY))) == Following(solution=0, closed_at=START + DAY)
    assert following(()) == Following()


def test_every_ticket_is_a_case_but_for_mere_suggestions(transaction: Transactions) -> None:
    """Policy 10: a suggestion is closed, never solved."""
    first, second = opened(transaction, START), opened(transaction, START + HOUR)
    opened(transaction, START, category="feature")
    with transaction() as session:
        talk = reads.history(session, number=second)[0].conversation_id
        writes.add(session, NewEntry(talk, START + DAY, EntryKind.SOLVED, Actor.STAFF, second))
        writes.set_status(session, second, Status.SOLVED, START + DAY)
        one, other = cases(session)
    customer = ada(transaction).customer
    assert customer is not None
    assert one == Case(first, customer.id, START, Status.OPEN, Matter("It fails"), ())
    assert (other.number, other.opened_at, other.status) == (second, START + HOUR, Status.SOLVED)
    assert [mark.kind for mark in other.marks] == [EntryKind.SOLVED]
