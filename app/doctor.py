"""`infracare doctor`: what is missing to go live, in plain words."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from app.build import Installation, install
from app.settings import Secrets, Settings, SettingsError, read_settings, secrets_of
from bot.slack.connect import NotConnectedError, connect
from records import work
from tickets import directory
from tickets.values import Role

LEAST_FREE_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. ``remedy`` says what to do; what is ``optional`` stops nobody."""

    what: str
    ok: bool
    remedy: str = ""
    optional: bool = False


def examine(config: Path, environment: Mapping[str, str]) -> list[Finding]:
    """Look at everything an installation needs; what cannot be looked at any more is left out."""
    try:
        settings = read_settings(config)
    except SettingsError as error:
        return [Finding(f"The settings in {config}", False, str(error))]
    secrets = secrets_of(environment)
    found = [Finding(f"The settings in {config}", True)]
    try:
        here = install(settings, secrets, config.resolve().parent)
    except (SQLAlchemyError, OSError) as error:
        remedy = f"Check DATABASE_URL and the folder {settings.storage.folder}: {type(error).__name__}."
        return [*found, Finding("The database can be opened", False, remedy)]
    found.append(Finding("The database can be opened", True))
    for check in (_disk, _articles, _directory, _queues):
        found.extend(check(here))
    return [*found, *_slack(settings, secrets), *_mail(settings, secrets)]


def _disk(here: Installation) -> Iterator[Finding]:
    free = shutil.disk_usage(here.folder).free
    yield (
        Finding(
            "At least 500 MB are free on the disk",
            free >= LEAST_FREE_BYTES,
            f"{free // 2**20} MB are free; make room.",
        )
        if free < LEAST_FREE_BYTES
        else Finding("At least 500 MB are free on the disk", True)
    )


def _articles(here: Installation) -> Iterator[Finding]:
    if not here.has_articles():
        yield Finding(
            "There are articles to search",
            False,
            "Name a folder in app.yaml, then `infracare knowledge sync`.",
        )
        return
    yield Finding("There are articles to search", True)
    sample = "sample/articles" in {str(folder) for folder in here.settings.knowledge.folders}
    yield Finding(
        "The articles are your own",
        not sample,
        "app.yaml still names the sample articles; name your own folder." if sample else "",
        optional=True,
    )


def _directory(here: Installation) -> Iterator[Finding]:
    with here.reading() as session:
        people = directory.everybody(session)
    fill = "Run `infracare directory import FOLDER`."
    administrators = [person for person in people if person.licensed]
    support = [person for person in people if person.roles & {Role.SUPPORT, Role.LEAD}]
    yield Finding(
        "The directory has licensed administrators", bool(administrators), "" if administrators else fill
    )
    yield Finding("The directory has support staff", bool(support), "" if support else fill)


def _queues(here: Installation) -> Iterator[Finding]:
    with here.reading() as session:
        stuck = {
            name: work.backlog(session, name).dead
            for name in ("inbox", "deliveries.slack", "deliveries.mail")
        }
    dead = sum(stuck.values())
    remedy = "" if not dead else ", ".join(f"{count} in {name}" for name, count in stuck.items() if count)
    yield Finding("Nothing was given up", not dead, remedy)


def _slack(settings: Settings, secrets: Secrets) -> Iterator[Finding]:
    needed: list[tuple[str, str, str]] = [("SLACK_BOT_TOKEN", secrets.slack_bot_token, "xoxb-")]
    if settings.slack.mode == "socket":
        needed.append(("SLACK_APP_TOKEN", secrets.slack_app_token, "xapp-"))
    else:
        needed.append(("SLACK_SIGNING_SECRET", secrets.slack_signing_secret, ""))
    for name, value, start in needed:
        right = bool(value) and value.startswith(start)
        remedy = (
            "" if right else f"Put it into the environment{f' (it starts with {start})' if start else ''}."
        )
        yield Finding(f"{name} is set", right, remedy)
    yield from _known_to_slack(secrets)
    channel = bool(settings.slack.support_channel)
    yield Finding(
        "The support channel is named", channel, "" if channel else "Set slack.support_channel in app.yaml."
    )


def _known_to_slack(secrets: Secrets) -> Iterator[Finding]:
    if not secrets.slack_bot_token:
        return
    yield _tried("Slack knows the bot", lambda: connect(secrets.slack_bot_token, secrets.slack_api_url))


def _tried(what: str, attempt: Callable[[], object]) -> Finding:
    try:
        attempt()
    except NotConnectedError as error:
        return Finding(what, False, str(error))
    return Finding(what, True)


def _mail(settings: Settings, secrets: Secrets) -> Iterator[Finding]:
    if not settings.mail.server:
        yield Finding(
            "A mail server is set",
            False,
            "Letters lie in the outbox folder until mail.server is set.",
            optional=True,
        )
        return
    yield Finding("A mail server is set", True)
    if settings.mail.user:
        right = bool(secrets.smtp_password)
        yield Finding("SMTP_PASSWORD is set", right, "" if right else "Put it into the environment.")
