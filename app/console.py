"""Makes the console out of an installation, and the server it is reached by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.build import Installation
from bot.road import Road
from bot.writing.rules import WritingRules
from classifier.category import Triage
from knowledge.article_figures import ArticleRules
from web.console.app import console_app
from web.console.here import Here
from web.console.openid import Keys, SlackSignIn, addresses, fetched, redeemed
from web.server import HttpDoor


def console_here(
    installation: Installation, road: Road, told: Callable[[], None], now: Callable[[], datetime]
) -> Here:
    """What the console's pages work with."""

    def sorts(text: str) -> Triage:
        return installation.sorter.model.triage(text)

    return Here(
        url=installation.settings.console.url,
        reading=installation.reading,
        writing=installation.writing_as("console"),
        respond=road.respond,
        screen=installation.guard.screen,
        rules=road.rules,
        search=installation.search,
        find=road.tools.search,
        nearest=installation.nearest_articles,
        told=told,
        articles_changed=installation.take_in_articles,
        now=now,
        terms=installation.settings.console.terms,
        secret=installation.secret_key(),
        articles=ArticleRules(
            installation.settings.knowledge.stale_days, installation.learning.not_quite_from
        ),
        learning=installation.learning,
        writing_rules=_writing_rules(installation),
        slack=slack_sign_in(installation, road.rules.desk_team),
        sorts=sorts,
    )


def slack_sign_in(installation: Installation, team: str) -> SlackSignIn | None:
    """Sign in with Slack for these workspaces, else that of the bot; None without the app's credentials."""
    secrets, teams = installation.secrets, installation.settings.console.teams
    if not (secrets.slack_client_id and secrets.slack_client_secret):
        return None
    at = addresses(secrets.slack_api_url)
    allowed = frozenset(teams or filter(None, (team,)))
    return SlackSignIn(
        secrets.slack_client_id,
        secrets.slack_client_secret,
        allowed,
        at,
        Keys(lambda: fetched(at.keys)),
        lambda fields: redeemed(at.token, fields),
    )


def _writing_rules(installation: Installation) -> WritingRules:
    settings = installation.settings
    folder = settings.console.export
    return WritingRules(
        reviewed=settings.knowledge.review == "required",
        export=installation.root / folder if folder else None,
        keep=settings.knowledge.keep_versions,
    )


def console_door(
    installation: Installation, road: Road, told: Callable[[], None], now: Callable[[], datetime]
) -> HttpDoor | None:
    """The console's server; None where no address is set for it. Raises ``OSError`` with a sentence."""
    settings = installation.settings.console
    if not settings.url:
        return None
    app = console_app(console_here(installation, road, told, now))
    try:
        return HttpDoor(app, settings.host, settings.port)
    except OSError as error:
        raise OSError(f"{error}; change console.host or console.port in app.yaml") from error
