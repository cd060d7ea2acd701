"""Who opens tickets for readily available information again and again (policy 5): the figure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets import directory
from tickets.policy import MisuseRules
from tickets.reads import shown_from
from tickets.tables import EntryRow, TicketRow
from tickets.values import EntryKind, Person

EDUCATION = "education"
WITH_AN_ARTICLE = "article"
"""The act by which staff answer with an article, as the history names it."""


@dataclass(frozen=True)
class MisuseFigure:
    """How many education tickets of this administrator an article answered, in the days of the rule."""

    person: Person
    tickets: int


def of_person(session: Session, person: Person, now: datetime, rules: MisuseRules, sure: float) -> int:
    """The figure of one administrator; from ``sure`` on the search takes an article for the answer."""
    if person.customer is None:
        return 0
    query = _lately(now, rules).where(
        TicketRow.customer_id == person.customer.id, TicketRow.opener_id == person.id
    )
    return sum(_an_article_answered(session, row, sure) for row in session.scalars(query))


def figures(session: Session, now: datetime, rules: MisuseRules, sure: float) -> tuple[MisuseFigure, ...]:
    """Everybody who has opened such a ticket in the days of the rule, the highest figure first."""
    counted = Counter(
        row.opener_id
        for row in session.scalars(_lately(now, rules))
        if _an_article_answered(session, row, sure)
    )
    people = {number: directory.person_by_id(session, number) for number in counted}
    found = (MisuseFigure(person, counted[number]) for number, person in people.items() if person is not None)
    return tuple(sorted(found, key=lambda one: (-one.tickets, one.person.mail)))


def is_referred(session: Session, conversation_id: int) -> bool:
    """Whether this conversation's asker was referred to the documentation before."""
    query = select(EntryRow.id).where(
        EntryRow.conversation_id == conversation_id, EntryRow.kind == EntryKind.REFERRED
    )
    return session.scalar(query.limit(1)) is not None


def _lately(now: datetime, rules: MisuseRules):  # type: ignore[no-untyped-def]
    since = now - timedelta(days=rules.days)
    return select(TicketRow).where(TicketRow.category == EDUCATION, TicketRow.opened_at > since)


def _an_article_answered(session: Session, row: TicketRow, sure: float) -> bool:
    """The search had it before the ticket was opened, or staff answered with an article."""
    if any(one.sure >= sure for one in shown_from(row.shown)):
        return True
    said = select(EntryRow).where(
        EntryRow.ticket_number == row.number, EntryRow.kind == EntryKind.STAFF_WORDS
    )
    acts = (entry.facts.get("act") or {} for entry in session.scalars(said))
    return any(act.get("name") == WITH_AN_ARTICLE for act in acts)
