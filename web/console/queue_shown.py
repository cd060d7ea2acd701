"""A ticket as a line of the queue: its words, its time left, and what is to be noticed of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot import words
from guard import Screened, fill, own, restored
from tickets.queue import Line, warned
from tickets.values import Status, Ticket


@dataclass(frozen=True)
class Badge:
    """Something to be noticed; ``level`` is bad, warn, note or good."""

    words: Screened
    level: str


@dataclass(frozen=True)
class Row:
    """A line of the queue, as its table shows it."""

    ticket: Ticket
    title: Screened
    category: Screened
    sure: Screened
    tier: Screened
    holder: Screened
    badges: tuple[Badge, ...]


def row(line: Line, at: datetime, shares: Collection[float]) -> Row:
    """One line at a moment; ``shares`` of the time to the target are those at which staff are warned."""
    ticket = line.ticket
    return Row(
        ticket,
        ticket.title or own("(no words)"),
        category_words(ticket),
        sure_words(ticket),
        words.TIER_WORDS.get(ticket.tier or "", own("")) if ticket.target_at else own(""),
        words.NOBODY if ticket.assignee is None else restored(ticket.assignee.name),
        tuple(_badges(line, at, shares)),
    )


def category_words(ticket: Ticket) -> Screened:
    """What it was taken as."""
    named: Screened = words.CATEGORY_WORDS.get(ticket.category, restored(ticket.category))
    return named


def sure_words(ticket: Ticket) -> Screened:
    """How sure that is."""
    return words.CORRECTED if ticket.sure is None else words.percent_sure(ticket.sure)


def standing_badges(ticket: Ticket, at: datetime, shares: Collection[float]) -> list[Badge]:
    """What is to be noticed of a ticket by itself."""
    found = []
    if ticket.status is not Status.OPEN:
        found.append(Badge(words.STATUS_WORDS[ticket.status], "good"))
    if is_late(ticket, at):
        broken = ticket.due_at is not None and ticket.due_at < at
        found.append(Badge(own("promise broken") if broken else own("late"), "bad"))
    else:
        share = warned(ticket, at, shares)
        if share is not None:
            told = fill("{percent} % of the time is gone", percent=round(100 * share))
            found.append(Badge(told, "warn"))
    if ticket.waits_since is not None and ticket.status is Status.OPEN:
        found.append(Badge(own("waits on the customer"), "note"))
    return found


def is_late(ticket: Ticket, at: datetime) -> bool:
    """Whether the target has passed and nobody has answered."""
    return ticket.target_at is not None and ticket.target_at < at


def _badges(line: Line, at: datetime, shares: Collection[float]) -> list[Badge]:
    found = standing_badges(line.ticket, at, shares)
    if line.outage:
        found.append(Badge(own("outage"), "bad"))
    if line.visit:
        found.append(Badge(own("on a visit"), "note"))
    if not line.ticket.customer.good_standing:
        found.append(Badge(own("account on hold"), "note"))
    return found
