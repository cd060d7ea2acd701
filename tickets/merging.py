"""Two tickets about the same thing become one (policy 4, 8); the one place where they do."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from guard import own
from tickets import timekeeping
from tickets.entries import locked
from tickets.policy import PromiseRules
from tickets.tables import TicketRow
from tickets.timekeeping import Cause
from tickets.values import Person, Status

MERGED = own("the ticket goes on in another one")
OLDER = own("an older unanswered message came with a merged ticket")


def merge(
    session: Session,
    number: int,
    into: int,
    at: datetime,
    rules: PromiseRules,
    cause: tuple[int, int, Person],
) -> None:
    """Ticket ``number`` goes on as ``into``, which also takes what was merged into it before.

    The oldest unanswered message of both carries the clock, and whatever else ran is part of that run:
    reports count one. ``cause`` names the entries of both histories
    that say so, and who did it.
    """
    said, noted, by = cause
    rows = {one: locked(session, one) for one in sorted((number, into))}
    waiting, running = rows[number].waiting_since, rows[into].waiting_since
    rows[number].status, rows[number].merged_into = Status.MERGED, into
    session.execute(update(TicketRow).where(TicketRow.merged_into == number).values(merged_into=into))
    timekeeping.hand_on(session, number, at, Cause(MERGED, said))
    if waiting is not None and (running is None or waiting < running):
        older = Cause(OLDER, noted, by)
        timekeeping.hand_on(session, into, at, older)
        timekeeping.start(session, into, waiting, rules, older)


def talks_of(session: Session, number: int) -> tuple[int, ...]:
    """The conversations in which this ticket is spoken of: its own, and those of what was merged into it."""
    own_talk = session.get_one(TicketRow, number).conversation_id
    others = select(TicketRow.conversation_id).where(TicketRow.merged_into == number)
    return tuple(dict.fromkeys((own_talk, *session.scalars(others.order_by(TicketRow.number)))))
