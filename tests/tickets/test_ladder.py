"""The ladder of escalation: thread, telephone, web conference (policy 9)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from guard import own
from records.engine import Transactions
from tests.tickets.desks import ON_SQLITE, ada, member, opened
from tickets import reads
from tickets.ladder import Climb, Rung, answered_at, climb, is_credible
from tickets.policy import LadderRules, VisitWindow
from tickets.values import Actor, EntryKind, Person, Role
from tickets.writes import NewEntry, add

NOON = datetime(2026, 11, 23, 17, 0, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("climb", "rung", "missing"),
    [
        (Climb(), Rung.CALL, 2),
        (Climb(replies=1), Rung.CALL, 1),
        (Climb(replies=2), Rung.CALL, 0),
        (Climb(replies=3), Rung.CALL, 0),
        (Climb(visiting=True), Rung.CALL, 0),
        (Climb(replies=9), Rung.CONFERENCE, 1),
        (Climb(visiting=True), Rung.CONFERENCE, 1),
        (Climb(replies=2, calls=1), Rung.CONFERENCE, 0),
        (Climb(calls=2), Rung.CONFERENCE, 0),
    ],
)
def test_each_step_comes_after_attempts_at_the_one_before(climb: Climb, rung: Rung, missing: int) -> None:
    """Policy 9: two replies before a call, one call before a conference; visits go to the phone at once."""
    assert climb.missing(rung, LadderRules()) == missing


def test_the_numbers_are_those_of_the_installation() -> None:
    """Policy 9: defaults that an installation may change."""
    rules = LadderRules(replies_before_call=0, calls_before_conference=2)
    assert Climb().missing(Rung.CALL, rules) == 0
    assert Climb(calls=1).missing(Rung.CONFERENCE, rules) == 1


@pytest.mark.parametrize(
    ("begun", "waiting_since", "answered"),
    [
        (NOON, None, None),
        (NOON, NOON - MINUTE, NOON),
        (NOON.replace(second=0), NOON, NOON),
        (NOON.replace(second=0), NOON.replace(microsecond=5), NOON.replace(microsecond=5)),
        (NOON.replace(second=0) - timedelta(seconds=1), NOON, None),
    ],
)
def test_a_call_answers_what_was_said_before_it(
    begun: datetime, waiting_since: datetime | None, answered: datetime | None
) -> None:
    """Policy 4: a call recorded as begun is a response; a form gives minutes."""
    assert answered_at(begun, waiting_since) == answered


def test_a_call_is_recorded_while_it_is_remembered_and_never_before_it_begins() -> None:
    assert is_credible(NOON, NOON)
    assert is_credible(NOON - timedelta(hours=24), NOON)
    assert is_credible(NOON + timedelta(seconds=60), NOON)
    assert not is_credible(NOON - timedelta(hours=24, seconds=1), NOON)
    assert not is_credible(NOON + timedelta(seconds=61), NOON)


@ON_SQLITE
def test_replies_of_who_may_answer_and_calls_of_that_ticket_are_attempts(transaction: Transactions) -> None:
    """Policy 9: each step only after proper attempts at the one before."""
    sam, kim = member(transaction, "sam", Role.SUPPORT), member(transaction, "kim", Role.SALES)
    lea, asker = member(transaction, "lea", Role.KNOWLEDGE, Role.LEAD), ada(transaction)
    number, other = opened(transaction, NOON), opened(transaction, NOON)
    say(transaction, number, EntryKind.STAFF_WORDS, sam, source="T1:m1")
    say(transaction, number, EntryKind.STAFF_WORDS, sam, source="T1:m1:edited:2")
    say(transaction, number, EntryKind.STAFF_WORDS, lea)
    say(transaction, number, EntryKind.STAFF_WORDS, kim)
    say(transaction, number, EntryKind.CUSTOMER_WORDS, asker)
    say(transaction, number, EntryKind.NOTE, sam)
    for kind in (
        EntryKind.CALL_BEGUN,
        EntryKind.CALL_TRIED,
        EntryKind.CALL_TRIED,
        EntryKind.CONFERENCE_TRIED,
    ):
        say(transaction, number, kind, sam)
    assert climbed(transaction, number) == Climb(replies=2, calls=3)
    assert climbed(transaction, other) == Climb()


@ON_SQLITE
@pytest.mark.parametrize(
    ("begins", "ends", "guaranteed", "visiting"),
    [
        (0, 1, True, True),
        (-1, 0, True, False),
        (1, 2, True, False),
        (-1, 1, True, True),
        (-1, 1, False, False),
    ],
)
def test_who_is_on_a_guaranteed_visit_is_visiting(
    transaction: Transactions, begins: int, ends: int, guaranteed: bool, visiting: bool
) -> None:
    """Policy 6: from the beginning up to the end."""
    visit = VisitWindow("1", NOON + begins * MINUTE, NOON + ends * MINUTE, guaranteed)
    number = opened(transaction, NOON)
    assert climbed(transaction, number, visit) == Climb(visiting=visiting)


def say(
    transaction: Transactions, number: int, kind: EntryKind, by: Person, source: str | None = None
) -> None:
    with transaction() as session:
        talk = reads.history(session, number=number)[0].conversation_id
        actor = Actor.STAFF if by.is_staff else Actor.PERSON
        add(session, NewEntry(talk, NOON, kind, actor, number, by.id, words=own("Again"), source=source))


def climbed(transaction: Transactions, number: int, *visits: VisitWindow) -> Climb:
    with transaction() as session:
        ticket = reads.ticket(session, number)
        assert ticket is not None
        return climb(session, ticket, visits, NOON)
