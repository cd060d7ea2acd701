"""Remembers how far a mailbox was read, and which of its letters made trouble."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from records.base import Base, Instant


class MailboxRow(Base):
    """One folder of one mailbox. ``validity`` is its UIDVALIDITY: with another one, all UIDs are new."""

    __tablename__ = "mailboxes"
    name: Mapped[str] = mapped_column(String(700), primary_key=True)
    validity: Mapped[int] = mapped_column(BigInteger)
    last_uid: Mapped[int] = mapped_column(BigInteger)
    read_at: Mapped[datetime | None] = mapped_column(Instant)


class TriedRow(Base):
    """A letter that was begun and is not known to have been stored."""

    __tablename__ = "mailbox_letters"
    mailbox: Mapped[str] = mapped_column(ForeignKey("mailboxes.name"), primary_key=True)
    uid: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    begun: Mapped[int]
    failed: Mapped[int]
    given_up: Mapped[bool]
    tried_at: Mapped[datetime] = mapped_column(Instant)


@dataclass(frozen=True)
class Tried:
    """How often a letter was begun, how often that failed, when last, and whether it was given up."""

    begun: int
    failed: int
    given_up: bool
    tried_at: datetime


@dataclass(frozen=True)
class Progress:
    """Up to which UID a mailbox was read, and the letters up to there (or after) that made trouble."""

    last_uid: int
    tried: dict[int, Tried]


def progress(session: Session, mailbox: str, validity: int) -> Progress:
    """How far the mailbox was read; from the beginning when its UIDs are new."""
    row = session.get(MailboxRow, mailbox)
    if row is None:
        session.add(MailboxRow(name=mailbox, validity=validity, last_uid=0))
        session.flush()
        return Progress(0, {})
    if row.validity != validity:
        session.execute(delete(TriedRow).where(TriedRow.mailbox == mailbox))
        row.validity, row.last_uid = validity, 0
    rows = session.scalars(select(TriedRow).where(TriedRow.mailbox == mailbox).order_by(TriedRow.uid))
    return Progress(row.last_uid, {one.uid: _tried(one) for one in rows})


def begin(session: Session, mailbox: str, uid: int, at: datetime) -> Tried:
    """Note that a letter is about to be stored, so that one at which the process dies is known."""
    return _note(session, mailbox, uid, at, begun=1)


def fail(session: Session, mailbox: str, uid: int, at: datetime) -> Tried:
    """Note that a letter could not be stored."""
    return _note(session, mailbox, uid, at, failed=1)


def give_up(session: Session, mailbox: str, uid: int, at: datetime) -> Tried:
    """Note that a letter will not be tried again."""
    _advance(session, mailbox, uid)
    return _note(session, mailbox, uid, at, given_up=True)


def stored(session: Session, mailbox: str, uid: int) -> None:
    """Note that a letter was stored; in the transaction that does it."""
    _advance(session, mailbox, uid)
    forget(session, mailbox, uid)


def forget(session: Session, mailbox: str, uid: int) -> None:
    """Forget the trouble with a letter that is stored, or no longer there."""
    session.execute(delete(TriedRow).where(TriedRow.mailbox == mailbox, TriedRow.uid == uid))


def note_read(session: Session, mailbox: str, at: datetime) -> None:
    """Note that the whole mailbox was looked through."""
    row = session.get(MailboxRow, mailbox)
    if row is not None:
        row.read_at = at


def read_at(session: Session, mailbox: str) -> datetime | None:
    """When the mailbox was last looked through."""
    row = session.get(MailboxRow, mailbox)
    return None if row is None else row.read_at


def _advance(session: Session, mailbox: str, uid: int) -> None:
    row = session.get_one(MailboxRow, mailbox)
    row.last_uid = max(row.last_uid, uid)


def _note(
    session: Session,
    mailbox: str,
    uid: int,
    at: datetime,
    *,
    begun: int = 0,
    failed: int = 0,
    given_up: bool = False,
) -> Tried:
    row = session.get(TriedRow, (mailbox, uid))
    before = Tried(0, 0, False, at) if row is None else _tried(row)
    now = replace(
        before,
        begun=before.begun + begun,
        failed=before.failed + failed,
        given_up=before.given_up or given_up,
        tried_at=at,
    )
    session.merge(TriedRow(mailbox=mailbox, uid=uid, **vars(now)))
    session.flush()
    return now


def _tried(row: TriedRow) -> Tried:
    return Tried(row.begun, row.failed, row.given_up, row.tried_at)
