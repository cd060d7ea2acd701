"""A ticket's page: how it stands, its clock explained, and its whole history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.permissions import ALL_STAFF
from bot.words import clock_explained
from records.engine import Session
from tickets import reads
from tickets.history_clock import compared, recompute
from tickets.past import merged_here, newest_entry, past
from tickets.values import Entry, Status, Ticket
from web.console import history_shown, ticket_facts
from web.console.acts.ticket import ticket_acts
from web.console.desk import EVENTS
from web.console.page import Asked, Html, NotThere, Page
from web.console.queue_shown import category_words, standing_badges

NO_SUCH = "There is no such ticket. Look at its number, or find it on the desk."
LINES = 100
"""Of the history on one page."""


def show(asked: Asked) -> Html:
    """The page, or the parts of it that bring themselves up to date."""
    with asked.here.reading() as session:
        ticket = _ticket(session, asked.path["number"])
        newest = newest_entry(session)
        entries = past(session, ticket)
        context = {
            "ticket": ticket,
            "title": ticket.title or f"Ticket of {ticket.customer.name}",
            "here": address(ticket.number, asked.query.get("before")),
            "events": f"{EVENTS}?since={newest}&ticket={ticket.number}&talk={ticket.conversation_id}",
            **_head(session, ticket, entries, asked),
            **_clock(ticket, entries, asked.at),
            **history_shown.page(session, entries, asked.query.get("before", ""), LINES),
        }
        if asked.part:
            return Html("ticket_part.html", context)
        return Html("ticket.html", {**context, "acts": ticket_acts(session, ticket, asked.person)})


def address(number: int, before: str | None = None) -> str:
    """Where a ticket is shown; with its history before a line."""
    line = before if before and before.isascii() and before.isdigit() else None
    return f"/tickets/{number}" + (f"?before={line}" if line else "")


def _ticket(session: Session, number: str) -> Ticket:
    found = reads.ticket(session, int(number)) if number.isascii() and number.isdigit() else None
    if found is None:
        raise NotThere(NO_SUCH)
    return found


def _head(session: Session, ticket: Ticket, entries: Sequence[Entry], asked: Asked) -> Mapping[str, object]:
    rules = asked.here.rules
    return {
        "badges": standing_badges(ticket, asked.at, rules.promise.warnings),
        "category": category_words(ticket),
        "facts": ticket_facts.facts(session, ticket, entries, rules, asked.at, asked.here.sorts),
        "shown": ticket_facts.articles(ticket),
        "merged": merged_here(session, ticket.number),
        "slack": ticket_facts.slack_links(session, ticket),
        "is_open": ticket.status is Status.OPEN,
    }


def _clock(ticket: Ticket, entries: Sequence[Entry], _at: datetime) -> Mapping[str, object]:
    """The clock out of the ticket's own history, and whether it is the one that is stored."""
    history = recompute([one for one in entries if one.ticket_number == ticket.number])
    differences = compared(ticket, history)
    return {
        "clock": clock_explained.told(history),
        "clock_stands": clock_explained.standing(history),
        "clock_same": clock_explained.SAME if history.runs and not differences else "",
        "clock_wrong": [clock_explained.wrong(one) for one in differences],
    }


PAGES: tuple[Page, ...] = (Page("/tickets/{number}", show, ALL_STAFF),)
