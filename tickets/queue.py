"""The desk's queue: tickets by the time left, filtered, a page at a time, and how many there are of each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session, joinedload

from tickets.letter_tables import CameRow
from tickets.letters import Became
from tickets.outage_tables import OutageReportRow, OutageRow
from tickets.outages import How
from tickets.reads import ticket_from
from tickets.tables import CustomerRow, LinkRequestRow, PersonRow, TicketRow
from tickets.values import Customer, DetailName, DetailState, Status, Ticket
from tickets.visit_tables import VisitRow

MOST_SEARCHED = 5_000
"""Words are looked for in so many of the newest tickets that fit all other filters."""
MOST_FOUND = 500
"""So many of the newest tickets that hold the words are found, and no more."""
MOST_COUNTED = 1_000
MOST_WORDS = 6
LONGEST_TEXT = 100
"""Characters of what is looked for; the rest is left out."""


class Which(StrEnum):
    """Tickets of which standing."""

    OPEN = "open"
    SOLVED = "solved"
    ALL = "all"


class Holder(StrEnum):
    """Who has taken the ticket."""

    MINE = "mine"
    NOBODY = "nobody"
    SOMEBODY = "somebody"


@dataclass(frozen=True)
class Filters:
    """What is wanted of the queue; an empty filter lets everything through.

    ``customer`` is a key of the directory; ``late`` are tickets past their target, ``waits`` those that wait
    on the customer; ``text`` is a number, or words of the subject or the details.
    """

    which: Which = Which.OPEN
    customer: str = ""
    tier: str = ""
    category: str = ""
    holder: Holder | None = None
    late: bool = False
    waits: bool = False
    text: str = ""


@dataclass(frozen=True)
class Key:
    """Where a page ended: its last ticket's target (None: no clock runs) and number."""

    target: datetime | None
    number: int


@dataclass(frozen=True)
class Line:
    """A ticket of the queue; whether it belongs to an open outage, and its customer is on a visit now."""

    ticket: Ticket
    outage: bool = False
    visit: bool = False


@dataclass(frozen=True)
class QueuePage:
    """One page of the queue; ``after`` is where the next one begins, None when this is the last.

    ``total`` is how many tickets fit in all: MOST_COUNTED + 1 when there are more than MOST_COUNTED.
    """

    lines: tuple[Line, ...]
    after: Key | None
    total: int


@dataclass(frozen=True)
class Counts:
    """How many open tickets there are of each kind."""

    open: int = 0
    mine: int = 0
    nobody: int = 0
    late: int = 0
    waits: int = 0
    tiers: Mapping[str, int] = field(default_factory=dict)
    categories: Mapping[str, int] = field(default_factory=dict)

    @property
    def somebody(self) -> int:
        return self.open - self.nobody


def page(
    session: Session, filters: Filters, me: int, at: datetime, after: Key | None = None, limit: int = 50
) -> QueuePage:
    """Tickets by their target, the earliest first; then those without a running clock, the newest first.

    ``me`` is the person whose tickets are theirs. A page goes on where the one before ended, whatever has
    been opened or answered since.
    """
    wanted = _wanted(session, filters, me, at)
    found = _running(session, wanted, after, limit + 1)
    if len(found) <= limit and not filters.late:
        found += _standing(session, wanted, after, limit + 1 - len(found))
    lines = _lines(session, [ticket_from(row) for row in found[:limit]], at)
    more = len(found) > limit
    last = Key(found[limit - 1].target_at, found[limit - 1].number) if more else None
    return QueuePage(lines, last, _total(session, wanted))


def _total(session: Session, wanted: Sequence[ColumnElement[bool]]) -> int:
    fitting = select(TicketRow.number).where(*wanted).limit(MOST_COUNTED + 1)
    return session.scalar(select(func.count()).select_from(fitting.subquery())) or 0


def counts(session: Session, me: int, at: datetime, customer: str = "") -> Counts:
    """The open tickets (of one customer) by what they can be filtered by."""
    query = select(
        TicketRow.tier,
        TicketRow.category,
        func.count(),
        _number(TicketRow.assignee_id == me),
        _number(TicketRow.assignee_id.is_(None)),
        _number(TicketRow.target_at < at),
        _number(TicketRow.waits_since.is_not(None)),
    ).where(TicketRow.status == Status.OPEN)
    if customer:
        query = query.where(_of_customer(session, customer))
    tiers: Counter[str] = Counter()
    categories: Counter[str] = Counter()
    rows = session.execute(query.group_by(TicketRow.tier, TicketRow.category)).all()
    for tier, category, many, *_ in rows:
        tiers[tier or ""] += many
        categories[category] += many
    sums: list[int] = [sum(numbers) for numbers in zip(*(row[2:] for row in rows), strict=True)]
    whole, mine, nobody, late, waits = sums or [0] * 5
    return Counts(whole, mine, nobody, late, waits, dict(tiers), dict(categories))


def customers(session: Session, chosen: str = "") -> tuple[tuple[Customer, int], ...]:
    """The customers with open tickets (and the chosen one) by name, with how many they have.

    The sum keeps SQLite from going through the tickets of all time in the order of their customers.
    """
    whose = (TicketRow.customer_id + 0).label("customer_id")
    many = select(whose, func.count().label("many")).where(TicketRow.status == Status.OPEN)
    found = many.group_by(whose).subquery()
    query = (
        select(CustomerRow, func.coalesce(found.c.many, 0))
        .outerjoin(found, found.c.customer_id == CustomerRow.id)
        .where(or_(found.c.many.is_not(None), CustomerRow.key == chosen))
        .order_by(CustomerRow.name, CustomerRow.id)
    )
    rows = session.execute(query)
    return tuple((Customer(row.id, row.key, row.name, row.good_standing), many) for row, many in rows)


@dataclass(frozen=True)
class Besides:
    """What waits for staff besides tickets: people to be confirmed, and letters to be decided about."""

    links: int
    letters: int


def besides(session: Session) -> Besides:
    """How many there are."""
    links = select(func.count()).where(LinkRequestRow.confirmed.is_(None))
    waiting = select(func.count()).where(CameRow.state == Became.WAITING.value)
    return Besides(session.scalar(links) or 0, session.scalar(waiting) or 0)


def warned(ticket: Ticket, at: datetime, shares: Collection[float]) -> float | None:
    """The largest of these shares (0 to 1) of the time to the target that is gone; None while none is."""
    if ticket.waiting_since is None or ticket.target_at is None:
        return None
    span = ticket.target_at - ticket.waiting_since
    return max((share for share in shares if at >= ticket.waiting_since + share * span), default=None)


def _wanted(session: Session, filters: Filters, me: int, at: datetime) -> list[ColumnElement[bool]]:
    """What all tickets of the page have in common."""
    plain = _plain(session, filters, me, at)
    text = filters.text.strip()[:LONGEST_TEXT]
    if not text:
        return plain
    return [*plain, TicketRow.number.in_(_found(session, plain, text))]


def _found(session: Session, plain: Sequence[ColumnElement[bool]], text: str) -> list[int]:
    """The tickets that hold all the words or bear the number: looked for once, the newest first."""
    some = select(TicketRow.number, TicketRow.subject, TicketRow.details).where(*plain)
    newest = some.order_by(TicketRow.number.desc()).limit(MOST_SEARCHED).subquery()
    words = (_told(session, newest.c, word) for word in text.split()[:MOST_WORDS])
    told = select(newest.c.number).where(*words).order_by(newest.c.number.desc()).limit(MOST_FOUND)
    numbered = select(TicketRow.number).where(TicketRow.number == number_in(text), *plain)
    return [*session.scalars(told), *session.scalars(numbered)]


def _plain(session: Session, filters: Filters, me: int, at: datetime) -> list[ColumnElement[bool]]:
    """All filters but the text."""
    asked = (
        (filters.which is not Which.ALL, TicketRow.status == filters.which.value),
        (bool(filters.tier), TicketRow.tier == filters.tier),
        (bool(filters.category), TicketRow.category == filters.category),
        (filters.holder is Holder.MINE, TicketRow.assignee_id == me),
        (filters.holder is Holder.NOBODY, TicketRow.assignee_id.is_(None)),
        (filters.holder is Holder.SOMEBODY, TicketRow.assignee_id.is_not(None)),
        (filters.late, TicketRow.target_at < at),
        (filters.waits, TicketRow.waits_since.is_not(None)),
    )
    found = [condition for is_asked, condition in asked if is_asked]
    return found if not filters.customer else [*found, _of_customer(session, filters.customer)]


def _of_customer(session: Session, key: str) -> ColumnElement[bool]:
    return TicketRow.customer_id == _id_of(session, key)


def _id_of(session: Session, customer: str) -> int:
    """The id of the customer of that key; 0, which is nobody's, where there is none."""
    return session.scalar(select(CustomerRow.id).where(CustomerRow.key == customer)) or 0


_LARGEST = 2**31 - 1


def number_in(text: str) -> int:
    """The number of a ticket ("1042", "#1042"); 0, which is no ticket's, for words."""
    digits = text.strip().removeprefix("#")
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 10 else 0
    return number if number <= _LARGEST else 0


_FRAME = "{}[], : null " + " ".join(
    f'"{name}":' for name in (*(one.value for one in DetailName), "state", "value", "source")
)
_STATES = " ".join(f'"{state.value}"' for state in DetailState)


def _told(session: Session, among: Any, word: str) -> ColumnElement[bool]:
    """Whether the subject or a detail ``among`` these columns holds this word.

    The details are searched as they are stored. A word that may stand there as a name or a sign is looked for
    in each value too, which takes longer.
    """
    stored = json.dumps(word)[1:-1]
    in_subject = _holds(session, among.subject, word)
    in_details = _holds(session, among.details, stored)
    if stored == word and _lowered(word) not in _FRAME + _STATES:
        return or_(in_subject, in_details)
    values = [among.details[(name.value, "value")].as_string() for name in DetailName]
    return or_(in_subject, and_(in_details, or_(*(_holds(session, value, word) for value in values))))


def _holds(session: Session, column: Any, text: str) -> ColumnElement[bool]:
    """Whether a column holds the text, its letters of ASCII in capitals or not, on both databases alike.

    PostgreSQL looks for a position, several times as quickly as for a pattern; in SQLite's pattern signs with
    a meaning have none.
    """
    words = cast(column, Text)
    if session.get_bind().dialect.name == "postgresql":
        return func.strpos(func.lower(words.collate("C")), _lowered(text)) > 0
    meant = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return words.like(f"%{meant}%", escape="\\")


def _lowered(text: str) -> str:
    """With its letters of ASCII in lower case, as the database does it."""
    return "".join(sign.lower() if sign.isascii() else sign for sign in text)


def _running(
    session: Session, wanted: Sequence[ColumnElement[bool]], after: Key | None, limit: int
) -> list[TicketRow]:
    """Those whose clock runs, by their target."""
    if after is not None and after.target is None:
        return []
    query = _tickets().where(TicketRow.target_at.is_not(None), *wanted)
    if after is not None:
        later = TicketRow.target_at > after.target
        same = and_(TicketRow.target_at == after.target, TicketRow.number > after.number)
        query = query.where(TicketRow.target_at >= after.target, or_(later, same))
    return list(session.scalars(query.order_by(TicketRow.target_at, TicketRow.number).limit(limit)))


def _standing(
    session: Session, wanted: Sequence[ColumnElement[bool]], after: Key | None, limit: int
) -> list[TicketRow]:
    """Those whose clock stands, the newest first."""
    query = _tickets().where(TicketRow.target_at.is_(None), *wanted)
    if after is not None and after.target is None:
        query = query.where(TicketRow.number < after.number)
    return list(session.scalars(query.order_by(TicketRow.number.desc()).limit(limit)))


def _tickets() -> Select[TicketRow]:
    people = joinedload(TicketRow.opener), joinedload(TicketRow.assignee)
    of_people = (one.joinedload(PersonRow.customer) for one in people)
    return select(TicketRow).options(joinedload(TicketRow.customer), *of_people)


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _lines(session: Session, tickets: Sequence[Ticket], at: datetime) -> tuple[Line, ...]:
    in_outage = _in_outage(session, [one.number for one in tickets])
    visited = _on_visit(session, {one.customer.id for one in tickets}, at)
    return tuple(Line(one, one.number in in_outage, one.customer.id in visited) for one in tickets)


def _in_outage(session: Session, numbers: Sequence[int]) -> frozenset[int]:
    query = (
        select(OutageReportRow.ticket_number)
        .join(OutageRow, OutageRow.id == OutageReportRow.outage_id)
        .where(OutageRow.open_mark == 1, OutageReportRow.how != How.ASKED)
        .where(OutageReportRow.ticket_number.in_(numbers))
    )
    return frozenset(one for one in session.scalars(query) if one is not None)


def _on_visit(session: Session, customer_ids: Collection[int], at: datetime) -> frozenset[int]:
    query = select(VisitRow.customer_id).where(
        VisitRow.customer_id.in_(customer_ids),
        VisitRow.cancelled_at.is_(None),
        VisitRow.starts_at <= at,
        VisitRow.ends_at > at,
    )
    return frozenset(session.scalars(query))
