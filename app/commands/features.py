"""The commands about suggestions for the product: list, show, merge, release."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from app import as_json
from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, print_json, say

Id = Annotated[int, typer.Argument(min=1, max=2_147_483_647, help="The suggestion's number.")]


def show_all(config: Config, json: Json = False) -> None:
    """List suggestions, by how many customers ask for them."""
    from tickets.suggestions import suggestions

    with opened(config) as here, here.reading() as session:
        found = suggestions(session)
    if json:
        print_json([as_json.suggestion(one) for one in found])
        return
    if not found:
        say("There is no suggestion yet.")
    for one in found:
        state = "waits" if one.released_at is None else f"released {one.released_at:%Y-%m-%d}"
        say(
            f"{one.id}  [bold]{escape(one.title)}[/]  {one.customers} customers, {one.people} people  {state}"
        )


def show(config: Config, number: Id, json: Json = False) -> None:
    """Show a suggestion and who asked for it."""
    from tickets.suggestions import asks, suggestion

    with opened(config) as here, here.reading() as session:
        found, asked = suggestion(session, number), asks(session, number)
    if found is None:
        raise StopError(f"There is no suggestion {number}; `infracare features list` shows those there are.")
    if json:
        print_json({**as_json.suggestion(found), "asks": [as_json.ask(one) for one in asked]})
        return
    say(f"{found.id}  [bold]{escape(found.title)}[/]")
    if found.released_at is not None:
        say(f"released {found.released_at:%Y-%m-%d %H:%M} UTC: {escape(found.released_words)}")
    for one in asked:
        who = f"{escape(one.ticket.opener.name)} ({escape(one.ticket.customer.name)})"
        say(f"  {one.asked_at:%Y-%m-%d}  #{one.ticket.number}  {who}  {escape(one.ticket.subject)}")


def merge(
    config: Config,
    number: Id,
    into: Annotated[int, typer.Argument(min=1, max=2_147_483_647, help="The suggestion it is the same as.")],
) -> None:
    """Say that a suggestion is the same as another: who asked for it asks for that one."""
    from tickets import suggestions

    with opened(config) as here, here.writing() as session:
        if not suggestions.merge(session, number, into):
            raise StopError(
                f"Suggestions {number} and {into} cannot be merged: both must be there, differ, "
                "and both or neither be released."
            )
        found = suggestions.suggestion(session, into)
    customers = 0 if found is None else found.customers
    say(f"Merged. {customers} customers ask for suggestion {into} now.")


def release(
    config: Config,
    number: Id,
    words: Annotated[str, typer.Argument(help="What to tell everybody who asked; name no customer.")],
    json: Json = False,
) -> None:
    """Say that a suggestion is released: everybody who asked is told, where they asked and by mail."""
    from app.worker import utc_now
    from bot.requests import releasing
    from tickets.suggestions import suggestion

    with opened(config) as here, here.writing() as session:
        if suggestion(session, number) is None:
            raise StopError(
                f"There is no suggestion {number}; `infracare features list` shows those there are."
            )
        said = here.guard.screen(words).text
        if not said.strip():
            raise StopError("Please say what everybody is to be told.")
        told = releasing.release(session, number, said, None, here.rules, utc_now())
        if told is None:
            raise StopError(f"Suggestion {number} has been released already; everybody has been told.")
        found = suggestion(session, number)
    if json and found is not None:
        print_json({**as_json.suggestion(found), "told": told})
    else:
        say(f"Released. {told} will be told where they asked and by mail.")
