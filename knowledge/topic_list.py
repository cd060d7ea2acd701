"""Lists topics of unanswered queries, ranked, filtered and page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlalchemy.orm import Session

from knowledge.gap_topics import COUNTED, Counts, GapTopic, TopicRow, TopicState, topic_of
from knowledge.gaps import Gap, Reason, UnansweredRow, gap_of

CUSTOMER, TICKET, PERSON, WEEK = 3, 2, 1, 1
"""What each counts towards the rank of a topic."""
WEEKS: Final = 4
"""For so many whole weeks its oldest question adds to a topic's rank."""


class By(StrEnum):
    """What topics are sorted by."""

    RANK = "rank"
    CUSTOMERS = "customers"
    PEOPLE = "people"
    TICKETS = "tickets"
    QUESTIONS = "questions"
    OLDEST = "oldest"
    NEWEST = "newest"


@dataclass(frozen=True)
class Wanted:
    """Which topics are wanted; None leaves a thing open."""

    state: TopicState | None = TopicState.OPEN
    assignee: int | None = None
    reason: Reason | None = None
    by: By = By.RANK


def rank(counts: Counts, at: datetime) -> int:
    """How much an article is wanted: 3 for each customer, 2 for each ticket, 1 for each person and week."""
    weeks = 0 if counts.oldest is None else min((at - counts.oldest) // timedelta(weeks=1), WEEKS)
    known = CUSTOMER * counts.customers + TICKET * counts.tickets + PERSON * counts.people
    return known + WEEK * max(weeks, 0)


def listed(
    session: Session, wanted: Wanted, at: datetime, limit: int = 50, offset: int = 0
) -> tuple[list[GapTopic], int]:
    """The topics that are wanted, from ``offset`` on, and how many there are in all."""
    which = list(_which(wanted))
    total = session.scalar(select(func.count()).select_from(TopicRow).where(*which)) or 0
    chosen = select(TopicRow).where(*which).order_by(*_order(wanted.by, at), TopicRow.id)
    return [topic_of(row) for row in session.scalars(chosen.limit(limit).offset(offset))], total


def how_many(session: Session) -> dict[TopicState, int]:
    """How many topics stand where."""
    found = session.execute(select(TopicRow.state, func.count()).group_by(TopicRow.state))
    return {TopicState(state): count for state, count in found}


def questions(session: Session, topic: GapTopic, limit: int, offset: int = 0) -> list[Gap]:
    """The topic's questions, newest first; of the same words in one conversation the newest."""
    asked_in = func.coalesce(UnansweredRow.conversation_id, -UnansweredRow.id)
    newest = (
        select(func.max(UnansweredRow.id))
        .where(*_counted(topic))
        .group_by(asked_in, UnansweredRow.question)
        .order_by(func.max(UnansweredRow.asked_at).desc(), func.max(UnansweredRow.id).desc())
        .limit(limit)
        .offset(offset)
    )
    numbers = list(session.scalars(newest))
    rows = session.scalars(select(UnansweredRow).where(UnansweredRow.id.in_(numbers)))
    return sorted(map(gap_of, rows), key=lambda gap: numbers.index(gap.id))


def all_of(session: Session, topic: GapTopic, limit: int) -> list[Gap]:
    """All queries that are counted in the topic, newest first, also those asked twice."""
    chosen = select(UnansweredRow).where(*_counted(topic))
    rows = session.scalars(
        chosen.order_by(UnansweredRow.asked_at.desc(), UnansweredRow.id.desc()).limit(limit)
    )
    return [gap_of(row) for row in rows]


def reasons(session: Session, topic: GapTopic) -> dict[Reason, int]:
    """Why the topic's questions are without an answer, and how often."""
    chosen = select(UnansweredRow.reason, func.count()).where(*_counted(topic))
    found = session.execute(chosen.group_by(UnansweredRow.reason).order_by(func.count().desc()))
    return {Reason(reason): count for reason, count in found}


def _counted(topic: GapTopic) -> tuple[ColumnElement[bool], ...]:
    return (UnansweredRow.topic_id == topic.id, UnansweredRow.state == COUNTED[topic.state])


def _which(wanted: Wanted) -> Any:
    if wanted.state is not None:
        yield TopicRow.state == wanted.state
    else:
        yield TopicRow.state != TopicState.GONE
    if wanted.assignee is not None:
        yield TopicRow.assignee_id == wanted.assignee
    if wanted.reason is not None:
        of_it = (UnansweredRow.topic_id == TopicRow.id, UnansweredRow.reason == wanted.reason)
        yield select(UnansweredRow.id).where(*of_it, UnansweredRow.state.in_(COUNTED.values())).exists()


def _order(by: By, at: datetime) -> tuple[ColumnElement[Any], ...]:
    ranked = _ranked(at).desc()
    if by is By.RANK:
        return (ranked,)
    if by is By.OLDEST:
        return (TopicRow.oldest.asc(), ranked)
    column = {
        By.CUSTOMERS: TopicRow.customers,
        By.PEOPLE: TopicRow.people,
        By.TICKETS: TopicRow.tickets,
        By.QUESTIONS: TopicRow.questions,
        By.NEWEST: TopicRow.newest,
    }[by]
    return (column.desc(), ranked)


def _ranked(at: datetime) -> ColumnElement[int]:
    """:func:`rank`, as the database reckons it."""
    weeks = case(
        *((TopicRow.oldest <= at - timedelta(weeks=week), literal(week)) for week in range(WEEKS, 0, -1)),
        else_=literal(0),
    )
    known = CUSTOMER * TopicRow.customers + TICKET * TopicRow.tickets + PERSON * TopicRow.people
    return known + WEEK * weeks
