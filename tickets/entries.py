"""Adds lines to the history of a conversation and its ticket."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from guard import Screened
from tickets.tables import EntryRow, TicketRow
from tickets.values import Actor, Audience, EntryKind


@dataclass(frozen=True)
class NewEntry:
    """A line to be added to a history."""

    conversation_id: int
    at: datetime
    kind: EntryKind
    actor: Actor
    ticket_number: int | None = None
    person_id: int | None = None
    audience: Audience = Audience.CUSTOMER
    facts: Mapping[str, Any] = field(default_factory=dict)
    words: Screened | None = None
    source: str | None = None


def add(session: Session, new: NewEntry) -> int:
    """Add a line to the history; returns its id. The same source again raises an integrity error."""
    row = EntryRow(
        conversation_id=new.conversation_id,
        ticket_number=new.ticket_number,
        at=new.at,
        kind=new.kind,
        actor=new.actor,
        person_id=new.person_id,
        audience=new.audience,
        facts=dict(new.facts),
        words=new.words,
        words_hash=None if new.words is None else hashlib.sha256(new.words.encode()).hexdigest(),
        source=new.source,
    )
    session.add(row)
    session.flush()
    return row.id


def locked(session: Session, number: int) -> TicketRow:
    """The ticket's row, as it stands now and for nobody else until the transaction ends."""
    return session.get_one(TicketRow, number, with_for_update=True, populate_existing=True)
