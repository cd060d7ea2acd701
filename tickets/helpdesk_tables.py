"""The tables of the helpdesk behind: which of its tickets is whose, and how far its news were read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from records.base import Base, Instant


class HelpdeskTicketRow(Base):
    """One of our tickets in the helpdesk of that name; ``reference`` is its number over there."""

    __tablename__ = "helpdesk_tickets"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    ticket_number: Mapped[int] = mapped_column(ForeignKey("tickets.number"), primary_key=True)
    reference: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (UniqueConstraint("name", "reference"),)


class HelpdeskMarkRow(Base):
    """How far the news of a helpdesk were read, by its name."""

    __tablename__ = "helpdesk_marks"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    mark: Mapped[str] = mapped_column(String(64))
