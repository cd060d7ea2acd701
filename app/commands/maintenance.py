"""The commands about maintenance windows: list, add, change, cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from app import as_json
from app.commands.moments import EXAMPLE, moment
from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, Limit, print_json, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from app.build import Installation
    from bot.decision import Maintain
    from records.engine import Session
    from tickets.maintenance import Plan, Window

Id = Annotated[int, typer.Argument(min=1, max=2_147_483_647, help="The window's number.")]
Start = Annotated[str, typer.Option("--from", help=f"When it begins, for example {EXAMPLE}.")]
End = Annotated[str, typer.Option("--to", help="When it ends.")]


def show_all(config: Config, json: Json = False, limit: Limit = 100) -> None:
    """List maintenance windows, the latest first."""
    from tickets.maintenance import windows

    with opened(config) as here, here.reading() as session:
        found = windows(session, limit)
    if json:
        print_json([as_json.window(one) for one in found])
        return
    if not found:
        say("There is no maintenance window yet.")
    for one in found:
        say(_line(one))


def add(
    config: Config,
    what: Annotated[str, typer.Argument(help="What is done, and what does not work meanwhile.")],
    start: Start,
    end: End,
    unscheduled: Annotated[bool, typer.Option("--unscheduled", help="It counts as down.")] = False,
    json: Json = False,
) -> None:
    """Announce a window to every licensed administrator, by mail and in Slack."""

    def wanted(here: Installation, _session: Session, now: datetime) -> Maintain:
        from bot.decision import Maintain
        from tickets.maintenance import Plan

        plan = Plan(moment(start), moment(end), here.guard.screen(what).text, not unscheduled)
        _refuse(here, plan, now)
        return Maintain(None, plan)

    _do(config, wanted, json=json)


def change(
    config: Config,
    number: Id,
    start: Start = "",
    end: End = "",
    what: Annotated[str, typer.Option(help="What is done, when that has changed.")] = "",
    json: Json = False,
) -> None:
    """Change a window and tell everybody who was told of it. What is left out stays."""

    def wanted(here: Installation, session: Session, now: datetime) -> Maintain:
        from bot.decision import Maintain
        from tickets.maintenance import Plan

        known = _known(session, number, now)
        plan = Plan(
            moment(start) if start else known.plan.start,
            moment(end) if end else known.plan.end,
            here.guard.screen(what).text if what.strip() else known.plan.what,
            known.plan.scheduled,
        )
        _refuse(here, plan, now, known.plan)
        return Maintain(number, plan)

    _do(config, wanted, json=json)


def cancel(config: Config, number: Id, json: Json = False) -> None:
    """Cancel a window that has not begun."""

    def wanted(_here: Installation, session: Session, now: datetime) -> Maintain:
        from bot.decision import Maintain
        from bot.words.maintenance import CANNOT_CANCEL

        if _known(session, number, now).plan.start <= now:
            raise StopError(CANNOT_CANCEL)
        return Maintain(number, None)

    _do(config, wanted, json=json)


def _do(config: Path, wanted: Callable[[Installation, Session, datetime], Maintain], *, json: bool) -> None:
    from app.worker import utc_now
    from bot.trouble.maintenance_telling import carry_maintenance
    from bot.trouble.outage_telling import Desk

    now = utc_now()
    with opened(config) as here, here.writing() as session:
        step = wanted(here, session, now)
        window, _, told = carry_maintenance(Desk(session, here.rules, now), step)
    if json:
        print_json({**as_json.window(window), "told": told})
        return
    say(_line(window))
    say(f"Administrators told: {told} (as soon as infracare serve runs).")


def _known(session: Session, number: int, now: datetime) -> Window:
    from bot.trouble.maintenance import is_closed
    from bot.words.maintenance import GONE
    from tickets.maintenance import window

    found = window(session, number)
    if found is None:
        raise StopError(f"There is no maintenance window {number}; `infracare maintenance list` shows them.")
    if is_closed(found, now):
        raise StopError(GONE)
    return found


def _refuse(here: Installation, plan: Plan, now: datetime, known: Plan | None = None) -> None:
    from bot.trouble.maintenance import fault_in

    fault = fault_in(plan, now, here.rules.maintenance, known)
    if fault is not None:
        raise StopError(fault[1])


def _line(window: Window) -> str:
    plan = window.plan
    kind = "scheduled" if plan.scheduled else "unscheduled"
    gone = "  cancelled" if window.cancelled_at else ""
    return (
        f"{window.id}  {plan.start:%Y-%m-%d %H:%M} to {plan.end:%Y-%m-%d %H:%M} UTC  "
        f"[bold]{escape(plan.what)}[/]  {kind}{gone}"
    )
