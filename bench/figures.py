"""Figures, the middle of several runs, and tables that say when and where they were measured."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

Figures = Mapping[str, float]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share (0 to 1) of them does not exceed; nan of none."""
    if not values:
        return math.nan
    return sorted(values)[max(math.ceil(share * len(values)), 1) - 1]


def flat(figures: Mapping[str, Any], within: str = "") -> dict[str, float]:
    """Figures out of facts: numbers alone, those of a group named "group / figure"."""
    return dict(_numbers(figures, within))


def middle(runs: Sequence[Figures]) -> dict[str, float]:
    """The median of each figure over the runs that have it."""
    names = dict.fromkeys(name for run in runs for name in run)
    return {name: median(run[name] for run in runs if name in run) for name in names}


def machine() -> dict[str, str | int]:
    """When and on what the figures are measured."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count() or 0,
        "processor": platform.machine(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
    }


def show(title: str, runs: Sequence[Figures], aims: Figures, note: str = "") -> None:
    """Print the middle of the runs as a table: with their range when there are several, and the aims."""
    table = Table("figure", "value", title=f"{title} ({_place()})", caption=note or None)
    found = {name: [run[name] for run in runs if name in run] for name in middle(runs)}
    if len(runs) > 1:
        table.add_column("least to most")
    if aims:
        table.add_column("aim")
    for name, values in found.items():
        value = median(values)
        spread = [f"{_written(min(values))} to {_written(max(values))}"] if len(runs) > 1 else []
        table.add_row(name, _written(value), *spread, *([_aim(value, aims.get(name))] if aims else []))
    Console().print(table)


def _numbers(figures: Mapping[str, Any], within: str) -> Iterator[tuple[str, float]]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _numbers(value, f"{within}{name} / ")
        elif isinstance(value, int | float):
            yield f"{within}{name}", float(value)


def _place() -> str:
    here = machine()
    return f"{here['date']}, {here['cores']} cores {here['processor']}, Python {here['python']}"


def _aim(value: float, most: float | None) -> str:
    if most is None:
        return ""
    return f"at most {_written(most)}: {'met' if value <= most else 'missed'}"


def _written(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
