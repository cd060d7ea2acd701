"""The commands about what came of tickets: confirmed, opened again, durable; and opened needlessly."""

from __future__ import annotations

import csv
import re
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, print_json, say

if TYPE_CHECKING:
    from tickets.follow_figures import FollowFigures
    from tickets.misuse import MisuseFigure

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


def follow(
    config: Config,
    month: Annotated[str, typer.Option(help="One month alone, for example 2026-11.")] = "",
    json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="As comma-separated values.")] = False,
) -> None:
    """Say what came of solved tickets, month by month."""
    if month and not _MONTH.fullmatch(month):
        raise StopError(f'"{month}" is not a month; write for example 2026-11.')
    found = [one for one in _figures(config) if month in ("", one.month)]
    if json:
        print_json([_values(one) for one in found])
    elif as_csv:
        _print_csv(found)
    elif not found:
        say("No ticket was solved in that month." if month else "No ticket has been solved yet.")
    for one in [] if json or as_csv else found:
        say(_line(one))


def _figures(config: Config) -> tuple[FollowFigures, ...]:
    from app.worker import utc_now
    from tickets.follow_figures import by_month, cases

    with opened(config) as here, here.reading() as session:
        every = cases(session)
        rules = here.rules
    zone = rules.promise.hours.zone
    return by_month(every, utc_now(), zone, rules.follow.durable_days, rules.alike)


def _values(one: FollowFigures) -> dict[str, Any]:
    return {
        "month": one.month,
        "solved": one.solved,
        "confirmed": one.confirmed,
        "unconfirmed": one.unconfirmed,
        "reopened": one.reopened,
        "durable": one.durable,
        "durable_of": one.durable_of,
        "durable_share": None if one.durable_share is None else round(one.durable_share, 4),
        "ratings": one.ratings,
        "satisfaction": None if one.satisfaction is None else round(one.satisfaction, 2),
    }


def _print_csv(found: list[FollowFigures]) -> None:
    names = ("month", "solved", "confirmed", "unconfirmed", "reopened", "durable", "durable_of")
    writer = csv.DictWriter(sys.stdout, (*names, "durable_share", "ratings", "satisfaction"))
    writer.writeheader()
    writer.writerows(_values(one) for one in found)


def _line(one: FollowFigures) -> str:
    durable = "not known yet" if one.durable_share is None else f"{one.durable_share:.0%} of {one.durable_of}"
    content = "nobody rated" if one.satisfaction is None else f"{one.satisfaction:.1f} of 5 ({one.ratings})"
    return (
        f"[bold]{one.month}[/]  solved {one.solved}: confirmed {one.confirmed}, not confirmed "
        f"{one.unconfirmed}, opened again {one.reopened}; durable {durable}; satisfaction {content}"
    )


def misuse(config: Config, json: Json = False) -> None:
    """List administrators with education tickets that an article answered, the most first."""
    from app.worker import utc_now
    from tickets.misuse import figures

    with opened(config) as here, here.reading() as session:
        rules = here.rules
        found = figures(session, utc_now(), rules.misuse, rules.sure.precision)
    if json:
        print_json([_of_administrator(one, rules.misuse.tickets) for one in found])
        return
    if not found:
        say(f"No education ticket of the last {rules.misuse.days} days was answered by an article.")
    for one in found:
        referred = "; referred to the documentation first" if one.tickets >= rules.misuse.tickets else ""
        say(f"{one.tickets}  {escape(one.person.name)} ({escape(one.person.mail)}){referred}")


def _of_administrator(one: MisuseFigure, least: int) -> dict[str, Any]:
    customer = one.person.customer
    return {
        "mail": one.person.mail,
        "name": one.person.name,
        "customer": None if customer is None else customer.key,
        "tickets": one.tickets,
        "referred": one.tickets >= least,
    }
