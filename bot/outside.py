"""Remembers what is told of a ticket to who follows it from outside: the helpdesk behind, the webhook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.rules import Rules
from records import deliveries
from records.engine import Session
from tickets import reads, writes
from tickets.values import Ticket

HELPDESK = "helpdesk"
EVENTS = "events"

TICKET, WORDS, DETAILS, STATUS, SAID = "ticket", "words", "details", "status", "said"
"""What an entry means to them: a ticket was opened, somebody's words or a file, other details or another
category, another status; or only what the bot said to the customer, which no helpdesk needs."""


def tell(session: Session, conversation: int, entry: int, show: str, at: datetime, rules: Rules) -> None:
    """Remember it once for each of them that is set."""
    lane = f"talk:{conversation}"
    if rules.helpdesk and show != SAID:
        deliveries.tell(session, entry, f"{HELPDESK}-{show}", HELPDESK, show, lane, at)
    ticket = _ticket(session, entry) if rules.events else None
    if ticket is not None:
        as_it_is = _as_it_is(ticket)
        deliveries.tell(session, entry, f"{EVENTS}-{show}", EVENTS, show, lane, at, as_it_is)


def _ticket(session: Session, entry: int) -> Ticket | None:
    found = reads.entry(session, entry)
    if found is None:
        return None
    if found.ticket_number is not None:
        return reads.ticket(session, found.ticket_number)
    return reads.ticket_of(session, found.conversation_id)


def _as_it_is(ticket: Ticket) -> Mapping[str, Any]:
    """The ticket as it stands in this transaction: what is told later tells of now."""
    return {
        "number": ticket.number,
        "status": ticket.status.value,
        "category": ticket.category,
        "details": writes.details_facts(ticket.details),
        "due": None if ticket.due_at is None else ticket.due_at.isoformat(),
    }
