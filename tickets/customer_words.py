"""What customers wrote in conversations and tickets."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from guard import Screened
from tickets.tables import EntryRow
from tickets.values import Actor


def customer_words(
    session: Session, conversation_ids: Collection[int], numbers: Collection[int], limit: int
) -> list[Screened]:
    """The words of customers in these conversations and tickets, the newest first, ``limit`` at the most."""
    there = or_(EntryRow.conversation_id.in_(conversation_ids), EntryRow.ticket_number.in_(numbers))
    theirs = (there, EntryRow.actor == Actor.PERSON.value, EntryRow.words.is_not(None))
    chosen = select(EntryRow.words).where(*theirs).order_by(EntryRow.id.desc()).limit(limit)
    return [words for words in session.scalars(chosen) if words]
