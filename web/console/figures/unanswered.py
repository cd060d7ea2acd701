"""The figures of what nobody could answer: queries and topics, asked, settled and still open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final

from knowledge.gap_figures import Kind, Moved, moved
from web.console.figures.figure import Cell, Chart, Column, Defined, Drawn, Figure, Form, Meaning, Sources
from web.console.figures.steps import by_step

_HOW: Final = (
    "counts on the day it came up, and on the day it was answered (an article covers it), dismissed, or set "
    "aside (its asker read an article or came back, or it went into another topic). Open at the end: came up "
    "until then and was none of these. What is opened again counts as open all along."
)
MEANINGS: Final = {
    Kind.QUERY: Meaning(
        "unanswered", "Unanswered queries", f"Each query that nobody could answer {_HOW}", "policy 2"
    ),
    Kind.TOPIC: Meaning(
        "topics",
        "Unanswered topics",
        f"Each topic of unanswered queries {_HOW} Topics are those of all customers.",
        "policy 2",
    ),
}

_COLUMNS: Final = (
    Column("From", Form.TEXT),
    Column("New", drawn=Drawn.BAR),
    Column("Answered", drawn=Drawn.BAR),
    Column("Dismissed", drawn=Drawn.BAR),
    Column("Set aside", drawn=Drawn.BAR),
    Column("Open at the end", drawn=Drawn.LINE),
)
_NAMES: Final = ("asked", "answered", "dismissed", "aside")


def unanswered(kind: Kind, sources: Sources) -> Figure:
    """Queries or topics, by step."""
    period = sources.period
    customer = sources.customer if kind is Kind.QUERY else None
    still_open, days = moved(sources.session, kind, period.first, period.last, customer)
    rows = []
    for row in by_step(_named(days), period, _NAMES):
        asked, *settled = (int(cell or 0) for cell in row[1:])
        still_open += asked - sum(settled)
        rows.append((*row, still_open))
    found: tuple[tuple[Cell, ...], ...] = tuple(rows)
    return Figure(MEANINGS[kind], "queries" if kind is Kind.QUERY else "topics", Chart.BARS, _COLUMNS, found)


def _named(days: tuple[Moved, ...]) -> Iterator[tuple[date, str, int]]:
    for one in days:
        for name in _NAMES:
            yield one.day, name, getattr(one, name)


FIGURES: Final = tuple(Defined(MEANINGS[kind], partial(unanswered, kind)) for kind in Kind)
