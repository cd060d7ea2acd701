"""The tables of outages: one row for each, and one for everybody who reported it or was told of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from guard import Screened
from records.base import Base, Instant, Words


class OutageRow(Base):
    """An outage. ``open_mark`` is 1 while it is suspected or declared, so that one is open at a time.

    Its history stands in a conversation of its own; ``changes`` counts what everybody was told.
    """

    __tablename__ = "outages"
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    state: Mapped[str] = mapped_column(String(10))
    cause: Mapped[str] = mapped_column(String(10))
    title: Mapped[Screened] = mapped_column(Words)
    raised_at: Mapped[datetime] = mapped_column(Instant)
    started_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    last_words: Mapped[Screened | None] = mapped_column(Words)
    changes: Mapped[int] = mapped_column(Integer, default=0)
    open_mark: Mapped[int | None] = mapped_column(Integer, unique=True)


class OutageReportRow(Base):
    """A conversation that belongs to an outage, who holds it, and its ticket when there is one."""

    __tablename__ = "outage_reports"
    id: Mapped[int] = mapped_column(primary_key=True)
    outage_id: Mapped[int] = mapped_column(ForeignKey("outages.id"), index=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    ticket_number: Mapped[int | None] = mapped_column(ForeignKey("tickets.number"))
    how: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Instant)
    __table_args__ = (UniqueConstraint("outage_id", "conversation_id"),)
