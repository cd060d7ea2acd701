"""The commands about what the desk owes: tickets, unanswered questions, the promise."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from app import as_json
from app.commands.moments import EXAMPLE, moment
from app.commands.opening import Config, StopError, opened, settings_of
from app.commands.printing import Json, Limit, print_json, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tickets.clock import Promise
    from tickets.values import Entry, Ticket

Number = Annotated[int, typer.Argument(min=1, max=2_147_483_647, help="The ticket's number.")]


def show_all(config: Config, json: Json = False, limit: Limit = 100) -> None:
    """List tickets by the time left."""
    from tickets.reads import tickets

    with opened(config) as here, here.reading() as session:
        found = tickets(session, limit=limit)
    if json:
        print_json([as_json.ticket(one) for one in found])
        return
    if not found:
        say("There is no ticket yet.")
    for one in found:
        say(_line(one))


def _line(ticket: Ticket) -> str:
    due = "no clock runs" if ticket.due_at is None else f"due {ticket.due_at:%Y-%m-%d %H:%M} UTC"
    if ticket.target_at is not None:
        due += f", target {ticket.target_at:%Y-%m-%d %H:%M} UTC"
    head = f"#{ticket.number}  {ticket.status.value}  [bold]{escape(ticket.subject)}[/]"
    return f"{head}  {escape(ticket.customer.name)}, {ticket.category}  [dim]{due}[/]"


def show(config: Config, number: Number, json: Json = False) -> None:
    """Show a ticket and its whole history."""
    from tickets.reads import history, ticket

    with opened(config) as here, here.reading() as session:
        found = ticket(session, number)
        entries = history(session, number=number)
    if found is None:
        raise StopError(f"There is no ticket #{number}; `infracare tickets list` shows those there are.")
    if json:
        print_json({**as_json.ticket(found), "history": [as_json.entry(one) for one in entries]})
    else:
        _show(found, entries)


def _show(ticket: Ticket, entries: Sequence[Entry]) -> None:
    say(_line(ticket))
    say(f"opened by {escape(ticket.opener.name)} at {ticket.opened_at:%Y-%m-%d %H:%M} UTC")
    say(_sorted(ticket))
    for detail in ticket.details.values():
        say(f"  {detail.name.value}: {escape(detail.value or detail.state.value)}")
    for one in entries:
        who = one.person.name if one.person else one.actor.value
        say(f"{one.at:%Y-%m-%d %H:%M:%S}  {one.kind.value}  {escape(who)}  {escape(_told(one))}")


def _sorted(ticket: Ticket) -> str:
    """Who says what it is: a human, or which version of the classifier, and how sure it was."""
    by = "as a human said" if ticket.sure is None else f"{ticket.sure:.0%} sure"
    return f"sorted as {ticket.category} ({by}; model {ticket.model or 'unknown'})"


def _told(entry: Entry) -> str:
    """The words of an entry; those of the bot stand in its reply."""
    reply = entry.facts.get("reply")
    return str(reply["text"]) if isinstance(reply, dict) else entry.words or ""


def gaps(config: Config, json: Json = False, limit: Limit = 50) -> None:
    """List the questions nobody could answer yet."""
    from knowledge.gaps import list_open

    with opened(config) as here, here.reading() as session:
        found = list_open(session, limit=limit)
    if json:
        print_json([as_json.gap(one) for one in found])
        return
    if not found:
        say("No question is waiting for an article.")
    for one in found:
        asked = f"{one.id}  {one.asked_at:%Y-%m-%d %H:%M} UTC"
        say(f"{asked}  [bold]{escape(one.question)}[/]  ({one.reason.value})")
        nearest = ", ".join(f"{hit.slug} {hit.sure:.0%}" for hit in one.shown) or "nothing was found"
        say(f"    asked by {escape(one.asker_ref)}; shown: {escape(nearest)}", style="dim")


def promise(
    config: Config,
    at: Annotated[str, typer.Option(help=f"When it arrives, for example {EXAMPLE}; else now.")] = "now",
    visit: Annotated[bool, typer.Option("--visit", help="As if inside a guaranteed customer visit.")] = False,
    json: Json = False,
) -> None:
    """Say what is promised at a moment, and why."""
    found = _promise(config, moment(at), visit=visit)
    if json:
        print_json(as_json.promise(found))
        return
    say(f"[bold]{found.tier.value}[/]: due {found.due.isoformat()}, target {found.target.isoformat()}")
    for reason in found.why:
        say(f"  {escape(reason)}")


def _promise(config: Config, at: datetime, *, visit: bool) -> Promise:
    from tickets import clock
    from tickets.policy import VisitWindow

    hour = timedelta(hours=1)
    visits = (VisitWindow("asked for", at - hour, at + hour, guaranteed=True),) if visit else ()
    return clock.promise(at, settings_of(config).promise_rules(), visits)
