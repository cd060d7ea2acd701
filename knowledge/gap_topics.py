"""The topics of unanswered queries: what people and the program have made of them, as rows that stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from guard import Screened
from knowledge.gaps import GapState
from records.base import Base, Facts, Instant, Words

LONGEST_NAME: Final = 120
"""Characters of a topic's name."""


class TopicState(StrEnum):
    """Where a topic stands.

    ``open``: it has open queries. ``answered``: none any more, and some were answered. ``dismissed``: no
    article is to be written. ``gone``: it has no queries any more; they are in another one, or lapsed.
    """

    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "dismissed"
    GONE = "gone"


COUNTED: Final[Mapping[TopicState, GapState]] = {
    TopicState.OPEN: GapState.OPEN,
    TopicState.ANSWERED: GapState.ANSWERED,
    TopicState.DISMISSED: GapState.DISMISSED,
    TopicState.GONE: GapState.OPEN,
}
"""Which queries of a topic are counted and shown as its questions."""


class TopicRow(Base):
    """One topic; the assignee is a number of another room.

    ``held``: people have done something to it, so that its queries stay in it. ``revision`` grows with what
    people do. The counts are those of the queries in :data:`COUNTED`, kept by the round and by every act.
    ``likes`` holds solved tickets that are like its questions, with how like they are.
    """

    __tablename__ = "gap_topics"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[Screened] = mapped_column(Words)
    named_by_hand: Mapped[bool] = mapped_column(Boolean, default=False)
    held: Mapped[bool] = mapped_column(Boolean, default=False)
    state: Mapped[str] = mapped_column(String(12))
    assignee_id: Mapped[int | None] = mapped_column(Integer)
    merged_into: Mapped[int | None] = mapped_column(Integer)
    dismissed_at: Mapped[datetime | None] = mapped_column(Instant)
    made_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    revision: Mapped[int] = mapped_column(Integer, default=0)
    questions: Mapped[int] = mapped_column(Integer, default=0)
    people: Mapped[int] = mapped_column(Integer, default=0)
    customers: Mapped[int] = mapped_column(Integer, default=0)
    tickets: Mapped[int] = mapped_column(Integer, default=0)
    oldest: Mapped[datetime | None] = mapped_column(Instant)
    newest: Mapped[datetime | None] = mapped_column(Instant)
    likes: Mapped[dict[str, Any]] = mapped_column(Facts, default=dict)

    __table_args__ = (Index("ix_gap_topics_state", "state"),)


class What(StrEnum):
    """What was done to a topic."""

    MERGED = "merged"
    SPLIT = "split"
    ASSIGNED = "assigned"
    RENAMED = "renamed"
    DISMISSED = "dismissed"
    REOPENED = "reopened"
    COVERED = "covered"
    ANSWERED = "answered"


class TopicActRow(Base):
    """One line of a topic's history; without a person it was the program."""

    __tablename__ = "gap_topic_acts"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("gap_topics.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    person_id: Mapped[int | None] = mapped_column(Integer)
    what: Mapped[str] = mapped_column(String(20))
    facts: Mapped[dict[str, Any]] = mapped_column(Facts, default=dict)


@dataclass(frozen=True)
class Counts:
    """How often a topic was asked: queries, who asked, of how many customers, in how many tickets."""

    questions: int = 0
    people: int = 0
    customers: int = 0
    tickets: int = 0
    oldest: datetime | None = None
    newest: datetime | None = None


@dataclass(frozen=True)
class GapTopic:
    """A topic as it stands. ``likes`` are (number, likeness) of solved tickets, the likest first."""

    id: int
    name: Screened
    state: TopicState
    counts: Counts
    made_at: datetime
    seen_at: datetime
    revision: int
    held: bool = False
    named_by_hand: bool = False
    assignee_id: int | None = None
    merged_into: int | None = None
    dismissed_at: datetime | None = None
    likes: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True)
class TopicAct:
    """Something that was done to a topic, by a person or (None) by the program."""

    at: datetime
    person_id: int | None
    what: What
    facts: Mapping[str, Any]


def topic(session: Session, topic_id: int) -> GapTopic | None:
    """One topic, or None."""
    row = session.get(TopicRow, topic_id, populate_existing=True)
    return None if row is None else topic_of(row)


def these_topics(session: Session, topic_ids: Sequence[int] | None = None) -> list[GapTopic]:
    """All topics, or those of these numbers, by number."""
    chosen = select(TopicRow).order_by(TopicRow.id)
    rows = session.scalars(chosen if topic_ids is None else chosen.where(TopicRow.id.in_(topic_ids)))
    return [topic_of(row) for row in rows]


def history(session: Session, topic_id: int) -> list[TopicAct]:
    """What was done to a topic, oldest first."""
    rows = session.scalars(
        select(TopicActRow).where(TopicActRow.topic_id == topic_id).order_by(TopicActRow.id)
    )
    return [TopicAct(row.at, row.person_id, What(row.what), row.facts) for row in rows]


def note(
    session: Session, topic_id: int, what: What, person_id: int | None, at: datetime, **facts: Any
) -> None:
    """Write into a topic's history; ``facts`` are numbers, codes and screened words."""
    session.add(TopicActRow(topic_id=topic_id, at=at, person_id=person_id, what=what.value, facts=facts))
    session.flush()


def topic_of(row: TopicRow) -> GapTopic:
    """The value of a row."""
    counts = Counts(row.questions, row.people, row.customers, row.tickets, row.oldest, row.newest)
    return GapTopic(
        row.id,
        row.name,
        TopicState(row.state),
        counts,
        row.made_at,
        row.seen_at,
        row.revision,
        row.held,
        row.named_by_hand,
        row.assignee_id,
        row.merged_into,
        row.dismissed_at,
        tuple((int(number), float(like)) for number, like in row.likes.get("likes", ())),
    )
