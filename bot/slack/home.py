"""Shows in Slack what is a person's own: their company's tickets with their promises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import words
from bot.home import Home
from bot.rules import Rules
from bot.slack.budget import Block, Content, fallback, line, within
from bot.slack.parts import Run, paragraph, points, rich, run
from guard import Screened, own
from tickets.clock import spoken_due
from tickets.values import Person, Ticket

_SUBJECT = 120


def tickets_shown(home: Home, rules: Rules, at: datetime) -> Content:
    """The answer to who asks for tickets."""
    lead, listed = _lead(home), _listed(home, rules, at)
    return within([*paragraph(lead), *listed]), fallback(lead)


def _lead(home: Home) -> Screened:
    person = home.person
    if person is None:
        return words.UNKNOWN_HERE
    if person.is_staff:
        return words.QUEUE
    if not person.licensed or person.customer is None:
        return words.administrators_are(home.administrators)
    return words.tickets_of(person.customer.name)


def _listed(home: Home, rules: Rules, at: datetime) -> list[Block]:
    person = home.person
    if person is None or not (person.is_staff or person.licensed):
        return []
    return ticket_list(home.open, person, rules, at)


def ticket_list(tickets: Sequence[Ticket], reader: Person, rules: Rules, at: datetime) -> list[Block]:
    """Tickets as one list: number, subject, and by when a person answers."""
    if not tickets:
        return paragraph(words.NO_OPEN_TICKETS)
    return rich(points([_row(one, reader, rules, at) for one in tickets]))


def _row(ticket: Ticket, reader: Person, rules: Rules, at: datetime) -> list[Run]:
    title = run(f"#{ticket.number} {line(ticket.subject, _SUBJECT)}".rstrip(), "bold")
    told = _for_staff if reader.is_staff else _for_customer
    return [*title, *run("\n" + " · ".join(told(ticket, rules, at)))]


def _for_customer(ticket: Ticket, rules: Rules, at: datetime) -> list[str]:
    if ticket.due_at is None:
        return [ticket.opener.name, words.ANSWERED_LAST]
    due = spoken_due(ticket.due_at, at, rules.promise)
    late = at > ticket.due_at
    return [ticket.opener.name, words.should_be_answered(due) if late else words.answered_by(due)]


def _for_staff(ticket: Ticket, rules: Rules, at: datetime) -> list[str]:
    assignee = words.NOBODY if ticket.assignee is None else ticket.assignee.name
    return [ticket.customer.name, promise_words(ticket, rules, at), f"{words.ASSIGNEE}: {assignee}"]


def promise_words(ticket: Ticket, rules: Rules, at: datetime) -> Screened:
    """What is owed and by when, as staff read it."""
    if ticket.due_at is None:
        return words.NOTHING_OWED
    tier = words.TIER_WORDS.get(ticket.tier or "", own(""))
    due = spoken_due(ticket.due_at, at, rules.promise)
    if at > ticket.due_at:
        return words.promise_missed(due, tier)
    return words.promised_by(due, spoken_due(ticket.target_at or ticket.due_at, at, rules.promise), tier)
