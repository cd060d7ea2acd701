"""The queries nobody could answer: what was asked, what was shown, and whether an article has come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Index, Integer, String, UniqueConstraint, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from guard import Screened, own, struck
from records.base import Base, Facts, Instant, Words


class Reason(StrEnum):
    """Why a query counts as unanswered; docs/console.md says when each is.

    ``NOT_QUITE`` was pressed, ``THUMBS_DOWN`` given below an answer; ``ABANDONED`` is a talk in which the
    search was not sure and its asker has gone away without a word; ``EDUCATION`` a ticket that was one.
    """

    NOTHING_FOUND = "nothing_found"
    NOT_SURE = "not_sure"
    NOT_QUITE = "not_quite"
    THUMBS_DOWN = "thumbs_down"
    ABANDONED = "abandoned"
    EDUCATION = "education"


REFUSED = frozenset({Reason.NOT_QUITE, Reason.THUMBS_DOWN})
"""Why an article that was shown is no answer, however sure the search may be of it."""


class GapState(StrEnum):
    """What has become of it.

    While it is ``read``, its asker has opened an article that was shown for it; it has ``lapsed`` when its
    asker, who had gone away, has come back and gone on, or has said that no how-to question was meant.
    """

    OPEN = "open"
    READ = "read"
    LAPSED = "lapsed"
    ANSWERED = "answered"
    DISMISSED = "dismissed"


class UnansweredRow(Base):
    """One unanswered query; conversation, customer and ticket are numbers of other rooms.

    ``still_at`` is when its asker was last heard, where it is one that was abandoned.
    """

    __tablename__ = "unanswered_queries"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    message_id: Mapped[str] = mapped_column(String(255))
    conversation_id: Mapped[int | None] = mapped_column(Integer)
    asker_ref: Mapped[str] = mapped_column(String(255))
    customer_id: Mapped[int | None] = mapped_column(Integer)
    door: Mapped[str] = mapped_column(String(20))
    question: Mapped[Screened] = mapped_column(Words)
    hits: Mapped[dict[str, Any]] = mapped_column(Facts)
    reason: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(12), default=GapState.OPEN)
    topic_id: Mapped[int | None] = mapped_column(Integer)
    ticket_number: Mapped[int | None] = mapped_column(Integer)
    still_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        UniqueConstraint("message_id"),
        Index("ix_unanswered_queries_state", "state", "asked_at"),
        Index("ix_unanswered_queries_conversation_id", "conversation_id"),
        Index("ix_unanswered_queries_topic", "topic_id", "state", "asked_at"),
    )


@dataclass(frozen=True)
class Shown:
    """An article that came up for the query, and how sure the search was of it."""

    slug: str
    sure: float


@dataclass(frozen=True)
class Gap:
    """A query without an answer."""

    id: int
    asked_at: datetime
    message_id: str
    conversation_id: int | None
    asker_ref: str
    customer_id: int | None
    door: str
    question: Screened
    shown: tuple[Shown, ...]
    reason: Reason
    state: GapState
    topic_id: int | None = None
    ticket_number: int | None = None


def record(
    session: Session,
    *,
    at: datetime,
    message_id: str,
    asker_ref: str,
    door: str,
    question: Screened,
    shown: Sequence[Shown],
    reason: Reason,
    conversation_id: int | None = None,
    customer_id: int | None = None,
    still_at: datetime | None = None,
) -> bool:
    """Write down an unanswered query; False (and nothing changed) when its message is already known."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(UnansweredRow).values(
        asked_at=at,
        message_id=message_id,
        conversation_id=conversation_id,
        asker_ref=asker_ref,
        customer_id=customer_id,
        door=door,
        question=question,
        hits={"hits": [{"slug": one.slug, "sure": round(one.sure, 3)} for one in shown]},
        reason=reason.value,
        state=GapState.OPEN.value,
        still_at=still_at,
    )
    new = row.on_conflict_do_nothing(index_elements=["message_id"]).returning(UnansweredRow.id)
    return session.execute(new).scalar_one_or_none() is not None


def erase(session: Session, conversation_id: int, words: Screened) -> None:
    """Erase words the person has deleted from what they asked; the gap itself stays, as a number."""
    asked = select(UnansweredRow).where(UnansweredRow.conversation_id == conversation_id)
    for row in session.scalars(asked):
        row.question = struck(row.question, words, own(""))
    session.flush()


def list_open(session: Session, limit: int = 50) -> list[Gap]:
    """The open ones, newest first."""
    rows = session.scalars(
        select(UnansweredRow)
        .where(UnansweredRow.state == GapState.OPEN)
        .order_by(UnansweredRow.asked_at.desc(), UnansweredRow.id.desc())
        .limit(limit)
    )
    return [gap_of(row) for row in rows]


def open_questions(session: Session, limit: int) -> list[Screened]:
    """What is asked in the open ones, newest first."""
    newest = (UnansweredRow.asked_at.desc(), UnansweredRow.id.desc())
    chosen = select(UnansweredRow.question).where(UnansweredRow.state == GapState.OPEN)
    return list(session.scalars(chosen.order_by(*newest).limit(limit)))


def close(session: Session, gap_id: int) -> bool:
    """It is answered now; False when it was closed before."""
    open_one = update(UnansweredRow).where(UnansweredRow.id == gap_id, UnansweredRow.state == GapState.OPEN)
    answered = open_one.values(state=GapState.ANSWERED.value).returning(UnansweredRow.id)
    return session.execute(answered).scalar_one_or_none() is not None


def close_of(session: Session, conversation_id: int) -> None:
    """What was asked in this conversation is answered now, also what was held back."""
    for state in (GapState.OPEN, GapState.READ):
        _move(session, UnansweredRow.conversation_id == conversation_id, of=state, to=GapState.ANSWERED)


def is_open(session: Session, conversation_id: int, question: Screened, reason: Reason) -> bool:
    """Whether this very question is recorded for the same reason already, and open."""
    theirs = select(UnansweredRow.id).where(
        UnansweredRow.conversation_id == conversation_id,
        UnansweredRow.question == question,
        UnansweredRow.reason == reason,
        UnansweredRow.state == GapState.OPEN,
    )
    return session.scalar(theirs.limit(1)) is not None


def lapse_of(session: Session, conversation_id: int) -> None:
    """What the search did not find in this conversation was meant otherwise: it is no gap any more."""
    theirs = UnansweredRow.conversation_id == conversation_id
    for_want = UnansweredRow.reason.in_((Reason.NOTHING_FOUND, Reason.NOT_SURE))
    for state in (GapState.OPEN, GapState.READ):
        _move(session, theirs, for_want, of=state, to=GapState.LAPSED)


def hold_back(session: Session, conversation_id: int, question: Screened) -> None:
    """The asker of this question reads an article that was shown for it: it is not open for now."""
    theirs = (UnansweredRow.conversation_id == conversation_id, UnansweredRow.question == question)
    _move(session, *theirs, of=GapState.OPEN, to=GapState.READ)


def take_up(session: Session, conversation_id: int) -> None:
    """What was read in this conversation has not helped: its queries are open again."""
    _move(session, UnansweredRow.conversation_id == conversation_id, of=GapState.READ, to=GapState.OPEN)


def close_same(session: Session, gap: Gap) -> None:
    """The same question, asked or judged again in the same conversation, is answered with this one."""
    theirs = (
        UnansweredRow.conversation_id == gap.conversation_id,
        UnansweredRow.question == gap.question,
        UnansweredRow.state == GapState.OPEN,
    )
    session.execute(update(UnansweredRow).where(*theirs).values(state=GapState.ANSWERED.value))


def after(session: Session, gap_id: int) -> list[Gap]:
    """Those recorded after this one, in whatever state, oldest first."""
    rows = session.scalars(select(UnansweredRow).where(UnansweredRow.id > gap_id).order_by(UnansweredRow.id))
    return [gap_of(row) for row in rows]


def open_of_topic(session: Session, topic_id: int, limit: int) -> list[int]:
    """The numbers of a topic's queries that wait for an answer, the newest first."""
    waiting = (UnansweredRow.topic_id == topic_id, UnansweredRow.state.in_([GapState.OPEN, GapState.READ]))
    chosen = (
        select(UnansweredRow.id)
        .where(*waiting)
        .order_by(UnansweredRow.asked_at.desc(), UnansweredRow.id.desc())
    )
    return list(session.scalars(chosen.limit(limit)))


def these(session: Session, gap_ids: Sequence[int]) -> list[Gap]:
    """The ones of these numbers, oldest first."""
    rows = session.scalars(
        select(UnansweredRow).where(UnansweredRow.id.in_(gap_ids)).order_by(UnansweredRow.id)
    )
    return [gap_of(row) for row in rows]


def without_ticket(session: Session, limit: int = 20_000) -> dict[int, int]:
    """The open queries of which no ticket is known, each with its conversation."""
    chosen = (
        select(UnansweredRow.id, UnansweredRow.conversation_id)
        .where(UnansweredRow.state == GapState.OPEN, UnansweredRow.ticket_number.is_(None))
        .order_by(UnansweredRow.asked_at.desc())
        .limit(limit)
    )
    return {gap: talk for gap, talk in session.execute(chosen) if talk is not None}


def note_tickets(session: Session, numbers: Mapping[int, int]) -> None:
    """Note in which ticket each of these queries was asked."""
    if numbers:
        found = [{"id": gap, "ticket_number": number} for gap, number in numbers.items()]
        session.execute(update(UnansweredRow), found)


def settle(session: Session, gap_id: int, state: GapState) -> bool:
    """Close a gap as answered or dismissed, or open it again; False when there is none of that number."""
    changed = update(UnansweredRow).where(UnansweredRow.id == gap_id).values(state=state.value)
    return session.execute(changed.returning(UnansweredRow.id)).scalar_one_or_none() is not None


def _move(session: Session, *which: ColumnElement[bool], of: GapState, to: GapState) -> None:
    chosen = update(UnansweredRow).where(*which, UnansweredRow.state == of)
    session.execute(chosen.values(state=to.value))


def gap_of(row: UnansweredRow) -> Gap:
    return Gap(
        id=row.id,
        asked_at=row.asked_at,
        message_id=row.message_id,
        conversation_id=row.conversation_id,
        asker_ref=row.asker_ref,
        customer_id=row.customer_id,
        door=row.door,
        question=row.question,
        shown=tuple(Shown(hit["slug"], hit["sure"]) for hit in row.hits["hits"]),
        reason=Reason(row.reason),
        state=GapState(row.state),
        topic_id=row.topic_id,
        ticket_number=row.ticket_number,
    )
