"""The forms in which staff announce maintenance, change it and cancel it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot import words as bot_words
from bot.forms.form import (
    CARRIED,
    Fields,
    Form,
    Opening,
    Part,
    Shown,
    field,
    moment_input,
    moment_of,
    one_of,
    option,
    sheet,
    text_input,
    told,
)
from bot.message import ActName
from bot.permissions import may
from bot.rules import Rules
from bot.trouble.maintenance import UNSCHEDULED, fault_in, is_closed
from bot.words import maintenance as words
from guard import restored
from tickets import maintenance
from tickets.maintenance import Plan, Window

_SCHEDULED = "scheduled"


def _to_announce(opening: Opening) -> Shown | None:
    """A window from now on, to be moved to where it belongs."""
    if opening.person is None or not may(opening.person, ActName.MAINTENANCE):
        return None
    start = opening.now.replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
    plan = Plan(start, start + timedelta(hours=2), restored(""), True)
    thread, act = opening.message.place.thread, ActName.MAINTENANCE
    return sheet(act, words.TITLE, bot_words.SEND, thread, _fields(plan))


def _to_change(opening: Opening) -> Shown | None:
    window = _meant(opening, ActName.MAINTENANCE_CHANGE)
    if window is None:
        return None
    talk, carried = window.conversation_id, _carried(window.plan)
    act = ActName.MAINTENANCE_CHANGE
    return sheet(
        act, words.CHANGE_TITLE, bot_words.SEND, talk, _fields(window.plan), value=window.id, carried=carried
    )


def _to_cancel(opening: Opening) -> Shown | None:
    window = _meant(opening, ActName.MAINTENANCE_CANCEL)
    if window is None:
        return None
    talk, act = window.conversation_id, ActName.MAINTENANCE_CANCEL
    blocks = [*told(words.CANCEL_SURE), *told(window.plan.what)]
    return sheet(act, words.CANCEL_TITLE, words.CANCEL, talk, blocks, value=window.id)


def _meant(opening: Opening, act: ActName) -> Window | None:
    """The window, when this person may change it and it can be changed; else the road says why not."""
    named = opening.act.value
    if opening.person is None or not may(opening.person, act) or not named.isdecimal() or len(named) > 9:
        return None
    window = maintenance.window(opening.session, int(named))
    return None if window is None or is_closed(window, opening.now) else window


def _fields(plan: Plan) -> list[Part]:
    kinds = [option(_SCHEDULED, words.SCHEDULED), option(UNSCHEDULED, words.UNSCHEDULED)]
    return [
        field("what", words.WHAT, text_input(plan.what, many_lines=True), hint=words.EVERYBODY_READS),
        field("start", words.START, moment_input(plan.start)),
        field("end", words.END, moment_input(plan.end)),
        field("kind", words.KIND, one_of(kinds, kinds[0] if plan.scheduled else kinds[1])),
    ]


def _wrong(fields: Fields, rules: Rules, now: datetime) -> dict[str, str]:
    """What is wrong with the plan, as far as the form knows of the window; the road looks again."""
    start, end = (moment_of(fields.get(name, "")) for name in ("start", "end"))
    if start is None or end is None:
        return {"start" if start is None else "end": str(words.TIMES_NEEDED)}
    scheduled = fields.get("kind") != UNSCHEDULED
    plan = Plan(start, end, restored(fields.get("what", "")), scheduled)
    fault = fault_in(plan, now, rules.maintenance, _known(fields))
    return {} if fault is None else {fault[0]: str(fault[1])}


def _carried(plan: Plan) -> str:
    """What of a known plan a change is held against: its beginning and its kind."""
    return f"{int(plan.start.timestamp())} {_SCHEDULED if plan.scheduled else UNSCHEDULED}"


def _known(fields: Fields) -> Plan | None:
    began, _, kind = fields.get(CARRIED, "").partition(" ")
    start = moment_of(began)
    return None if start is None else Plan(start, start, restored(""), kind == _SCHEDULED)


FORMS: Mapping[ActName, Form] = {
    ActName.MAINTENANCE: Form(_to_announce, _wrong),
    ActName.MAINTENANCE_CHANGE: Form(_to_change, _wrong),
    ActName.MAINTENANCE_CANCEL: Form(_to_cancel),
}
