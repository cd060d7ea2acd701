"""The table of what humans said about the category of a text, confirmations of ours included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Index, Integer, Select, String, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from classifier import state
from classifier.category import Category
from classifier.memory import Memory, essence_of
from classifier.refit import Vouched
from guard import Screened, own, struck
from records.base import Base, Instant, Words

SaidBy = Literal["person", "staff"]

NEWEST = 5_000
"""Corrections held in memory: so many of those that count for everybody, and of the others."""


class Correction(Base):
    """One text and its category as a human gave it.

    ``confirmed`` means that staff vouch for it: only then does it answer other customers' messages, and is a
    model fitted to it. ``tacit`` means that nobody said it in so many words: staff solved the ticket as what
    it was taken for, or the person accepted what it led to; it answers no message. ``asker`` and
    ``customer_id`` are those whose words they are, ``was`` and ``model`` what the text had been taken for and
    by which model, ``revision`` is that of :mod:`classifier.state` at its last change.
    """

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    text: Mapped[Screened] = mapped_column(Words)
    label: Mapped[str] = mapped_column(String(20))
    said_by: Mapped[str] = mapped_column(String(10))
    confirmed: Mapped[bool]
    message_id: Mapped[str] = mapped_column(String(255), unique=True)
    tacit: Mapped[bool] = mapped_column(default=False)
    conversation_id: Mapped[int | None] = mapped_column(Integer)
    customer_id: Mapped[int | None] = mapped_column(Integer)
    asker: Mapped[str] = mapped_column(String(340), default="")
    was: Mapped[str | None] = mapped_column(String(20))
    model: Mapped[str | None] = mapped_column(String(80))
    revision: Mapped[int] = mapped_column(Integer, default=0)

    __table_args__ = (
        Index("ix_corrections_conversation_id", "conversation_id"),
        Index("ix_corrections_revision", "revision"),
        Index("ix_corrections_at", "at"),
    )


@dataclass(frozen=True)
class Said:
    """What a human said, and of which text; see :class:`Correction`."""

    at: datetime
    text: Screened
    label: Category
    by: SaidBy
    message_id: str
    tacit: bool = False
    conversation_id: int | None = None
    customer_id: int | None = None
    asker: str = ""
    was: str | None = None
    model: str | None = None


def remember(session: Session, said: Said) -> Correction:
    """Keep what was said about a text. Staff confirm by saying it; a person never overrules staff.

    There is one row for a text in its conversation: whoever speaks again changes it, and the same words again
    change nothing. What was done tacitly changes nothing that was said, but staff who do the same confirm it.
    """
    known = session.scalar(_same(said))
    if known is None:
        known = Correction(message_id=said.message_id, was=said.was, model=said.model)
        session.add(known)
        _write(session, known, said)
    elif said.tacit and not known.tacit:
        if said.by == "staff" and known.label == said.label and not known.confirmed:
            known.confirmed, known.revision = True, state.touch(session)
    elif said.by == "staff" or not known.confirmed:
        _write(session, known, said)
    session.flush()
    return known


def forget(session: Session, words: Screened, conversation_id: int | None = None) -> None:
    """A person has deleted these words: corrections of the conversation that hold them go."""
    theirs = or_(Correction.conversation_id == conversation_id, Correction.conversation_id.is_(None))
    for known in session.scalars(select(Correction).where(theirs)):
        if struck(known.text, words, own("")) != known.text:
            session.delete(known)
            state.touch(session, erased=known.confirmed)
    session.flush()


def memory(session: Session) -> Memory:
    """What answers messages at once: what staff vouch for, and for themselves what persons said."""
    said = select(
        Correction.text, Correction.label, Correction.confirmed, Correction.customer_id, Correction.asker
    ).where(~Correction.tacit)
    newest = said.order_by(Correction.at.desc(), Correction.id.desc()).limit(NEWEST)
    vouched, own_word = newest.where(Correction.confirmed), newest.where(~Correction.confirmed)
    return Memory.of((*session.execute(vouched), *session.execute(own_word)))


def vouched(session: Session) -> tuple[Vouched, ...]:
    """What a model may be fitted to: one verdict for each text, what was said before what was only done."""
    query = select(Correction).where(Correction.confirmed)
    rows = session.scalars(query.order_by(Correction.tacit, Correction.at.desc(), Correction.id.desc()))
    found: dict[str, Vouched] = {}
    for row in rows:
        if essence := essence_of(row.text):
            found.setdefault(essence, Vouched(str(row.text), Category(row.label), row.tacit))
    return tuple(found.values())


def _same(said: Said) -> Select[Correction]:
    """The row of the same text in the same conversation; without one, of the same message."""
    if said.conversation_id is None:
        return select(Correction).where(Correction.message_id == said.message_id)
    here = select(Correction).where(Correction.conversation_id == said.conversation_id)
    return here.where(Correction.text == said.text).limit(1)


def _write(session: Session, row: Correction, said: Said) -> None:
    if (row.label, row.said_by, row.tacit) == (said.label, said.by, said.tacit):
        return
    row.at, row.text, row.label, row.said_by = said.at, said.text, str(said.label), said.by
    row.confirmed, row.tacit = said.by == "staff", said.tacit
    row.conversation_id, row.customer_id, row.asker = said.conversation_id, said.customer_id, said.asker
    row.revision = state.touch(session)
