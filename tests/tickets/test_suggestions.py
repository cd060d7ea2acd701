"""Suggestions are found when they are alike, merged, counted by customer and released once (policy 10)."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import LiteralString

import pytest

from guard import own
from records.engine import Session, Transactions
from tests.tickets.desks import ON_SQLITE
from tickets import suggestions, writes
from tickets.directory import person_of
from tickets.policy import PromiseRules
from tickets.suggestion_tables import SuggestionRow
from tickets.suggestions import Suggestion, likeness
from tickets.tables import CustomerRow, PersonRow
from tickets.values import Detail, DetailName, Person, Place

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
TITLES = (
    "Read reports aloud in Spanish",
    "Dark colours for the Editor",
    "Print labels in landscape",
    "Export the worklist to a spreadsheet",
)


@pytest.mark.parametrize(
    ("said", "nearest"),
    [
        ("It would be great if the Editor could read reports aloud in Spanish", 0),
        ("please give us a dark colour scheme in the Editor", 1),
        ("we wish labels could be printed in landscape", 2),
        ("an export of our worklist as a spreadsheet", 3),
    ],
)
def test_the_most_alike_suggestion_is_found(said: str, nearest: int) -> None:
    """Policy 10: like suggestions are merged."""
    found = likeness(said, TITLES)
    assert max(range(len(TITLES)), key=lambda at: found[at]) == nearest
    assert found[nearest] >= 0.4
    assert all(sure < 0.4 for at, sure in enumerate(found) if at != nearest)


def test_the_same_words_are_wholly_alike_and_strange_ones_not_at_all() -> None:
    assert likeness(TITLES[0], TITLES[:1]) == pytest.approx((1.0,))
    assert likeness("coffee machine", TITLES) == (0.0, 0.0, 0.0, 0.0)
    assert likeness("", TITLES[:1]) == (0.0,)
    assert likeness("anything", ()) == ()


def person(session: Session, name: str, customer: CustomerRow) -> Person:
    row = PersonRow(mail=f"{name}@x.example", name=name, customer=customer, licensed=True)
    session.add(row)
    session.flush()
    return person_of(row)


def ticket(session: Session, opener: Person, number: int) -> int:
    assert opener.customer is not None
    place = Place("terminal", "local", opener.mail, str(number), direct=True)
    asker = writes.Asker("terminal", "local", opener.mail, opener, opener.customer.id)
    talk = writes.begin(session, asker, place, NOON)
    details = {name: Detail(name) for name in DetailName}
    opening = writes.Opening(talk, opener, f"m{number}", NOON, "feature", 0.9, own("A wish"), details, ())
    return writes.open_ticket(session, opening, NOON, PromiseRules(), 1001)[0]


def test_askings_are_counted_by_customer_and_by_person(transaction: Transactions) -> None:
    """Policy 10: merged and counted by customer."""
    with transaction() as session:
        north, lake = (CustomerRow(key=key, name=key) for key in ("north", "lake"))
        session.add_all([north, lake])
        ada, ben, cleo = (
            person(session, "ada", north),
            person(session, "ben", north),
            person(session, "cleo", lake),
        )
        numbers = [ticket(session, who, at) for at, who in enumerate((ada, ben, cleo, ada))]
        first = suggestions.note(session, None, own("Dark colours"), numbers[0], NOON)
        for number in (*numbers[1:], numbers[0]):
            assert suggestions.note(session, first, own("not used"), number, NOON) == first
        other = suggestions.note(session, None, own("Labels"), numbers[0], NOON)
    with transaction() as session:
        found = suggestions.suggestions(session)
        assert [(one.id, one.title, one.customers, one.people) for one in found] == [
            (first, "Dark colours", 2, 3),
            (other, "Labels", 1, 1),
        ]
        assert [ask.ticket.number for ask in suggestions.asks(session, first)] == numbers


def test_a_suggestion_is_released_once(transaction: Transactions) -> None:
    """Policy 10: when it is released, everyone is told, once."""
    with transaction() as session:
        north = CustomerRow(key="north", name="north")
        session.add(north)
        number = ticket(session, person(session, "ada", north), 1)
        known = suggestions.note(session, None, own("Dark colours"), number, NOON)
        assert [one.id for one in suggestions.suggestions(session, released=False)] == [known]
        assert suggestions.release(session, known, own("In version 12."), None, NOON)
        assert not suggestions.release(session, known, own("Again."), None, NOON + timedelta(1))
        assert not suggestions.release(session, known + 1, own("None."), None, NOON)
    with transaction() as session:
        found = suggestions.suggestion(session, known)
        assert found is not None
        assert (found.released_at, found.released_words) == (NOON, "In version 12.")
        assert suggestions.suggestions(session, released=False) == ()
        assert [one.id for one, _ in suggestions.like(session, "dark colour", released=True)] == [known]


def test_two_suggestions_that_turn_out_to_be_one_are_merged(transaction: Transactions) -> None:
    """Policy 10: like suggestions are merged; nobody who asked is lost or counted twice."""
    with transaction() as session:
        north = CustomerRow(key="north", name="north")
        session.add(north)
        ada = person(session, "ada", north)
        numbers = [ticket(session, ada, at) for at in range(3)]
        first = suggestions.note(session, None, own("Dark colours"), numbers[0], NOON)
        other = suggestions.note(session, None, own("A dark theme"), numbers[0], NOON)
        suggestions.note(session, other, own("not used"), numbers[1], NOON)
        out = suggestions.note(session, None, own("Labels"), numbers[2], NOON)
        suggestions.release(session, out, own("In version 12."), None, NOON)
        assert not suggestions.merge(session, first, first)
        assert not suggestions.merge(session, first, 99)
        assert not suggestions.merge(session, out, first)
        assert suggestions.merge(session, other, first)
    with transaction() as session:
        assert [one.id for one in suggestions.suggestions(session, released=False)] == [first]
        assert [ask.ticket.number for ask in suggestions.asks(session, first)] == numbers[:2]


def test_words_count_by_how_rare_they_are() -> None:
    """The cosine over inverse document frequencies: ln(1 + (n + 1) / count) for n others."""
    rare, common = math.log(1 + 3 / 1), math.log(1 + 3 / 3)
    found = likeness("dark printer", ("dark", "dark colours"))
    weights = math.hypot(rare, common)
    assert found == pytest.approx((common / weights, common**2 / (weights * weights)))


@ON_SQLITE
def test_suggestions_stand_by_customers_then_people_and_are_found_by_likeness(
    transaction: Transactions,
) -> None:
    """Policy 10."""
    with transaction() as session:
        north, lake = (CustomerRow(key=key, name=key) for key in ("north", "lake"))
        session.add_all([north, lake])
        ada, ben = person(session, "ada", north), person(session, "ben", north)
        cleo = person(session, "cleo", lake)
        first, second, third, fourth = (
            ticket(session, who, at) for at, who in enumerate((ada, ben, cleo, ada))
        )

        def noted(title: LiteralString, *numbers: int) -> int:
            known = None
            for number in numbers:
                known = suggestions.note(session, known, own(title), number, NOON)
            assert known is not None
            return known

        one = noted("Print labels", first)
        two = noted("Print labels in landscape", first, second)
        three = noted("Colours", first, third)
        four = noted("Print faxes", fourth)
        said, later = own("In version 12."), NOON + timedelta(days=1)
        assert suggestions.release(session, four, said, ada, later)
        assert session.get_one(SuggestionRow, four).released_by_id == ada.id
    with transaction() as session:
        found = suggestions.suggestions(session)
        assert [one.id for one in found] == [three, two, one, four]
        assert (
            suggestions.suggestion(session, two)
            == found[1]
            == Suggestion(two, own("Print labels in landscape"), NOON, customers=1, people=2)
        )
        assert found[3] == Suggestion(four, own("Print faxes"), NOON, 1, 1, later, said)
        assert suggestions.suggestion(session, 999) is None
        assert [one.id for one in suggestions.suggestions(session, released=True)] == [four]
        assert [one.id for one in suggestions.suggestions(session, released=False)] == [three, two, one]
        like = suggestions.like(session, "Labels in landscape")
        assert [one.id for one, _ in like] == [two, one]
        assert like[0][1] > like[1][1] > 0
        waits, out = (suggestions.like(session, "print", released=one) for one in (False, True))
        assert [sorted(one.id for one, _ in found) for found in (waits, out)] == [[one, two], [four]]
        ask, _ = suggestions.asks(session, two)
        assert (ask.ticket.number, ask.asked_at) == (first, NOON)
        assert suggestions.asks(session, 999) == ()
        session.add(SuggestionRow(title=own("Nobody asks"), noted_at=NOON))
        session.flush()
        unasked = suggestions.suggestions(session)[-1]
        assert (unasked.title, unasked.customers, unasked.people) == ("Nobody asks", 0, 0)
        assert suggestions.suggestion(session, unasked.id) == unasked


@ON_SQLITE
def test_a_long_wish_is_kept_short(transaction: Transactions) -> None:
    with transaction() as session:
        north = CustomerRow(key="north", name="north")
        session.add(north)
        number = ticket(session, person(session, "ada", north), 0)
        known = suggestions.note(session, None, own("colours " * 40), number, NOON)
        found = suggestions.suggestion(session, known)
    assert found is not None
    assert 140 < len(found.title) <= 150
