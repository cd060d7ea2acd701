"""Keeps what a ticket's card says of the time left true while time passes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from records import timers
from records.engine import Session
from tickets.values import Ticket

CARD = "card"


def moments(ticket: Ticket, shares: Iterable[float]) -> tuple[datetime, ...]:
    """When the card of a running clock is to be shown anew: on the way to its target, there, and when due.

    ``shares`` of the time to the target: when staff are warned too (``promise.warnings``).
    """
    since, target, due = ticket.waiting_since, ticket.target_at, ticket.due_at
    if since is None or target is None or due is None:
        return ()
    on_the_way = (since + share * (target - since) for share in shares)
    return tuple(sorted({*on_the_way, target, due}))


def keep(session: Session, ticket: Ticket, shares: Iterable[float], at: datetime) -> None:
    """Let the card of this ticket be shown anew at its moments still to come; again changes nothing."""
    for moment in moments(ticket, shares):
        if moment >= at:
            key = f"{ticket.number}:{moment.isoformat()}"
            timers.remind(session, CARD, key, moment, at, ticket=ticket.number)
