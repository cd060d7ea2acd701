"""The tables of letters: what was sent under which id, and what came in and became of it (policy 8, 12)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from guard import Screened
from records.base import Base, Facts, Instant, Words


class SentRow(Base):
    """One letter of ours, noted before it leaves. ``key`` is its delivery, ``token`` is in its bounces."""

    __tablename__ = "letters_sent"
    message_id: Mapped[str] = mapped_column(String(255), primary_key=True)
    token: Mapped[str] = mapped_column(String(40), unique=True)
    key: Mapped[str] = mapped_column(String(255))
    recipient: Mapped[str] = mapped_column(String(254))
    at: Mapped[datetime] = mapped_column(Instant)
    automatic: Mapped[bool]
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    ticket_number: Mapped[int | None] = mapped_column(ForeignKey("tickets.number"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"))
    failed_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (Index("ix_letters_sent_recipient", "recipient", "at"),)


class CameRow(Base):
    """One letter that came in. ``digest`` is the SHA-256 of its bytes; ``state`` what became of it."""

    __tablename__ = "letters_came"
    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    message_id: Mapped[str] = mapped_column(String(255), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    sender: Mapped[str] = mapped_column(String(254))
    subject: Mapped[Screened] = mapped_column(Words)
    words: Mapped[Screened] = mapped_column(Words)
    state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]] = mapped_column(Facts)
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        Index("ix_letters_came_sender", "sender", "at"),
        Index("ix_letters_came_state", "state", "id"),
    )


class SealedRow(Base):
    """The bytes of a letter that came in, sealed under the key of that name; None once ``until`` is past."""

    __tablename__ = "letters_sealed"
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters_came.id"), primary_key=True)
    key_name: Mapped[str] = mapped_column(String(16))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    until: Mapped[datetime] = mapped_column(Instant, index=True)
