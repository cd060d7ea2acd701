"""The commands on the way to a running installation: manifest and doctor."""

from __future__ import annotations

import os
from typing import Annotated

import typer
from rich.markup import escape

from app import as_json
from app.commands.opening import Config, StopError, settings_of
from app.commands.printing import Json, print_json, say, under_way


def manifest(
    config: Config,
    http: Annotated[str, typer.Option("--http", help="The public https address, for HTTP delivery.")] = "",
) -> None:
    """Print the Slack app's manifest. Paste it where Slack asks for one."""
    from bot.slack.manifest import build_manifest

    if http and not http.startswith("https://"):
        raise StopError(f'"{http}" is not a public address; write for example https://help.example.org.')
    settings = settings_of(config)
    console = settings.console.url if settings.console.url.startswith("https://") else ""
    print_json(build_manifest(vendor=settings.vendor.name, public_url=http, console_url=console))


def doctor(config: Config, json: Json = False) -> None:
    """Say in plain words what is missing to go live."""
    from app.doctor import examine

    with under_way("Looking at everything ..."):
        findings = examine(config, os.environ)
    if json:
        print_json([as_json.finding(one) for one in findings])
    for one in findings if not json else ():
        mark = "[green]ok     [/]" if one.ok else "[yellow]later  [/]" if one.optional else "[red]missing[/]"
        say(f"{mark}  {escape(one.what)}")
        if one.remedy:
            say(f"         {escape(one.remedy)}", style="dim")
    raise typer.Exit(0 if all(one.ok or one.optional for one in findings) else 1)
