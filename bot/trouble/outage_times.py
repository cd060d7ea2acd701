"""When a suspected outage that nobody decides about rings: staff are reminded, and in the end it lapses."""

from __future__ import annotations

from datetime import datetime, timedelta

from records import timers
from records.engine import Session
from tickets.outages import Outage, OutageState
from tickets.policy import OutageRules

REMINDER, LAPSE = "outage_reminder", "outage_lapse"


def keep(session: Session, outage: Outage, rules: OutageRules, at: datetime) -> None:
    """Let it ring while it is only suspected, counted from its last change; again changes nothing."""
    if outage.state is not OutageState.SUSPECTED:
        return
    for minutes in rules.remind_minutes:
        key = f"{outage.id}:{outage.changes}:{minutes}"
        moment = outage.changed_at + timedelta(minutes=minutes)
        timers.remind(session, REMINDER, key, moment, at, outage=outage.id, changes=outage.changes)
    lapse_at(session, outage, outage.changed_at + timedelta(hours=rules.lapse_hours), at)


def lapse_at(session: Session, outage: Outage, moment: datetime, at: datetime) -> None:
    """Let it be looked at ``moment`` whether it has lapsed."""
    timers.remind(session, LAPSE, f"{outage.id}:{moment.isoformat()}", moment, at, outage=outage.id)
