"""A figure as a value: what it is called and means, its table, and what of the table is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from bot.rules import Rules
from records.engine import Session
from tickets.figures import counts
from tickets.figures.counts import Of
from tickets.report import Tally
from web.console.figures.period import Period


class Form(StrEnum):
    """How a column is written. A share is kept from 0 to 1."""

    TEXT = "text"
    COUNT = "count"
    MINUTES = "minutes"
    SHARE = "share"
    SCORE = "score"


class Drawn(StrEnum):
    """What a column is in the chart."""

    NOT = ""
    BAR = "bar"
    LINE = "line"
    MARK = "mark"
    """A dashed line that the others are held against."""


class Chart(StrEnum):
    """What kind of chart it is. Of a heat table the numbers themselves are shaded."""

    STACKED = "stacked"
    BARS = "bars"
    HEAT = "heat"


@dataclass(frozen=True)
class Column:
    """A column of the table."""

    label: str
    form: Form = Form.COUNT
    drawn: Drawn = Drawn.NOT


Cell = str | int | float | None


@dataclass(frozen=True)
class Meaning:
    """What a figure is called, how exactly it is counted, and which section of the policy wants it."""

    key: str
    title: str
    definition: str
    policy: str


@dataclass(frozen=True)
class Figure:
    """A figure for a period. The first column names the rows; a cell is None where nothing is known.

    ``unit`` stands at the axis of the chart.
    """

    meaning: Meaning
    unit: str
    chart: Chart
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def head(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.label for column in self.columns)

    @property
    def exact(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows for programs: shares from 0 to 1, all to four places."""
        return tuple(
            tuple(round(cell, 4) if isinstance(cell, float) else cell for cell in row) for row in self.rows
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted at all."""
        return not any(cell for row in self.rows for cell in row[1:])


@dataclass(frozen=True)
class Sources:
    """What figures are made of: the database, the days, one customer or all, the rules, the time."""

    session: Session
    period: Period
    rules: Rules
    now: datetime
    customer: int | None = None

    @property
    def of(self) -> Of:
        """The days and the customer."""
        return Of(self.period.first, self.period.last, self.customer)

    @property
    def of_months(self) -> Of:
        """The same in whole months."""
        return Of(*self.period.months(), self.customer)

    @property
    def zone(self) -> str:
        """That of the office."""
        return self.rules.promise.hours.zone

    @cached_property
    def promises(self) -> tuple[Tally, ...]:
        """How the promise was kept: read once for all tiers."""
        return counts.promises(self.session, self.of_months, self.rules.promise, self.now)


Make = Callable[[Sources], Figure]


@dataclass(frozen=True)
class Defined:
    """A figure that can be made."""

    meaning: Meaning
    make: Make = field(repr=False)
