"""What listening to Slack needs, and what is kept of what was heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot import intake
from bot.console import Invitation, invite
from bot.look import Tools
from bot.message import Message
from bot.rules import Rules
from bot.slack.read import Reader
from guard import Screened
from records.engine import Transactions
from tickets.values import Person


@dataclass(frozen=True)
class Ear:
    """What listening needs. ``arrived`` is called after something was stored, to wake a worker.

    ``introduced`` gets to know an unknown person before something is shown to them in the same breath;
    links into the console are derived from ``secret``.
    """

    reader: Reader
    reading: Transactions
    writing: Transactions
    arrived: Callable[[], None]
    job_pattern: str
    now: Callable[[], datetime]
    nearest: Callable[[Screened], tuple[tuple[str, Screened], ...]]
    tools: Tools
    rules: Rules
    introduced: Callable[[Message], Message] = lambda message: message
    secret: bytes = b""

    def keep(self, message: Message) -> bool:
        """Store it; False when it is known already. An error here leaves it unacknowledged on purpose."""
        with self.writing() as session:
            new = intake.accept(session, message)
        if new:
            self.arrived()
        return new

    def is_for_us(self, message: Message) -> bool:
        """Whether a message event concerns a conversation of ours; other people's talk is not stored."""
        if message.addressed:
            return True
        with self.reading() as session:
            return intake.concerns_us(session, message, self.rules.desk_channel)

    def invite(self, person: Person | None) -> Invitation:
        """A link into the console for this person, or why there is none."""
        with self.writing() as session:
            return invite(session, person, self.rules, self.secret, self.now())
