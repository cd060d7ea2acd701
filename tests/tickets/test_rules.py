"""What the rules refuse, from both sides of each limit; and that as shipped they are the policy's numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, time
from typing import Any

import pytest

from tickets.policy import (
    DAYS,
    FeatureRules,
    FollowRules,
    LadderRules,
    LikenessRules,
    MisuseRules,
    OfficeHours,
    OutageRules,
    PromiseRules,
    ServiceRules,
    TierRule,
    VisitRules,
    VisitWindow,
)

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)

LIMITS: list[tuple[Callable[..., Any], str, Any, Any, dict[str, Any]]] = [
    (TierRule, "promise_minutes", 1, 0, {"published_actual_minutes": 0}),
    (TierRule, "published_actual_minutes", 0, -1, {"promise_minutes": 1}),
    (PromiseRules, "warnings", (0.01, 0.99), (0.5, 1), {}),
    (PromiseRules, "warnings", (), (0, 0.5), {}),
    (VisitRules, "notice_hours", 0, -1, {}),
    (VisitRules, "longest_hours", 1, 0, {}),
    (VisitRules, "ahead_days", 1, 0, {}),
    (VisitRules, "reminders_hours", (24, 1), (24, 0), {}),
    (OutageRules, "customers", 2, 1, {}),
    (OutageRules, "minutes", 1, 0, {}),
    (OutageRules, "no_number_minutes", 1, 0, {}),
    (LadderRules, "replies_before_call", 0, -1, {}),
    (LadderRules, "calls_before_conference", 0, -1, {}),
    (FollowRules, "ask_again_hours", 0, -1, {}),
    (FollowRules, "reopen_days", 0, -1, {}),
    (FollowRules, "durable_days", 1, 0, {}),
    (MisuseRules, "tickets", 1, 0, {}),
    (MisuseRules, "days", 1, 0, {}),
    (FeatureRules, "alike", 0, -0.01, {}),
    (FeatureRules, "alike", 1, 1.01, {}),
    (LikenessRules, "words", 1, 0, {}),
    (LikenessRules, "part", 1, 1.01, {}),
    (LikenessRules, "part", 0.01, 0, {}),
]


@pytest.mark.parametrize(("rule", "name", "taken", "refused", "others"), LIMITS)
def test_a_rule_is_taken_up_to_its_limit(
    rule: Callable[..., Any], name: str, taken: Any, refused: Any, others: dict[str, Any]
) -> None:
    assert getattr(rule(**{name: taken}, **others), name) == taken
    with pytest.raises(ValueError, match=r"^(a|the|hours|like|two texts) "):
        rule(**{name: refused}, **others)


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [
        (NOON, NOON, "visit V-17 ends before it begins"),
        (NOON, NOON.replace(tzinfo=None), "visit V-17: start and end need a time zone"),
        (NOON.replace(tzinfo=None), NOON, "visit V-17: start and end need a time zone"),
    ],
)
def test_a_visit_is_a_span_of_time(start: datetime, end: datetime, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{why}$"):
        VisitWindow("V-17", start, end, guaranteed=True)


DAYS_WANTED = "the days of the office are one or more of Monday, Tuesday, .*, Sunday"
OPENS_FIRST = "the office opens before it closes, both as hours of its own zone"


@pytest.mark.parametrize(
    ("hours", "why"),
    [
        ({"days": ()}, DAYS_WANTED),
        ({"days": ("Someday",)}, DAYS_WANTED),
        ({"opens": time(22)}, OPENS_FIRST),
        ({"opens": time(7, tzinfo=UTC)}, OPENS_FIRST),
        ({"closes": time(22, tzinfo=UTC)}, OPENS_FIRST),
        ({"zone": "America/Nowhere"}, "there is no time zone 'America/Nowhere'; one is America/New_York"),
    ],
)
def test_the_hours_of_an_office_are_those_of_a_day(hours: dict[str, Any], why: str) -> None:
    assert OfficeHours(days=DAYS).days == DAYS
    with pytest.raises(ValueError, match=f"^{why}$"):
        OfficeHours(**hours)


def test_as_shipped_the_rules_are_the_policys() -> None:
    """Policy 4 to 11 and 14, where nothing is set in app.yaml."""
    promise = PromiseRules()
    tiers = {name: tuple(asdict(getattr(promise, name)).values()) for name in ("visit", "office", "night")}
    assert tiers == {"visit": (15, 3), "office": (120, 30), "night": (480, 120)}
    assert promise.warnings == (0.5, 0.8)
    assert asdict(VisitRules()) == {
        "notice_hours": 48,
        "longest_hours": 24,
        "ahead_days": 365,
        "reminders_hours": (24, 1),
    }
    assert asdict(OutageRules()) == {
        "customers": 3,
        "minutes": 15,
        "no_number_minutes": 5,
        "since_hours": 72,
        "remind_minutes": (15, 60, 240),
        "lapse_hours": 24,
    }
    assert asdict(LikenessRules()) == {"words": 3, "part": 0.5}
    assert asdict(LadderRules()) == {"replies_before_call": 2, "calls_before_conference": 1}
    assert asdict(FollowRules()) == {"ask_again_hours": 48, "reopen_days": 14, "durable_days": 7}
    assert asdict(MisuseRules()) == {"tickets": 5, "days": 30}
    assert ServiceRules().quote_required
    assert FeatureRules().alike == 0.5
