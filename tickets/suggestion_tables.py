"""The tables of suggestions for the product, and of who asked for each (policy 10)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from guard import Screened
from records.base import Base, Instant, Words


class SuggestionRow(Base):
    """What is wished for, in words of staff; when it is released, what they said of that."""

    __tablename__ = "suggestions"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[Screened] = mapped_column(Words)
    noted_at: Mapped[datetime] = mapped_column(Instant)
    released_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    released_words: Mapped[Screened | None] = mapped_column(Words)


class SuggestionAskRow(Base):
    """Somebody asked for it, in a ticket."""

    __tablename__ = "suggestion_asks"
    id: Mapped[int] = mapped_column(primary_key=True)
    suggestion_id: Mapped[int] = mapped_column(ForeignKey("suggestions.id"))
    ticket_number: Mapped[int] = mapped_column(ForeignKey("tickets.number"))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    __table_args__ = (UniqueConstraint("suggestion_id", "ticket_number"),)
