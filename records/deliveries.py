"""What must be told: one delivery for each entry of the history, recipient and door."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from records import work

QUEUE = "deliveries"


def tell(
    session: Session,
    entry: int,
    recipient: str,
    door: str,
    show: str,
    lane: str,
    at: datetime,
    more: Mapping[str, Any] | None = None,
) -> bool:
    """Remember that ``recipient`` is to be told ``entry`` through ``door``; False when already known.

    ``show`` names the form (a reply, a card, a receipt ...), ``lane`` the order it must keep with others.
    """
    payload = {"entry": entry, "recipient": recipient, "door": door, "show": show, **(more or {})}
    name, queue = key(entry, recipient), f"{QUEUE}.{door}"
    return work.offer(session, queue, name, f"{door}:{lane}", payload, at, run_at=work.AT_ONCE)


def tell_apart(
    session: Session, name: str, door: str, show: str, lane: str, at: datetime, more: Mapping[str, Any]
) -> bool:
    """Remember something that is to be told or shown once and is no entry of a history.

    False when its ``name`` is known already. It begins with a word, as those of entries with a number.
    """
    payload = {"door": door, "show": show, **more}
    return work.offer(session, f"{QUEUE}.{door}", name, f"{door}:{lane}", payload, at, run_at=work.AT_ONCE)


def receipt_apart(session: Session, name: str, door: str) -> dict[str, Any] | None:
    """What the far side gave for something of that name which is no entry, or None while it is not there."""
    return work.outcome(session, f"{QUEUE}.{door}", name, work.State.DONE)


def is_under_way(session: Session, recipient: str, door: str) -> bool:
    """Whether something was begun to be told to such a recipient and is not known to have arrived."""
    return work.is_begun(session, f"{QUEUE}.{door}", f":{recipient}")


def key(entry: int, recipient: str) -> str:
    """The name under which a delivery is known in its door's queue, for ever."""
    return f"{entry}:{recipient}"


def receipt(session: Session, entry: int, recipient: str, door: str) -> dict[str, Any] | None:
    """What the far side gave for it (a message's place and id), or None while it is not delivered."""
    return work.outcome(session, f"{QUEUE}.{door}", key(entry, recipient), work.State.DONE)


@dataclass(frozen=True)
class Failed:
    """A delivery of an entry that was given up; ``why`` is a short code."""

    entry: int
    door: str
    show: str
    why: str


def failed(session: Session, doors: Sequence[str], entries: Collection[int]) -> tuple[Failed, ...]:
    """The deliveries of these entries that were given up, in the order in which they were offered."""
    queues = [f"{QUEUE}.{door}" for door in doors]
    dead = select(work.WorkRow).where(work.WorkRow.queue.in_(queues), work.WorkRow.state == work.State.DEAD)
    rows = session.scalars(dead.order_by(work.WorkRow.id))
    return tuple(
        Failed(row.payload["entry"], row.payload["door"], row.payload["show"], _why(row.outcome))
        for row in rows
        if row.payload.get("entry") in entries
    )


def _why(outcome: Mapping[str, Any] | None) -> str:
    return str((outcome or {}).get("why", "failed"))
