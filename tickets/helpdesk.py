"""Remembers which ticket of the helpdesk behind is which of ours, and how far its news were read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.helpdesk_tables import HelpdeskMarkRow, HelpdeskTicketRow


def reference_of(session: Session, name: str, number: int) -> str | None:
    """The helpdesk's own number of our ticket, or None while it is not open there."""
    row = session.get(HelpdeskTicketRow, (name, number))
    return None if row is None else row.reference


def ticket_under(session: Session, name: str, reference: str) -> int | None:
    """Our number of a ticket of that helpdesk; None when it is none of ours."""
    query = select(HelpdeskTicketRow.ticket_number).where(
        HelpdeskTicketRow.name == name, HelpdeskTicketRow.reference == reference
    )
    return session.scalar(query)


def link(session: Session, name: str, number: int, reference: str, at: datetime) -> bool:
    """Our ticket is this one over there; False when that was known."""
    if session.get(HelpdeskTicketRow, (name, number)) is not None:
        return False
    session.add(HelpdeskTicketRow(name=name, ticket_number=number, reference=reference, at=at))
    session.flush()
    return True


def mark_of(session: Session, name: str) -> str | None:
    """How far this helpdesk's news were read; None when they never were."""
    row = session.get(HelpdeskMarkRow, name)
    return None if row is None else row.mark


def set_mark(session: Session, name: str, mark: str) -> None:
    """They were read so far."""
    row = session.get(HelpdeskMarkRow, name)
    if row is None:
        session.add(HelpdeskMarkRow(name=name, mark=mark))
    else:
        row.mark = mark
    session.flush()
