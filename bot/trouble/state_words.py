"""Puts the state of an outage or of maintenance into words that every customer may read."""

from __future__ import annotations

from datetime import datetime

from bot.rules import Rules
from bot.words import maintenance
from bot.words import outages as words
from guard import Screened, join, own
from tickets.clock import spoken_due
from tickets.maintenance import Window
from tickets.outages import Outage, OutageState


def outage_state(outage: Outage, at: datetime, rules: Rules) -> Screened:
    """What it is, since when, and what was told last."""
    since = spoken_due(outage.started_at, at, rules.promise)
    if outage.state is OutageState.SUSPECTED:
        head = words.suspected(since)
    else:
        head = words.declared(outage.title, since)
    return join(head, _last(outage, at, rules), by="\n")


def change_told(outage: Outage, at: datetime, rules: Rules) -> Screened:
    """What everybody who belongs to the outage is told of a change of it."""
    said = outage.last_words or own("")
    if outage.state is OutageState.RESOLVED:
        until = spoken_due(outage.ended_at or at, at, rules.promise)
        return words.resolved(outage.title, until, said)
    if outage.state is OutageState.REFUSED:
        return words.refused(said)
    if outage.state is OutageState.LAPSED:
        return words.lapsed(rules.outage.lapse_hours)
    return join(outage_state(outage, at, rules), words.lines(rules.lines), by="\n")


def window_state(window: Window, at: datetime, rules: Rules) -> Screened:
    """That maintenance is on, what is done and until when."""
    plan = window.plan
    return maintenance.under_way(plan.what, spoken_due(plan.end, at, rules.promise), scheduled=plan.scheduled)


def window_told(window: Window, change: str, at: datetime, rules: Rules) -> Screened:
    """What administrators are told of a window: that it was announced, changed, cancelled, or is near."""
    start, end = (spoken_due(one, at, rules.promise) for one in (window.plan.start, window.plan.end))
    return maintenance.told(change, window.plan.what, start, end, scheduled=window.plan.scheduled)


def _last(outage: Outage, at: datetime, rules: Rules) -> Screened:
    if not outage.last_words:
        return own("")
    return words.last_update(outage.last_words, spoken_due(outage.changed_at, at, rules.promise))
