"""The commands about the clock of tickets: explain it, start and stop it by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from app import as_json
from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, complain, print_csv, print_json, say
from app.commands.tickets import Number

if TYPE_CHECKING:
    from app.build import Installation
    from bot.message import ActName
    from guard import Screened
    from records.engine import Session
    from tickets.values import Person, Ticket

By = Annotated[str, typer.Option("--by", help="Who does it: the address of somebody of support.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it stands in the ticket's history.")]


def show(config: Config, number: Number, json: Json = False) -> None:
    """Explain every start, stop and due time of a ticket's clock, recomputed from its history.

    Ends with code 1 when what is stored differs from the history.
    """
    from bot.words.clock_explained import SAME, explained, standing, wrong
    from tickets.history_clock import compared, recompute
    from tickets.reads import history

    with opened(config) as here, here.reading() as session:
        ticket = _ticket(session, number)
        found = recompute(history(session, number=number))
    differences = compared(ticket, found)
    if json:
        print_json(as_json.clock(ticket, found, differences))
    else:
        say(f"#{ticket.number}  [bold]{escape(ticket.subject)}[/]")
        for line in [standing(found), *explained(found), *([] if differences else [SAME])]:
            say(escape(line))
        for difference in differences:
            complain(wrong(difference))
    raise typer.Exit(1 if differences else 0)


def start(config: Config, number: Number, by: By, reason: Reason) -> None:
    """Start a ticket's clock by hand, from now on."""
    from app.worker import utc_now
    from bot.message import ActName
    from tickets import timekeeping
    from tickets.timekeeping import Cause

    with opened(config) as here, here.writing() as session:
        ticket, person, why = _by_hand(here, session, ActName.CLOCK_START, number, by, reason)
        rules = here.rules.promise
        entry = timekeeping.start_by_hand(session, number, utc_now(), rules, Cause(why, by=person))
        if entry is None:
            raise StopError(_refused_start(ticket))
        _show_on_card(here, session, ticket, entry)
    say(f"The clock of #{number} runs. `infracare tickets clock {number}` explains it.")


def stop(config: Config, number: Number, by: By, reason: Reason) -> None:
    """Stop a ticket's clock by hand; it counts as no response."""
    from app.worker import utc_now
    from bot.message import ActName
    from tickets import timekeeping
    from tickets.timekeeping import Cause

    with opened(config) as here, here.writing() as session:
        ticket, person, why = _by_hand(here, session, ActName.CLOCK_STOP, number, by, reason)
        rules = here.rules.promise
        entry = timekeeping.stop_by_hand(session, number, utc_now(), rules, Cause(why, by=person))
        if entry is None:
            raise StopError(f"No clock of #{number} runs, so there is nothing to stop.")
        _show_on_card(here, session, ticket, entry)
    say(f"The clock of #{number} is stopped.")


def report(
    config: Config,
    month: Annotated[str, typer.Option(help="Only this month, for example 2026-11.")] = "",
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV for spreadsheets.")] = False,
) -> None:
    """Say for each month and tier how the promise was kept, beside the published averages."""
    from app.worker import utc_now
    from bot.words.clock_explained import NO_CLOCKS, reported
    from tickets.report import lines, runs

    if month and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        raise StopError(f'"{month}" is not a month; write for example 2026-11.')
    with opened(config) as here, here.reading() as session:
        found = lines(runs(session), here.rules.promise, utc_now(), month or None)
    rows = [as_json.report_line(one) for one in found]
    if json:
        print_json(rows)
    elif csv:
        print_csv(as_json.REPORT_COLUMNS, rows)
    else:
        for line in [reported(one) for one in found] or [NO_CLOCKS]:
            say(escape(line))


def _refused_start(ticket: Ticket) -> str:
    if ticket.waiting_since is None:
        return f"#{ticket.number} is {ticket.status.value}; only an open ticket has a clock."
    return f"The clock of #{ticket.number} runs already, since {ticket.waiting_since.isoformat()}."


def _by_hand(
    here: Installation, session: Session, act: ActName, number: int, by: str, reason: str
) -> tuple[Ticket, Person, Screened]:
    """The ticket, who does it, and why; raises a sentence for who may not, or gives no reason."""
    from bot.permissions import may
    from tickets import directory

    why = here.guard.screen(reason.strip()).text
    if not why:
        raise StopError('A reason is needed, for example --reason "answered by telephone".')
    person = directory.person_by_mail(session, by)
    if person is None or not may(person, act):
        raise StopError(f"{by} is not support or a lead in the directory; name somebody who is.")
    return _ticket(session, number), person, why


def _show_on_card(here: Installation, session: Session, ticket: Ticket, entry: int) -> None:
    from app.worker import utc_now
    from bot.telling import Telling

    Telling(session, ticket.conversation_id, utc_now(), here.rules).refresh_card(entry)


def _ticket(session: Session, number: int) -> Ticket:
    from tickets.reads import ticket

    found = ticket(session, number)
    if found is None:
        raise StopError(f"There is no ticket #{number}; `infracare tickets list` shows those there are.")
    return found
