"""How tasks are asked for, settled and reminded of (policy 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.desk.steps import note_reply
from bot.desk.tasking import AskTasks, SettleTasks, list_as_it_stands, list_shown
from bot.doing import Doing, Steps
from bot.reply import Reply
from bot.rules import Rules
from bot.telling import Telling
from bot.words import tasks as said
from records import timers
from records.engine import Session
from records.facts import from_facts, to_facts
from tickets import reads, tasks, writes
from tickets.tasks import Task
from tickets.values import Actor, EntryKind, Status
from tickets.writes import NewEntry

REMINDER = "tasks"


def ask(doing: Doing, step: AskTasks) -> None:
    if doing.number is None or doing.entry is None:
        return
    at, number, asking = doing.message.at, doing.number, doing.entry
    tasks.ask(doing.session, number, asking, step.tasks, at)
    shown = list_shown(step.lead, _of_list(doing.session, number, asking))
    doing.tell.asker(note_reply(doing, shown, tasks=asking), "news")
    for hours in doing.rules.tasks.remind_hours:
        moment, key = at + timedelta(hours=hours), f"{asking}:{hours}"
        timers.remind(doing.session, REMINDER, key, moment, at, ticket=number, asking=asking)
    doing.refresh_card()


def settle(doing: Doing, step: SettleTasks) -> None:
    if doing.number is None:
        return
    tasks.settle(doing.session, doing.number, step.done, doing.message.at)
    touched = {one.asking for one in tasks.of_ticket(doing.session, doing.number) if one.id in step.done}
    for asking in sorted(touched):
        _show_anew(doing, doing.number, asking)
    doing.refresh_card()


def _show_anew(doing: Doing, number: int, asking: int) -> None:
    """The list where it was shown, with what is done by now."""
    history = reads.history(doing.session, number=number)
    before = next((one for one in history if one.facts.get("tasks") == asking), None)
    if before is not None:
        left = _of_list(doing.session, number, asking)
        shown = list_as_it_stands(from_facts(Reply, before.facts["reply"]), left)
        doing.tell.asker(note_reply(doing, shown), "reply", replaces=before.id)


def _of_list(session: Session, number: int, asking: int) -> tuple[Task, ...]:
    return tuple(one for one in tasks.of_ticket(session, number) if one.asking == asking)


def _ring(session: Session, facts: Mapping[str, Any], now: datetime, rules: Rules) -> None:
    """The customer is reminded of what is left, unless the next word is staff's: silence solves nothing."""
    ticket = reads.ticket(session, int(facts["ticket"]))
    if ticket is None or ticket.status is not Status.OPEN or ticket.waiting_since is not None:
        return
    left = [one for one in _of_list(session, ticket.number, int(facts["asking"])) if one.done_at is None]
    if not left:
        return
    reply = replace(list_shown(said.REMIND_LEAD, left), conversation=ticket.conversation_id)
    new = NewEntry(ticket.conversation_id, now, EntryKind.REPLIED, Actor.BOT, ticket.number)
    entry = writes.add(session, replace(new, facts={"reply": to_facts(reply)}))
    telling = Telling(session, ticket.conversation_id, now, rules)
    telling.asker(entry, "news")
    telling.letter(entry, "opener")


STEPS: Steps = {AskTasks: ask, SettleTasks: settle}
RINGS = {REMINDER: _ring}
