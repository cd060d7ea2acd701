"""What customers are asked to do or to answer: asked, done, and whether a ticket waits for it (policy 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from guard import Screened
from tickets.entries import locked
from tickets.task_tables import TaskRow


@dataclass(frozen=True)
class Task:
    """One task; ``asking`` is the line of the history with which staff asked, ``done_at`` None while open."""

    id: int
    asking: int
    words: Screened
    done_at: datetime | None = None


def ask(session: Session, number: int, asking: int, tasks: Sequence[Screened], at: datetime) -> None:
    """The customer is asked for these; from now on the ticket waits on them."""
    session.add_all(
        TaskRow(ticket_number=number, entry_id=asking, words=words, asked_at=at) for words in tasks
    )
    row = locked(session, number)
    row.waits_since = row.waits_since or at
    session.flush()


def of_ticket(session: Session, number: int) -> tuple[Task, ...]:
    """All tasks of a ticket, in the order of asking."""
    rows = session.scalars(select(TaskRow).where(TaskRow.ticket_number == number).order_by(TaskRow.id))
    return tuple(Task(row.id, row.entry_id, row.words, row.done_at) for row in rows)


def settle(session: Session, number: int, done: Sequence[int], at: datetime) -> None:
    """These tasks (by their ids) are done; when none is left, the ticket waits on the customer no more."""
    rows = session.scalars(select(TaskRow).where(TaskRow.ticket_number == number)).all()
    for row in rows:
        if row.id in done and row.done_at is None:
            row.done_at = at
    if all(row.done_at is not None for row in rows):
        locked(session, number).waits_since = None
    session.flush()
