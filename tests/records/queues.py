"""A queue as the tests speak of it: what is offered, taken, and let run out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import update

from records import work
from records.engine import Transactions, database_seconds
from records.work import Backlog, Work, WorkRow

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Queue:
    """One queue; every call is a transaction of its own."""

    transaction: Transactions
    name: str = "inbox"

    def offers(self, key: str, lane: str | None = None, at: datetime = NOON, **payload: Any) -> bool:
        with self.transaction() as session:
            return work.offer(session, self.name, key, lane or key, payload, at)

    def takes(self, now: datetime = NOON, *, lease: float = 60.0, limit: int = 1) -> list[Work]:
        with self.transaction() as session:
            return work.claim(session, self.name, now, lease=lease, limit=limit)

    def takes_one(self, now: datetime = NOON) -> Work:
        [taken] = self.takes(now)
        return taken

    def keys(self, now: datetime = NOON, limit: int = 10) -> list[str]:
        return [one.key for one in self.takes(now, limit=limit)]

    def finishes(self, taken: Work, **outcome: Any) -> None:
        with self.transaction() as session:
            work.finish(session, taken, outcome or None)

    def postpones(self, taken: Work, run_at: datetime, **outcome: Any) -> None:
        with self.transaction() as session:
            work.postpone(session, taken, run_at, outcome or None)

    def buries(self, taken: Work, **outcome: Any) -> None:
        with self.transaction() as session:
            work.bury(session, taken, outcome)

    def notes(self, taken: Work, **outcome: Any) -> None:
        with self.transaction() as session:
            work.note(session, taken, outcome)

    def outcome(self, key: str) -> dict[str, Any] | None:
        with self.transaction() as session:
            return work.outcome(session, self.name, key)

    def backlog(self) -> Backlog:
        with self.transaction() as session:
            return work.backlog(session, self.name)

    def next_due(self) -> datetime | None:
        with self.transaction() as session:
            return work.next_due(session, self.name)

    def lets_leases_run_out(self) -> None:
        """As if their time had passed on the database's clock."""
        held = update(WorkRow).where(WorkRow.queue == self.name, WorkRow.lease_until > 0.0)
        with self.transaction() as session:
            session.execute(held.values(lease_until=database_seconds() - 0.001))
