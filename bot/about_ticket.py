"""Decides what is said about a ticket that is there: added, opened again, or thanks. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot import words
from bot.after import following
from bot.decision import AddToTicket, Decision, SetStatus, Step
from bot.filling import with_details
from bot.message import Message
from bot.replies import reason
from bot.reply import QUIET, Reply
from bot.requests import ladder
from bot.rules import Rules
from bot.seen import Seen
from classifier.wishes import is_acknowledgement
from tickets.clock import promise, spoken_due
from tickets.values import EntryKind, Status, Ticket


def about_ticket(message: Message, seen: Seen, rules: Rules, ticket: Ticket) -> Decision:
    """Words of the asker in the conversation of a ticket."""
    answered = following.answered_in_words(message, seen, ticket)
    if answered is not None:
        return answered
    if message.amends is not None and ticket.status is not Status.OPEN:
        return Decision(QUIET, heard=EntryKind.AMENDED)
    acknowledges = is_acknowledgement(message.text)
    if acknowledges:
        asked = seen.following is not None and seen.following.solution and not seen.following.confirmed
        offers = following.offers(ticket.number) if asked else ()
        reply = reason(words.THANKS_TICKET, *offers)
        return Decision(reply, steps=(AddToTicket(True),), heard=EntryKind.CUSTOMER_WORDS)
    due = ticket.due_at or promise(message.at, rules.promise, seen.visits).due
    spoken = spoken_due(due, message.at, rules.promise)
    if ticket.status is Status.OPEN:
        reply = replace(reason(words.added(ticket.number, spoken)), ticket=ticket.number, due=due)
        added = Decision(reply, steps=(AddToTicket(False),), heard=EntryKind.CUSTOMER_WORDS)
        return with_details(added, message.text, seen, ticket)
    reply = replace(reason(words.reopened(ticket.number, spoken)), ticket=ticket.number, due=due)
    steps = (SetStatus(Status.OPEN), AddToTicket(False))
    return Decision(reply, steps=steps, heard=EntryKind.CUSTOMER_WORDS)


def overheard(message: Message, seen: Seen) -> Decision:
    """Staff have spoken in the thread: the bot is quiet, and what the customer says belongs to the ticket."""
    if seen.ticket is None:
        return Decision(QUIET)
    said = AddToTicket(is_acknowledgement(message.text))
    reopens = seen.ticket.status is not Status.OPEN and not said.acknowledges
    steps: tuple[Step, ...] = (SetStatus(Status.OPEN), said) if reopens else (said,)
    heard = Decision(QUIET, steps=steps, heard=EntryKind.CUSTOMER_WORDS)
    return replace(with_details(heard, message.text, seen, seen.ticket), reply=QUIET)


def has_ticket(message: Message, ticket: Ticket, rules: Rules) -> Reply:
    """What led to a ticket before leads to the same one again: how it stands."""
    if ticket.status is not Status.OPEN:
        return reason(words.ALREADY_CLOSED)
    if ticket.due_at is None:
        return reason(words.with_person(ticket.number), ladder.CALL_ME)
    spoken = spoken_due(ticket.due_at, message.at, rules.promise)
    answer = reason(words.person_by(ticket.number, spoken), ladder.CALL_ME)
    return replace(answer, ticket=ticket.number, due=ticket.due_at)
