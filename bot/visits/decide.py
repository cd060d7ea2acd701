"""Decides what becomes of a visit that is booked, changed or cancelled, and says what is guaranteed. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot import words
from bot.decision import Decision, Step
from bot.message import UNOPENED, Act, ActName, Message
from bot.pressing import ByStaff
from bot.replies import reason
from bot.reply import Offer
from bot.rules import Rules
from bot.seen import Seen
from bot.visits.plans import barred, is_theirs, plan_of, time_errors
from bot.words import visits as sentences
from guard import Screened, join
from tickets.clock import spoken_due
from tickets.values import EntryKind
from tickets.visits import Plan, Visit, faults, guaranteed_until


@dataclass(frozen=True)
class BookVisit(Step):
    """A visit is booked by the administrator who sent the form."""

    plan: Plan


@dataclass(frozen=True)
class ChangeVisit(Step):
    """The visit is to be like this from now on."""

    visit: Visit
    plan: Plan


@dataclass(frozen=True)
class CancelVisit(Step):
    """The visit will not take place."""

    visit: Visit
    reason: Screened


def offers(visit_id: int) -> tuple[Offer, ...]:
    """What an administrator can press about a visit."""
    value = str(visit_id)
    return (
        Offer(ActName.VISIT_CHANGE, sentences.CHANGE, value),
        Offer(ActName.VISIT_CANCEL, sentences.CANCEL, value),
    )


def _book(message: Message, act: Act, seen: Seen, rules: Rules) -> Decision:
    plan = plan_of(act)
    why = barred(seen.person, seen.administrators, rules) or _wrong(message, act, plan, rules)
    if why is not None or plan is None:
        return _refused(message, why or words.FORM_INVALID)
    said = join(
        sentences.booked(plan, rules.promise, message.at),
        _guarantee(message, plan, rules),
        _overlaps(message, seen, rules),
        by="\n",
    )
    return Decision(reason(said), steps=(BookVisit(plan),), heard=EntryKind.PRESSED)


def _change(message: Message, act: Act, seen: Seen, rules: Rules) -> Decision:
    why = barred(seen.person, seen.administrators, rules) or _unopened(act) or _gone(message, seen)
    visit = seen.visit
    if why is not None or visit is None:
        return _refused(message, why or sentences.NO_SUCH_VISIT)
    plan = plan_of(act, visit)
    wrong = _wrong(message, act, plan, rules, visit)
    if wrong is not None or plan is None:
        return _refused(message, wrong or words.FORM_INVALID)
    if plan == visit.plan:
        return _refused(message, sentences.UNCHANGED)
    said = join(
        sentences.changed(plan, rules.promise, message.at),
        _guarantee(message, plan, rules, visit),
        _overlaps(message, seen, rules),
        by="\n",
    )
    reply = reason(said, *offers(visit.id))
    return Decision(reply, steps=(ChangeVisit(visit, plan),), heard=EntryKind.PRESSED)


def _cancel(message: Message, act: Act, seen: Seen, rules: Rules) -> Decision:
    """Also for a customer whose account is on hold: a visit that does not take place helps nobody."""
    why = _unopened(act) or _gone(message, seen)
    if why is not None or seen.visit is None:
        return _refused(message, why or sentences.NO_SUCH_VISIT)
    said = sentences.cancelled(seen.visit.plan, rules.promise, message.at)
    step = CancelVisit(seen.visit, act.fields.get("words", words.NOTHING))
    return Decision(reason(said), steps=(step,), heard=EntryKind.PRESSED)


def _call_off(by: ByStaff) -> Decision:
    visit = by.seen.visit
    if visit is None:
        return _refused(by.message, sentences.STAFF_NO_SUCH_VISIT)
    if visit.is_over(by.message.at):
        return _refused(by.message, sentences.OVER)
    why = by.act.fields.get("words", words.NOTHING)
    if not why.strip():
        return _refused(by.message, sentences.REASON_NEEDED)
    return Decision(
        reason(sentences.CANCELLED_BY_STAFF), steps=(CancelVisit(visit, why),), heard=EntryKind.PRESSED
    )


def _refused(message: Message, why: Screened) -> Decision:
    """Told where it was pressed; where others read along, to nobody else."""
    return Decision(reason(why, only_to_author=not message.place.direct), heard=None)


def _unopened(act: Act) -> Screened | None:
    return words.FORM_UNOPENED if act.value == UNOPENED else None


def _gone(message: Message, seen: Seen) -> Screened | None:
    if seen.visit is None or not is_theirs(seen.person, seen.visit):
        return sentences.NO_SUCH_VISIT
    return sentences.OVER if seen.visit.is_over(message.at) else None


def _wrong(
    message: Message, act: Act, plan: Plan | None, rules: Rules, before: Visit | None = None
) -> Screened | None:
    """What is wrong with a form by the time it is handled; it was looked at when it was sent."""
    if not act.fields:
        return words.FORM_UNOPENED
    if plan is None:
        return words.FORM_INVALID
    found = faults(plan.start, plan.end, message.at, rules.visits, before)
    return join(*time_errors(found, rules.visits).values()) if found else None


def _guarantee(message: Message, plan: Plan, rules: Rules, before: Visit | None = None) -> Screened:
    until = guaranteed_until(plan, message.at, rules.visits, before)
    if until is None:
        lost = before is not None and before.guaranteed
        return (sentences.guarantee_lost if lost else sentences.is_best_effort)(rules.promise, rules.visits)
    if until < plan.end:
        return sentences.is_guaranteed_until(spoken_due(until, plan.start, rules.promise), rules.promise)
    return sentences.is_guaranteed(rules.promise)


def _overlaps(message: Message, seen: Seen, rules: Rules) -> Screened:
    if not seen.overlapping:
        return words.NOTHING
    others = (sentences.about(one.plan, rules.promise, message.at) for one in seen.overlapping[:3])
    return sentences.overlaps(join(*others, by="; "))


PRESSED: Mapping[ActName, Callable[[Message, Act, Seen, Rules], Decision]] = {
    ActName.VISIT_BOOK: _book,
    ActName.VISIT_CHANGE: _change,
    ActName.VISIT_CANCEL: _cancel,
}
"""By customers; each may begin a conversation."""

BY_STAFF: Mapping[ActName, Callable[[ByStaff], Decision]] = {ActName.VISIT_CALL_OFF: _call_off}
