"""What a clock keeps of the rules that decided it gives the same rules again (policy 4)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tickets.clock import Tier, promise
from tickets.policy import OfficeHours, PromiseRules, TierRule, VisitWindow
from tickets.terms import rules_of, terms, visits_of

FRIDAY_EVENING = datetime(2026, 11, 21, 4, tzinfo=UTC)
MONDAY_NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOURS = OfficeHours(
    zone="America/Chicago",
    zone_label="Central",
    days=("Monday", "Tuesday", "Friday"),
    opens=time(8, 30),
    closes=time(21),
    holidays=(
        date(2026, 11, 19),
        date(2026, 11, 20),
        date(2026, 11, 23),
        date(2026, 11, 24),
        date(2026, 11, 27),
    ),
)
RULES = PromiseRules(HOURS, TierRule(16, 3), TierRule(121, 30), TierRule(481, 120), warnings=(0.4,))
VISITS = (
    VisitWindow("6", MONDAY_NOON - HOUR, MONDAY_NOON, guaranteed=True),
    VisitWindow("7", MONDAY_NOON - HOUR, MONDAY_NOON + HOUR, guaranteed=False),
    VisitWindow("8", MONDAY_NOON, MONDAY_NOON + HOUR, guaranteed=True),
)


def test_the_entry_of_a_start_names_all_that_decided_it() -> None:
    promised = promise(FRIDAY_EVENING, RULES, ())
    kept = terms(promised, RULES, ())
    assert kept == {
        "tier": "night",
        "minutes": 481,
        "due": promised.due.isoformat(),
        "target": promised.target.isoformat(),
        "zone": "America/Chicago",
        "zone_data": promised.zone_data,
        "decided_by": promised.decided_by,
        "office_minutes": 121,
        "hours": {
            "label": "Central",
            "days": ["Monday", "Tuesday", "Friday"],
            "opens": "08:30:00",
            "closes": "21:00:00",
            "holidays": ["2026-11-20", "2026-11-23", "2026-11-24", "2026-11-27"],
        },
        "visit": None,
    }


def test_a_visit_that_decides_is_kept_with_its_times() -> None:
    """Policy 6: the guaranteed one, whatever else the customer has booked."""
    kept = terms(promise(MONDAY_NOON, RULES, VISITS), RULES, VISITS)
    assert (kept["tier"], kept["decided_by"], kept["minutes"]) == ("visit", "8", 16)
    assert kept["visit"] == {"start": MONDAY_NOON.isoformat(), "end": (MONDAY_NOON + HOUR).isoformat()}
    assert visits_of(kept) == VISITS[2:]
    assert rules_of(kept).visit.promise_minutes == 16


@pytest.mark.parametrize("at", [FRIDAY_EVENING, MONDAY_NOON, MONDAY_NOON + 20 * HOUR])
@pytest.mark.parametrize("visits", [(), VISITS])
def test_the_same_promise_follows_from_what_was_kept(at: datetime, visits: tuple[VisitWindow, ...]) -> None:
    promised = promise(at, RULES, visits)
    kept = terms(promised, RULES, visits)
    rules = rules_of(kept)
    assert promise(at, rules, visits_of(kept)) == promised
    assert (visits_of(kept) == ()) == (promised.tier is not Tier.VISIT)
    unused = TierRule(121, 0)
    assert rules.visit == (TierRule(16, 0) if promised.tier is Tier.VISIT else unused)
    assert rules.night == (TierRule(481, 0) if promised.tier is Tier.NIGHT else unused)
    assert (rules.office, rules.warnings) == (unused, ())
    assert (rules.hours.zone, rules.hours.zone_label, rules.hours.days) == (HOURS.zone, "Central", HOURS.days)
    assert (rules.hours.opens, rules.hours.closes) == (time(8, 30), time(21))
