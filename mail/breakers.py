"""Counts letters, so that a flood or two machines that answer each other come to an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from records.engine import Session
from tickets import letters
from tickets.letter_reasons import Why
from tickets.values import Person

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Lately:
    """How much came lately: from the sender and about the conversation within an hour.

    ``unknown`` are the unknown senders of an hour who were sent self-help. ``answered`` says that this sender
    was sent it, or being unknown anything else that nobody wrote, within a day.
    """

    sent: int = 0
    about: int = 0
    unknown: int = 0
    answered: bool = False

    def broken(self, most: int) -> Why | None:
        """Which breaker has opened, where ``most`` letters an hour are let through."""
        if self.sent >= most:
            return Why.TOO_MANY
        return Why.TOO_MANY_ABOUT if self.about >= most else None


def lately(
    session: Session, sender: str, person: Person | None, conversation: int | None, at: datetime
) -> Lately:
    """What came and left lately, not counting the letter in hand."""
    hour, day = at - HOUR, at - DAY
    helped = sum(letters.came_for(session, why, day, sender) for why in (Why.SELF_HELP, Why.UNKNOWN_HELPED))
    written_to = 0 if person is not None else letters.automatic_since(session, sender, day)
    return Lately(
        letters.came_since(session, sender, hour),
        0 if conversation is None else letters.came_about_since(session, conversation, hour),
        letters.came_for(session, Why.UNKNOWN_HELPED, hour),
        answered=helped + written_to > 0,
    )
