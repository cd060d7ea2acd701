"""Keeps the counts of topics, and with them where each stands, true to their queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from knowledge.gap_topics import COUNTED, Counts, TopicRow, TopicState, What, note
from knowledge.gaps import GapState, UnansweredRow

NONE = Counts()


def standing(was: TopicState, counts: Mapping[GapState, Counts]) -> TopicState:
    """Where a topic stands that stood at ``was``: dismissed until it is reopened, else by its queries."""
    if was is TopicState.DISMISSED:
        return was
    if counts.get(GapState.OPEN, NONE).questions:
        return TopicState.OPEN
    if counts.get(GapState.ANSWERED, NONE).questions:
        return TopicState.ANSWERED
    return TopicState.GONE


def recount(session: Session, at: datetime, topic_ids: Sequence[int] | None = None) -> None:
    """Count the queries of these topics anew, or of all; an open one without open queries is answered."""
    counted = _counted(session, topic_ids)
    chosen = select(TopicRow)
    for row in session.scalars(chosen if topic_ids is None else chosen.where(TopicRow.id.in_(topic_ids))):
        was, found = TopicState(row.state), counted.get(row.id, {})
        state = standing(was, found)
        if was is TopicState.OPEN and state is TopicState.ANSWERED:
            note(session, row.id, What.ANSWERED, None, at)
        row.state = state.value
        _write(row, found.get(COUNTED[state], NONE))
    session.flush()


def people_since(session: Session, topic_id: int, since: datetime) -> int:
    """How many people have asked within a topic after a moment."""
    asked = (UnansweredRow.topic_id == topic_id, UnansweredRow.asked_at > since)
    return session.scalar(select(func.count(UnansweredRow.asker_ref.distinct())).where(*asked)) or 0


def move(session: Session, *which: ColumnElement[bool], of: GapState, to: GapState) -> None:
    """The queries in one state go to another."""
    chosen = update(UnansweredRow).where(*which, UnansweredRow.state == of)
    session.execute(chosen.values(state=to.value))


def open_again(session: Session, row: TopicRow, person_id: int | None, at: datetime, **facts: object) -> None:
    """A topic that was dismissed, with all its queries, waits for an article after all."""
    move(session, UnansweredRow.topic_id == row.id, of=GapState.DISMISSED, to=GapState.OPEN)
    row.state, row.dismissed_at = TopicState.OPEN.value, None
    note(session, row.id, What.REOPENED, person_id, at, **facts)


def _counted(session: Session, topic_ids: Sequence[int] | None) -> dict[int, dict[GapState, Counts]]:
    """Of each topic what it has in each state: every conversation is one question, however often it asked."""
    asked = func.coalesce(UnansweredRow.conversation_id, -UnansweredRow.id)
    which = UnansweredRow.topic_id.is_not(None)
    grouped = (
        select(
            func.coalesce(UnansweredRow.topic_id, 0),
            UnansweredRow.state,
            func.count(asked.distinct()),
            func.count(UnansweredRow.asker_ref.distinct()),
            func.count(UnansweredRow.customer_id.distinct()),
            func.count(UnansweredRow.ticket_number.distinct()),
            func.min(UnansweredRow.asked_at),
            func.max(UnansweredRow.asked_at),
        )
        .where(which if topic_ids is None else UnansweredRow.topic_id.in_(topic_ids))
        .group_by(UnansweredRow.topic_id, UnansweredRow.state)
    )
    found: dict[int, dict[GapState, Counts]] = defaultdict(dict)
    for topic_id, state, asked_in, people, customers, tickets, oldest, newest in session.execute(grouped):
        found[topic_id][GapState(state)] = Counts(asked_in, people, customers, tickets, oldest, newest)
    return found


def _write(row: TopicRow, counts: Counts) -> None:
    row.questions, row.people, row.customers = counts.questions, counts.people, counts.customers
    row.tickets, row.oldest, row.newest = counts.tickets, counts.oldest, counts.newest
