"""Outages as records: one is open at a time, and everybody who belongs to one is on its list (policy 7)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from guard import own
from records.engine import Transactions
from tests.tickets.desks import ada, administrator, opened
from tickets import outages, reads, writes
from tickets.outages import Cause, How, Incident, Outage, OutageState, Report
from tickets.policy import LikenessRules
from tickets.tables import ConversationRow
from tickets.values import Actor, Audience, Entry, EntryKind, Person

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TITLE = own("Uploads fail")


def suspected(session: Session, at: datetime = NOON) -> Outage:
    made, new = outages.raise_outage(session, Cause.LIKE, TITLE, at - HOUR, at)
    assert new
    return made


def customer_id(person: Person) -> int | None:
    return None if person.customer is None else person.customer.id


def talk_of(session: Session, asker: Person, at: datetime = NOON, **told: object) -> int:
    """A conversation of theirs, begun then."""
    who = writes.Asker("terminal", "local", asker.mail, asker, customer_id(asker))
    talk = writes.begin(session, who, None, at)
    if told:
        session.execute(update(ConversationRow).where(ConversationRow.id == talk).values(**told))
    return talk


def test_a_suspicion_is_raised_once_while_one_is_open(transaction: Transactions) -> None:
    with transaction() as session:
        assert outages.open_one(session) is None
        first = suspected(session)
        again = outages.raise_outage(session, Cause.STAFF, own("Other"), NOON, NOON + MINUTE)
        assert again == (first, False)
        assert reads.conversation(session, first.conversation_id + 1) is None
        house = reads.conversation(session, first.conversation_id)
        assert outages.open_one(session) == first
    assert house is not None
    assert (house.door, house.asker_user, house.started_at) == ("house", "house", NOON)
    assert (house.asker_team, house.question, house.last_heard_at) == ("", "", NOON)
    assert first == Outage(
        first.id,
        first.conversation_id,
        OutageState.SUSPECTED,
        Cause.LIKE,
        TITLE,
        raised_at=NOON,
        started_at=NOON - HOUR,
        ended_at=None,
        changed_at=NOON,
        last_words=None,
        changes=0,
    )


@pytest.mark.parametrize(
    ("state", "is_open"),
    [
        (OutageState.SUSPECTED, True),
        (OutageState.DECLARED, True),
        (OutageState.REFUSED, False),
        (OutageState.RESOLVED, False),
    ],
)
def test_one_that_is_over_makes_room_for_the_next(
    transaction: Transactions, state: OutageState, is_open: bool
) -> None:
    with transaction() as session:
        first = suspected(session)
        words, end = own("We look into it"), NOON + HOUR
        outages.change(session, first.id, NOON + MINUTE, state=state)
        changed = outages.change(session, first.id, end, last_words=words, ended_at=end)
        assert (changed.state, changed.changes, changed.changed_at) == (state, 2, end)
        assert (changed.last_words, changed.ended_at, changed.open) == (words, end, is_open)
        assert outages.outage(session, first.id) == changed
        assert outages.open_one(session) == (changed if is_open else None)
        made, new = outages.raise_outage(session, Cause.SAID, TITLE, NOON, NOON + HOUR)
        assert (new, made.id == first.id) == (not is_open, is_open)


def test_each_is_found_by_its_number_its_history_and_the_latest_first(transaction: Transactions) -> None:
    asker = ada(transaction)
    with transaction() as session:
        first = suspected(session)
        over = outages.change(session, first.id, NOON, state=OutageState.RESOLVED)
        second = suspected(session, NOON + HOUR)
        assert outages.outages(session) == (second, over)
        assert outages.outages(session, 1) == (second,)
        assert outages.outage_of(session, over.conversation_id) == over
        assert outages.outage_of(session, second.conversation_id) == second
        assert outages.outage_of(session, talk_of(session, asker)) is None
        assert outages.outage(session, 999) is None


def test_who_reports_counts_more_than_who_only_asked(transaction: Transactions) -> None:
    asker, number = ada(transaction), opened(transaction, NOON)
    with transaction() as session:
        one = suspected(session)
        first, second = talk_of(session, asker), talk_of(session, asker)

        def join(talk: int, how: How, ticket: int | None = None, at: datetime = NOON) -> bool:
            return outages.join_outage(session, one.id, talk, how, ticket, at)

        assert join(first, How.ASKED)
        assert not join(first, How.ASKED)
        assert join(first, How.SAID, number, NOON + MINUTE)
        assert not join(first, How.LIKE)
        assert not join(first, How.ASKED)
        assert join(second, How.STAFF)
        assert outages.reports(session, one.id) == (
            Report(one.id, first, customer_id(asker), number, How.SAID, NOON),
            Report(one.id, second, customer_id(asker), None, How.STAFF, NOON),
        )
        assert outages.reports(session, 999) == ()


def test_a_ticket_is_linked_to_the_newest_outage_it_reports(transaction: Transactions) -> None:
    asker, number, other = ada(transaction), opened(transaction, NOON), opened(transaction, NOON)
    with transaction() as session:
        talk, first = talk_of(session, asker), suspected(session)
        outages.join_outage(session, first.id, talk, How.LIKE, number, NOON)
        over = outages.change(session, first.id, NOON, state=OutageState.RESOLVED)
        second = suspected(session)
        outages.join_outage(session, second.id, talk, How.ASKED, number, NOON)
        assert outages.outage_of_ticket(session, number) == over
        outages.join_outage(session, second.id, talk, How.SAID, number, NOON)
        assert outages.outage_of_ticket(session, number) == second
        assert outages.outage_of_ticket(session, other) is None


def test_incidents_are_those_of_other_customers_lately(transaction: Transactions) -> None:
    """Policy 7: like incidents of several customers."""
    asker, cy = ada(transaction), administrator(transaction, "cy", "eastside")
    assert asker.customer is not None
    assert cy.customer is not None
    words = {"category": "incident", "question": own("Uploads fail")}
    error = {"details": {"error": {"state": "given", "value": own("IW-9977")}}}
    with transaction() as session:
        first = talk_of(session, cy, NOON, **words)
        second = talk_of(session, cy, NOON + MINUTE, **words, **error)
        talk_of(session, cy, NOON - MINUTE, **words)
        talk_of(session, cy, NOON, category="education")
        talk_of(session, asker, NOON, **words)
        talk_of(session, Person(cy.id, "Nobody", "n@x.example"), NOON, **words)
        assert outages.incidents_since(session, NOON, asker.customer.id) == (
            Incident(first, cy.customer.id, own("Uploads fail")),
            Incident(second, cy.customer.id, own("Uploads fail\nIW-9977")),
        )


def test_like_incidents_are_those_that_tell_of_the_same_failure() -> None:
    """Policy 7: by the rule of the installation."""
    same, other = Incident(1, 1, own("Uploads fail with IW-9977")), Incident(2, 2, own("The fax is gone"))
    rules = LikenessRules()
    assert outages.like("IW-9977 again", (other, same), rules) == (same,)
    words = Incident(3, 3, own("recorder microphone silent"))
    assert outages.like("recorder microphone cable", (words,), rules) == ()
    assert outages.like("recorder microphone cable", (words,), LikenessRules(words=2)) == (words,)


def test_what_was_reported_is_read_the_last_first(transaction: Transactions) -> None:
    asker = ada(transaction)
    with transaction() as session:
        one = suspected(session)
        for question, how in (("One", How.SAID), ("Two", How.ASKED), ("Three", How.LIKE)):
            talk = talk_of(session, asker, question=own(question))
            outages.join_outage(session, one.id, talk, how, None, NOON)
        assert outages.reported_words(session, one.id) == ("Three", "One")
        assert outages.reported_words(session, one.id, 1) == ("Three",)
        assert outages.reported_words(session, 999) == ()


def test_a_line_of_its_history_is_for_staff(transaction: Transactions) -> None:
    asker = ada(transaction)
    with transaction() as session:
        one = suspected(session)
        told = outages.note(
            session, one.conversation_id, NOON, "raised", Actor.STAFF, asker.id, TITLE, customers=3
        )
        facts = {"change": "raised", "customers": 3}
        assert reads.entry(session, told) == Entry(
            told,
            one.conversation_id,
            None,
            NOON,
            EntryKind.OUTAGE,
            Actor.STAFF,
            asker,
            Audience.STAFF,
            facts,
            TITLE,
        )
