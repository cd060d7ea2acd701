"""Adds up what the figures count, day by day, for all customers or one. Days are those of the office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, case, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tickets.clock import Tier
from tickets.figure_tables import ClockRow, OpenedRow, QuestionRow
from tickets.figures.endings import Ending, Shown
from tickets.follow_figures import FollowFigures
from tickets.policy import PromiseRules
from tickets.report import Standing, Sums, Tally, in_order, tally
from tickets.tables import CustomerRow


@dataclass(frozen=True)
class Of:
    """What is added up: the days from ``first`` to ``last``, both included, of one customer or of all."""

    first: date
    last: date
    customer: int | None = None


def endings(session: Session, of: Of) -> list[tuple[date, Ending, int]]:
    """How many questions of each day ended how."""
    row = QuestionRow
    found = _counted(session, of, row, row.day, row.ending)
    return [(date.fromordinal(day), Ending(ending), count) for day, ending, count in found]


def shown(session: Session, of: Of) -> list[tuple[date, Shown, Ending, int]]:
    """How many questions of each day were shown what, and ended how."""
    row = QuestionRow
    found = _counted(session, of, row, row.day, row.shown, row.ending)
    return [(date.fromordinal(day), Shown(one), Ending(ending), count) for day, one, ending, count in found]


def decided(session: Session, of: Of) -> dict[str, int]:
    """How many questions were sorted as each category without asking."""
    found = _counted(session, of, QuestionRow, QuestionRow.decided)
    return {category: count for category, count in found if category is not None}


def opened(session: Session, of: Of) -> list[tuple[date, str, int]]:
    """How many tickets of each day are of which category now."""
    found = _counted(session, of, OpenedRow, OpenedRow.day, OpenedRow.category)
    return [(date.fromordinal(day), category, count) for day, category, count in found]


def hours(session: Session, of: Of) -> dict[int, int]:
    """How many tickets were opened in which hour of the week, 0 (Monday, 0:00) to 167."""
    return dict(_counted(session, of, OpenedRow, OpenedRow.hour))


def promises(session: Session, of: Of, rules: PromiseRules, now: datetime) -> tuple[Tally, ...]:
    """How the promise was kept: a line for each month and tier, the earliest first.

    The same figures as those of :func:`tickets.report.lines`.
    """
    row = ClockRow
    is_late = (row.standing == Standing.LATE) | ((row.standing == Standing.RUNNING) & (row.due_at < now))
    sums = (
        func.count(),
        func.count(row.waited),
        func.coalesce(func.sum(row.waited), 0.0),
        _sum(row.standing == Standing.KEPT),
        _sum(is_late),
    )
    chosen = _of(select(row.day, row.tier, *sums), of, row.day, row.customer_id)
    found = session.execute(chosen.where(row.standing != Standing.MERGED).group_by(row.day, row.tier))
    added: dict[tuple[str, Tier], list[float]] = defaultdict(lambda: [0] * 5)
    for day, tier, *numbers in found:
        _add(added[_month(day), Tier(tier)], numbers)
    return tuple(tally(*key, _sums(added[key]), rules) for key in sorted(added, key=_month_and_tier))


def _month_and_tier(key: tuple[str, Tier]) -> tuple[str, int]:
    month, place = in_order(key)
    return month, -place


def _sums(numbers: Sequence[float]) -> Sums:
    count, answered, seconds, kept, missed = numbers
    return Sums(int(count), int(answered), float(seconds), int(kept), int(missed))


def solutions(session: Session, of: Of) -> tuple[FollowFigures, ...]:
    """What came of tickets by the month in which they were first solved, the oldest first.

    The same figures as those of :func:`tickets.follow_figures.by_month`.
    """
    row = OpenedRow
    sums = (
        func.count(),
        _sum(row.confirmed),
        _sum(row.unconfirmed),
        _sum(row.reopened),
        _sum(row.durable.is_(True)),
        func.count(row.durable),
        func.count(row.stars),
        func.coalesce(func.sum(row.stars), 0),
    )
    chosen = _of(select(row.solved_day, *sums), of, row.solved_day, row.customer_id)
    added: dict[str, list[int]] = defaultdict(lambda: [0] * 8)
    for day, *numbers in session.execute(chosen.group_by(row.solved_day)):
        _add(added[_month(day)], numbers)
    return tuple(FollowFigures(month, *added[month]) for month in sorted(added))


def _month(day: int) -> str:
    return f"{date.fromordinal(day):%Y-%m}"


def _add(sums: list[Any], numbers: Sequence[Any]) -> None:
    sums[:] = [one + more for one, more in zip(sums, numbers, strict=True)]


def customers(session: Session) -> tuple[tuple[int, str], ...]:
    """The customers of whom figures can be told apart, by name: (id, name)."""
    found = session.execute(
        select(CustomerRow.id, CustomerRow.name).order_by(CustomerRow.name, CustomerRow.id)
    )
    return tuple((one, name) for one, name in found)


Column = InstrumentedAttribute[Any]


def _counted(
    session: Session, of: Of, row: type[QuestionRow] | type[OpenedRow], *by: Column
) -> Sequence[Any]:
    """How many rows there are of each combination of these columns."""
    chosen = _of(select(*by, func.count()), of, row.day, row.customer_id)
    return session.execute(chosen.group_by(*by).order_by(by[0])).all()


def _of(query: Any, of: Of, day: Column, customer: Column) -> Any:
    chosen = query.where(day.between(of.first.toordinal(), of.last.toordinal()))
    return chosen if of.customer is None else chosen.where(customer == of.customer)


def _sum(holds: ColumnElement[bool] | InstrumentedAttribute[bool]) -> ColumnElement[int]:
    """How many rows it holds for."""
    return func.coalesce(func.sum(cast(case((holds, 1), else_=0), Integer)), 0)
