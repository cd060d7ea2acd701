"""What came in: stored before it is acknowledged, unique by the door's own id."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from records import work

QUEUE = "inbox"


def accept(session: Session, key: str, lane: str, payload: dict[str, Any], at: datetime) -> bool:
    """Store what came in; False when it came before (a redelivery), and nothing has changed."""
    return work.offer(session, QUEUE, key, lane, payload, at, run_at=work.AT_ONCE)


def is_expected(session: Session, lane: str) -> bool:
    """Whether something of this lane still waits to be handled: what follows may belong to it."""
    return work.waits(session, QUEUE, lane)
