"""The commands about outages: list, show, declare, update, resolve, refuse."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from app import as_json
from app.commands.moments import EXAMPLE, moment
from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, Limit, print_json, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.build import Installation
    from bot.decision import ChangeOutage
    from bot.trouble.outage_look import OutageSeen
    from tickets.outages import Outage

Id = Annotated[int, typer.Argument(min=1, max=2_147_483_647, help="The outage's number.")]
Words = Annotated[str, typer.Option(help="Words to everybody who reported it; name no customer.")]


def show_all(config: Config, json: Json = False, limit: Limit = 100) -> None:
    """List outages, the latest first."""
    from bot.trouble.outage_look import outage_seen
    from tickets.outages import outages

    with opened(config) as here, here.reading() as session:
        found = [outage_seen(session, one) for one in outages(session, limit)]
    if json:
        print_json([as_json.outage(one) for one in found])
        return
    if not found:
        say("There was no outage yet.")
    for one in found:
        say(_line(one))


def show(config: Config, number: Id, json: Json = False) -> None:
    """Show an outage and its history."""
    from bot.trouble.outage_look import outage_seen
    from tickets.outages import outage
    from tickets.reads import history

    with opened(config) as here, here.reading() as session:
        found = outage(session, number)
        if found is None:
            raise StopError(f"There is no outage {number}; `infracare outages list` shows those there are.")
        seen, entries = outage_seen(session, found), history(session, conversation_id=found.conversation_id)
    if json:
        print_json({**as_json.outage(seen), "history": [as_json.entry(one) for one in entries]})
        return
    say(_line(seen))
    for one in entries:
        told = one.facts.get("reply")
        if isinstance(told, dict):
            said = escape(str(told["text"]))
            say(f"{one.at:%Y-%m-%d %H:%M:%S}  {one.facts.get('change', 'answered')}  {said}")


def declare(
    config: Config,
    title: Annotated[str, typer.Argument(help="What is down, in a few words.")],
    words: Words = "",
    since: Annotated[str, typer.Option(help=f"Since when, for example {EXAMPLE}.")] = "",
    json: Json = False,
) -> None:
    """Declare an outage, or confirm the one that is suspected."""

    def wanted(here: Installation, known: Outage | None, now: datetime) -> ChangeOutage:
        from bot.decision import ChangeOutage
        from bot.trouble.outages import fault_in_start, fault_in_title
        from tickets.outages import OutageState

        if known is not None and known.state is OutageState.DECLARED:
            raise StopError(
                f"Outage {known.id} is declared already; update or resolve it before you declare another."
            )
        suspected = known.started_at if known else None
        began = moment(since) if since else (suspected or now)
        fault = fault_in_title(title) or fault_in_start(began, now, here.rules.outage, suspected)
        if fault is not None:
            raise StopError(fault)
        said = here.guard.screen
        return ChangeOutage(OutageState.DECLARED, said(title).text, said(words).text, started_at=began)

    _change(config, wanted, json=json)


def update(
    config: Config,
    words: Annotated[str, typer.Argument(help="What everybody who reported it is told.")],
    json: Json = False,
) -> None:
    """Tell everybody who reported the open outage how it stands."""

    def wanted(here: Installation, known: Outage | None, _now: datetime) -> ChangeOutage:
        from bot.decision import ChangeOutage

        _needed(known)
        if not words.strip():
            raise StopError("Please write something first.")
        return ChangeOutage(None, None, here.guard.screen(words).text)

    _change(config, wanted, json=json)


def resolve(
    config: Config,
    words: Words = "",
    until: Annotated[str, typer.Option(help=f"Until when, for example {EXAMPLE}; else now.")] = "",
    json: Json = False,
) -> None:
    """The declared outage is over."""

    def wanted(here: Installation, known: Outage | None, now: datetime) -> ChangeOutage:
        from bot.decision import ChangeOutage
        from tickets.outages import OutageState

        found = _needed(known)
        if found.state is not OutageState.DECLARED:
            raise StopError(f"Outage {found.id} is only suspected; declare it, or refuse it.")
        ended = moment(until) if until else now
        _not_later(ended, now)
        if ended < found.started_at:
            raise StopError(f"It cannot have ended before it began at {found.started_at.isoformat()}.")
        return ChangeOutage(OutageState.RESOLVED, None, here.guard.screen(words).text, ended_at=ended)

    _change(config, wanted, json=json)


def refuse(config: Config, words: Words = "", json: Json = False) -> None:
    """What was suspected is no outage."""

    def wanted(here: Installation, known: Outage | None, now: datetime) -> ChangeOutage:
        from bot.decision import ChangeOutage
        from tickets.outages import OutageState

        _needed(known)
        return ChangeOutage(OutageState.REFUSED, None, here.guard.screen(words).text, ended_at=now)

    _change(config, wanted, json=json)


def _change(
    config: Path, wanted: Callable[[Installation, Outage | None, datetime], ChangeOutage], *, json: bool
) -> None:
    from app.worker import utc_now
    from bot.trouble.outage_look import outage_seen
    from bot.trouble.outage_telling import Desk, carry_change
    from tickets.outages import open_one

    now = utc_now()
    with opened(config) as here, here.writing() as session:
        step = wanted(here, open_one(session), now)
        changed, told = carry_change(Desk(session, here.rules, now), step)
        seen = outage_seen(session, changed)
    if json:
        print_json({**as_json.outage(seen), "told": told})
        return
    say(_line(seen))
    say(f"Told: {told} (as soon as infracare serve runs).")


def _needed(known: Outage | None) -> Outage:
    if known is None:
        raise StopError("No outage is suspected or declared; `infracare outages declare` begins one.")
    return known


def _not_later(chosen: datetime, now: datetime) -> None:
    if chosen > now:
        raise StopError(f"{chosen.isoformat()} is later than now; name a moment that has passed.")


def _line(seen: OutageSeen) -> str:
    outage = seen.outage
    until = f" to {outage.ended_at:%Y-%m-%d %H:%M}" if outage.ended_at else ""
    numbers = " ".join(f"#{number}" for number in seen.tickets)
    return (
        f"{outage.id}  {outage.state.value}  [bold]{escape(outage.title)}[/]  "
        f"{outage.started_at:%Y-%m-%d %H:%M}{until} UTC, raised by {outage.cause.value}; "
        f"{seen.reports} reports of {len(seen.customers)} customers  {numbers}"
    ).rstrip()
