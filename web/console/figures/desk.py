"""The figures of tickets: by category, by hour of the week, and what came of their solutions."""

from __future__ import annotations

from typing import Final

from classifier.category import Category
from tickets.figures import counts
from tickets.policy import DAYS
from web.console.figures.figure import Cell, Chart, Column, Defined, Drawn, Figure, Form, Meaning, Sources
from web.console.figures.steps import by_step

CATEGORIES: Final = Meaning(
    "categories",
    "Tickets by category",
    "Each ticket counts once, on the day it was opened, under the category it has now: a correction moves "
    "it. Tickets that were withdrawn or merged later are counted too.",
    "policy 2",
)
HOURS: Final = Meaning(
    "hours",
    "Tickets by hour of the week",
    "Each ticket counts once, in the hour in which it was opened by the clock on the office's wall. When "
    "the clocks go back, the hour that comes twice holds both.",
    "policy 4",
)
SOLUTIONS: Final = Meaning(
    "solutions",
    "Solutions: confirmed and durable",
    "Tickets by the month in which they were first solved, in whole months; feature requests are not "
    "solved. Confirmed: the person said so; not confirmed: closed by staff without their word. Durable: not "
    "opened again, and no like ticket of that customer, within the days set as follow.durable_days; told "
    "once those are over.",
    "policy 8",
)


def categories(sources: Sources) -> Figure:
    """Tickets by step and category."""
    found = counts.opened(sources.session, sources.of)
    rows = by_step(found, sources.period, [category.value for category in Category])
    columns = tuple(Column(category.value.capitalize(), drawn=Drawn.BAR) for category in Category)
    return Figure(CATEGORIES, "tickets", Chart.STACKED, (Column("From", Form.TEXT), *columns), rows)


def hours(sources: Sources) -> Figure:
    """A row for each hour, a column for each day of the week."""
    found = counts.hours(sources.session, sources.of)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (f"{hour:02}:00", *(found.get(day * 24 + hour, 0) for day in range(7))) for hour in range(24)
    )
    columns = (Column("Hour", Form.TEXT), *(Column(day) for day in DAYS))
    return Figure(HOURS, "tickets", Chart.HEAT, columns, rows)


def solutions(sources: Sources) -> Figure:
    """What came of solutions, month by month."""
    columns = (
        Column("Month", Form.TEXT),
        Column("Solved"),
        Column("Confirmed"),
        Column("Not confirmed"),
        Column("Opened again"),
        Column("Durable", drawn=Drawn.BAR),
        Column("Came back", drawn=Drawn.BAR),
        Column("Not known yet", drawn=Drawn.BAR),
        Column("Share durable", Form.SHARE),
        Column("Ratings"),
        Column("Stars on average", Form.SCORE),
    )
    found = counts.solutions(sources.session, sources.of_months)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            *(one.month, one.solved, one.confirmed, one.unconfirmed, one.reopened),
            *(one.durable, one.durable_of - one.durable, one.solved - one.durable_of, one.durable_share),
            *(one.ratings, one.satisfaction),
        )
        for one in found
    )
    return Figure(SOLUTIONS, "tickets", Chart.STACKED, columns, rows)


FIGURES: Final = (
    Defined(CATEGORIES, categories),
    Defined(HOURS, hours),
    Defined(SOLUTIONS, solutions),
)
