"""What the decision about something staff have pressed or sent depends on."""

from __future__ import annotations

from dataclasses import dataclass

from bot.message import Act, Message
from bot.rules import Rules
from bot.seen import Seen
from tickets.values import Person, Ticket


@dataclass(frozen=True)
class AtDesk:
    """A press of staff (or a form they sent) about a ticket, and all that its decision depends on."""

    message: Message
    act: Act
    seen: Seen
    person: Person
    ticket: Ticket
    rules: Rules


@dataclass(frozen=True)
class ByStaff:
    """Something pressed or sent by staff, and all that its decision depends on."""

    message: Message
    act: Act
    seen: Seen
    person: Person
    rules: Rules
