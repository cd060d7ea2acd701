"""What rings for a suspected outage that nobody decides about (policy 7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.decision import ChangeOutage
from bot.rules import Rules
from bot.trouble import outage_times
from bot.trouble.outage_telling import Desk, carry_change, remind_staff
from guard import own
from records.engine import Session
from tickets import outages, probes
from tickets.outages import How, Outage, OutageState


def remind(session: Session, facts: Mapping[str, Any], now: datetime, rules: Rules) -> None:
    """Staff are reminded, unless they have decided or sent word of it since this was set."""
    outage = _suspected(session, facts)
    if outage is not None and outage.changes == facts["changes"]:
        remind_staff(Desk(session, rules, now, by_itself=True), outage)


def lapse(session: Session, facts: Mapping[str, Any], now: datetime, rules: Rules) -> None:
    """Nobody has confirmed it for so long: it is over. What is still reported, or fails our checks, stays."""
    outage = _suspected(session, facts)
    if outage is None:
        return
    until = _last_spoken_of(session, outage, now) + timedelta(hours=rules.outage.lapse_hours)
    if now < until:
        outage_times.lapse_at(session, outage, until, now)
        return
    step = ChangeOutage(OutageState.LAPSED, None, own(""), ended_at=now)
    carry_change(Desk(session, rules, now, by_itself=True), step)


def _suspected(session: Session, facts: Mapping[str, Any]) -> Outage | None:
    outage = outages.outage(session, int(facts["outage"]))
    return outage if outage is not None and outage.state is OutageState.SUSPECTED else None


def _last_spoken_of(session: Session, outage: Outage, now: datetime) -> datetime:
    """Its last change or report; now, while a check of ours that belongs to it fails."""
    if any(one.outage_id == outage.id and one.ended_at is None for one in probes.failures(session)):
        return now
    reported = (one.at for one in outages.reports(session, outage.id) if one.how is not How.ASKED)
    return max([outage.changed_at, *reported])


RINGS = {outage_times.REMINDER: remind, outage_times.LAPSE: lapse}
