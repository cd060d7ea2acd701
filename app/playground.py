"""`infracare demo`: the bot at work in a simulated Slack workspace, to be tried in the browser."""

from __future__ import annotations

import csv
import os
import select
import shutil
import signal
import socket
import stat
import webbrowser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import IO

from rich.console import Console

from app.build import Installation, install
from app.chat import standing
from app.console_settings import ConsoleSettings
from app.demo import no_secrets, sample_settings
from app.playground_mail import SYSTEM, Postbox, letters_in
from app.serve import service
from app.settings import Secrets, Settings
from bot.slack.manifest import build_manifest
from tickets import directory
from tickets.directory import import_directory
from workspace import Workspace

FOLDER = Path("var") / "playground"
SECRET = "a secret of the playground, which guards nothing"  # noqa: S105 (nothing leaves the machine)
CHANNELS = {
    "northside": ("ada", "ben", "dan", "sam"),
    "users-group": ("ada", "cleo", "dan", "hal", "sam", "gil"),
    "support": ("sam", "lea", "kim"),
}
PRIVATE = frozenset({"northside", "support"})
"""The desk's channel, and the channel of one customer, which another customer must not join."""
TOUR = (
    {
        "title": "A how-to question",
        "text": "Ada, an administrator, asks how something is done. An article answers, with its source.",
        "act_as": "ada",
        "say": "How do I reset a user's password?",
        "in": "",
    },
    {
        "title": "Something is broken",
        "text": "Ben reports an incident. Only what is missing is asked; the ticket lands in #support with "
        "its promise, and Sam of support answers in its thread.",
        "act_as": "ben",
        "say": "The merge of job 7001234 aborts since this morning, it worked before",
        "in": "",
    },
    {
        "title": "A question nobody can answer",
        "text": "Cleo, of another customer, asks what no article tells. It goes to the knowledge managers, "
        "and Cleo hears when there is an answer.",
        "act_as": "cleo",
        "say": "How do I change the colour of the ribbon on the carbon copier in the Editor?",
        "in": "",
    },
)


def run_playground(root: Path, console: Console, *, port: int, http: bool, browser: bool) -> None:
    """Serve the playground until it is told to stop (Ctrl-C); a free port takes the place of a taken one."""
    stopped = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    page = port if port and _is_free(port) else 0
    at = usual if _is_free(usual := ConsoleSettings().port) else _free_port()
    with playground(
        root, root / FOLDER, port=page, http_port=_free_port() if http else 0, console_port=at
    ) as slack:
        address = f"{slack.world.base_url}/"
        console.print(f"The simulated Slack workspace is open at [bold]{address}[/] (Ctrl-C ends it).")
        console.print(f"The console is at [bold]{_at(at)}/[/]: sign in with Slack as sam, lea or kim.")
        for step in TOUR:
            console.print(f"  • {step['title']}: as {step['act_as']}, say “{step['say']}”")
        console.print(f"[dim]Nothing leaves this machine. What is written down lies in {FOLDER}.[/]")
        if browser:
            webbrowser.open(address)
        stopped.wait()


def words_are_waiting(stdin: IO[str]) -> bool:
    """Whether words are piped in: those are answered in the terminal, without a browser."""
    try:
        kind = os.fstat(stdin.fileno()).st_mode
    except (OSError, ValueError):
        return False
    if not (stat.S_ISFIFO(kind) or stat.S_ISREG(kind)):
        return False
    ready, _, _ = select.select([stdin], [], [], 0.5)
    return bool(ready) and bool(stdin.buffer.peek(1))  # type: ignore[attr-defined]


def _is_free(port: int) -> bool:
    try:
        with socket.create_server(("127.0.0.1", port)):
            return True
    except OSError:
        return False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


@contextmanager
def playground(
    root: Path, folder: Path, *, port: int = 0, http_port: int = 0, console_port: int = 0
) -> Iterator[Workspace]:
    """The workspace with its people, and the bot at work in it."""
    _emptied(folder)
    outbox = folder / "outbox"
    at = console_port or _free_port()
    url = _at(http_port) if http_port else ""
    manifest = build_manifest(vendor="InfraWare", public_url=url, console_url=_at(at))
    slack = Workspace(
        manifest, port=port, team="InfraWare Support", letters=lambda: letters_in(outbox), tour=TOUR
    )
    with slack:
        plain = install(sample_settings(root, folder), no_secrets(), root)
        _people(slack, plain, root, folder)
        here = replace(
            plain, settings=_settings(slack, plain.settings, http_port, at), secrets=_secrets(slack)
        )
        here.sync_articles()
        slack.write_letter = Postbox(here).post
        running = service(here)
        running.start()
        slack.wait_for_app(timeout=20)
        try:
            yield slack
        finally:
            running.stop()
            here.engine.dispose()


def _emptied(folder: Path) -> None:
    """A new beginning; only the trained model stays, which depends on nothing but the examples."""
    for path in folder.glob("*"):
        if path.name != "models":
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _people(slack: Workspace, here: Installation, root: Path, folder: Path) -> None:
    """Everybody of the sample directory joins, and the directory learns their ids by its own import."""
    sample = root / "sample" / "directory"
    with here.writing() as session:
        import_directory(session, sample, force=True)
        people = directory.everybody(session)
    ids = {}
    for person in people:
        handle = person.name.split()[0].lower()
        ids[person.mail] = slack.person(
            handle, real_name=person.name, email=person.mail, tz="America/New_York", role=standing(person)
        ).id
    slack.person("gil", real_name="Gil Guest", email=None, team="Elsewhere Inc", role="a stranger")
    for name, members in CHANNELS.items():
        others = ("Elsewhere Inc",) if "gil" in members else ()
        slack.channel(name, members=members, shared_with=others, private=name in PRIVATE)
    _with_slack_ids(sample, folder / "directory", ids, slack)
    with here.writing() as session:
        import_directory(session, folder / "directory", force=True)


def _with_slack_ids(sample: Path, folder: Path, ids: Mapping[str, str], slack: Workspace) -> None:
    shutil.copytree(sample, folder)
    team = slack.installed.team.id
    for name in ("people.csv", "staff.csv"):
        with (folder / name).open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row.update(slack_team=team, slack_user=ids[row["mail"]])
        _write(folder / name, rows)
    channel = {"slack_team": team, "slack_channel": slack.channel("northside").id, "customer": "northside"}
    _write(folder / "channels.csv", [channel])


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _at(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def _settings(slack: Workspace, settings: Settings, http_port: int, console_port: int) -> Settings:
    ours = settings.slack.model_copy(
        update={
            "mode": "http" if http_port else "socket",
            "http_port": http_port or settings.slack.http_port,
            "support_channel": slack.channel("support").id,
        }
    )
    mail = settings.mail.model_copy(update={"proof": SYSTEM})
    console = settings.console.model_copy(update={"url": _at(console_port), "port": console_port})
    return settings.model_copy(update={"slack": ours, "mail": mail, "console": console})


def _secrets(slack: Workspace) -> Secrets:
    return Secrets(
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_signing_secret=slack.signing_secret,
        slack_api_url=slack.api_url,
        smtp_password="",
        database_url="",
        secret=SECRET,
        slack_client_id=slack.client_id,
        slack_client_secret=slack.client_secret,
    )
