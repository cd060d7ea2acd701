"""What must be told: one delivery for each entry of the history, recipient and door."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

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
