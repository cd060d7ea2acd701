"""Reads and writes of queries whose askers are silent: held back, given up, taken up again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from knowledge.gaps import GapState, Reason, UnansweredRow

MOST = 5_000


def known(session: Session, conversation_ids: Collection[int]) -> set[tuple[int, str]]:
    """What was recorded in these conversations, in whatever state: (conversation, question)."""
    chosen = select(UnansweredRow.conversation_id, UnansweredRow.question)
    found = session.execute(chosen.where(UnansweredRow.conversation_id.in_(conversation_ids)))
    return {(talk, str(question)) for talk, question in found if talk is not None}


def held_back(session: Session) -> dict[int, int]:
    """The queries whose asker reads an article, each with its conversation."""
    chosen = select(UnansweredRow.id, UnansweredRow.conversation_id)
    found = session.execute(chosen.where(UnansweredRow.state == GapState.READ).limit(MOST))
    return {gap: talk for gap, talk in found if talk is not None}


def give_up(session: Session, gap_ids: Collection[int]) -> None:
    """What was read has not surely helped: these are open again, as abandoned ones."""
    chosen = update(UnansweredRow).where(UnansweredRow.id.in_(gap_ids), UnansweredRow.state == GapState.READ)
    session.execute(chosen.values(state=GapState.OPEN.value, reason=Reason.ABANDONED.value))


def abandoned(session: Session) -> dict[int, tuple[int, datetime]]:
    """The open queries of talks that stood still, each with its conversation and since when."""
    chosen = (
        select(UnansweredRow.id, UnansweredRow.conversation_id, UnansweredRow.still_at)
        .where(UnansweredRow.state == GapState.OPEN, UnansweredRow.still_at.is_not(None))
        .order_by(UnansweredRow.asked_at.desc())
        .limit(MOST)
    )
    return {gap: (talk, still_at) for gap, talk, still_at in session.execute(chosen) if talk and still_at}


def lapse(session: Session, gap_ids: Collection[int]) -> None:
    """Their askers have come back: what becomes of their questions is told otherwise."""
    chosen = update(UnansweredRow).where(UnansweredRow.id.in_(gap_ids), UnansweredRow.state == GapState.OPEN)
    session.execute(chosen.values(state=GapState.LAPSED.value))
