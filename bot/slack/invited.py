"""Shows in Slack the one-time link into the console, or why there is none."""

from __future__ import annotations

from bot.console import Invitation
from bot.slack.budget import Block, Content, fallback
from bot.slack.form import View
from bot.slack.parts import address, paragraph, plain, rich, stretch

CONSOLE_ACTION = "home:console"


def invited(invitation: Invitation) -> Content:
    """A message; the link stands in its blocks alone, not in the text of the notification."""
    return _blocks(invitation), fallback(invitation.words)


def invited_view(invitation: Invitation) -> View:
    """A view above the Home tab, before nobody's eyes but theirs."""
    return {
        "type": "modal",
        "title": plain("Console", 24),
        "close": plain("Close", 24),
        "blocks": _blocks(invitation),
    }


def _blocks(invitation: Invitation) -> list[Block]:
    shown = rich(stretch([address(invitation.link)])) if invitation.link else []
    return [*paragraph(invitation.words), *shown]
