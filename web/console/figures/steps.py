"""Puts counts of days into the rows of a table: one for each step of a period. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from web.console.figures.figure import Cell
from web.console.figures.period import Period


def by_step(
    found: Iterable[tuple[date, str, int]], period: Period, names: Sequence[str]
) -> tuple[tuple[Cell, ...], ...]:
    """A row for each step, with how many there were under each name, in the order of the names."""
    added: Counter[tuple[date, str]] = Counter()
    for day, name, count in found:
        added[period.step_of(day), name] += count
    return tuple((period.name(step), *(added[step, name] for name in names)) for step in period.steps())


def share(part: int, whole: int) -> float | None:
    """From 0 to 1; None of nothing."""
    return part / whole if whole else None
