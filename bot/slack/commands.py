"""What can follow the slash commands: lists that are shown at once, and forms that open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot import words
from bot.home import look_at_home
from bot.message import ActName, Message
from bot.permissions import ALL_STAFF
from bot.rules import Rules
from bot.slack.budget import Content
from bot.slack.home import tickets_shown
from guard import Screened
from records.engine import Session
from tickets.values import Person, Role


@dataclass(frozen=True)
class Asked:
    """Somebody typed a word behind a command. ``rest`` are the words behind it."""

    session: Session
    message: Message
    person: Person | None
    rules: Rules
    now: datetime
    rest: Screened


@dataclass(frozen=True)
class Subcommand:
    """A word behind a command: it shows something to nobody but who typed it, or opens a form.

    ``roles`` may use it; without any it is for everybody.
    """

    hint: Screened
    show: Callable[[Asked], Content] | None = None
    form: ActName | None = None
    roles: frozenset[Role] = frozenset()

    def is_for(self, person: Person | None) -> bool:
        """Whether this person may use it."""
        return not self.roles or (person is not None and bool(person.roles & self.roles))


def _tickets(asked: Asked) -> Content:
    author = asked.message.author
    seen = look_at_home(asked.session, asked.message.place.door, author.team, author.user)
    return tickets_shown(seen, asked.rules, asked.now)


FOR_EVERYBODY: Mapping[str, Subcommand] = {
    "tickets": Subcommand(words.TICKETS_HINT, show=_tickets),
    # Visits.
    # Following through.
}
"""Behind the command for everybody; other words behind it are a question."""

FOR_STAFF: Mapping[str, Subcommand] = {
    "queue": Subcommand(words.QUEUE_HINT, show=_tickets, roles=ALL_STAFF),
    # The desk.
    # Visits.
    # Outages and maintenance.
    # Escalation, features and services.
    # Following through.
}
"""Behind the command of staff."""


def usage(command: str, known: Mapping[str, Subcommand], person: Person | None) -> Screened:
    """What this person can type behind a command, a line for each."""
    usable = {word: one for word, one in known.items() if one.is_for(person)}
    return words.usage(command, {word: one.hint for word, one in usable.items()})
