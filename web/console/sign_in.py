"""The way in: which ways there are, and the one-time link that the bot gives staff."""

from __future__ import annotations

from urllib.parse import urlencode

from bot.console import LINK_PATH
from records.engine import Session
from tickets import directory, sign_in_links
from tickets.sign_in_links import SignInLink, Why
from tickets.values import Person
from web.console import slack_sign_in
from web.console.page import Enter, Html, Knock, OpenPage
from web.console.sent import path_within
from web.console.stopped import stopped

_ASK = "Send /infracare console in Slack for a new one."
OVER = {
    Why.UNKNOWN: f"This is no link of ours: perhaps a part of it is missing. {_ASK}",
    Why.EXPIRED: f"This link has expired: it held for ten minutes. {_ASK}",
    Why.USED: f"This link was used already, and works once. {_ASK}",
    Why.REPLACED: f"You have asked for a newer link since, and only the newest works. Open it. {_ASK}",
}
NO_ACCESS = "You have no access to the console any more. Ask whoever keeps the directory of staff."


def _ways(knock: Knock) -> Html:
    to = path_within(knock.query.get("next", "/"))
    slack = None if knock.here.slack is None else f"/sign-in/slack?{urlencode({'next': to})}"
    return Html("sign_in.html", {"slack": slack})


def _offered(knock: Knock) -> Html:
    """Whom the link lets in. Nothing is used up: programs look at links before people do."""
    token = knock.path["token"]
    with knock.here.reading() as session:
        found = sign_in_links.look(session, token, knock.here.secret, knock.at)
        person = _whose(session, found)
    if isinstance(found, Why):
        return stopped(OVER[found], 410)
    if person is None:
        return stopped(NO_ACCESS, 403)
    return Html("sign_in_link.html", {"person": person, "address": f"{LINK_PATH}{token}"})


def _entered(knock: Knock) -> Html | Enter:
    with knock.here.writing() as session:
        found = sign_in_links.redeem(session, knock.path["token"], knock.here.secret, knock.at)
        person = _whose(session, found)
    if isinstance(found, Why):
        return stopped(OVER[found], 410)
    return stopped(NO_ACCESS, 403) if person is None else Enter(person.id)


def _whose(session: Session, found: SignInLink | Why) -> Person | None:
    person = None if isinstance(found, Why) else directory.present(session, found.person_id)
    return person if person is not None and person.is_staff else None


PAGES: tuple[OpenPage, ...] = (
    OpenPage("/sign-in", _ways),
    OpenPage(f"{LINK_PATH}{{token}}", _offered),
    OpenPage(f"{LINK_PATH}{{token}}", _entered, post=True),
    *slack_sign_in.PAGES,
)
