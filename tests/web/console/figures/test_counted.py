"""Each figure on a small desk, counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.figuring import counting_of
from bot.rules import Rules
from classifier.category import Category
from classifier.corrections import Said, SaidBy, remember
from guard import own, restored
from knowledge import gaps
from knowledge.gap_figures import keep_states
from knowledge.gaps import GapState, Reason
from records.engine import Session, Transactions
from tests.tickets.desks import ON_SQLITE, administrator, member, opened
from tests.tickets.figures.test_keeping import asked, said
from tickets import directory, reads, timekeeping, writes
from tickets.figures.keeping import keep
from tickets.policy import PromiseRules
from tickets.timekeeping import Response
from tickets.values import Actor, EntryKind, Role
from tickets.writes import NewEntry
from web.console.figures.catalog import FIGURES, made
from web.console.figures.figure import Cell, Figure, Sources
from web.console.figures.period import Period, Step

MONDAY = datetime(2026, 11, 16, 15, tzinfo=UTC)
DAY = timedelta(days=1)
NOW = MONDAY + 30 * DAY
RULES = Rules(PromiseRules())
WEEK = Period(date(2026, 11, 16), date(2026, 11, 18))
pytestmark = ON_SQLITE


@pytest.fixture
def desk(transaction: Transactions) -> Iterator[Session]:
    """Three days: what is asked, opened, answered and corrected on each is told in the functions below."""
    _questions(transaction)
    _tickets(transaction)
    _gaps(transaction)
    _corrections(transaction)
    while keep(transaction, transaction, NOW, counting_of(RULES)):
        pass
    with transaction() as session:
        yield session


def _questions(transaction: Transactions) -> None:
    """Monday: one answer confirmed, one not; Tuesday: nothing found."""
    said(transaction, asked(transaction, MONDAY), MONDAY, EntryKind.PRESSED)
    asked(transaction, MONDAY)
    asked(transaction, MONDAY + DAY, "closest")


def _tickets(transaction: Transactions) -> None:
    """Monday 10:00: an incident, answered in half an hour and confirmed; Tuesday: a service request of
    another customer, answered after three hours, too late; Wednesday: an incident nobody answered."""
    first = opened(transaction, MONDAY)
    _answered(transaction, first, MONDAY + timedelta(minutes=30))
    _solved(transaction, first, MONDAY + timedelta(hours=1), EntryKind.SOLVED, EntryKind.CONFIRMED)
    other = administrator(transaction, "ben", "southside")
    second = opened(transaction, MONDAY + DAY, category="service", by=other)
    _answered(transaction, second, MONDAY + DAY + timedelta(hours=3))
    opened(transaction, MONDAY + 2 * DAY)


def _answered(transaction: Transactions, number: int, at: datetime) -> None:
    with transaction() as session:
        talk = reads.history(session, number=number)[0].conversation_id
        facts = {"response": "live"}
        entry = writes.add(
            session, NewEntry(talk, at, EntryKind.STAFF_WORDS, Actor.STAFF, number, facts=facts)
        )
        assert timekeeping.respond(session, number, at, PromiseRules(), entry, Response.LIVE)


def _solved(transaction: Transactions, number: int, at: datetime, *kinds: EntryKind) -> None:
    with transaction() as session:
        talk = reads.history(session, number=number)[0].conversation_id
        for kind in kinds:
            writes.add(session, NewEntry(talk, at, kind, Actor.PERSON, number))


def _gaps(transaction: Transactions) -> None:
    """Monday: two queries, of which one is answered on Tuesday; Wednesday: one that is dismissed at once."""
    for number, day in enumerate((0, 0, 2)):
        with transaction() as session:
            gaps.record(
                session,
                at=MONDAY + day * DAY,
                message_id=f"gap-{number}",
                asker_ref="x",
                door="slack",
                question=own("what?"),
                shown=(),
                reason=Reason.NOTHING_FOUND,
            )
    zone = RULES.promise.hours.zone
    keep_states(transaction, transaction, MONDAY, zone)
    with transaction() as session:
        assert gaps.settle(session, 1, GapState.ANSWERED)
    keep_states(transaction, transaction, MONDAY + DAY, zone)
    with transaction() as session:
        assert gaps.settle(session, 3, GapState.DISMISSED)
    keep_states(transaction, transaction, MONDAY + 2 * DAY, zone)


def _corrections(transaction: Transactions) -> None:
    """Monday: a person says that education was an incident; Tuesday: staff say the same of another text, and
    that a third one was rightly taken for education, which is no correction; a fourth one is tacit."""
    people: list[tuple[int, SaidBy, str, bool]] = [
        (0, "person", "incident", False),
        (1, "staff", "service", False),
        (1, "staff", "education", False),
        (1, "staff", "incident", True),
    ]
    for number, (day, by, label, tacit) in enumerate(people):
        text, at = restored(f"text {number}"), MONDAY + day * DAY
        told = Said(at, text, Category(label), by, f"m{number}", tacit, number + 1, was="education")
        with transaction() as session:
            remember(session, told)


def figure(session: Session, key: str, period: Period = WEEK, customer: int | None = None) -> Figure:
    return FIGURES[key].make(Sources(session, period, RULES, NOW, customer))


def cells(found: Figure, *labels: str) -> list[tuple[Cell, ...]]:
    places = [[column.label for column in found.columns].index(label) for label in labels]
    return [tuple(row[place] for place in places) for row in found.rows]


def test_questions_and_how_they_ended(desk: Session) -> None:
    labels = ("From", "Answered, confirmed", "Answered, nothing said", "Nothing found", "All")
    assert cells(figure(desk, "questions"), *labels) == [
        ("2026-11-16", 1, 1, 0, 2),
        ("2026-11-17", 0, 0, 1, 1),
        ("2026-11-18", 0, 0, 0, 0),
    ]


def test_the_response_against_the_promise(desk: Session) -> None:
    """Thirty minutes and three hours; of three clocks one was kept, and two ran past their two hours."""
    labels = ("Month", "Clocks", "Answered", "Average", "Promise", "Published actual", "Share within")
    assert cells(figure(desk, "response-office"), *labels) == [("2026-11", 3, 2, 105.0, 120, 30, 1 / 3)]
    assert figure(desk, "response-night").is_empty
    assert figure(desk, "response-visit").rows == ()


def test_tickets_by_category_and_hour(desk: Session) -> None:
    assert cells(figure(desk, "categories"), "From", "Incident", "Service") == [
        ("2026-11-16", 1, 0),
        ("2026-11-17", 0, 1),
        ("2026-11-18", 1, 0),
    ]
    found = [(row[0], row[1:]) for row in figure(desk, "hours").rows if any(row[1:])]
    assert found == [("10:00", (1, 1, 1, 0, 0, 0, 0))]


def test_of_one_customer_alone(desk: Session) -> None:
    customer = directory.customer_by_key(desk, "southside")
    assert customer is not None
    assert cells(figure(desk, "categories", customer=customer.id), "Incident", "Service") == [
        (0, 0),
        (0, 1),
        (0, 0),
    ]
    assert figure(desk, "questions", customer=customer.id).is_empty


def test_solutions(desk: Session) -> None:
    labels = ("Month", "Solved", "Confirmed", "Durable", "Not known yet", "Share durable")
    assert cells(figure(desk, "solutions"), *labels) == [("2026-11", 1, 1, 1, 0, 1.0)]


def test_unanswered_queries(desk: Session) -> None:
    labels = ("From", "New", "Answered", "Dismissed", "Open at the end")
    assert cells(figure(desk, "unanswered"), *labels) == [
        ("2026-11-16", 2, 0, 0, 2),
        ("2026-11-17", 0, 1, 0, 1),
        ("2026-11-18", 1, 0, 1, 1),
    ]
    later = replace(WEEK, first=date(2026, 11, 18))
    assert cells(figure(desk, "unanswered", later), *labels) == [("2026-11-18", 1, 0, 1, 1)]


def test_corrections_and_their_share_of_what_was_decided(desk: Session) -> None:
    assert cells(figure(desk, "corrections"), "From", "By the person", "By staff") == [
        ("2026-11-16", 1, 0),
        ("2026-11-17", 0, 1),
        ("2026-11-18", 0, 0),
    ]
    assert figure(desk, "corrected").rows[0] == ("Education", 3, 1, 1, 2 / 3)


def test_weeks_and_months_add_up_to_the_same(desk: Session) -> None:
    for by, first in ((Step.WEEK, "2026-11-16"), (Step.MONTH, "2026-11")):
        [row] = figure(desk, "questions", replace(WEEK, by=by)).rows
        assert (row[0], row[-1]) == (first, 3)


def test_silence_is_never_success(transaction: Transactions) -> None:
    """Policy 1: ten answers, of which nobody said anything, are none confirmed."""
    for minute in range(10):
        talk = asked(transaction, MONDAY + timedelta(minutes=minute), hits=1)
        if minute == 9:
            said(transaction, talk, MONDAY + DAY, EntryKind.PRESSED)
        if minute == 8:
            said(transaction, talk, MONDAY + DAY, EntryKind.OPENED)
    while keep(transaction, transaction, NOW, counting_of(RULES)):
        pass
    with transaction() as session:
        [row, *_] = figure(session, "self-help").rows
    assert row == ("2026-11-16", 1, 8, 1, 0.1)


def test_a_desk_without_anything_has_empty_figures(transaction: Transactions) -> None:
    with transaction() as session:
        found = made(Sources(session, WEEK, RULES, NOW))
    assert [one.meaning.key for one in found] == list(FIGURES)
    assert all(one.is_empty for one in found)


def test_staff_who_ask_are_not_counted(transaction: Transactions) -> None:
    member(transaction, "sam", Role.SUPPORT)
    asked(transaction, MONDAY, actor=Actor.STAFF)
    while keep(transaction, transaction, NOW, counting_of(RULES)):
        pass
    with transaction() as session:
        assert figure(session, "questions").is_empty
