"""Counts letters, so that a flood or two machines that answer each other come to an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from records.engine import Session
from tickets import letters
from tickets.letter_reasons import Why

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Lately:
    """How much came lately: from the sender and about the conversation within an hour.

    ``answered`` says that the sender was sent self-help, or anything else that nobody wrote, within a day.
    """

    sent: int = 0
    about: int = 0
    answered: bool = False

    def broken(self, most: int) -> Why | None:
        """Which breaker has opened, where ``most`` letters an hour are let through."""
        if self.sent >= most:
            return Why.TOO_MANY
        return Why.TOO_MANY_ABOUT if self.about >= most else None


def lately(session: Session, sender: str, conversation: int | None, at: datetime) -> Lately:
    """What came and left lately, not counting the letter in hand."""
    day = at - DAY
    helped = letters.came_for(session, sender, Why.SELF_HELP, day) + letters.automatic_since(
        session, sender, day
    )
    about = 0 if conversation is None else letters.came_about_since(session, conversation, at - HOUR)
    return Lately(letters.came_since(session, sender, at - HOUR), about, answered=helped > 0)
