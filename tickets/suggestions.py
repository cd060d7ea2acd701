"""Suggestions for the product: noted, merged when alike, counted by customer, released (policy 10)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from guard import Screened, own, shorten
from tickets import reads
from tickets.likeness import telling_words
from tickets.suggestion_tables import SuggestionAskRow, SuggestionRow
from tickets.tables import TicketRow
from tickets.values import Person, Ticket

TITLE = 150


@dataclass(frozen=True)
class Suggestion:
    """A suggestion as it stands; ``customers`` and ``people`` are how many have asked for it."""

    id: int
    title: Screened
    noted_at: datetime
    customers: int
    people: int
    released_at: datetime | None = None
    released_words: Screened = own("")  # noqa: RUF009 (screened text is immutable)


@dataclass(frozen=True)
class Ask:
    """One asking for it: in which ticket, and when."""

    id: int
    ticket: Ticket
    asked_at: datetime


def likeness(text: str, others: Sequence[str]) -> tuple[float, ...]:
    """How like the text each of the others is, from 0 to 1: the cosine of their words.

    A word counts by how rare it is among them all (its inverse document frequency). Pure.
    """
    words, sets = _wished(text), [_wished(other) for other in others]
    common = Counter(word for one in (words, *sets) for word in one)
    weight = {word: math.log(1 + (len(sets) + 1) / count) for word, count in common.items()}
    return tuple(_cosine(words, other, weight) for other in sets)


_WISHING = telling_words(
    "great nice good lovely love loved wish wished add adding allow allowed enable able like liked feature "
    "features suggest suggestion suggested request idea option optional possible possibility future future "
    "day sometime soon think consider give have let version update improve improvement useful helpful "
    "appreciate awesome ideally kindly someday really much many"
)
"""What every wish says, and no wish is about."""


def _wished(text: str) -> frozenset[str]:
    return telling_words(text) - _WISHING


def _cosine(one: frozenset[str], other: frozenset[str], weight: dict[str, float]) -> float:
    both = sum(weight[word] ** 2 for word in one & other)
    lengths = math.prod(math.sqrt(sum(weight[word] ** 2 for word in words)) for words in (one, other))
    return both / lengths if lengths else 0.0


def suggestion(session: Session, suggestion_id: int) -> Suggestion | None:
    """One suggestion, or None."""
    row = session.get(SuggestionRow, suggestion_id, populate_existing=True)
    return None if row is None else _suggestion(row, _counts(session).get(row.id, (0, 0)))


def suggestions(session: Session, *, released: bool | None = None) -> tuple[Suggestion, ...]:
    """All, those that wait, or those that are released; what most customers ask for stands first."""
    query = select(SuggestionRow)
    if released is not None:
        is_out = SuggestionRow.released_at.is_not(None)
        query = query.where(is_out if released else ~is_out)
    counts = _counts(session)
    found = [_suggestion(row, counts.get(row.id, (0, 0))) for row in session.scalars(query)]
    return tuple(sorted(found, key=lambda one: (-one.customers, -one.people, one.id)))


def like(
    session: Session, text: str, *, released: bool | None = None
) -> tuple[tuple[Suggestion, float], ...]:
    """The suggestions that share a word with the text, with how like they are; the most alike first."""
    known = suggestions(session, released=released)
    rated = zip(known, likeness(text, [one.title for one in known]), strict=True)
    return tuple(sorted(((one, sure) for one, sure in rated if sure > 0), key=lambda pair: -pair[1]))


def asks(session: Session, suggestion_id: int) -> tuple[Ask, ...]:
    """Who asked for it and where, oldest first."""
    query = select(SuggestionAskRow).where(SuggestionAskRow.suggestion_id == suggestion_id)
    found = [
        (row, reads.ticket(session, row.ticket_number))
        for row in session.scalars(query.order_by(SuggestionAskRow.id))
    ]
    return tuple(Ask(row.id, ticket, row.asked_at) for row, ticket in found if ticket is not None)


def note(session: Session, known: int | None, title: Screened, number: int, at: datetime) -> int:
    """The wish of that ticket is noted, as a new suggestion or as one more asking; returns its id.

    Noting it again changes nothing.
    """
    if known is None:
        row = SuggestionRow(title=shorten(title, TITLE), noted_at=at)
        session.add(row)
        session.flush()
        known = row.id
    again = select(SuggestionAskRow).filter_by(suggestion_id=known, ticket_number=number)
    if session.scalar(again) is None:
        session.add(SuggestionAskRow(suggestion_id=known, ticket_number=number, asked_at=at))
        session.flush()
    return known


def merge(session: Session, other: int, into: int) -> bool:
    """Two suggestions turn out to be one: who asked for ``other`` asks for ``into``, and ``other`` is gone.

    False when one of them is not there, both are the same, or one is released and the other is not.
    """
    gone, kept = (session.get(SuggestionRow, one, populate_existing=True) for one in (other, into))
    if gone is None or kept is None or gone is kept:
        return False
    if (gone.released_at is None) != (kept.released_at is None):
        return False
    known = {ask.ticket.number for ask in asks(session, into)}
    for row in session.scalars(select(SuggestionAskRow).where(SuggestionAskRow.suggestion_id == other)):
        if row.ticket_number in known:
            session.delete(row)
        else:
            row.suggestion_id = into
    session.flush()
    session.delete(gone)
    session.flush()
    return True


def release(session: Session, suggestion_id: int, said: Screened, by: Person | None, at: datetime) -> bool:
    """It is released; False when it was before (or is not there)."""
    statement = (
        update(SuggestionRow)
        .where(SuggestionRow.id == suggestion_id, SuggestionRow.released_at.is_(None))
        .values(released_at=at, released_words=said, released_by_id=None if by is None else by.id)
    )
    return session.execute(statement).rowcount == 1  # type: ignore[attr-defined, no-any-return]


def _counts(session: Session) -> dict[int, tuple[int, int]]:
    """For each suggestion, how many customers and how many people have asked for it."""
    customers = func.count(TicketRow.customer_id.distinct())
    people = func.count(TicketRow.opener_id.distinct())
    query = (
        select(SuggestionAskRow.suggestion_id, customers, people)
        .join(TicketRow, TicketRow.number == SuggestionAskRow.ticket_number)
        .group_by(SuggestionAskRow.suggestion_id)
    )
    return {one: (first, second) for one, first, second in session.execute(query)}


def _suggestion(row: SuggestionRow, counts: tuple[int, int]) -> Suggestion:
    said = row.released_words or own("")
    return Suggestion(row.id, row.title, row.noted_at, *counts, row.released_at, said)
