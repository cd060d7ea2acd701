"""Announces maintenance to every licensed administrator, by mail and in Slack, once for each change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.decision import Maintain
from bot.replies import reason
from bot.rules import Rules
from bot.telling import SLACK, Telling
from bot.trouble.outage_telling import Desk
from bot.trouble.state_words import window_told
from bot.words import maintenance as words
from guard import own
from records import timers
from records.engine import Session
from records.facts import to_facts
from tickets import directory, maintenance, outages, reads, writes
from tickets.maintenance import Window
from tickets.values import Actor, EntryKind
from tickets.writes import NewEntry

REMINDER, TURN = "maintenance", "maintenance_turn"
"""What rings before a window, and when it begins and ends."""


def carry_maintenance(desk: Desk, step: Maintain) -> tuple[Window, str, int]:
    """Do what staff want: the window, what was done with it, and how many administrators are told."""
    session, at = desk.session, desk.at
    if step.plan is None:
        window, change = maintenance.cancel(session, step.window or 0, at), "cancelled"
    elif step.window is None:
        window, change = maintenance.announce(session, step.plan, at), "announced"
    else:
        window, change = maintenance.change(session, step.window, step.plan, at), "changed"
    told = _tell(desk, window, change)
    _remind_later(desk, window)
    _turn_later(desk, window)
    return window, change, told


def remind(session: Session, facts: Mapping[str, Any], now: datetime, rules: Rules) -> None:
    """A window is near: it is announced once more, unless it was changed or cancelled since this was set."""
    window = maintenance.window(session, int(facts["window"]))
    if window is None or window.changes != facts["changes"] or window.cancelled_at is not None:
        return
    if now < window.plan.start:
        _tell(Desk(session, rules, now), window, "reminder")


def turn(session: Session, facts: Mapping[str, Any], now: datetime, rules: Rules) -> None:
    """A window begins or ends, as it was once planned: its message at the desk shows how it stands now."""
    window = maintenance.window(session, int(facts["window"]))
    if window is None or window.cancelled_at is not None:
        return
    last = reads.history(session, conversation_id=window.conversation_id)[-1]
    Telling(session, window.conversation_id, now, rules).window_in_time(last.id)


def _turn_later(desk: Desk, window: Window) -> None:
    for moment in (window.plan.start, window.plan.end):
        if window.cancelled_at is None and moment > desk.at:
            key = f"{window.id}:{moment.isoformat()}"
            timers.remind(desk.session, TURN, key, moment, desk.at, window=window.id)


def _remind_later(desk: Desk, window: Window) -> None:
    moment = window.plan.start - timedelta(hours=desk.rules.maintenance.announce_hours)
    if window.cancelled_at is None and desk.rules.maintenance.announce_hours and moment > desk.at:
        key = f"{window.id}:{window.changes}"
        timers.remind(desk.session, REMINDER, key, moment, desk.at, window=window.id, changes=window.changes)


def _tell(desk: Desk, window: Window, change: str) -> int:
    session, talk = desk.session, window.conversation_id
    reply = reason(window_told(window, change, desk.at, desk.rules))
    facts = {"reply": to_facts(reply), "subject": words.SUBJECTS[change], "change": change}
    source = f"maintenance:{window.id}:{window.changes}:{change}"
    entry = writes.add(
        session, NewEntry(talk, desk.at, EntryKind.REPLIED, Actor.BOT, facts=facts, source=source)
    )
    telling = Telling(session, talk, desk.at, desk.rules)
    people = directory.licensed_administrators(session)
    for person in people:
        if directory.identity_of(session, person.id, SLACK) is not None:
            telling.notify(entry, person)
        telling.letter(entry, "person", person)
    _note(desk, window, change, len(people), telling)
    return len(people)


def _note(desk: Desk, window: Window, change: str, people: int, telling: Telling) -> None:
    who = "InfraCare Assist" if change == "reminder" else desk.name
    said = to_facts(reason(words.done(change, who, people)))
    person = None if desk.person is None else desk.person.id
    talk, at = window.conversation_id, desk.at
    entry = outages.note(desk.session, talk, at, change, desk.actor, person, own(""), reply=said)
    telling.window_card(entry)
    telling.desk(entry, "reply")


RINGS = {REMINDER: remind, TURN: turn}
