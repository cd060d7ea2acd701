"""The desk's tables: directory, conversations and their places, tickets, and the history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Float, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from guard import Screened
from records.base import Base, Facts, Instant, Words


class CustomerRow(Base):
    """A customer of the vendor, by the key the vendor's own books use."""

    __tablename__ = "customers"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    good_standing: Mapped[bool] = mapped_column(Boolean, default=True)
    active: Mapped[bool] = mapped_column(Boolean, default=True)


class PersonRow(Base):
    """Somebody the directory knows: a customer's person, or staff (no customer, one role or more)."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    mail: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    user_name: Mapped[str | None] = mapped_column(String(100))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    licensed: Mapped[bool] = mapped_column(Boolean, default=False)
    roles: Mapped[str] = mapped_column(String(100), default="")
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    customer: Mapped[CustomerRow | None] = relationship()


class IdentityRow(Base):
    """How a door knows a person: in Slack (team id, user id)."""

    __tablename__ = "identities"
    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[str] = mapped_column(String(20))
    team: Mapped[str] = mapped_column(String(40))
    user: Mapped[str] = mapped_column(String(254))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    person: Mapped[PersonRow] = relationship()
    __table_args__ = (UniqueConstraint("door", "team", "user"),)


class AcquaintanceRow(Base):
    """Who has met the bot through a door: when they were welcomed, and when they last opened their Home."""

    __tablename__ = "acquaintances"
    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[str] = mapped_column(String(20))
    team: Mapped[str] = mapped_column(String(40))
    user: Mapped[str] = mapped_column(String(254))
    welcomed_at: Mapped[datetime | None] = mapped_column(Instant)
    home_at: Mapped[datetime | None] = mapped_column(Instant)
    __table_args__ = (UniqueConstraint("door", "team", "user"),)


class ChannelRow(Base):
    """A Slack channel that belongs to exactly one customer."""

    __tablename__ = "channels"
    id: Mapped[int] = mapped_column(primary_key=True)
    team: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(40))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    __table_args__ = (UniqueConstraint("team", "channel"),)


class ConversationRow(Base):
    """What one person and the bot talk about. ``revision`` grows with every change of it."""

    __tablename__ = "conversations"
    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[str] = mapped_column(String(20))
    asker_team: Mapped[str] = mapped_column(String(40))
    asker_user: Mapped[str] = mapped_column(String(254))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(Instant, index=True)
    last_heard_at: Mapped[datetime] = mapped_column(Instant)
    stage: Mapped[str] = mapped_column(String(20))
    question: Mapped[Screened] = mapped_column(Words)
    category: Mapped[str | None] = mapped_column(String(20))
    sure: Mapped[float | None] = mapped_column(Float)
    model: Mapped[str | None] = mapped_column(String(80))
    details: Mapped[dict[str, Any]] = mapped_column(Facts, default=dict)
    shown: Mapped[dict[str, Any]] = mapped_column(Facts, default=dict)
    questions_back: Mapped[int] = mapped_column(Integer, default=0)
    human: Mapped[bool] = mapped_column(Boolean, default=False)
    reply_entry: Mapped[int | None] = mapped_column(Integer)
    revision: Mapped[int] = mapped_column(Integer, default=0)
    __table_args__ = (
        Index("ix_conversations_asker", "door", "asker_team", "asker_user", "last_heard_at"),
        Index("ix_conversations_stage", "stage", "last_heard_at"),
    )


class PlaceRow(Base):
    """Where a conversation is held: the asker's thread, or the ticket's thread at the desk."""

    __tablename__ = "places"
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    role: Mapped[str] = mapped_column(String(10))
    door: Mapped[str] = mapped_column(String(20))
    enterprise: Mapped[str] = mapped_column(String(40), default="")
    team: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(254))
    thread: Mapped[str] = mapped_column(String(254))
    direct: Mapped[bool] = mapped_column(Boolean, default=False)
    __table_args__ = (UniqueConstraint("door", "team", "channel", "thread"),)


class TicketRow(Base):
    """A ticket: the record of what was promised. One act of opening makes one ticket."""

    __tablename__ = "tickets"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    opener_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    opened_by: Mapped[str] = mapped_column(String(255), unique=True)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    status: Mapped[str] = mapped_column(String(20))
    category: Mapped[str] = mapped_column(String(20))
    sure: Mapped[float | None] = mapped_column(Float)
    model: Mapped[str | None] = mapped_column(String(80))
    subject: Mapped[Screened] = mapped_column(Words)
    details: Mapped[dict[str, Any]] = mapped_column(Facts)
    shown: Mapped[dict[str, Any]] = mapped_column(Facts)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    tier: Mapped[str | None] = mapped_column(String(10))
    waiting_since: Mapped[datetime | None] = mapped_column(Instant)
    due_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    target_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    solved_at: Mapped[datetime | None] = mapped_column(Instant)
    waits_since: Mapped[datetime | None] = mapped_column(Instant)
    merged_into: Mapped[int | None] = mapped_column(Integer)
    customer: Mapped[CustomerRow] = relationship()
    opener: Mapped[PersonRow] = relationship(foreign_keys=[opener_id])
    assignee: Mapped[PersonRow | None] = relationship(foreign_keys=[assignee_id])
    __table_args__ = (
        Index("ix_tickets_of_customer", "customer_id", "number"),
        Index("ix_tickets_by_time", "status", "target_at", "number"),
        Index("ix_tickets_of_assignee", "assignee_id", "number"),
        Index("ix_tickets_of_category", "category", "number"),
        Index("ix_tickets_customer_id_opened_at", "customer_id", "opened_at"),
    )


class EntryRow(Base):
    """One line of the history. Facts stay; a person's words can be erased (their hash remains).

    ``source`` is the id of the message that caused it and is unique: the same message twice is one entry.
    ``audience`` says who may ever read it: ``customer`` (everybody in the conversation) or ``staff``.
    """

    __tablename__ = "entries"
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    ticket_number: Mapped[int | None] = mapped_column(ForeignKey("tickets.number"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str] = mapped_column(String(30))
    actor: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    audience: Mapped[str] = mapped_column(String(10))
    facts: Mapped[dict[str, Any]] = mapped_column(Facts, default=dict)
    words: Mapped[Screened | None] = mapped_column(Words)
    words_hash: Mapped[str | None] = mapped_column(String(64))
    source: Mapped[str | None] = mapped_column(String(255), unique=True)
    person: Mapped[PersonRow | None] = relationship()


class CounterRow(Base):
    """The last number given out, under its name."""

    __tablename__ = "counters"
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[int] = mapped_column(Integer)


class LinkRequestRow(Base):
    """An unknown person who named an address; staff confirm that it is them."""

    __tablename__ = "link_requests"
    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[str] = mapped_column(String(20))
    team: Mapped[str] = mapped_column(String(40))
    user: Mapped[str] = mapped_column(String(254))
    mail: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    confirmed: Mapped[bool | None] = mapped_column(Boolean)
    __table_args__ = (UniqueConstraint("door", "team", "user", "mail"),)
