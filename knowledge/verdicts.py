"""The table of verdicts: what people said of an article as the answer to a question."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Index, Integer, String, UniqueConstraint, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from guard import Screened, own, shorten, struck
from knowledge.words import meaning
from records.base import Base, Instant, Words

LONGEST: Final = 500
"""Characters of a question that are kept: what follows is a log, or another matter."""
NEWEST: Final = 500
"""Verdicts that are read for one article."""


class Source(StrEnum):
    """Who said what: the asker that it solved the matter or not, staff that it answers the question."""

    SOLVED = "solved"
    NOT_QUITE = "not_quite"
    STAFF = "staff"
    COVERED = "covered"


class State(StrEnum):
    """A withdrawn verdict counts no more, and does not come back when it is said again."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


class VerdictRow(Base):
    """One verdict; customer and conversation are numbers of other rooms, ``said_by`` names a person by code.

    ``essence`` is a hash of the question's words: the same verdict on the same words is one row.
    """

    __tablename__ = "verdicts"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    slug: Mapped[str] = mapped_column(String(120))
    source: Mapped[str] = mapped_column(String(12))
    question: Mapped[Screened] = mapped_column(Words)
    essence: Mapped[str] = mapped_column(String(64))
    said_by: Mapped[str] = mapped_column(String(255))
    customer_id: Mapped[int | None] = mapped_column(Integer)
    conversation_id: Mapped[int | None] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(12))

    __table_args__ = (
        UniqueConstraint("slug", "essence", "said_by", "source"),
        Index("ix_verdicts_slug", "slug", "at"),
        Index("ix_verdicts_conversation_id", "conversation_id"),
    )


class RevisionRow(Base):
    """How often the verdicts on an article have changed, so that a search sees at a glance what is new."""

    __tablename__ = "verdict_revisions"
    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer)


@dataclass(frozen=True)
class Verdict:
    """Somebody's word on an article as the answer to a question."""

    id: int
    at: datetime
    slug: str
    source: Source
    question: Screened
    said_by: str
    customer_id: int | None
    conversation_id: int | None
    state: State


def record(
    session: Session,
    *,
    at: datetime,
    slug: str,
    source: Source,
    question: Screened,
    said_by: str,
    customer_id: int | None = None,
    conversation_id: int | None = None,
) -> bool:
    """Write a verdict down; False (and nothing changed) when it is known, or the question says nothing."""
    essence = essence_of(question)
    if not essence:
        return False
    row = _insert(session, VerdictRow).values(
        at=at,
        slug=slug,
        source=source.value,
        question=shorten(question, LONGEST),
        essence=essence,
        said_by=said_by,
        customer_id=customer_id,
        conversation_id=conversation_id,
        state=State.ACTIVE.value,
    )
    known = ["slug", "essence", "said_by", "source"]
    new = row.on_conflict_do_nothing(index_elements=known).returning(VerdictRow.id)
    if session.execute(new).scalar_one_or_none() is None:
        return False
    _touch(session, [slug])
    return True


def withdraw(session: Session, verdict_id: int) -> bool:
    """This verdict counts no more; False when there is no active one of that number."""
    active = update(VerdictRow).where(VerdictRow.id == verdict_id, VerdictRow.state == State.ACTIVE)
    changed = active.values(state=State.WITHDRAWN.value).returning(VerdictRow.slug)
    slug = session.execute(changed).scalar_one_or_none()
    _touch(session, [slug] if slug else [])
    return slug is not None


def erase(session: Session, conversation_id: int, words: Screened) -> None:
    """Erase words the person has deleted; a verdict on nothing else goes with them."""
    rows = session.scalars(select(VerdictRow).where(VerdictRow.conversation_id == conversation_id)).all()
    for row in rows:
        left = struck(row.question, words, own(""))
        if left != row.question:
            _touch(session, [row.slug])
            _keep(session, row, left)
    session.flush()


def verdicts(session: Session, slug: str | None = None, limit: int = NEWEST) -> list[Verdict]:
    """The verdicts on one article, or on all; the newest first."""
    chosen = select(VerdictRow).order_by(VerdictRow.at.desc(), VerdictRow.id.desc()).limit(limit)
    rows = session.scalars(chosen if slug is None else chosen.where(VerdictRow.slug == slug))
    return [_verdict(row) for row in rows]


def article_of(session: Session, verdict_id: int) -> str | None:
    """The article a verdict is about; None when there is no such verdict."""
    return session.scalar(select(VerdictRow.slug).where(VerdictRow.id == verdict_id))


def revisions(session: Session) -> dict[str, int]:
    """The articles there are verdicts on, each with a number that grows when they change."""
    rows = session.execute(select(RevisionRow.slug, RevisionRow.revision))
    return {slug: revision for slug, revision in rows}  # noqa: C416 (rows are no pairs to the type checker)


def essence_of(question: Screened) -> str:
    """A hash of what a question says (64 characters); empty when it says nothing."""
    found = sorted(meaning(question[:LONGEST]))
    return hashlib.sha256(" ".join(found).encode()).hexdigest() if found else ""


def _touch(session: Session, slugs: Sequence[str]) -> None:
    for slug in slugs:
        first = _insert(session, RevisionRow).values(slug=slug, revision=1)
        again = {"revision": RevisionRow.revision + 1}
        session.execute(first.on_conflict_do_update(index_elements=["slug"], set_=again))


def _keep(session: Session, row: VerdictRow, left: Screened) -> None:
    """What is left of a question stays; where nothing is, or another row says it, this one goes."""
    essence = essence_of(left)
    same = select(VerdictRow.id).where(
        VerdictRow.slug == row.slug,
        VerdictRow.essence == essence,
        VerdictRow.said_by == row.said_by,
        VerdictRow.source == row.source,
    )
    if not essence or session.scalar(same) is not None:
        session.delete(row)
    else:
        row.question, row.essence = left, essence


def _insert(session: Session, row: type[Base]) -> postgresql.Insert | sqlite.Insert:
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return make(row)


def _verdict(row: VerdictRow) -> Verdict:
    return Verdict(
        id=row.id,
        at=row.at,
        slug=row.slug,
        source=Source(row.source),
        question=row.question,
        said_by=row.said_by,
        customer_id=row.customer_id,
        conversation_id=row.conversation_id,
        state=State(row.state),
    )
