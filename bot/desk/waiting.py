"""Letters that wait for staff: shown in the support channel."""

from __future__ import annotations

from datetime import datetime

from bot.rules import Rules
from bot.telling import SLACK
from records import deliveries
from records.engine import Session

SHOW = "letter"


def show_at_desk(session: Session, letter: int, at: datetime, rules: Rules) -> None:
    """A card with what the letter says and why it waits, in the support channel."""
    if rules.desk_channel:
        name = f"letter:{letter}"
        deliveries.tell_apart(session, name, SLACK, SHOW, name, at, {"letter": letter})
