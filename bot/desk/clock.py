"""Staff start and stop a ticket's clock by hand, with a reason (policy 4): decided, and carried out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.decision import Decision, Step
from bot.doing import Doing, Steps
from bot.message import ActName
from bot.pressing import AtDesk
from bot.replies import reason
from bot.words import NOTHING
from bot.words import clock as words
from guard import Screened
from tickets import timekeeping
from tickets.clock import promise, spoken_due
from tickets.timekeeping import Cause
from tickets.values import Status


@dataclass(frozen=True)
class StartClock(Step):
    """The clock starts now, because of ``why``."""

    why: Screened


@dataclass(frozen=True)
class StopClock(Step):
    """The clock stops now, because of ``why``."""

    why: Screened


def _start(at: AtDesk) -> Decision:
    why = at.act.fields.get("words", NOTHING)
    if at.ticket.status is not Status.OPEN:
        return _refused(words.NOT_OPEN)
    if at.ticket.due_at is not None:
        return _refused(words.runs_already(_spoken(at, at.ticket.due_at)))
    if not why.strip():
        return _refused(words.REASON_NEEDED)
    due = promise(at.message.at, at.rules.promise, at.seen.visits).due
    told = reason(words.started(_spoken(at, due)), only_to_author=True)
    return Decision(told, steps=(StartClock(why),), heard=None)


def _stop(at: AtDesk) -> Decision:
    why = at.act.fields.get("words", NOTHING)
    if at.ticket.due_at is None:
        return _refused(words.NOT_RUNNING)
    if not why.strip():
        return _refused(words.REASON_NEEDED)
    return Decision(reason(words.STOPPED, only_to_author=True), steps=(StopClock(why),), heard=None)


def _refused(why: Screened) -> Decision:
    return Decision(reason(why, only_to_author=True), heard=None)


def _spoken(at: AtDesk, due: datetime) -> str:
    return spoken_due(due, at.message.at, at.rules.promise)


ACTS: Mapping[ActName, Callable[[AtDesk], Decision]] = {
    ActName.CLOCK_START: _start,
    ActName.CLOCK_STOP: _stop,
}


def start(doing: Doing, step: StartClock) -> None:
    _by_hand(doing, step.why, timekeeping.start_by_hand)


def stop(doing: Doing, step: StopClock) -> None:
    _by_hand(doing, step.why, timekeeping.stop_by_hand)


def _by_hand(doing: Doing, why: Screened, act: Callable[..., int | None]) -> None:
    message = doing.message
    if doing.number is None:
        return
    cause = Cause(why, by=doing.seen.person, source=message.id)
    doing.entry = act(doing.session, doing.number, message.at, doing.rules.promise, cause)
    doing.refresh_card()


STEPS: Steps = {StartClock: start, StopClock: stop}
