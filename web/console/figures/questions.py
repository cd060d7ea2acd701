"""The figures of self-help: questions and how they ended, and whether self-help helped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tickets.figures import counts
from tickets.figures.endings import Ending, Shown
from web.console.figures.figure import Cell, Chart, Column, Defined, Drawn, Figure, Form, Meaning, Sources
from web.console.figures.steps import by_step, share

QUESTIONS: Final = Meaning(
    "questions",
    "Questions and how they ended",
    "Each question a customer's person asked the bot counts once, on the day it was asked, with the ending "
    "it has had so far. Words that add to a question or answer one of ours belong to it.",
    "policy 1",
)
SELF_HELP: Final = Meaning(
    "self-help",
    "Self-help: did it help?",
    "Of the questions that were shown an article before there was a ticket: confirmed when the person's "
    "last word was that it solved it; refused when they said it did not, or it became a ticket or went to a "
    "person; all others are not confirmed. Silence is never success: the share confirmed is of all that "
    "were shown one.",
    "policy 1",
)

ENDINGS: Final[Mapping[Ending, str]] = {
    Ending.CONFIRMED: "Answered, confirmed",
    Ending.SILENT: "Answered, nothing said",
    Ending.NOT_QUITE: "Not quite",
    Ending.NEAR: "Near articles only",
    Ending.NOTHING: "Nothing found",
    Ending.ASKED_BACK: "Left at our question",
    Ending.TICKET: "Became a ticket",
    Ending.STAFF: "Staff took over",
    Ending.HANDED: "To their administrator",
    Ending.OTHER: "Something else",
}
"""What each ending is called."""

REFUSED: Final = frozenset({Ending.NOT_QUITE, Ending.TICKET, Ending.STAFF, Ending.HANDED})
"""The endings that say that what was shown did not help."""


def questions(sources: Sources) -> Figure:
    """Questions by step and ending."""
    found = [(day, ending.value, count) for day, ending, count in counts.endings(sources.session, sources.of)]
    rows = by_step(found, sources.period, list(ENDINGS))
    columns = tuple(Column(name, drawn=Drawn.BAR) for name in ENDINGS.values())
    with_sums = tuple((*row, _sum(row[1:])) for row in rows)
    first = Column("From", Form.TEXT)
    return Figure(QUESTIONS, "questions", Chart.STACKED, (first, *columns, Column("All")), with_sums)


def _sum(cells: tuple[Cell, ...]) -> int:
    return sum(cell for cell in cells if isinstance(cell, int))


def self_help(sources: Sources) -> Figure:
    """What was said of articles that were shown."""
    found = [
        (day, _said(ending), count)
        for day, shown, ending, count in counts.shown(sources.session, sources.of)
        if shown is not Shown.NONE
    ]
    rows = by_step(found, sources.period, ("confirmed", "not confirmed", "refused"))
    columns = (
        Column("From", Form.TEXT),
        Column("Confirmed", drawn=Drawn.BAR),
        Column("Not confirmed", drawn=Drawn.BAR),
        Column("Refused", drawn=Drawn.BAR),
        Column("Share confirmed", Form.SHARE),
    )
    with_share = tuple((*row, share(int(row[1] or 0), _sum(row[1:]))) for row in rows)
    return Figure(SELF_HELP, "questions", Chart.STACKED, columns, with_share)


def _said(ending: Ending) -> str:
    if ending is Ending.CONFIRMED:
        return "confirmed"
    return "refused" if ending in REFUSED else "not confirmed"


FIGURES: Final = (Defined(QUESTIONS, questions), Defined(SELF_HELP, self_help))
