"""The table of maintenance windows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from guard import Screened
from records.base import Base, Instant, Words


class MaintenanceRow(Base):
    """A maintenance window. ``published_start`` and ``published_end`` are as last announced before it began.

    Its history stands in a conversation of its own; ``changes`` counts the announcements.
    """

    __tablename__ = "maintenance"
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    what: Mapped[Screened] = mapped_column(Words)
    scheduled: Mapped[bool] = mapped_column(Boolean)
    start_at: Mapped[datetime] = mapped_column(Instant, index=True)
    end_at: Mapped[datetime] = mapped_column(Instant)
    published_start: Mapped[datetime | None] = mapped_column(Instant)
    published_end: Mapped[datetime | None] = mapped_column(Instant)
    announced_at: Mapped[datetime] = mapped_column(Instant)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    changes: Mapped[int] = mapped_column(Integer, default=0)
