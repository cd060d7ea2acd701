"""Sign in with Slack: to Slack and back, and who may then come in."""

from __future__ import annotations

import hmac
import logging
from urllib.parse import urlencode

from bot.console import SLACK_PATH
from tickets import directory
from tickets.values import Person
from web.console import entering, openid
from web.console.entering import Entering
from web.console.openid import Expected, Identity, NotSignedInError, SlackSignIn
from web.console.page import Enter, Go, Html, Knock, Leave, OpenPage
from web.console.sent import path_within
from web.console.stopped import stopped

log = logging.getLogger(__name__)

DENIED = "You did not allow it in Slack, so you are not signed in. Begin again when you want to."
STALE = (
    "This way in was begun too long ago, or in another browser. Begin again, and come back in the same one."
)
NOT_NOW = (
    "Slack did not tell us who you are, so you are not signed in. Begin again; if it stays so, tell your "
    "operator, whose log says why."
)
NO_ACCESS = (
    "You have signed in with Slack, but you have no access to this console: it is for {vendor}'s support "
    "staff and knowledge managers. If you are one of them, write to the bot in Slack once so that it gets "
    "to know you, or ask whoever keeps the directory of staff to add your Slack user."
)


def _leave(knock: Knock) -> Leave | Go:
    """To Slack's page, with what only this browser can bring back."""
    slack = knock.here.slack
    if slack is None:
        return Go("/sign-in")
    way = entering.begun(path_within(knock.query.get("next", "/")), knock.at)
    asked = {
        "response_type": "code",
        "scope": "openid",
        "client_id": slack.client_id,
        "redirect_uri": f"{knock.here.url}{SLACK_PATH}",
        "state": way.state,
        "nonce": way.nonce,
        **({"team": min(slack.teams)} if len(slack.teams) == 1 else {}),
    }
    return Leave(f"{slack.at.authorize}?{urlencode(asked)}", way.cookie(knock.here.secret))


def _come_back(knock: Knock) -> Enter | Html | Go:
    """Back from Slack: nobody comes in but staff of the directory whom a token of this sign-in names."""
    slack, query = knock.here.slack, knock.query
    if slack is None:
        return Go("/sign-in")
    way = entering.held(knock.pre, knock.here.secret, knock.at)
    if way is None or not hmac.compare_digest(way.state.encode(), query.get("state", "").encode()):
        return stopped(STALE, 400)
    if query.get("error") == "access_denied":
        return stopped(DENIED, 403)
    try:
        found = _told(slack, way, knock)
    except NotSignedInError as why:
        log.warning("somebody could not sign in with Slack: %s", why)
        return stopped(NOT_NOW, 400)
    person = _of_staff(slack, found, knock)
    if person is None:
        log.info("a Slack user without access wanted into the console")
        return stopped(NO_ACCESS.format(vendor=knock.here.rules.vendor), 403)
    return Enter(person.id, way.to)


def _told(slack: SlackSignIn, way: Entering, knock: Knock) -> Identity:
    if "code" not in knock.query:
        raise NotSignedInError("Slack sent no code")
    fields = {
        "grant_type": "authorization_code",
        "code": knock.query["code"],
        "redirect_uri": f"{knock.here.url}{SLACK_PATH}",
        "client_id": slack.client_id,
        "client_secret": slack.client_secret,
    }
    token = slack.redeem(fields)
    expected = Expected(slack.at.issuer, slack.client_id, way.nonce)
    return openid.identity(token, slack.keys, expected, knock.at)


def _of_staff(slack: SlackSignIn, found: Identity, knock: Knock) -> Person | None:
    if found.team not in slack.teams:
        return None
    with knock.here.reading() as session:
        person = directory.person_by_identity(session, directory.SLACK, found.team, found.user)
    return person if person is not None and person.is_staff else None


PAGES: tuple[OpenPage, ...] = (OpenPage("/sign-in/slack", _leave), OpenPage(SLACK_PATH, _come_back))
