"""What staff said in tickets that were solved: the words an article can be made of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from guard import Screened
from tickets.tables import CustomerRow, EntryRow, PersonRow, TicketRow
from tickets.values import Actor, Audience, EntryKind, Status


@dataclass(frozen=True)
class StaffReply:
    """Words of staff to a customer, and the ticket they were said in (None: in a talk without one)."""

    entry: int
    at: datetime
    conversation_id: int
    number: int | None
    who: str
    words: Screened


def numbers_of(session: Session, conversation_ids: Collection[int]) -> dict[int, int]:
    """For each conversation that has tickets the number of its newest."""
    chosen = select(TicketRow.conversation_id, TicketRow.number).order_by(TicketRow.number)
    found = session.execute(chosen.where(TicketRow.conversation_id.in_(conversation_ids)))
    return {conversation: number for conversation, number in found}  # noqa: C416 (rows are no pairs to mypy)


def solved_lately(session: Session, limit: int) -> list[tuple[int, Screened]]:
    """Number and subject of the tickets that are solved, the newest first."""
    chosen = select(TicketRow.number, TicketRow.subject).where(TicketRow.status == Status.SOLVED)
    rows = session.execute(chosen.order_by(TicketRow.number.desc()).limit(limit))
    return [(number, subject) for number, subject in rows]


def replies(
    session: Session, conversation_ids: Collection[int], numbers: Collection[int], limit: int
) -> list[StaffReply]:
    """What staff wrote to customers in these conversations and solved tickets, the newest first."""
    told = (EntryKind.STAFF_WORDS.value, EntryKind.SOLVED.value)
    chosen = (
        select(EntryRow, PersonRow.name)
        .outerjoin(PersonRow, PersonRow.id == EntryRow.person_id)
        .where(EntryRow.kind.in_(told), EntryRow.actor == Actor.STAFF.value)
        .where(EntryRow.audience == Audience.CUSTOMER.value, EntryRow.words.is_not(None))
        .where(or_(EntryRow.conversation_id.in_(conversation_ids), EntryRow.ticket_number.in_(numbers)))
        .order_by(EntryRow.at.desc(), EntryRow.id.desc())
        .limit(limit)
    )
    return [
        StaffReply(row.id, row.at, row.conversation_id, row.ticket_number, name or "", row.words)
        for row, name in session.execute(chosen)
        if row.words is not None and row.words.strip()
    ]


def customer_names(session: Session, customer_ids: Collection[int]) -> dict[int, str]:
    """The names of customers by number."""
    chosen = select(CustomerRow.id, CustomerRow.name).where(CustomerRow.id.in_(customer_ids))
    return {number: name for number, name in session.execute(chosen)}  # noqa: C416


def subjects(session: Session, numbers: Sequence[int]) -> dict[int, Screened]:
    """What the tickets of these numbers are about."""
    chosen = select(TicketRow.number, TicketRow.subject).where(TicketRow.number.in_(numbers))
    return {number: subject for number, subject in session.execute(chosen)}  # noqa: C416
