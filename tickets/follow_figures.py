"""The figures of following through: solved, confirmed, opened again, durable, and how content people were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
    months: dict[str, list[tuple[Case, datetime]]] = {}
    for case in cases:
        first = next((mark.at for mark in case.marks if mark.kind in _SOLUTIONS), None)
        if first is not None:
            months.setdefault(f"{first.astimezone(ZoneInfo(zone)):%Y-%m}", []).append((case, first))
    durable = Durable(timedelta(days=durable_days), alike)
    return tuple(_figures(month, months[month], cases, now, durable) for month in sorted(months))


def _figures(
    month: str,
    solved: Sequence[tuple[Case, datetime]],
    cases: Sequence[Case],
    now: datetime,
    durable: Durable,
) -> FollowFigures:
    states = [following(case.marks) for case, _ in solved]
    over = [(case, first) for case, first in solved if now >= first + durable.span]
    stars = [state.stars for state in states if state.stars is not None]
    return FollowFigures(
        month,
        solved=len(solved),
        confirmed=sum(state.confirmed for state in states),
        unconfirmed=sum(_is_unconfirmed(state) for state in states),
        reopened=sum(any(mark.kind is EntryKind.REOPENED for mark in case.marks) for case, _ in solved),
        durable=sum(is_durable(case, first, cases, durable) for case, first in over),
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
    return tuple(
        Case(
            row.number,
            row.customer_id,
            row.opened_at,
            Status(row.status),
            matter(row.subject, reads.details_from(row.details)),
            told.get(row.number, ()),
        )
        for row in rows
    )
