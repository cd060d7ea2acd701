"""The figures of the promise: for each tier the response average of each month beside what is promised."""

from __future__ import annotations

from functools import partial
from typing import Final

from tickets.clock import Tier
from web.console.figures.figure import Cell, Chart, Column, Defined, Drawn, Figure, Form, Meaning, Sources

_HOW: Final = (
    "By the month in which the clock started, in whole months: the average time from the customer's message "
    "to the response of a person on our staff, and of the clocks that are settled the share answered within "
    "the promise. One that ran past it unanswered missed it. The bot's words and receipts are no responses."
)
MEANINGS: Final = {
    Tier.VISIT: Meaning("response-visit", "Response during guaranteed visits", _HOW, "policy 4"),
    Tier.OFFICE: Meaning("response-office", "Response in office hours", _HOW, "policy 4"),
    Tier.NIGHT: Meaning("response-night", "Response at night, weekends and holidays", _HOW, "policy 4"),
}

_COLUMNS: Final = (
    Column("Month", Form.TEXT),
    Column("Clocks"),
    Column("Answered"),
    Column("Average", Form.MINUTES, Drawn.BAR),
    Column("Promise", Form.MINUTES, Drawn.MARK),
    Column("Published actual", Form.MINUTES, Drawn.MARK),
    Column("Within the promise"),
    Column("Missed"),
    Column("Share within", Form.SHARE),
)


def response(tier: Tier, sources: Sources) -> Figure:
    """One tier, month by month."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            *(one.month, one.count, one.answered, one.average_minutes),
            *(one.promised, one.published, one.kept, one.missed, one.share_kept),
        )
        for one in sources.promises
        if one.tier is tier
    )
    return Figure(MEANINGS[tier], "minutes", Chart.BARS, _COLUMNS, rows)


FIGURES: Final = tuple(Defined(MEANINGS[tier], partial(response, tier)) for tier in Tier)
