"""Writes the cells of a figure for people. Pure."""

from __future__ import annotations

from typing import Final, NamedTuple

from web.console.figures.figure import Cell, Chart, Figure, Form

_SHADES: Final = 5


class Written(NamedTuple):
    """A cell as it is shown. ``value`` is what the chart takes for it where that is another one."""

    text: str
    value: str = ""
    shade: int = 0


def rows_of(figure: Figure) -> tuple[tuple[Written, ...], ...]:
    """The table as it is shown."""
    if figure.chart is Chart.HEAT:
        return _shaded(figure)
    forms = tuple(column.form for column in figure.columns)
    return tuple(
        tuple(written(cell, form) for cell, form in zip(row, forms, strict=True)) for row in figure.rows
    )


def _shaded(figure: Figure) -> tuple[tuple[Written, ...], ...]:
    """Each number with a shade of its share of the largest: 0 for nothing, 1 to 5."""
    most = max((cell for row in figure.rows for cell in row if isinstance(cell, int)), default=0)
    return tuple(tuple(_shade(cell, most) for cell in row) for row in figure.rows)


def _shade(cell: Cell, most: int) -> Written:
    shade = -(-cell * _SHADES // most) if isinstance(cell, int) and most else 0
    return Written(str(cell), shade=shade)


def written(cell: Cell, form: Form) -> Written:
    """A cell for people: "97.5 %", "12.3", a dash where nothing is known."""
    if cell is None:
        return Written("–")
    if isinstance(cell, float) and form is Form.SHARE:
        return Written(f"{cell:.1%}".replace("%", " %"), f"{cell:.4f}")
    if isinstance(cell, float):
        return Written(f"{cell:.1f}", f"{cell:.4f}")
    return Written(str(cell))
