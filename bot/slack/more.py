"""The rarer acts about a ticket, behind one menu of its card."""

from __future__ import annotations

from typing import Any

from bot import words
from bot.desk.offers import Press, rarer
from bot.slack.parts import menu
from tickets.values import Ticket

ACTION = "desk:more"


def more(ticket: Ticket) -> list[dict[str, Any]]:
    """The menu of a ticket's card; nothing where nothing is offered."""
    options = [(_value(one), one.label) for one in rarer(ticket)]
    return [menu(words.MORE_ACTS, ACTION, options)] if options else []


def _value(press: Press) -> str:
    behind = f"|{press.value}" if press.value else ""
    return f"{press.act}:{press.conversation}{behind}"
