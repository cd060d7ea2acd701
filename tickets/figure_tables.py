"""The tables that figures are counted in: derived from the history, and made anew from it at any time.

A day is that of the office, as :meth:`datetime.date.toordinal` counts it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Float, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from records.base import Base, Instant


class QuestionRow(Base):
    """One question, by the entry with which it began: how it ended so far, and what it was sorted as."""

    __tablename__ = "figure_questions"
    entry_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    conversation_id: Mapped[int] = mapped_column(Integer, index=True)
    customer_id: Mapped[int | None] = mapped_column(Integer)
    day: Mapped[int] = mapped_column(Integer)
    ending: Mapped[str] = mapped_column(String(12))
    shown: Mapped[str] = mapped_column(String(8))
    decided: Mapped[str | None] = mapped_column(String(20))
    __table_args__ = (Index("ix_figure_questions_day", "day", "ending", "shown", "decided", "customer_id"),)


class OpenedRow(Base):
    """One ticket: when it was opened, as what, and what came of its first solution.

    ``hour`` counts from Monday, 0:00, to Sunday, 23:00 (0 to 167) by the clock on the office's wall.
    ``solved_at`` is when it first was, if ever; ``durable`` while that cannot be told, which it can
    from ``settles_at`` on.
    """

    __tablename__ = "figure_tickets"
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    customer_id: Mapped[int] = mapped_column(Integer)
    day: Mapped[int] = mapped_column(Integer)
    hour: Mapped[int] = mapped_column(Integer)
    category: Mapped[str] = mapped_column(String(20))
    solved_at: Mapped[datetime | None] = mapped_column(Instant)
    solved_day: Mapped[int | None] = mapped_column(Integer)
    confirmed: Mapped[bool] = mapped_column(Boolean, default=False)
    unconfirmed: Mapped[bool] = mapped_column(Boolean, default=False)
    reopened: Mapped[bool] = mapped_column(Boolean, default=False)
    stars: Mapped[int | None] = mapped_column(Integer)
    settles_at: Mapped[datetime | None] = mapped_column(Instant)
    durable: Mapped[bool | None] = mapped_column(Boolean)
    __table_args__ = (
        Index("ix_figure_tickets_day", "day", "category", "hour", "customer_id"),
        Index("ix_figure_tickets_solved_day", "solved_day"),
        Index("ix_figure_tickets_durable", "durable", "settles_at"),
    )


class ClockRow(Base):
    """One run of a ticket's clock, by the entry that started it: its tier, and how it was kept.

    ``waited`` are seconds, where staff answered; ``day`` is that of its start, by the hours of that time.
    """

    __tablename__ = "figure_clocks"
    entry_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    ticket_number: Mapped[int] = mapped_column(Integer, index=True)
    customer_id: Mapped[int] = mapped_column(Integer)
    day: Mapped[int] = mapped_column(Integer)
    tier: Mapped[str] = mapped_column(String(10))
    due_at: Mapped[datetime] = mapped_column(Instant)
    standing: Mapped[str] = mapped_column(String(10))
    waited: Mapped[float | None] = mapped_column(Float)
    __table_args__ = (
        Index("ix_figure_clocks_day", "day", "tier", "standing", "due_at", "waited", "customer_id"),
    )


class KeptRow(Base):
    """How far the history has been counted, and by what: one row.

    ``counted`` entries were there after ``since`` up to ``newest``: when there are more of them, some became
    visible late, and all are counted again. ``until`` was the newest at ``turned_at``, and is the next
    ``since``. ``whole_at`` is when nothing was left to be counted last; None while the first count goes on.
    """

    __tablename__ = "figure_kept"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    made_by: Mapped[str] = mapped_column(String(120))
    since: Mapped[int] = mapped_column(Integer)
    until: Mapped[int] = mapped_column(Integer)
    turned_at: Mapped[datetime] = mapped_column(Instant)
    counted: Mapped[int] = mapped_column(Integer)
    newest: Mapped[int] = mapped_column(Integer)
    whole_at: Mapped[datetime | None] = mapped_column(Instant)
