"""The commands about letters that wait for staff: list, show, give to a ticket, open as one, discard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from app import as_json
from app.commands.letters import Letter
from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, print_json, say

if TYPE_CHECKING:
    from guard import Screened
    from records.engine import Session
    from tickets.letters import Came


def waiting(config: Config, json: Json = False) -> None:
    """List the letters that wait for a decision, and why each does."""
    from bot.words.letters import why
    from tickets import letters

    with opened(config) as here, here.reading() as session:
        found = letters.waiting(session)
    if json:
        print_json([as_json.letter(one) for one in found])
        return
    if not found:
        say("No letter waits.")
    for one in found:
        said = escape(f"{one.at:%Y-%m-%d %H:%M}  {one.sender or '(no sender)'}  {one.subject}")
        say(f"[bold]{one.id}[/]  {said}\n   [dim]{escape(why(one.reason))}[/]")


def show(config: Config, letter: Letter, json: Json = False) -> None:
    """Show a letter that came in: what the guard let through of it, and what became of it."""
    from bot.words.letters import why
    from tickets import letters

    with opened(config) as here, here.reading() as session:
        found = letters.letter(session, letter)
    if found is None:
        raise StopError(f"There is no letter {letter}; `infracare mail waiting` lists those that wait.")
    if json:
        print_json(as_json.letter(found))
        return
    say(escape(f"From {found.sender or '(no sender)'}, {found.at:%Y-%m-%d %H:%M} UTC: {found.subject}"))
    say(escape(f"{found.state.value} ({found.reason}) {why(found.reason)}"))
    say(escape(found.words))


def give(
    config: Config,
    letter: Letter,
    ticket: Annotated[int, typer.Option(min=1, max=2_147_483_647, help="The ticket it belongs to.")],
) -> None:
    """Give a letter that waits to a ticket, as the customer's words; its clock counts from its arrival."""
    from app.worker import utc_now
    from bot.desk.letter_steps import let_through
    from bot.desk.waiting import Release, fault_in_giving
    from tickets import directory, reads

    with opened(config) as here, here.writing() as session:
        came, wanted = _needed(session, letter), reads.ticket(session, ticket)
        _stop_for(fault_in_giving(came, wanted, directory.person_by_mail(session, came.sender)))
        let_through(session, Release(came, ticket=wanted), None, utc_now(), here.rules)
    say(f"Letter {letter} goes to ticket #{ticket}.")


def open_ticket(
    config: Config,
    letter: Letter,
    person: Annotated[str, typer.Option("--as", help="For whom; its sender when it is not said.")] = "",
) -> None:
    """Open a ticket of a letter that waits, for a licensed administrator."""
    from app.worker import utc_now
    from bot.desk.letter_steps import let_through
    from bot.desk.waiting import Release, fault_in_opening
    from tickets import directory

    with opened(config) as here, here.writing() as session:
        came = _needed(session, letter)
        wanted = directory.person_by_mail(session, person or came.sender)
        _stop_for(fault_in_opening(came, wanted))
        let_through(session, Release(came, person=wanted), None, utc_now(), here.rules)
    say(f"Letter {letter} is opened as a ticket.")


def discard(config: Config, letter: Letter) -> None:
    """Nothing is to follow from a letter that waits."""
    from app.worker import utc_now
    from bot.desk.letter_steps import throw_away

    with opened(config) as here, here.writing() as session:
        throw_away(session, _needed(session, letter), None, utc_now(), here.rules)
    say(f"Letter {letter} is discarded.")


def _stop_for(fault: Screened | None) -> None:
    if fault is not None:
        raise StopError(fault)


def _needed(session: Session, letter: int) -> Came:
    """The letter, while it waits."""
    from tickets import letters
    from tickets.letters import Became

    found = letters.letter(session, letter)
    if found is None or found.state is not Became.WAITING:
        raise StopError(f"Letter {letter} does not wait; `infracare mail waiting` lists those that do.")
    return found
