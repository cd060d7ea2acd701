"""The figures of following through: solved, confirmed, opened again, durable, and how content people were."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets import reads
from tickets.follow import NOT_ASKED_ABOUT, Following, Mark, following, marks
from tickets.likeness import SHIPPED
from tickets.matter import Matter, matter
from tickets.policy import LikenessRules
from tickets.tables import TicketRow
from tickets.values import EntryKind, Status

_SOLUTIONS = frozenset({EntryKind.SOLVED, EntryKind.CONFIRMED})


@dataclass(frozen=True)
class Case:
    """A ticket as the figures see it: whose, what about, when opened, and what its history tells."""

    number: int
    customer: int
    opened_at: datetime
    status: Status
    matter: Matter
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class FollowFigures:
    """One month, by when a ticket was first solved.

    ``confirmed`` and ``unconfirmed`` are those that are solved now, with and without the person's own word;
    ``durable_of`` are those whose days are over, ``durable`` those of them to which nothing came back.
    """

    month: str
    solved: int
    confirmed: int
    unconfirmed: int
    reopened: int
    durable: int
    durable_of: int
    ratings: int
    stars: int

    @property
    def durable_share(self) -> float | None:
        """From 0 to 1; None where no ticket's days are over yet."""
        return self.durable / self.durable_of if self.durable_of else None

    @property
    def satisfaction(self) -> float | None:
        """The average, from 1 to 5; None without a rating."""
        return self.stars / self.ratings if self.ratings else None


@dataclass(frozen=True)
class Durable:
    """A solution is durable when nothing ``alike`` came back within the span."""

    span: timedelta
    alike: LikenessRules


def by_month(
    cases: Sequence[Case],
    now: datetime,
    zone: str,
    durable_days: int,
    alike: LikenessRules = SHIPPED,
) -> tuple[FollowFigures, ...]:
    """The figures of each month in which a ticket was first solved, the oldest first.

    Months are those of the wall clock in ``zone``; ``alike`` says when the same has come back.
    """
    rule, others = Durable(timedelta(days=durable_days), alike), _Others(cases)
    months: dict[str, list[Outcome]] = {}
    for case in cases:
        first = first_solved(case.marks)
        if first is not None:
            found = outcome(case, first, others.after(case, first, rule), now, rule)
            months.setdefault(f"{first.astimezone(ZoneInfo(zone)):%Y-%m}", []).append(found)
    return tuple(_figures(month, months[month]) for month in sorted(months))


def first_solved(marks: Iterable[Mark]) -> datetime | None:
    """When a ticket was solved for the first time, by staff or by the person's own word."""
    return next((mark.at for mark in marks if mark.kind in _SOLUTIONS), None)


@dataclass(frozen=True)
class Outcome:
    """What came of the first solution of one ticket; ``durable`` is None until its days are over."""

    confirmed: bool
    unconfirmed: bool
    reopened: bool
    durable: bool | None
    stars: int | None


def outcome(case: Case, first: datetime, others: Iterable[Case], now: datetime, rule: Durable) -> Outcome:
    """What came of a ticket first solved at ``first``; ``others`` are those that may be the same again."""
    state = following(case.marks)
    return Outcome(
        confirmed=state.confirmed,
        unconfirmed=_is_unconfirmed(state),
        reopened=any(mark.kind is EntryKind.REOPENED for mark in case.marks),
        durable=is_durable(case, first, others, rule) if now >= first + rule.span else None,
        stars=state.stars,
    )


@dataclass(frozen=True)
class _Others:
    """The tickets of each customer in the order in which they were opened."""

    cases: Iterable[Case]
    sorted: dict[int, list[Case]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for case in sorted(self.cases, key=lambda one: one.opened_at):
            self.sorted[case.customer].append(case)

    def after(self, case: Case, first: datetime, rule: Durable) -> Sequence[Case]:
        """The customer's tickets that were opened within the span after ``first``."""
        theirs = self.sorted[case.customer]
        begin, end = (bisect_right(theirs, at, key=_opened) for at in (first, first + rule.span))
        return theirs[begin:end]


def _opened(case: Case) -> datetime:
    return case.opened_at


def _figures(month: str, found: Sequence[Outcome]) -> FollowFigures:
    over = [one.durable for one in found if one.durable is not None]
    stars = [one.stars for one in found if one.stars is not None]
    return FollowFigures(
        month,
        solved=len(found),
        confirmed=sum(one.confirmed for one in found),
        unconfirmed=sum(one.unconfirmed for one in found),
        reopened=sum(one.reopened for one in found),
        durable=sum(over),
        durable_of=len(over),
        ratings=len(stars),
        stars=sum(stars),
    )


def _is_unconfirmed(state: Following) -> bool:
    """Closed by staff, and not a word of the person's about it: silence is no confirmation."""
    return state.closed_at is not None and not state.confirmed and not state.withdrawn


def is_durable(case: Case, first: datetime, cases: Iterable[Case], rule: Durable) -> bool:
    """Not opened again within that time of its first solution, and no like ticket of that customer came."""
    within = first + rule.span
    if any(mark.kind is EntryKind.REOPENED and first <= mark.at <= within for mark in case.marks):
        return False
    return not any(
        other.number != case.number
        and other.customer == case.customer
        and first < other.opened_at <= within
        and case.matter.is_like(other.matter, rule.alike)
        for other in cases
    )


def cases(session: Session) -> tuple[Case, ...]:
    """Every ticket there is, but for mere suggestions, which are closed and never solved (policy 10)."""
    told: Mapping[int, tuple[Mark, ...]] = marks(session)
    rows = session.scalars(
        select(TicketRow).where(TicketRow.category.not_in(NOT_ASKED_ABOUT)).order_by(TicketRow.number)
    )
    return tuple(case_of(row, told.get(row.number, ())) for row in rows)


def case_of(row: TicketRow, marks: tuple[Mark, ...] = ()) -> Case:
    """A ticket of the database as a case, with the marks of its history."""
    about = matter(row.subject, reads.details_from(row.details))
    return Case(row.number, row.customer_id, row.opened_at, Status(row.status), about, marks)
