"""The command that shows the figures of the console as tables."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, print_json, say, under_way

if TYPE_CHECKING:
    from app.build import Installation
    from web.console.figures.figure import Figure
    from web.console.figures.period import Period


def figures(
    config: Config,
    key: Annotated[str, typer.Argument(help="Which figure; without one, all are listed.")] = "",
    first: Annotated[str, typer.Option("--from", help="The first day, such as 2026-09-01.")] = "",
    last: Annotated[str, typer.Option("--to", help="The last day; else today.")] = "",
    by: Annotated[str, typer.Option(help="day, week or month.")] = "day",
    customer: Annotated[str, typer.Option(help="One customer alone, by the directory's key.")] = "",
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    json: Json = False,
    anew: Annotated[bool, typer.Option("--anew", help="Count the whole history anew first.")] = False,
) -> None:
    """Show a figure of the console: the last 90 days, or the days named."""
    from web.console.csv_file import csv_text
    from web.console.figures.catalog import FIGURES

    if key and key not in FIGURES:
        raise StopError(f'There is no figure "{key}"; there are {", ".join(FIGURES)}.')
    if not key and not anew:
        _list()
        return
    with opened(config) as here:
        _count(here, anew=anew)
        if not key:
            say("Counted anew.")
            return
        found = _made(here, key, {"from": first, "to": last, "by": by}, customer)
    if json:
        print_json(_values(found))
    elif as_csv:
        sys.stdout.write(csv_text(found.head, found.exact).replace("\r\n", "\n"))
    else:
        _show(found)


def _list() -> None:
    from web.console.figures.catalog import FIGURES

    for key, one in FIGURES.items():
        say(f"[bold]{key}[/]  {one.meaning.title}")


def _count(here: Installation, *, anew: bool) -> None:
    from app.figuring import count_all
    from app.worker import utc_now
    from knowledge.gap_figures import forget_states
    from tickets.figures import keeping

    if anew:
        with here.writing() as session:
            keeping.anew(session)
            forget_states(session)
    with under_way("Counting what is new ..."):
        count_all(here, utc_now())


def _made(here: Installation, key: str, days: dict[str, str], customer: str) -> Figure:
    from app.worker import utc_now
    from tickets import directory
    from web.console.figures.catalog import FIGURES
    from web.console.figures.figure import Sources

    now = utc_now()
    with here.reading() as session:
        one = directory.customer_by_key(session, customer) if customer else None
        if customer and one is None:
            raise StopError(f'There is no customer "{customer}".')
        period = _period(here, days)
        sources = Sources(session, period, here.rules, now, None if one is None else one.id)
        return FIGURES[key].make(sources)


def _period(here: Installation, days: dict[str, str]) -> Period:
    from app.worker import utc_now
    from tickets.clock import office_day
    from web.console.figures.period import read_period

    period, wrong = read_period(days, office_day(utc_now(), here.rules.promise.hours))
    if wrong:
        raise StopError(" ".join(wrong.values()))
    return period


def _values(figure: Figure) -> dict[str, Any]:
    return {
        "key": figure.meaning.key,
        "title": figure.meaning.title,
        "definition": figure.meaning.definition,
        "unit": figure.unit,
        "rows": [dict(zip(figure.head, row, strict=True)) for row in figure.exact],
    }


def _show(figure: Figure) -> None:
    from rich.console import Console
    from rich.table import Table

    from web.console.figures.writing import written

    table = Table(title=figure.meaning.title, caption=figure.meaning.definition)
    for place, column in enumerate(figure.columns):
        table.add_column(column.label, justify="right" if place else "left")
    for row in figure.rows:
        cells = zip(row, figure.columns, strict=True)
        table.add_row(*(written(cell, column.form).text for cell, column in cells))
    Console().print(table)
