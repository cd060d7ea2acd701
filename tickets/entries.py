"""Adds lines to the history of a conversation and its ticket."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from guard import Screened
from tickets.tables import EntryRow, TicketRow
from tickets.values import Actor, Audience, EntryKind


class ChangedMeanwhileError(Exception):
    """Somebody else changed the conversation since it was read: look again, decide again."""


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
    """Add a line to the history; returns its id.

    Raises :class:`ChangedMeanwhileError` for a source that has a line already: whoever came first wrote it.
    """
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
    _write(session, new.source)
    return row.id


def _write(session: Session, source: str | None) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        if source is None:
            raise
        raise ChangedMeanwhileError(f"{source} stands in the history already") from error


def locked(session: Session, number: int) -> TicketRow:
    """The ticket's row, as it stands now and for nobody else until the transaction ends."""
    return session.get_one(TicketRow, number, with_for_update=True, populate_existing=True)
