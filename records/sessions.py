"""Who is signed in to the console: a row for each session, under a hash of what the browser holds."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Integer, String, delete, or_, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from guard import Screened
from records.base import Base, Instant, Words

BITS = 256
"""Of chance in a session's id (OWASP ASVS 5.0, 7.2.3 asks for 128)."""


class SessionRow(Base):
    """One session; ``person_id`` is a number of the directory, ``notice`` is shown on the next page."""

    __tablename__ = "console_sessions"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(Integer, index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    notice: Mapped[Screened | None] = mapped_column(Words)


@dataclass(frozen=True)
class Terms:
    """How long a session lasts: without a request, and at the most."""

    idle: timedelta = timedelta(hours=2)
    longest: timedelta = timedelta(hours=12)


@dataclass(frozen=True)
class SignedIn:
    """A session that holds. ``csrf`` is what each of its forms carries."""

    person_id: int
    csrf: str
    seen_at: datetime
    notice: Screened | None


def begin(session: Session, person_id: int, at: datetime, terms: Terms) -> str:
    """A new session of this person; returns its id, which is kept nowhere but in the browser."""
    name = secrets.token_urlsafe(BITS // 8)
    session.add(
        SessionRow(
            key=_key(name),
            person_id=person_id,
            csrf=secrets.token_urlsafe(BITS // 8),
            made_at=at,
            seen_at=at,
            ends_at=at + terms.longest,
        )
    )
    session.flush()
    return name


def find(session: Session, name: str, at: datetime, terms: Terms) -> SignedIn | None:
    """The session of that id, while it holds."""
    row = session.get(SessionRow, _key(name), populate_existing=True)
    if row is None or at >= row.ends_at or at - row.seen_at >= terms.idle:
        return None
    return SignedIn(row.person_id, row.csrf, row.seen_at, row.notice)


def touch(session: Session, name: str, at: datetime) -> None:
    """There was a request of it."""
    session.execute(update(SessionRow).where(SessionRow.key == _key(name)).values(seen_at=at))


def notice(session: Session, name: str, words: Screened | None) -> None:
    """What its next page is to show, or nothing."""
    session.execute(update(SessionRow).where(SessionRow.key == _key(name)).values(notice=words))


def end(session: Session, name: str) -> None:
    """It is over."""
    session.execute(delete(SessionRow).where(SessionRow.key == _key(name)))


def end_all(session: Session, person_id: int) -> None:
    """All of this person's are over."""
    session.execute(delete(SessionRow).where(SessionRow.person_id == person_id))


def purge(session: Session, at: datetime, terms: Terms) -> int:
    """Forget those that hold no more; returns how many."""
    over = or_(SessionRow.ends_at <= at, SessionRow.seen_at <= at - terms.idle)
    gone = session.execute(delete(SessionRow).where(over).returning(SessionRow.key))
    return len(gone.all())


def _key(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
