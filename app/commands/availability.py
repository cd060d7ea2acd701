"""The command that compares the servers' availability with what is promised."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from app import as_json
from app.commands.moments import YEARS
from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, print_json, say

if TYPE_CHECKING:
    from tickets.ledger import Ledger, Line


def availability(
    config: Config,
    year: Annotated[int | None, typer.Option(help="A year; else the current one.")] = None,
    month: Annotated[int | None, typer.Option(min=1, max=12, help="One month of it only.")] = None,
    json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Compare the availability of the servers with the promise, by month and for the year.

    Published maintenance is excluded and stated, unscheduled maintenance is counted and stated. A customer's
    own line or equipment is no part of it.
    """
    from app.worker import utc_now
    from tickets.ledger import ledger, lines

    now = utc_now()
    with opened(config) as here, here.reading() as session:
        found, rules = ledger(session, now), here.rules
    chosen = now.year if year is None else year
    if chosen not in YEARS:
        raise StopError(f"{chosen} is too far away; name a year from {YEARS[0]} to {YEARS[-1]}.")
    wanted = lines(found, chosen, rules.promise.hours.zone, rules.availability)
    wanted = tuple(one for one in wanted if month is None or one.name == f"{chosen}-{month:02}")
    if json:
        print_json([as_json.availability(one) for one in wanted])
    elif as_csv:
        _print_csv(wanted)
    else:
        _show(wanted, found, rules.availability)


def _print_csv(wanted: tuple[Line, ...]) -> None:
    rows = [as_json.availability(one) for one in wanted]
    names = list(as_json.AVAILABILITY)
    writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _show(wanted: tuple[Line, ...], found: Ledger, promised: float) -> None:
    if not wanted:
        say("Nothing is on record for that time.")
        return
    since = "" if found.since is None else f"; on record since {found.since:%Y-%m-%d}"
    say(f"Availability of the servers; promised: {promised} %{since}.")
    for one in wanted:
        row = as_json.availability(one)
        share = "no time counted" if row["percent"] is None else f"{row['percent']} %"
        kept = "kept" if row["kept"] else "not kept"
        say(
            f"{one.name}  [bold]{share}[/]  {kept}; down {row['down_minutes']} min, of these unscheduled "
            f"maintenance {row['unscheduled_minutes']} min; excluded as published maintenance "
            f"{row['excluded_minutes']} min"
        )
