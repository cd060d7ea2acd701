"""Remembers letters: which of ours a reply belongs to, and what became of those that came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guard import Screened
from tickets.letter_tables import CameRow, SentRow
from tickets.values import Person


class Became(StrEnum):
    """What became of a letter that came in.

    ``TAKEN`` down the road, ``WAITING`` for staff to decide (quarantine), ``RELEASED`` or ``DISCARDED`` by
    them, ``NOTED`` (a bounce), ``DROPPED`` (our own, an automatic reply: nothing follows).
    """

    TAKEN = "taken"
    WAITING = "waiting"
    RELEASED = "released"
    DISCARDED = "discarded"
    NOTED = "noted"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Sent:
    """A letter of ours. ``token`` is the part of its id before the ``@``, which its bounces carry."""

    message_id: str
    key: str
    recipient: str
    at: datetime
    automatic: bool
    conversation_id: int | None = None
    ticket_number: int | None = None
    entry_id: int | None = None
    failed_at: datetime | None = None

    @property
    def token(self) -> str:
        return self.message_id.strip("<>").partition("@")[0]


@dataclass(frozen=True)
class Came:
    """A letter that came in, screened. ``reason`` is a short code of why it became what it did."""

    digest: str
    message_id: str
    at: datetime
    sender: str
    subject: Screened
    words: Screened
    state: Became
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    conversation_id: int | None = None
    id: int = 0
    decided_by: int | None = None
    decided_at: datetime | None = None


def note_sent(session: Session, sent: Sent) -> None:
    """Note a letter that is about to leave; noting the same one again changes nothing."""
    if session.get(SentRow, sent.message_id) is None:
        session.add(SentRow(**vars(sent), token=sent.token))
        session.flush()


def sent_under(session: Session, message_ids: Iterable[str]) -> Sent | None:
    """The first of these ids that is one of ours."""
    found = (session.get(SentRow, one) for one in message_ids if len(one) <= 255)
    return next((_sent(row) for row in found if row is not None), None)


def sent_with(session: Session, token: str) -> Sent | None:
    """The letter whose bounces carry this token."""
    row = session.scalar(select(SentRow).where(SentRow.token == token))
    return None if row is None else _sent(row)


def note_failed(session: Session, message_id: str, at: datetime) -> bool:
    """A letter of ours did not arrive; False when that was known."""
    row = session.get(SentRow, message_id)
    if row is None or row.failed_at is not None:
        return False
    row.failed_at = at
    session.flush()
    return True


@dataclass(frozen=True)
class InThread:
    """A letter between us and one address, ``ours`` or theirs."""

    message_id: str
    at: datetime
    ours: bool


def thread(
    session: Session, conversation_id: int, address: str, entry_id: int, until: datetime
) -> tuple[InThread, ...]:
    """What went to and came from an address about a conversation before an entry of its history, in order.

    It comes out the same however often, and however late, the letter about that entry is tried.
    """
    went = select(SentRow).where(
        SentRow.conversation_id == conversation_id,
        SentRow.recipient == address,
        SentRow.entry_id < entry_id,
    )
    came = select(CameRow).where(
        CameRow.conversation_id == conversation_id,
        CameRow.sender == address.lower(),
        CameRow.at <= until,
        CameRow.state.in_(_HEARD),
    )
    ours = [InThread(row.message_id, row.at, ours=True) for row in session.scalars(went)]
    theirs = [InThread(row.message_id, row.at, ours=False) for row in session.scalars(came)]
    return tuple(sorted([*ours, *theirs], key=lambda one: (one.at, one.ours)))


_HEARD = (Became.TAKEN.value, Became.RELEASED.value)


def newest_of(session: Session, conversation_id: int) -> Came | None:
    """The last letter that was heard in a conversation."""
    query = select(CameRow).where(CameRow.conversation_id == conversation_id, CameRow.state.in_(_HEARD))
    row = session.scalar(query.order_by(CameRow.id.desc()).limit(1))
    return None if row is None else _came(row)


def failed_since(session: Session, since: datetime) -> int:
    """How many letters of ours are known not to have arrived since a moment."""
    query = select(func.count()).where(SentRow.failed_at >= since)
    return session.scalar(query) or 0


def automatic_since(session: Session, recipient: str, since: datetime) -> int:
    """How many letters that nobody wrote went to an address since a moment."""
    query = select(func.count()).where(SentRow.recipient == recipient, SentRow.at >= since, SentRow.automatic)
    return session.scalar(query) or 0


def note_came(session: Session, came: Came) -> int | None:
    """Note a letter that came in; its id, or None when these very bytes were noted before."""
    if session.scalar(select(CameRow.id).where(CameRow.digest == came.digest)) is not None:
        return None
    values = {name: value for name, value in vars(came).items() if name != "id"}
    row = CameRow(**{**values, "state": came.state.value, "facts": dict(came.facts)})
    session.add(row)
    session.flush()
    return row.id


def letter(session: Session, letter_id: int) -> Came | None:
    """The letter of that id."""
    row = session.get(CameRow, letter_id)
    return None if row is None else _came(row)


def waiting(session: Session) -> tuple[Came, ...]:
    """The letters that wait for staff to decide, the oldest first."""
    query = select(CameRow).where(CameRow.state == Became.WAITING.value).order_by(CameRow.id)
    return tuple(map(_came, session.scalars(query)))


def came_with(session: Session, digest: str) -> Came | None:
    """The letter of these bytes."""
    row = session.scalar(select(CameRow).where(CameRow.digest == digest))
    return None if row is None else _came(row)


def note_conversation(session: Session, digest: str, conversation_id: int) -> None:
    """The letter of these bytes has begun this conversation, or goes on with it."""
    row = session.scalar(select(CameRow).where(CameRow.digest == digest))
    if row is not None and row.conversation_id is None:
        row.conversation_id = conversation_id
        session.flush()


def came_alike(session: Session, came: Came) -> bool:
    """Whether the same letter came before by another way: its own id, sender and words in other bytes."""
    query = select(CameRow).where(CameRow.message_id == came.message_id, CameRow.sender == came.sender)
    before = (row for row in session.scalars(query) if row.digest != came.digest)
    return bool(came.message_id) and any(
        (row.subject, row.words) == (came.subject, came.words) for row in before
    )


def came_since(session: Session, sender: str, since: datetime) -> int:
    """How many letters came from an address since a moment."""
    query = select(func.count()).where(CameRow.sender == sender, CameRow.at >= since)
    return session.scalar(query) or 0


def came_about_since(session: Session, conversation_id: int, since: datetime) -> int:
    """How many letters came that belong to a conversation since a moment."""
    query = select(func.count()).where(CameRow.conversation_id == conversation_id, CameRow.at >= since)
    return session.scalar(query) or 0


def came_for(session: Session, reason: str, since: datetime, sender: str | None = None) -> int:
    """How many letters came since a moment (from an address) that became what they did for this reason."""
    query = select(func.count()).where(CameRow.reason == reason, CameRow.at >= since)
    query = query if sender is None else query.where(CameRow.sender == sender)
    return session.scalar(query) or 0


def waiting_since(session: Session, since: datetime) -> int:
    """How many letters that came since a moment wait for staff to decide."""
    waits = (CameRow.state == Became.WAITING.value, CameRow.at >= since)
    return session.scalar(select(func.count()).where(*waits)) or 0


def ask_staff(session: Session, digest_begins: str, reason: str) -> int | None:
    """A letter that was taken waits for staff after all; its id, None when there is no such letter."""
    taken = (CameRow.digest.startswith(digest_begins), CameRow.state == Became.TAKEN.value)
    row = session.scalar(select(CameRow).where(*taken).limit(1))
    if row is None:
        return None
    row.state, row.reason = Became.WAITING.value, reason
    session.flush()
    return row.id


def decide(session: Session, letter_id: int, state: Became, by: Person | None, at: datetime) -> bool:
    """Staff (None: the operator) decide about a letter that waits; False when it waits no more."""
    row = session.get(CameRow, letter_id)
    if row is None or row.state != Became.WAITING.value:
        return False
    row.state, row.decided_by, row.decided_at = state.value, None if by is None else by.id, at
    session.flush()
    return True


def _sent(row: SentRow) -> Sent:
    return Sent(
        row.message_id,
        row.key,
        row.recipient,
        row.at,
        row.automatic,
        row.conversation_id,
        row.ticket_number,
        row.entry_id,
        row.failed_at,
    )


def _came(row: CameRow) -> Came:
    return Came(
        row.digest,
        row.message_id,
        row.at,
        row.sender,
        row.subject,
        row.words,
        Became(row.state),
        row.reason,
        row.facts,
        row.conversation_id,
        row.id,
        row.decided_by,
        row.decided_at,
    )
