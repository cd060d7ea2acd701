"""The commands about who is who: import, list and link."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from app import as_json
from app.commands.opening import Config, StopError, opened
from app.commands.printing import Json, print_json, say

if TYPE_CHECKING:
    from tickets.directory import ImportReport


def take_in(
    config: Config,
    folder: Annotated[Path, typer.Argument(help="For example sample/directory.")],
    force: Annotated[bool, typer.Option("--force", help="Even if more than half changes.")] = False,
    json: Json = False,
) -> None:
    """Take in a folder of CSV files. They are customers.csv, people.csv, staff.csv and channels.csv."""
    from tickets.directory import import_directory

    with opened(config) as here, here.writing() as session:
        report = import_directory(session, folder, force=force)
    if json:
        print_json(as_json.import_report(report))
    else:
        _show(report)
    if report.refused:
        raise StopError(report.refused)


def _show(report: ImportReport) -> None:
    for name in ("customers", "people", "staff", "channels") if not report.refused else ():
        counts = getattr(report, name)
        say(
            f"{name}: {counts.added} added, {counts.changed} changed, "
            f"{counts.deactivated} deactivated, {counts.unchanged} unchanged"
        )
    for one in report.rejected:
        say(f"  {escape(one.file)} line {one.line}: {escape(one.sentence)}")


def show(config: Config, json: Json = False) -> None:
    """List who is in the directory."""
    from app.chat import everybody, introduced

    with opened(config) as here:
        people = everybody(here)
    if json:
        print_json([as_json.person(one, introduced(one)) for one in people])
        return
    if not people:
        say("The directory is empty; `infracare directory import FOLDER` fills it.")
    for one in people:
        say(f"{escape(introduced(one))}  [dim]{escape(one.mail)}[/]")


def link(
    config: Config,
    slack_user: Annotated[str, typer.Argument(help="As TEAM/USER, for example T0001/U0ADA.")],
    mail: str,
) -> None:
    """Confirm who a Slack user is. From then on that person's words count as theirs."""
    from tickets.directory import link_identity, person_by_mail

    team, _, user = slack_user.partition("/")
    if not team or not user:
        raise StopError(f"{slack_user} is not a Slack user; write TEAM/USER, for example T0001/U0ADA.")
    with opened(config) as here, here.writing() as session:
        person = person_by_mail(session, mail)
        if person is None:
            raise StopError(f"{mail} is not in the directory; `infracare directory list` shows everybody.")
        link_identity(session, "slack", team, user, person.id)
    say(f"{escape(slack_user)} is now {escape(person.name)}.")
