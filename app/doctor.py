"""`infracare doctor`: what is missing to go live, in plain words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from app import behind
from app.build import Installation
from app.commands.opening import StopError, install, secrets_in, settings_of
from app.console_doctor import look_at_console
from app.finding import Finding, looked
from app.mail_doctor import look_at_mail
from app.refits import QUEUE
from app.settings import Secrets, Settings
from app.sources import listed
from app.worker import utc_now
from bot.slack.manifest import refusal
from classifier import models, state
from classifier.archive import UnfitModelError
from classifier.examples import BadExampleError
from classifier.golden import read_golden
from knowledge.sources.source import SourceError
from records import work
from records.engine import Session
from tickets import directory, letters, sealed_letters
from tickets.values import Role
from web.webhook import unusable

WEEK = timedelta(days=7)
LEAST_FREE_BYTES = 500 * 1024 * 1024
_DOORS = ("slack", "mail", "webhook", "helpdesk", "events")
QUEUES = ("inbox", *(f"deliveries.{door}" for door in _DOORS))


def examine(
    config: Path, environment: Mapping[str, str], *, least_free: int = LEAST_FREE_BYTES
) -> list[Finding]:
    """Look at everything an installation needs; what cannot be looked at any more is left out."""
    can_read, can_open = f"The settings in {config} can be used", "The database can be opened"
    try:
        settings, secrets = settings_of(config), secrets_in(environment)
    except StopError as error:
        return [looked(can_read, str(error))]
    try:
        here = install(settings, secrets, config)
    except StopError as error:
        return [looked(can_read), looked(can_open, str(error)), *_outside(settings, secrets, config)]
    inside = [*_disk(here, least_free), *_articles(here), *_directory(here), *_work(here), *_sorting(here)]
    inside += _letters(here)
    here.engine.dispose()
    return [looked(can_read), looked(can_open), *inside, *_outside(settings, secrets, config)]


def _disk(here: Installation, least_free: int) -> Iterator[Finding]:
    free = shutil.disk_usage(here.folder).free
    remedy = f"Only {free // 2**20} MB are free in {here.folder}; make room."
    yield looked("There is room on the disk", remedy if free < least_free else "")


def _articles(here: Installation) -> Iterator[Finding]:
    fill = "Name a folder of articles under knowledge.folders in app.yaml, then `infracare knowledge sync`."
    yield looked("There are articles to search", "" if here.has_articles() else fill)
    yield looked("The sources of articles can be read", _unread(here))
    sample = any(folder.parts[-2:] == ("sample", "articles") for folder in here.settings.knowledge.folders)
    own = "app.yaml names the sample articles under knowledge.folders; name a folder of your own instead."
    yield looked("The articles are your own", own if sample else "", optional=True)


def _unread(here: Installation) -> str:
    """What is wrong with the first source that cannot be read, and what to do."""
    for source in listed(here.settings.knowledge, here.root):
        try:
            source.listing()
        except SourceError as error:
            return str(error)
    return ""


def _directory(here: Installation) -> Iterator[Finding]:
    with here.reading() as session:
        people = directory.everybody(session)
    fill = "Put them into {} and run `infracare directory import FOLDER`."
    administrators = any(person.licensed for person in people)
    yield looked(
        "The directory has licensed administrators", "" if administrators else fill.format("people.csv")
    )
    support = any(person.roles & {Role.SUPPORT, Role.LEAD} for person in people)
    yield looked("The directory has support staff", "" if support else fill.format("staff.csv"))
    desk = here.settings.desk
    if desk.is_behind:
        stands = any(person.mail == desk.staff.lower() and person.may_answer for person in people)
        named = f"desk.staff names {desk.staff}; name somebody of the directory with the role support."
        yield looked("Somebody stands for the helpdesk's agents", "" if stands else named)


def _letters(here: Installation) -> Iterator[Finding]:
    missing = (
        "Of letters that come in only the screened text is kept, and their files cannot be passed on, until "
        "INFRACARE_LETTER_KEY is set in the environment; `infracare mail key` prints a key."
    )
    yield looked("Letters can be kept sealed", "" if here.safe.keeps else missing, optional=True)
    yield looked("The letters that are kept can be opened", _locked_letters(here))
    yield looked("Letters of the last week arrived", _returned_letters(here), optional=True)
    yield looked("No letter waits for a decision of staff", _waiting_letters(here), optional=True)


def _returned_letters(here: Installation) -> str:
    with here.reading() as session:
        count = letters.failed_since(session, utc_now() - WEEK)
    told = f"{count} did not arrive; the histories of their tickets and the log of `infracare serve` say why."
    return told if count else ""


def _waiting_letters(here: Installation) -> str:
    with here.reading() as session:
        waits = letters.waiting(session)
    if not waits:
        return ""
    since = f"{waits[0].at:%Y-%m-%d %H:%M} UTC"
    return f"{len(waits)} wait, the oldest since {since}; `infracare mail waiting` lists them, and why."


def _locked_letters(here: Installation) -> str:
    names = {key.name for key in here.safe.keys}
    with here.reading() as session:
        used = sealed_letters.keys_in_use(session)
    locked = sum(count for name, count in used.items() if name not in names)
    put = "put it behind the newest one there, parted by a comma."
    why = f"{locked} are sealed under a key that INFRACARE_LETTER_KEY does not hold; {put}"
    return why if locked else ""


def _work(here: Installation) -> Iterator[Finding]:
    with here.reading() as session:
        dead = {name: work.backlog(session, name).dead for name in QUEUES}
    given_up = ", ".join(f"{count} in {name}" for name, count in dead.items() if count)
    remedy = f"Given up were {given_up}; the log of `infracare serve` says why." if given_up else ""
    yield looked("No message or delivery was given up", remedy)


def _sorting(here: Installation) -> Iterator[Finding]:
    golden = here.settings.triage.golden
    unread = _golden_problem(here.root / golden) if golden else ""
    yield looked("The golden messages can be read", unread)
    with here.reading() as session:
        used, last = state.current(session).model, models.listed(session)[:1]
        why = _model_problem(session, used) if used else ""
        failed = work.has_failed(session, QUEUE)
    yield looked("The model that is used can be opened", why)
    again = "It is tried again; the log of `infracare serve` says why."
    yield looked("Refits of the sorting come to a result", again if failed else "")
    refused = last[0] if last and not last[0].promoted else None
    told = (
        f"{refused.version} is not used: {refused.why}; see `infracare classifier models`." if refused else ""
    )
    yield looked("The last refit of the sorting was put to use", told, optional=True)


def _golden_problem(path: Path) -> str:
    try:
        read_golden(path)
    except (OSError, UnicodeDecodeError, BadExampleError) as error:
        return f"triage.golden in app.yaml: {error}; nothing is refitted until it can be read."
    return ""


def _model_problem(session: Session, version: str) -> str:
    try:
        models.opened(session, version)
    except (models.NoSuchModelError, UnfitModelError) as error:
        return (
            f"{error}; the one that came along sorts instead. Use another: `infracare classifier rollback`."
        )
    return ""


def _outside(settings: Settings, secrets: Secrets, config: Path) -> Iterator[Finding]:
    tokens = list(look_at_tokens(settings, secrets))
    yield from tokens
    yield from _channel(settings, secrets, known=tokens[0].ok)
    yield from look_at_mail(settings, secrets, config.resolve().parent, utc_now())
    yield from look_at_console(settings, secrets)
    if settings.escalation.webhook:
        yield looked("The pager's address can be called", unusable(secrets.webhook_url))
    if settings.desk.webhook:
        yield looked("The webhook's address can be called", behind.event_receiver(secrets).wrong())
    if settings.desk.is_behind:
        problems = behind.helpdesk_of(settings, secrets).problems()
        yield from (looked(what, remedy) for what, remedy in problems)


def look_at_tokens(settings: Settings, secrets: Secrets) -> Iterator[Finding]:
    """Whether Slack knows us: the bot's token, then what else the way of delivery needs."""
    yield _token("SLACK_BOT_TOKEN", secrets.slack_bot_token, "xoxb-", secrets.slack_api_url, "auth.test")
    if settings.slack.mode == "socket":
        app, method = secrets.slack_app_token, "apps.connections.open"
        yield _token("SLACK_APP_TOKEN", app, "xapp-", secrets.slack_api_url, method)
    else:
        name = "SLACK_SIGNING_SECRET"
        missing = f"{name} is not set; put the signing secret of your Slack app into the environment."
        yield looked(f"{name} is set", "" if secrets.slack_signing_secret else missing)


def _token(name: str, token: str, start: str, api_url: str, method: str) -> Finding:
    what = f"Slack takes {name}"
    put = f"put the token of your Slack app that begins with {start} into the environment."
    if not token:
        return looked(what, f"{name} is not set; {put}")
    if not token.startswith(start):
        return looked(what, f"{name} does not begin with {start}; {put}")
    why = refusal(token, api_url, method)
    remedy = f"Slack at {api_url} does not take {name} ({why}); check it, the network and SLACK_API_URL."
    return looked(what, remedy if why else "")


def _channel(settings: Settings, secrets: Secrets, *, known: bool) -> Iterator[Finding]:
    channel = settings.slack.support_channel
    name_it = "Set slack.support_channel in app.yaml to the id of the channel where staff receive tickets."
    yield looked("The support channel is named", "" if channel else name_it)
    if channel and known:
        token, url = secrets.slack_bot_token, secrets.slack_api_url
        why = refusal(token, url, "conversations.history", channel=channel, limit="1")
        remedy = f"The bot cannot read {channel} ({why}); write /invite @infracare in that channel."
        yield looked("The bot is in the support channel", remedy if why else "")
