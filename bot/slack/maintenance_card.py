"""A maintenance window's message in the support channel, and the list of those that are on or to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.desk.offers import about_window
from bot.rules import Rules
from bot.slack.budget import Content, cut, fallback, line, within
from bot.slack.parts import aside, button, buttons, grid, header, paragraph, points, quote, rich, run
from bot.slack.show import code
from bot.words import maintenance as words
from tickets.clock import spoken_due
from tickets.maintenance import Window

_WORDS = 1_500


def card(window: Window, rules: Rules, at: datetime) -> Content:
    """The window as it stands at ``at``."""
    title, plan = words.numbered(window.id), window.plan
    start, end = (spoken_due(one, at, rules.promise) for one in (plan.start, plan.end))
    facts = [
        (words.STATE, words.STATES[_state(window, at)]),
        (words.KIND, words.KINDS[plan.scheduled]),
        (words.START, start),
        (words.END, end),
    ]
    known = [
        header(title),
        *grid(facts),
        *rich(quote(run(cut(plan.what, _WORDS)))),
        *aside(words.CARD_HINT),
    ]
    return within(known, keep=buttons(_pressable(window, at))), fallback(title, plan.what)


def listed(windows: Sequence[Window], rules: Rules, at: datetime) -> Content:
    """The windows as one list."""
    if not windows:
        return paragraph(words.NOTHING_PLANNED), fallback(words.NOTHING_PLANNED)
    rows = [run(line(_row(one, rules, at), 300)) for one in windows]
    return within([*paragraph(words.PLANNED), *rich(points(rows))]), fallback(words.PLANNED)


def _row(window: Window, rules: Rules, at: datetime) -> str:
    plan = window.plan
    start, end = (spoken_due(one, at, rules.promise) for one in (plan.start, plan.end))
    return words.row(window.id, plan.what, start, end, words.KINDS[plan.scheduled])


def _state(window: Window, at: datetime) -> str:
    if window.cancelled_at is not None:
        return "cancelled"
    if window.plan.end <= at:
        return "over"
    return "on" if window.plan.start <= at else "planned"


def _pressable(window: Window, at: datetime) -> list[dict[str, object]]:
    return [
        button(one.label, f"desk:{one.act}", code(one.conversation, one.value))
        for one in about_window(window, at)
    ]
