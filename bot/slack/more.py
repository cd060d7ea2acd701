"""The rarer acts about a ticket, behind one menu of its card. Each area adds its lines to MORE."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot import words
from bot.message import ActName
from bot.slack.parts import menu
from bot.words import clock, desk, features, ladder, merging, quotes, tasks
from bot.words import outages as outage_words
from classifier.category import Category
from guard import Screened
from tickets.values import Status, Ticket

ACTION = "desk:more"


@dataclass(frozen=True)
class Rarer:
    """An act in the menu: what it is called, for which tickets it is offered, and the value it carries."""

    act: ActName
    label: Screened
    when: Callable[[Ticket], bool]
    value: str = ""


def is_open(ticket: Ticket) -> bool:
    return ticket.status is Status.OPEN


def is_closed(ticket: Ticket) -> bool:
    return not is_open(ticket)


def waits(ticket: Ticket) -> bool:
    return is_open(ticket) and ticket.waits_since is not None


def is_open_service(ticket: Ticket) -> bool:
    return is_open(ticket) and ticket.category == Category.SERVICE


def is_open_wish(ticket: Ticket) -> bool:
    return is_open(ticket) and ticket.category == Category.FEATURE


def is_open_request(ticket: Ticket) -> bool:
    return is_open_service(ticket) or is_open_wish(ticket)


def always(_ticket: Ticket) -> bool:
    return True


MORE: Sequence[Rarer] = (
    # The desk.
    Rarer(ActName.TASKS, tasks.ASK_TASKS, is_open),
    Rarer(ActName.TASKS_SETTLED, tasks.TASKS_SETTLED, waits),
    Rarer(ActName.ASSIGN, desk.HAND_OVER, is_open),
    Rarer(ActName.MERGE, merging.MERGE, is_open),
    Rarer(ActName.SORT, desk.CORRECT_CATEGORY, is_open),
    Rarer(ActName.EDUCATION, words.WAS_EDUCATION, is_open),
    Rarer(ActName.REOPEN, desk.REOPEN, is_closed),
    # The clock.
    Rarer(ActName.CLOCK_START, clock.START, lambda ticket: is_open(ticket) and ticket.due_at is None),
    Rarer(ActName.CLOCK_STOP, clock.STOP, lambda ticket: ticket.due_at is not None),
    # Outages and maintenance.
    Rarer(ActName.LINK_OUTAGE, outage_words.LINK, is_open),
    # Escalation, features and services.
    Rarer(ActName.CALL, ladder.CALL, is_open),
    Rarer(ActName.CONFERENCE, ladder.CONFERENCE, is_open),
    Rarer(ActName.TO_SALES, features.TO_SALES, is_open_wish),
    Rarer(ActName.TO_DEVELOPMENT, features.TO_DEVELOPMENT, is_open_wish),
    Rarer(ActName.QUOTE, quotes.QUOTE, is_open_service),
    Rarer(ActName.PROPOSE, quotes.PROPOSE, is_open_wish),
    Rarer(ActName.START_WORK, quotes.START_WORK, is_open_request),
)
"""In the order in which they are offered."""


def more(ticket: Ticket) -> list[dict[str, Any]]:
    """The menu of a ticket's card; nothing where nothing is offered."""
    options = [(_value(one, ticket), one.label) for one in MORE if one.when(ticket)]
    return [menu(words.MORE_ACTS, ACTION, options)] if options else []


def _value(rarer: Rarer, ticket: Ticket) -> str:
    behind = f"|{rarer.value}" if rarer.value else ""
    return f"{rarer.act}:{ticket.conversation_id}{behind}"
