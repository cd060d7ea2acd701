"""Keeps what the figures count up to date, a little at a time."""

from __future__ import annotations

from datetime import datetime

from app.build import Installation
from bot.rules import Rules
from knowledge.gap_figures import keep_states
from tickets.figures.counted import Counting
from tickets.figures.keeping import keep


def counting_of(rules: Rules) -> Counting:
    """How an installation counts: by the office's zone, and by its rule of what is durable."""
    return Counting.by(rules.promise.hours.zone, rules.follow.durable_days, rules.alike)


def count_some(installation: Installation, now: datetime) -> bool:
    """Count the next entries of the history that are new; whether there were any."""
    writing = installation.writing_as("figures")
    return keep(installation.reading, writing, now, counting_of(installation.rules))


def count_beside(installation: Installation, now: datetime) -> bool:
    """A round beside all else that is done; never to be gone on with at once, however long the history."""
    count_some(installation, now)
    return False


def note_states(installation: Installation, now: datetime) -> bool:
    """Note which unanswered queries and topics have another state than before; whether there may be more."""
    zone = installation.rules.promise.hours.zone
    return keep_states(installation.reading, installation.writing_as("gap figures"), now, zone)


def count_all(installation: Installation, now: datetime) -> None:
    """Count until there is nothing new."""
    while count_some(installation, now):
        pass
    while note_states(installation, now):
        pass
