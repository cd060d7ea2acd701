"""One-time links into the console: a row for each, of which the link itself is derived and kept nowhere."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from records.base import Base, Instant
from tickets.tables import PersonRow

HOLDS = timedelta(minutes=10)
HOURLY = 5
"""Links that one person may ask for within an hour."""
_KEPT = timedelta(days=1)


class SignInLinkRow(Base):
    """A link that was asked for; only the newest of a person holds."""

    __tablename__ = "sign_in_links"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(PersonRow.id), index=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


@dataclass(frozen=True)
class SignInLink:
    """A link as it was made."""

    id: int
    person_id: int
    made_at: datetime
    expires_at: datetime


class Why(StrEnum):
    """Why a link opens nothing."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    REPLACED = "replaced"


def asked_for(session: Session, person_id: int, now: datetime) -> SignInLink | None:
    """A new link for who asks for one; None when they have had a few within an hour."""
    since = now - timedelta(hours=1)
    return None if _made_since(session, person_id, since) >= HOURLY else make(session, person_id, now)


def make(session: Session, person_id: int, now: datetime) -> SignInLink:
    """A new link for this person, which ends their older ones."""
    old = (SignInLinkRow.person_id == person_id, SignInLinkRow.made_at <= now - _KEPT)
    session.execute(delete(SignInLinkRow).where(*old))
    row = SignInLinkRow(person_id=person_id, made_at=now, expires_at=now + HOLDS)
    session.add(row)
    session.flush()
    return _link(row)


def link(session: Session, link_id: int) -> SignInLink | None:
    """The link of that number."""
    row = session.get(SignInLinkRow, link_id)
    return None if row is None else _link(row)


def token(of: SignInLink, key: bytes) -> str:
    """What stands in the address: the link's number, and 256 bits that only ``key`` can make."""
    said = f"console sign-in link {of.id} of {of.person_id} made {of.made_at.timestamp():.6f}"
    proof = hmac.new(key, said.encode(), hashlib.sha256).digest()
    return f"{of.id}.{urlsafe_b64encode(proof).decode().rstrip('=')}"


def look(session: Session, given: str, key: bytes, now: datetime) -> SignInLink | Why:
    """The link behind a token while it holds, else why it does not. Changes nothing."""
    number = given.partition(".")[0]
    known = number.isascii() and number.isdigit() and len(number) <= _DIGITS
    row = session.get(SignInLinkRow, int(number), populate_existing=True) if known else None
    if row is None or not hmac.compare_digest(token(_link(row), key).encode(), given.encode()):
        return Why.UNKNOWN
    return _over(session, row, now) or _link(row)


_DIGITS = 9


def redeem(session: Session, given: str, key: bytes, now: datetime) -> SignInLink | Why:
    """Use a link up: of all who try only one is let in."""
    found = look(session, given, key, now)
    if isinstance(found, Why):
        return found
    unused = (SignInLinkRow.id == found.id, SignInLinkRow.used_at.is_(None))
    used = session.execute(update(SignInLinkRow).where(*unused).values(used_at=now))
    return found if used.rowcount == 1 else Why.USED  # type: ignore[attr-defined]


def _over(session: Session, row: SignInLinkRow, now: datetime) -> Why | None:
    if row.used_at is not None:
        return Why.USED
    newest = select(func.max(SignInLinkRow.id)).where(SignInLinkRow.person_id == row.person_id)
    if session.scalar(newest) != row.id:
        return Why.REPLACED
    return Why.EXPIRED if now >= row.expires_at else None


def _made_since(session: Session, person_id: int, since: datetime) -> int:
    query = select(func.count()).where(SignInLinkRow.person_id == person_id, SignInLinkRow.made_at > since)
    return session.scalar(query.select_from(SignInLinkRow)) or 0


def _link(row: SignInLinkRow) -> SignInLink:
    return SignInLink(row.id, row.person_id, row.made_at, row.expires_at)
