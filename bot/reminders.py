"""What is to be done when a reminder rings, by its name (see :func:`records.timers.remind`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.after import steps as follow_steps
from bot.desk import clock_rings, task_steps
from bot.desk import rings as desk_rings
from bot.rules import Rules
from bot.trouble import maintenance_telling, outage_rings
from bot.visits import tell as visits
from records.engine import Session

Ring = Callable[[Session, Mapping[str, Any], datetime, Rules], None]
"""Does it, in the transaction in which the reminder ends; the facts are those it was set with."""

RINGS: Mapping[str, Ring] = {
    **maintenance_telling.RINGS,
    **outage_rings.RINGS,
    **desk_rings.RINGS,
    **follow_steps.RINGS,
    **task_steps.RINGS,
    **visits.RINGS,
    **clock_rings.RINGS,
}


def ring(session: Session, facts: Mapping[str, Any], now: datetime, rules: Rules) -> None:
    """Do what the reminder is for. Things may have changed since it was set: each ring looks for itself."""
    RINGS[str(facts["what"])](session, facts, now, rules)
