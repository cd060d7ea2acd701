"""The table of what customers are asked to do or to answer (policy 8)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from guard import Screened
from records.base import Base, Instant, Words


class TaskRow(Base):
    """One task of a list. ``entry_id`` is the line of the history with which staff asked."""

    __tablename__ = "tasks"
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_number: Mapped[int] = mapped_column(ForeignKey("tickets.number"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"))
    words: Mapped[Screened] = mapped_column(Words)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
