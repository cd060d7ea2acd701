"""Which message of the customer was left without an answer when a ticket was closed (policy 4). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from tickets.timekeeping import Stop
from tickets.values import Actor, Entry, EntryKind


def left_unanswered(history: Sequence[Entry]) -> Entry | None:
    """The last start of the clock, when nothing but staff's closing the ticket has stopped it.

    ``history`` is that of one ticket, oldest first. Who closed their own ticket waits for nothing any more.
    """
    clocks = [one for one in history if one.kind in (EntryKind.CLOCK_STARTED, EntryKind.CLOCK_STOPPED)]
    if len(clocks) < 2 or clocks[-1].kind is not EntryKind.CLOCK_STOPPED:
        return None
    started, stopped = clocks[-2:]
    if stopped.facts.get("how") != Stop.CLOSED:
        return None
    closing = next((one for one in history if one.id == stopped.facts.get("cause")), None)
    return None if closing is not None and closing.actor is Actor.PERSON else started
