"""Who opens tickets for readily available information: the figure (policy 5)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from guard import own
from records.engine import Transactions
from tests.tickets.desks import ON_SQLITE, ada, administrator, opened
from tickets import reads
from tickets.misuse import MisuseFigure, figures, is_referred, of_person
from tickets.policy import MisuseRules
from tickets.values import Actor, EntryKind, Person, ShownArticle
from tickets.writes import NewEntry, add

NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
RULES = MisuseRules(tickets=5, days=30)
SECOND, DAYS = timedelta(seconds=1), timedelta(days=30)
SURE = ShownArticle("uploads", own("Uploads"), 0.5)


def asked(
    transaction: Transactions, by: Person, ago: timedelta, *shown: ShownArticle, category: str = "education"
) -> int:
    return opened(transaction, NOW - ago, category=category, by=by, shown=shown)


def told(transaction: Transactions, number: int, kind: EntryKind, **facts: object) -> int:
    with transaction() as session:
        talk = reads.history(session, number=number)[0].conversation_id
        return add(session, NewEntry(talk, NOW, kind, Actor.STAFF, number, facts=facts))


@ON_SQLITE
def test_education_tickets_that_an_article_answered_are_counted(transaction: Transactions) -> None:
    """Policy 5: the search had it, or staff answered with an article; within the days of the rule."""
    asker = ada(transaction)
    below = ShownArticle("faxes", own("Faxes"), 0.4)
    asked(transaction, asker, DAYS - SECOND, below, SURE)
    asked(transaction, asker, DAYS, SURE)
    asked(transaction, asker, SECOND, below)
    asked(transaction, asker, SECOND, SURE, category="incident")
    by_staff, unanswered = asked(transaction, asker, SECOND), asked(transaction, asker, SECOND)
    told(transaction, asked(transaction, asker, SECOND), EntryKind.NOTE, act={"name": "article"})
    told(transaction, by_staff, EntryKind.STAFF_WORDS)
    told(transaction, by_staff, EntryKind.STAFF_WORDS, act={"name": "article"})
    told(transaction, unanswered, EntryKind.STAFF_WORDS, act={"name": "reply"})
    told(transaction, unanswered, EntryKind.NOTE, act={"name": "article"})
    with transaction() as session:
        assert of_person(session, asker, NOW, RULES, 0.5) == 2
        assert of_person(session, asker, NOW, RULES, 0.51) == 1
        assert of_person(session, asker, NOW, MisuseRules(days=31), 0.5) == 3


@ON_SQLITE
def test_the_figure_is_of_each_administrator_the_highest_first(transaction: Transactions) -> None:
    """Policy 5."""
    asker, ben = ada(transaction), administrator(transaction, "ben", "northside")
    cy = administrator(transaction, "cy", "eastside")
    for person in (asker, cy, ben, cy):
        asked(transaction, person, SECOND, SURE)
    asked(transaction, asker, SECOND)
    with transaction() as session:
        assert of_person(session, asker, NOW, RULES, 0.5) == 1
        assert of_person(session, cy, NOW, RULES, 0.5) == 2
        found = figures(session, NOW, RULES, 0.5)
    assert found == (MisuseFigure(cy, 2), MisuseFigure(asker, 1), MisuseFigure(ben, 1))


@ON_SQLITE
def test_who_belongs_to_no_customer_has_no_figure(transaction: Transactions) -> None:
    with transaction() as session:
        assert of_person(session, Person(1, "Sam", "sam@vendor.example"), NOW, RULES, 0.5) == 0


@ON_SQLITE
def test_who_was_referred_once_is_known_by_that_conversation(transaction: Transactions) -> None:
    """Policy 5: the referral is said once."""
    asker = ada(transaction)
    first, second = asked(transaction, asker, SECOND), asked(transaction, asker, SECOND)
    told(transaction, first, EntryKind.REFERRED)
    told(transaction, second, EntryKind.NOTE)
    with transaction() as session:
        talks = [reads.history(session, number=number)[0].conversation_id for number in (first, second)]
        assert [is_referred(session, talk) for talk in talks] == [True, False]
