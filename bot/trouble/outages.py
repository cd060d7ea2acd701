"""Decides what staff do about an outage: declare, update, resolve, refuse, link a ticket. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot import codes
from bot.decision import ChangeOutage, Decision, LinkOutage
from bot.message import ActName
from bot.pressing import AtDesk, ByStaff
from bot.replies import reason
from bot.reply import QUIET
from bot.words import outages as words
from guard import Screened, own
from tickets.outages import Outage, OutageState
from tickets.policy import OutageRules
from tickets.values import EntryKind

LONGEST_TITLE = 150


def fault_in_title(title: str) -> Screened | None:
    """What is wrong with what an outage is called, or None."""
    if not title.strip():
        return words.TITLE_NEEDED
    return words.title_too_long(LONGEST_TITLE) if len(title.strip()) > LONGEST_TITLE else None


def fault_in_start(
    start: datetime, at: datetime, rules: OutageRules, suspected: datetime | None
) -> Screened | None:
    """What is wrong with the beginning of an outage, or None; since it was ``suspected`` is always right."""
    if start > at:
        return words.NOT_LATER
    reaches = at - timedelta(hours=rules.since_hours)
    earliest = reaches if suspected is None else min(reaches, suspected.replace(microsecond=0))
    return words.too_long_ago(rules.since_hours) if start < earliest else None


def fault_in_end(end: datetime, at: datetime, started: datetime) -> Screened | None:
    """What is wrong with the end of an outage that began at ``started`` (to the second), or None."""
    if end > at:
        return words.NOT_LATER
    return words.ENDS_BEFORE if end < started.replace(microsecond=0) else None


def _declare(at: ByStaff) -> Decision:
    outage = at.seen.troubles.outage
    if outage is not None and outage.state is OutageState.DECLARED:
        return _refused(words.OPEN_ALREADY)
    title = at.act.fields.get("title", own(""))
    suspected = outage.started_at if outage else None
    started = _moment(at, "started") or suspected or at.message.at
    fault = fault_in_title(title) or fault_in_start(started, at.message.at, at.rules.outage, suspected)
    if fault is not None:
        return _refused(fault)
    return _changed(
        at, ChangeOutage(OutageState.DECLARED, title, at.act.fields.get("words", own("")), started_at=started)
    )


def _update(at: ByStaff) -> Decision:
    outage = _meant(at)
    said = at.act.fields.get("words", own(""))
    if outage is None:
        return _refused(words.OVER_ALREADY)
    if not said.strip():
        return _refused(words.NONE_OPEN)
    return _changed(at, ChangeOutage(None, None, said))


def _resolve(at: ByStaff) -> Decision:
    outage = _meant(at)
    if outage is None:
        return _refused(words.OVER_ALREADY)
    if outage.state is not OutageState.DECLARED:
        return _refused(words.NOT_DECLARED)
    ended = _moment(at, "ended") or at.message.at
    fault = fault_in_end(ended, at.message.at, outage.started_at)
    if fault is not None:
        return _refused(fault)
    said = at.act.fields.get("words", own(""))
    ended = max(ended, outage.started_at)
    return _changed(at, ChangeOutage(OutageState.RESOLVED, None, said, ended_at=ended))


def _refuse(at: ByStaff) -> Decision:
    if _meant(at) is None:
        return _refused(words.OVER_ALREADY)
    said = at.act.fields.get("words", own(""))
    return _changed(at, ChangeOutage(OutageState.REFUSED, None, said, ended_at=at.message.at))


def _link(at: AtDesk) -> Decision:
    outage = at.seen.troubles.outage
    if outage is None:
        return _refused(words.NONE_OPEN)
    if at.seen.troubles.joined:
        return _refused(words.LINKED_ALREADY)
    done = reason(words.linked(at.ticket.number, outage.id))
    return Decision(done, steps=(LinkOutage(),), heard=EntryKind.OUTAGE, internal=True)


def _meant(at: ByStaff) -> Outage | None:
    """The open outage, when it is the one whose button was pressed."""
    outage = at.seen.troubles.outage
    named = at.act.value
    return outage if outage is not None and named in ("", str(outage.id)) else None


def _changed(at: ByStaff, step: ChangeOutage) -> Decision:
    """In the outage's own thread the step itself says what was done."""
    reply = QUIET if at.seen.at_desk else reason(own(""))
    return Decision(reply, steps=(step,), heard=EntryKind.PRESSED, internal=True, said=own(""))


def _refused(why: Screened) -> Decision:
    return Decision(reason(why, only_to_author=True), heard=None)


def _moment(at: ByStaff, name: str) -> datetime | None:
    return codes.moment(at.act.fields.get(name, own("")))


ACTS: Mapping[ActName, Callable[[ByStaff], Decision]] = {
    ActName.DECLARE: _declare,
    ActName.OUTAGE_UPDATE: _update,
    ActName.OUTAGE_RESOLVE: _resolve,
    ActName.OUTAGE_REFUSE: _refuse,
}

AT_DESK: Mapping[ActName, Callable[[AtDesk], Decision]] = {ActName.LINK_OUTAGE: _link}
