"""The table of scheduled customer visits (policy 6)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from guard import Screened
from records.base import Base, Instant, Words
from tickets.tables import CustomerRow, PersonRow


class VisitRow(Base):
    """A visit as it stands. What it was before stands in the history of its conversation.

    ``guaranteed_until`` is None for best effort; ``moved`` counts how often its beginning was changed,
    ``revision`` every change.
    """

    __tablename__ = "visits"
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    booked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    client: Mapped[Screened] = mapped_column(Words)
    place: Mapped[Screened] = mapped_column(Words)
    contact: Mapped[Screened] = mapped_column(Words)
    number: Mapped[str] = mapped_column(String(40))
    work: Mapped[Screened] = mapped_column(Words)
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant, index=True)
    guaranteed_until: Mapped[datetime | None] = mapped_column(Instant)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    moved: Mapped[int] = mapped_column(Integer, default=0)
    revision: Mapped[int] = mapped_column(Integer, default=0)
    customer: Mapped[CustomerRow] = relationship()
    booked_by: Mapped[PersonRow] = relationship()
    __table_args__ = (Index("ix_visits_customer", "customer_id", "starts_at"),)
