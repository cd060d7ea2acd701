"""The table of drafts: articles that are being written, and the unanswered queries they are to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from guard import Screened
from knowledge.sources.drafts import slug
from knowledge.writing.checks import Manuscript
from records.base import Base, Facts, Instant, Words


class State(StrEnum):
    """How far a draft has come. One of an article that is kept in git is handed over as a file."""

    WRITING = "writing"
    REVIEW = "review"
    PUBLISHED = "published"
    HANDED_OVER = "handed_over"
    DISCARDED = "discarded"


OPEN = (State.WRITING, State.REVIEW)


class Outcome(StrEnum):
    """What became of a query of the topic: it waits, its asker is due to be told, or was told."""

    WAITS = "waits"
    DUE = "due"
    TOLD = "told"
    WITH_ANOTHER = "with_another"
    READ_ALONG = "read_along"
    NOBODY = "nobody"
    SETTLED = "settled"


class DraftRow(Base):
    """One draft; people and topics are numbers of others. ``replaces`` is the article it is a new text of.

    ``revision`` grows with each change. ``asked_again_at`` says when, after publishing, all open queries were
    asked again.
    """

    __tablename__ = "drafts"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    topic_id: Mapped[int | None] = mapped_column(Integer, index=True)
    replaces: Mapped[str | None] = mapped_column(String(120))
    title: Mapped[Screened] = mapped_column(Words)
    kind: Mapped[str] = mapped_column(String(30))
    area: Mapped[str] = mapped_column(String(60))
    audience: Mapped[str] = mapped_column(String(12))
    aliases: Mapped[dict[str, Any]] = mapped_column(Facts)
    body: Mapped[Screened] = mapped_column(Words)
    revision: Mapped[int] = mapped_column(Integer, default=1)
    state: Mapped[str] = mapped_column(String(12), default=State.WRITING)
    begun_by: Mapped[int] = mapped_column(Integer)
    changed_by: Mapped[int] = mapped_column(Integer)
    reviewer: Mapped[int | None] = mapped_column(Integer)
    made_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    slug: Mapped[str] = mapped_column(String(120), default="")
    published_by: Mapped[int | None] = mapped_column(Integer)
    published_at: Mapped[datetime | None] = mapped_column(Instant)
    asked_again_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (Index("ix_drafts_state", "state", "changed_at"),)


class DraftQueryRow(Base):
    """An unanswered query a draft is to answer, and what became of it."""

    __tablename__ = "draft_queries"
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    gap_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    outcome: Mapped[str] = mapped_column(String(12), default=Outcome.WAITS)

    __table_args__ = (
        Index("ix_draft_queries_outcome", "outcome"),
        Index("ix_draft_queries_gap_id", "gap_id"),
    )


@dataclass(frozen=True)
class Text:
    """The words and fields of a draft; those not chosen yet are empty."""

    title: Screened
    kind: str
    area: str
    audience: str
    aliases: tuple[Screened, ...]
    body: Screened

    @property
    def manuscript(self) -> Manuscript:
        """The same, to be checked."""
        return Manuscript(self.title, self.kind, self.area, self.audience, self.aliases, self.body)


@dataclass(frozen=True)
class Draft:
    """A draft as it stands."""

    id: int
    topic_id: int | None
    replaces: str | None
    text: Text
    revision: int
    state: State
    begun_by: int
    changed_by: int
    reviewer: int | None
    made_at: datetime
    changed_at: datetime
    published_as: str
    published_by: int | None
    published_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed."""
        return self.state in OPEN

    @property
    def slug(self) -> str:
        """The short name it has, or will have when its title stays as it is."""
        return self.published_as or self.replaces or slug(self.text.title)


class ChangedMeanwhileError(Exception):
    """Somebody else has changed the draft since it was read: nothing was written."""


def begin(
    session: Session,
    text: Text,
    *,
    by: int,
    at: datetime,
    gap_ids: Sequence[int] = (),
    topic_id: int | None = None,
    replaces: str | None = None,
) -> int:
    """A new draft; returns its number."""
    row = DraftRow(
        topic_id=topic_id,
        replaces=replaces,
        begun_by=by,
        changed_by=by,
        made_at=at,
        changed_at=at,
        **_columns(text),
    )
    session.add(row)
    session.flush()
    add_queries(session, row.id, gap_ids)
    return row.id


def add_queries(session: Session, draft_id: int, gap_ids: Sequence[int]) -> None:
    """These queries too are to be answered by the draft; those it has already stay as they are."""
    known = set(outcomes(session, draft_id))
    session.add_all(
        DraftQueryRow(draft_id=draft_id, gap_id=one) for one in dict.fromkeys(gap_ids) if one not in known
    )
    session.flush()


def save(session: Session, draft_id: int, revision: int, text: Text, *, by: int, at: datetime) -> None:
    """Write the draft as it was edited; raises :class:`ChangedMeanwhileError`, also when it is not open."""
    _change(session, draft_id, revision, changed_by=by, changed_at=at, **_columns(text))


def hand_in(session: Session, draft_id: int, revision: int, reviewer: int | None, at: datetime) -> None:
    """Ask a person to review it; None takes it back. Raises :class:`ChangedMeanwhileError`."""
    state = State.WRITING if reviewer is None else State.REVIEW
    _change(session, draft_id, revision, state=state.value, reviewer=reviewer, changed_at=at)


def discard(session: Session, draft_id: int, revision: int, *, by: int, at: datetime) -> None:
    """Throw it away: it stays in the database, and is listed no more. Raises as :func:`save` does."""
    _change(session, draft_id, revision, state=State.DISCARDED.value, changed_by=by, changed_at=at)


def close(
    session: Session, draft_id: int, revision: int, state: State, slug: str, by: int, at: datetime
) -> None:
    """It is published under this short name, or handed over. Raises as :func:`save` does."""
    done = {"state": state.value, "slug": slug, "published_by": by, "published_at": at}
    _change(session, draft_id, revision, **done)


def _change(session: Session, draft_id: int, revision: int, **values: Any) -> None:
    here = (DraftRow.id == draft_id, DraftRow.revision == revision, DraftRow.state.in_(OPEN))
    changed = update(DraftRow).where(*here).values(revision=revision + 1, **values).returning(DraftRow.id)
    if session.execute(changed).scalar_one_or_none() is None:
        raise ChangedMeanwhileError(f"draft {draft_id} is not at revision {revision} any more")


def draft(session: Session, draft_id: int) -> Draft | None:
    """The draft of that number."""
    row = session.get(DraftRow, draft_id, populate_existing=True)
    return None if row is None else _draft(row)


def open_drafts(session: Session, limit: int = 200) -> list[Draft]:
    """Those being written or reviewed, last changed first."""
    return _listed(session, OPEN, limit)


def finished(session: Session, limit: int = 50) -> list[Draft]:
    """Those published or handed over, last changed first."""
    return _listed(session, (State.PUBLISHED, State.HANDED_OVER), limit)


def of_topic(session: Session, topic_id: int) -> list[Draft]:
    """The drafts of a topic that were not thrown away, newest first."""
    kept = select(DraftRow).where(DraftRow.topic_id == topic_id, DraftRow.state != State.DISCARDED)
    return [_draft(row) for row in session.scalars(kept.order_by(DraftRow.id.desc()))]


def open_of(session: Session, gap_ids: Sequence[int], topic_id: int | None = None) -> Draft | None:
    """The open draft of this topic, or else one that is to answer any of these queries."""
    theirs = select(DraftQueryRow.draft_id).where(DraftQueryRow.gap_id.in_(gap_ids))
    mine = DraftRow.topic_id == topic_id if topic_id is not None else DraftRow.id.in_(theirs)
    row = session.scalars(
        select(DraftRow).where(mine, DraftRow.state.in_(OPEN)).order_by(DraftRow.id)
    ).first()
    return None if row is None else _draft(row)


def outcomes(session: Session, draft_id: int) -> dict[int, Outcome]:
    """What became of each query of the draft, by the query's number."""
    rows = session.execute(
        select(DraftQueryRow.gap_id, DraftQueryRow.outcome)
        .where(DraftQueryRow.draft_id == draft_id)
        .order_by(DraftQueryRow.gap_id)
    )
    return {gap_id: Outcome(outcome) for gap_id, outcome in rows}


def note(session: Session, draft_id: int, gap_ids: Sequence[int], outcome: Outcome) -> None:
    """Write down what became of these queries of the draft."""
    theirs = (DraftQueryRow.draft_id == draft_id, DraftQueryRow.gap_id.in_(gap_ids))
    session.execute(update(DraftQueryRow).where(*theirs).values(outcome=outcome.value))


def due(session: Session, limit: int = 500) -> list[tuple[int, str, int]]:
    """Whose askers are to be told: (draft, slug of the article, query), oldest first."""
    rows = session.execute(
        select(DraftRow.id, DraftRow.slug, DraftQueryRow.gap_id)
        .join(DraftRow, DraftRow.id == DraftQueryRow.draft_id)
        .where(DraftQueryRow.outcome == Outcome.DUE)
        .order_by(DraftRow.id, DraftQueryRow.gap_id)
        .limit(limit)
    )
    return [(draft_id, slug, gap_id) for draft_id, slug, gap_id in rows]


def not_asked_again(session: Session) -> list[tuple[int, str]]:
    """The published drafts (number and slug) after which the open queries are still to be asked again."""
    waiting = (DraftRow.state == State.PUBLISHED, DraftRow.asked_again_at.is_(None))
    rows = session.execute(select(DraftRow.id, DraftRow.slug).where(*waiting).order_by(DraftRow.id))
    return [(draft_id, slug) for draft_id, slug in rows]


def note_asked_again(session: Session, draft_ids: Sequence[int], at: datetime) -> None:
    """All open queries were asked again with these published."""
    session.execute(update(DraftRow).where(DraftRow.id.in_(draft_ids)).values(asked_again_at=at))


def _listed(session: Session, states: Sequence[State], limit: int) -> list[Draft]:
    rows = (
        select(DraftRow).where(DraftRow.state.in_(states)).order_by(DraftRow.changed_at.desc()).limit(limit)
    )
    return [_draft(row) for row in session.scalars(rows)]


def _columns(text: Text) -> dict[str, Any]:
    return {
        "title": text.title,
        "kind": text.kind,
        "area": text.area,
        "audience": text.audience,
        "aliases": {"aliases": list(text.aliases)},
        "body": text.body,
    }


def _draft(row: DraftRow) -> Draft:
    return Draft(
        id=row.id,
        topic_id=row.topic_id,
        replaces=row.replaces,
        text=Text(row.title, row.kind, row.area, row.audience, tuple(row.aliases["aliases"]), row.body),
        revision=row.revision,
        state=State(row.state),
        begun_by=row.begun_by,
        changed_by=row.changed_by,
        reviewer=row.reviewer,
        made_at=row.made_at,
        changed_at=row.changed_at,
        published_as=row.slug,
        published_by=row.published_by,
        published_at=row.published_at,
    )
