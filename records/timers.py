"""What is to happen at a time: a row for each timer that waits for its moment, with a lease like all work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from records import work


def queue(name: str) -> str:
    """The queue in which the timer of that name waits."""
    return f"timers.{name}"


REMINDERS = "reminders"
"""The queue of what rings once, each at its own moment."""


def remind(session: Session, what: str, key: str, moment: datetime, at: datetime, **facts: Any) -> bool:
    """Let ``what`` (a name in :data:`bot.reminders.RINGS`) ring once at ``moment``; False when it was set.

    ``key`` tells one from the other of its kind; ``facts`` are what whoever is woken has to know.
    """
    name = f"{what}:{key}"
    return work.offer(session, queue(REMINDERS), name, name, {"what": what, **facts}, at, run_at=moment)


def due(session: Session, name: str) -> datetime | None:
    """When the timer rings next (in the past, while it is ringing), or None when it is not set."""
    return work.next_due(session, queue(name))


def set_for(
    session: Session, name: str, key: str, moment: datetime, at: datetime, facts: dict[str, Any]
) -> bool:
    """Let the timer ring at ``moment``; False when it was ever set under this key: it rings once for each.

    ``facts`` are what whoever is woken has to know.
    """
    return work.offer(session, queue(name), key, name, facts, at, run_at=moment)
