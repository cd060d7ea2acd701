"""What rings for the desk: a card to be shown anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.desk import card_times
from bot.rules import Rules
from bot.telling import Telling
from records.engine import Session
from tickets import reads
from tickets.values import Status


def _card(session: Session, facts: Mapping[str, Any], now: datetime, rules: Rules) -> None:
    """The card as it stands now, unless nobody waits any more."""
    ticket = reads.ticket(session, int(facts["ticket"]))
    if ticket is None or ticket.status is not Status.OPEN or ticket.waiting_since is None:
        return
    last = reads.history(session, number=ticket.number)[-1]
    Telling(session, ticket.conversation_id, now, rules).card_in_time(last.id)


RINGS = {card_times.CARD: _card}
