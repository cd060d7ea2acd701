"""Keeps sealed letters until their end date; only :mod:`mail.sealed` can read what is in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from tickets.letter_tables import CameRow, SealedRow


@dataclass(frozen=True)
class SealedLetter:
    """``content`` is None once the end date is past and the bytes are gone."""

    letter_id: int
    key_name: str
    content: bytes | None = field(repr=False)
    until: datetime


def keep(session: Session, sealed: SealedLetter) -> None:
    """Keep a letter; keeping the same one again changes nothing."""
    if session.get(SealedRow, sealed.letter_id) is None:
        session.add(SealedRow(**vars(sealed)))
        session.flush()


def kept(session: Session, letter_id: int) -> SealedLetter | None:
    """The sealed letter of that id; None when it was never kept."""
    row = session.get(SealedRow, letter_id, populate_existing=True)
    return None if row is None else SealedLetter(row.letter_id, row.key_name, row.content, row.until)


def purge(session: Session, now: datetime, keep_for: timedelta) -> int:
    """Drop the bytes of some letters past their end date; how many those were, none when all are gone.

    A shorter ``keep_for`` holds for what was sealed before as well, a longer one does not. Few at once, so
    that nobody waits long for the database.
    """
    too_old = select(CameRow.id).where(CameRow.at <= now - keep_for)
    over = or_(SealedRow.until <= now, SealedRow.letter_id.in_(too_old))
    found = select(SealedRow.letter_id).where(SealedRow.content.is_not(None), over).limit(_AT_ONCE)
    gone = session.scalars(found).all()
    session.execute(update(SealedRow).where(SealedRow.letter_id.in_(gone)).values(content=None))
    return len(gone)


_AT_ONCE = 20


def keys_in_use(session: Session) -> dict[str, int]:
    """How many letters are kept under each key's name."""
    query = select(SealedRow.key_name, func.count()).where(SealedRow.content.is_not(None))
    return {row.key_name: row[1] for row in session.execute(query.group_by(SealedRow.key_name))}
