"""Decides what staff do about maintenance windows: announce, change, cancel. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot import codes
from bot.decision import Decision, Maintain
from bot.message import ActName
from bot.pressing import ByStaff
from bot.replies import reason
from bot.reply import QUIET
from bot.rules import MaintenanceRules
from bot.words import maintenance as words
from guard import Screened, own
from tickets.maintenance import Plan, Window
from tickets.values import EntryKind

UNSCHEDULED = "unscheduled"


def fault_in(
    plan: Plan, at: datetime, rules: MaintenanceRules, known: Plan | None = None
) -> tuple[str, Screened] | None:
    """What is wrong with a plan: the field and the sentence, or None. ``known`` is the plan it changes."""
    if not plan.what.strip():
        return "what", words.WHAT_NEEDED
    if plan.end <= plan.start:
        return "end", words.ENDS_FIRST
    if plan.end - plan.start > timedelta(hours=rules.longest_hours):
        return "end", words.too_long(rules.longest_hours)
    if known is not None and known.start <= at:
        stays = (plan.start, plan.scheduled) == (known.start, known.scheduled)
        return None if stays else ("start", words.START_STAYS)
    if plan.end <= at:
        return "end", words.OVER
    return ("start", words.BEGUN) if plan.scheduled and plan.start <= at else None


def is_closed(window: Window, at: datetime) -> bool:
    """Whether nothing of it can be changed any more."""
    return window.cancelled_at is not None or window.plan.end <= at


def _announce(at: ByStaff) -> Decision:
    return _planned(at, None)


def _change(at: ByStaff) -> Decision:
    window = at.seen.troubles.window
    if window is None or is_closed(window, at.message.at):
        return _refused(words.GONE)
    return _planned(at, window)


def _planned(at: ByStaff, window: Window | None) -> Decision:
    start, end = (codes.moment(at.act.fields.get(name, own(""))) for name in ("start", "end"))
    if start is None or end is None:
        return _refused(words.TIMES_NEEDED)
    scheduled = at.act.fields.get("kind", own("")) != UNSCHEDULED
    plan = Plan(start, end, at.act.fields.get("what", own("")), scheduled)
    known = None if window is None else window.plan
    fault = fault_in(plan, at.message.at, at.rules.maintenance, known)
    if fault is not None:
        return _refused(fault[1])
    return _done(at, Maintain(None if window is None else window.id, plan))


def _cancel(at: ByStaff) -> Decision:
    window = at.seen.troubles.window
    if window is None or is_closed(window, at.message.at):
        return _refused(words.GONE)
    if window.plan.start <= at.message.at:
        return _refused(words.CANNOT_CANCEL)
    return _done(at, Maintain(window.id, None))


def _done(at: ByStaff, step: Maintain) -> Decision:
    """In the window's own thread the step itself says what was done."""
    reply = QUIET if at.seen.at_desk else reason(own(""))
    return Decision(reply, steps=(step,), heard=EntryKind.PRESSED, internal=True, said=own(""))


def _refused(why: Screened) -> Decision:
    return Decision(reason(why, only_to_author=True), heard=None)


ACTS: Mapping[ActName, Callable[[ByStaff], Decision]] = {
    ActName.MAINTENANCE: _announce,
    ActName.MAINTENANCE_CHANGE: _change,
    ActName.MAINTENANCE_CANCEL: _cancel,
}
