"""Which talks stand still: nothing was heard of their askers since a moment."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.reads import conversation_of
from tickets.tables import ConversationRow
from tickets.values import Conversation, Stage


def still(
    session: Session, stages: Collection[Stage], since: datetime, until: datetime
) -> tuple[Conversation, ...]:
    """The talks at one of these stages whose askers were last heard between the two moments."""
    chosen = select(ConversationRow).where(
        ConversationRow.stage.in_([one.value for one in stages]),
        ConversationRow.last_heard_at > since,
        ConversationRow.last_heard_at <= until,
    )
    return tuple(conversation_of(row) for row in session.scalars(chosen.order_by(ConversationRow.id)))


def heard_at(session: Session, conversation_ids: Collection[int]) -> dict[int, datetime]:
    """When each of these conversations was last heard."""
    chosen = select(ConversationRow.id, ConversationRow.last_heard_at)
    found = session.execute(chosen.where(ConversationRow.id.in_(conversation_ids)))
    return {number: heard for number, heard in found}  # noqa: C416
