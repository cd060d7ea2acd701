"""The figures of the sorting: corrections by people and staff, and the share of decisions corrected."""

from __future__ import annotations

from collections import Counter
from typing import Final
from zoneinfo import ZoneInfo

from classifier.category import Category
from classifier.correction_figures import Corrected, corrected
from tickets.figures import counts
from web.console.figures.figure import Cell, Chart, Column, Defined, Drawn, Figure, Form, Meaning, Sources
from web.console.figures.steps import by_step, share

CORRECTIONS: Final = Meaning(
    "corrections",
    "Corrections of the category",
    "Each text that the person or staff said is of another category than it was taken for, on the day they "
    "said it last. What merely went on with our category is no correction.",
    "policy 2",
)
SHARES: Final = Meaning(
    "corrected",
    "Share of decisions corrected",
    "Decided: questions asked in these days that were sorted as this category without asking back. "
    "Corrected: texts taken for it that the person or staff gave another category in these days. The share "
    "is the one of the other; a correction may be said days after the decision.",
    "policy 2",
)


def corrections(sources: Sources) -> Figure:
    """Corrections by step and by who said it."""
    zone = ZoneInfo(sources.zone)
    found = [(one.at.astimezone(zone).date(), one.by, 1) for one in _said(sources)]
    columns = (
        Column("From", Form.TEXT),
        Column("By the person", drawn=Drawn.BAR),
        Column("By staff", drawn=Drawn.BAR),
    )
    rows = by_step(found, sources.period, ("person", "staff"))
    return Figure(CORRECTIONS, "corrections", Chart.STACKED, columns, rows)


def shares(sources: Sources) -> Figure:
    """For each category: decisions, corrections by whom, and the share."""
    decided = counts.decided(sources.session, sources.of)
    said = Counter((one.was, one.by) for one in _said(sources))
    rows = tuple(_share(category, decided, said) for category in Category)
    columns = (
        Column("Category", Form.TEXT),
        Column("Decided"),
        Column("Corrected by the person"),
        Column("Corrected by staff"),
        Column("Share corrected", Form.SHARE, Drawn.BAR),
    )
    return Figure(SHARES, "share", Chart.BARS, columns, rows)


def _said(sources: Sources) -> tuple[Corrected, ...]:
    return corrected(sources.session, *sources.period.span(sources.zone), sources.customer)


def _share(category: Category, decided: dict[str, int], said: Counter[tuple[str, str]]) -> tuple[Cell, ...]:
    person, staff = said[category, "person"], said[category, "staff"]
    whole = decided.get(category, 0)
    return (category.value.capitalize(), whole, person, staff, share(person + staff, whole))


FIGURES: Final = (Defined(CORRECTIONS, corrections), Defined(SHARES, shares))
