"""The whole past of a ticket: its own history, and what was said in its conversation before and besides."""

from __future__ import annotations

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from tickets.reads import ENTRY, entries_of, ticket_from
from tickets.suggestion_tables import SuggestionAskRow, SuggestionRow
from tickets.suggestions import Suggestion, suggestion
from tickets.tables import EntryRow, TicketRow
from tickets.values import Entry, Ticket


def past(session: Session, ticket: Ticket) -> tuple[Entry, ...]:
    """Everything of the ticket, and of its conversation what belongs to no ticket, oldest first."""
    besides = and_(
        EntryRow.conversation_id == ticket.conversation_id,
        or_(EntryRow.ticket_number.is_(None), EntryRow.ticket_number == ticket.number),
    )
    query = select(*ENTRY).where(or_(besides, EntryRow.ticket_number == ticket.number))
    return entries_of(session, query.order_by(EntryRow.id))


def newest_entry(session: Session) -> int:
    """The id of the newest line of all histories; 0 while there is none."""
    return session.scalar(select(func.max(EntryRow.id))) or 0


def merged_here(session: Session, number: int) -> tuple[Ticket, ...]:
    """The tickets that go on as this one, in the order of their numbers."""
    query = select(TicketRow).where(TicketRow.merged_into == number).order_by(TicketRow.number)
    return tuple(ticket_from(row) for row in session.scalars(query))


def suggested_in(session: Session, number: int) -> Suggestion | None:
    """The suggestion for the product that was asked for in this ticket."""
    asked = select(SuggestionAskRow.suggestion_id).where(SuggestionAskRow.ticket_number == number)
    found = session.scalar(select(SuggestionRow.id).where(SuggestionRow.id.in_(asked)).limit(1))
    return None if found is None else suggestion(session, found)
