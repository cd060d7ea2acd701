"""Invites staff into the console: who gets a one-time link, and what everybody else is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.message import Message
from bot.rules import Rules
from bot.seen import Seen
from bot.words import console as words
from guard import Screened
from records.engine import Session
from tickets import sign_in_links
from tickets.sign_in_links import HOLDS, HOURLY, SignInLink
from tickets.values import Person

SLACK = "slack"
LINK_PATH = "/sign-in/link/"
SLACK_PATH = "/sign-in/slack/callback"
"""Where Slack sends people back to."""


@dataclass(frozen=True)
class Invitation:
    """What is said, and the link; empty where there is none.

    The link lets in whoever opens it. It is shown to the person and written nowhere else.
    """

    words: Screened
    link: str = ""


def wants_console(message: Message, seen: Seen) -> bool:
    """Whether a member of staff says "console" to the bot in Slack, where nobody else reads it."""
    place = message.place
    alone = place.door == SLACK and place.direct and message.act is None and message.amends is None
    return alone and seen.staff and message.text.strip().lower() == "console"


def invite(session: Session, person: Person | None, rules: Rules, secret: bytes, now: datetime) -> Invitation:
    """Make a link for who asks for one, or say why there is none."""
    if person is None or not person.is_staff or not rules.console:
        return invitation(None, person, rules, secret)
    return invitation(sign_in_links.asked_for(session, person.id, now), person, rules, secret)


def invitation(link: SignInLink | None, person: Person | None, rules: Rules, secret: bytes) -> Invitation:
    """What is said about a link that was made for this person, or about none."""
    if person is None or not person.is_staff:
        return Invitation(words.STAFF_ONLY)
    if not rules.console:
        return Invitation(words.NOT_SET_UP)
    if link is None:
        return Invitation(words.too_many(HOURLY))
    return Invitation(
        words.link(person.name, int(HOLDS.total_seconds() // 60)), address(link, rules.console, secret)
    )


def address(link: SignInLink, console: str, secret: bytes) -> str:
    """Where the link leads: into the console at the address ``console``."""
    return f"{console.rstrip('/')}{LINK_PATH}{sign_in_links.token(link, secret)}"
