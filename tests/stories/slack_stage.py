"""The stage of the Slack stories: the simulated workspace, and the bot's own process parts around it."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from sqlalchemy import or_, select

from app.build import Installation, install
from app.connections import MailSettings
from app.console_settings import ConsoleSettings
from app.demo import sample_settings
from app.desk_settings import DeskSettings
from app.serve import Service, service
from app.settings import Secrets
from bot.slack.manifest import build_manifest
from mail.letter import Letter
from mail.sealed import new_key
from mail.send import read_folder
from records import deliveries, inbox
from records.work import State, WorkRow
from tests.stories.stage import ROOT
from tickets import directory, reads
from tickets.letters import Became
from tickets.tables import ChannelRow
from tickets.values import Entry, Ticket
from workspace import Timing, Workspace
from workspace.play import Actor, Heard
from workspace.pytest_plugin import Clock, SlackWorkspaces

PEOPLE = {
    "ada": ("Ada Brook", "ada@northside.example"),
    "ben": ("Ben Cole", "ben@northside.example"),
    "dan": ("Dan Frost", "dan@northside.example"),
    "cleo": ("Cleo Marsh", "cleo@lakeview.example"),
    "hal": ("Hal Reed", "hal@harbor.example"),
    "sam": ("Sam Ortiz", "sam@infraware.example"),
    "kim": ("Kim Doyle", "kim@infraware.example"),
    "guest": ("Gil Guest", None),
}
LETTER_KEY = new_key()


@dataclass
class SlackStage:
    """A workspace in which the bot is at work."""

    slack: Workspace
    here: Installation
    clock: Clock

    def person(self, name: str) -> Actor:
        return self.slack.person(name)

    def tickets(self) -> tuple[Ticket, ...]:
        with self.here.reading() as session:
            return reads.tickets(session)

    def history(self, number: int) -> tuple[Entry, ...]:
        with self.here.reading() as session:
            return reads.history(session, number=number)

    def arrives(self, raw: bytes) -> Became:
        """A letter of these bytes arrives at the desk's mailbox."""
        receiver = self.here.receiver
        with self.here.writing() as session:
            return receiver.take(session, receiver.read(raw), raw, self.clock.now())

    def letters(self, to: str) -> list[Letter]:
        return [letter for letter in read_folder(self.here.outbox) if to in letter.to]

    def answers(self, said: Heard, words: str, timeout: float = 8.0) -> Heard:
        """The message of that thread in which these words come to stand; fails when none does."""
        found: list[Heard] = []

        def there() -> bool:
            found[:] = [one for one in said.replies() if words in one.all_text]
            return bool(found)

        self.slack.settle(there, timeout=timeout, calm=timeout)
        assert found, f"{words!r} is in none of {[one.all_text for one in said.replies()]}"
        return found[-1]

    def bots_words(self, person: Actor) -> str:
        """All that the bot has said to them in direct messages."""
        said = (one for one in person.sees() if one.message.bot_id == self.slack.bot.bot_id)
        return "\n".join(one.all_text for one in said)

    def bots(self, said: Heard) -> list[Heard]:
        """What the bot has said in that thread."""
        return [one for one in said.replies() if one.message.bot_id == self.slack.bot.bot_id]

    def settled(self) -> None:
        """Wait until nothing is under way in the workspace, and nothing that is due waits in the bot."""
        give_up = time.monotonic() + 30
        self.slack.quiet(0.4, timeout=20)
        while self._due() and time.monotonic() < give_up:
            self.slack.quiet(0.2, timeout=20)

    def _due(self) -> bool:
        due = select(WorkRow.id).where(
            or_(WorkRow.queue == inbox.QUEUE, WorkRow.queue.startswith(deliveries.QUEUE)),
            WorkRow.state == State.WAITING,
            WorkRow.run_at <= self.clock.now(),
        )
        with self.here.reading() as session:
            return session.scalar(due.limit(1)) is not None


class SlackStages(Protocol):
    """What the fixture `slack_stage` is: call it for the bot at work in a workspace."""

    def __call__(self, *, http: bool = False, timing: Timing | None = None) -> SlackStage: ...


@contextmanager
def bot_at_work(
    slack_workspace: SlackWorkspaces,
    folder: Path,
    *,
    http: bool,
    timing: Timing | None,
    mail: MailSettings | None = None,
    imap_password: str = "",
    desk: DeskSettings | None = None,
    desk_token: str = "",
    console: bool = False,
) -> Iterator[SlackStage]:
    """The bot of that folder at work in a workspace of the plug-in's, by Socket Mode or by signed HTTP.

    Letters go into its outbox, unless ``mail`` says where they leave and come in; ``desk`` what is behind.
    With ``console`` there is one, which people may enter by Slack too.
    """
    port = free_port()
    pages = f"http://127.0.0.1:{free_port()}" if console else ""
    public = f"http://127.0.0.1:{port}" if http else ""
    manifest = build_manifest(vendor="InfraWare", public_url=public, console_url=pages)
    slack = slack_workspace(manifest, **({"timing": timing} if timing else {}))
    _people(slack)
    settings = _settings(slack, folder, port, http=http)
    given = {"mail": mail or settings.mail, "desk": desk or settings.desk, "console": _console(pages)}
    settings = settings.model_copy(update=given)
    secrets = replace(_secrets(slack), imap_password=imap_password, desk_token=desk_token)
    if console:
        app = {"slack_client_id": slack.client_id, "slack_client_secret": slack.client_secret}
        secrets = replace(secrets, **app)
    here = install(settings, secrets, ROOT)
    with _running(here, slack_workspace.clock, slack):
        yield SlackStage(slack, here, slack_workspace.clock)


def _console(url: str) -> ConsoleSettings:
    return ConsoleSettings(url=url, port=int(url.rpartition(":")[2])) if url else ConsoleSettings()


@contextmanager
def another_bot(stage: SlackStage) -> Iterator[None]:
    """A second process of the bot beside the first, on the same database."""
    running = service(stage.here, now=stage.clock.now)
    running.start()
    try:
        stage.slack.wait_for_app(connections=2)
        yield
    finally:
        running.stop()


@contextmanager
def _running(here: Installation, clock: Clock, slack: Workspace) -> Iterator[Service]:
    running = service(here, now=clock.now)
    running.start()
    try:
        slack.wait_for_app()
        _link(here, slack)
        yield running
    finally:
        running.stop()
        here.engine.dispose()


def _people(slack: Workspace) -> None:
    for name, (real_name, mail) in PEOPLE.items():
        slack.person(name, real_name=real_name, email=mail)
    slack.channel("support", members=["sam", "kim"])
    slack.channel("northside", members=["ada", "ben", "dan", "sam"])
    slack.channel("lobby", members=["ada", "cleo", "dan", "sam", "guest"])


def _link(here: Installation, slack: Workspace) -> None:
    with here.writing() as session:
        northside = directory.person_by_mail(session, "ada@northside.example")
        assert northside is not None
        assert northside.customer is not None
        channel = slack.channel("northside").id
        session.add(
            ChannelRow(team=slack.installed.team.id, channel=channel, customer_id=northside.customer.id)
        )
        for name, (_real_name, mail) in PEOPLE.items():
            person = directory.person_by_mail(session, mail or "")
            if person is not None:
                directory.note_identity(
                    session, "slack", slack.installed.team.id, slack.person(name).id, person.id
                )


def _settings(slack: Workspace, folder: Path, port: int, *, http: bool):  # type: ignore[no-untyped-def]
    settings = sample_settings(ROOT, folder)
    ours = settings.slack.model_copy(
        update={
            "mode": "http" if http else "socket",
            "support_channel": slack.channel("support").id,
            "http_port": port,
        }
    )
    told = settings.escalation.model_copy(update={"slack": ours.support_channel})
    return settings.model_copy(update={"slack": ours, "escalation": told})


def _secrets(slack: Workspace) -> Secrets:
    return Secrets(
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_signing_secret=slack.signing_secret,
        slack_api_url=slack.api_url,
        smtp_password="",
        database_url="",
        secret="a secret of the stories",
        letter_key=LETTER_KEY,
    )


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
