"""What a start of the clock keeps of the rules that decided it, and the same rules again. Pure.

Settings may change later; a clock is recomputed by the rules of its own day (policy 4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from guard import restored
from tickets.clock import Promise, Tier, next_opening, office_day
from tickets.policy import OfficeHours, PromiseRules, TierRule, VisitWindow

Facts = Mapping[str, Any]


def terms(promised: Promise, rules: PromiseRules, visits: Sequence[VisitWindow]) -> dict[str, Any]:
    """The promise and all it follows from, as the entry that starts the clock keeps them."""
    return {
        "tier": promised.tier.value,
        "minutes": promised.minutes,
        "due": promised.due.isoformat(),
        "target": promised.target.isoformat(),
        "zone": promised.zone,
        "zone_data": promised.zone_data,
        "decided_by": promised.decided_by,
        "office_minutes": rules.office.promise_minutes,
        "hours": _hours(promised.at, rules.hours),
        "visit": _visit(promised, visits),
    }


def _hours(at: datetime, hours: OfficeHours) -> dict[str, Any]:
    """The hours, with those holidays that lie between the arrival and the next opening."""
    first, last = office_day(at, hours), office_day(next_opening(at, hours), hours)
    return {
        "label": restored(hours.zone_label),
        "days": list(hours.days),
        "opens": hours.opens.isoformat(),
        "closes": hours.closes.isoformat(),
        "holidays": [day.isoformat() for day in hours.holidays if first <= day <= last],
    }


def _visit(promised: Promise, visits: Sequence[VisitWindow]) -> dict[str, str] | None:
    if promised.tier is not Tier.VISIT:
        return None
    visit = next(one for one in visits if one.id == promised.decided_by and one.guaranteed)
    return {"start": visit.start.isoformat(), "end": visit.end.isoformat()}


def rules_of(kept: Facts) -> PromiseRules:
    """The rules as they were, as far as this clock depended on them."""
    hours = OfficeHours(
        zone=str(kept["zone"]),
        zone_label=str(kept["hours"]["label"]),
        days=tuple(kept["hours"]["days"]),
        opens=time.fromisoformat(kept["hours"]["opens"]),
        closes=time.fromisoformat(kept["hours"]["closes"]),
        holidays=tuple(date.fromisoformat(day) for day in kept["hours"]["holidays"]),
    )
    tiers = {Tier.OFFICE: int(kept["office_minutes"]), Tier(kept["tier"]): int(kept["minutes"])}
    rules = {tier: TierRule(minutes, 0) for tier, minutes in tiers.items()}
    unused = rules[Tier.OFFICE]
    visit, night = rules.get(Tier.VISIT, unused), rules.get(Tier.NIGHT, unused)
    return PromiseRules(hours, visit, rules[Tier.OFFICE], night, warnings=())


def visits_of(kept: Facts) -> tuple[VisitWindow, ...]:
    """The visit that decided, when one did."""
    visit = kept["visit"]
    if visit is None:
        return ()
    start, end = datetime.fromisoformat(visit["start"]), datetime.fromisoformat(visit["end"])
    return (VisitWindow(str(kept["decided_by"]), start, end, guaranteed=True),)
