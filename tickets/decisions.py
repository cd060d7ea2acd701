"""Reads what questions were sorted as, and which model of the classifier decided it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guard import Screened
from tickets.tables import ConversationRow, TicketRow


@dataclass(frozen=True)
class SortedQuestion:
    """One question as it stands; ``category`` is None while it is not settled, ``ticket`` what came of it."""

    conversation: int
    at: datetime
    question: Screened
    category: str | None
    sure: float | None
    model: str
    ticket: int | None


def decided(session: Session, limit: int, model: str | None = None) -> tuple[SortedQuestion, ...]:
    """The questions that were sorted last (by this version alone, if one is named), the newest first."""
    number = select(func.max(TicketRow.number)).where(TicketRow.conversation_id == ConversationRow.id)
    row = ConversationRow
    query = select(
        row.id,
        row.last_heard_at,
        row.question,
        row.category,
        row.sure,
        row.model,
        number.correlate(row).scalar_subquery(),
    )
    named = row.model.is_not(None) if model is None else row.model == model
    newest = query.where(named).order_by(row.last_heard_at.desc(), row.id.desc()).limit(limit)
    return tuple(SortedQuestion(*found) for found in session.execute(newest))
