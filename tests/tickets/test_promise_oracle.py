"""The clock and a second opinion that counts minutes on a printed wall clock agree everywhere."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tickets import oracle
from tickets.clock import promise
from tickets.policy import OfficeHours, PromiseRules, VisitWindow

NEW_YORK = "America/New_York"
FIRST, LAST = datetime(2024, 1, 1), datetime(2030, 12, 20)  # noqa: DTZ001 - hypothesis wants naive bounds
MOMENTS = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
# Moments on a boundary, and the microseconds, seconds and minutes around it.
NEAR = st.sampled_from(
    [timedelta(microseconds=-1), timedelta(0), timedelta(microseconds=1), timedelta(seconds=-1)]
)
BOUNDARIES = st.builds(
    lambda day, hour, near: day.replace(minute=0, second=0, microsecond=0, hour=hour) + near,
    MOMENTS,
    st.sampled_from([2, 3, 4, 5, 6, 7, 11, 12]),  # 07:00, 22:00 and midnight in New York lie among these
    NEAR,
)
HOLIDAYS = st.sets(st.integers(0, 6), max_size=4)
VISITS = st.lists(
    st.tuples(st.integers(-600, 600), st.integers(1, 600), st.booleans(), st.sampled_from([0, 1, 30])),
    max_size=3,
)


def rules_with(holidays: set[str], zone: str = NEW_YORK) -> PromiseRules:
    return PromiseRules(OfficeHours(zone=zone, holidays=tuple(map(date.fromisoformat, sorted(holidays)))))


def agree(at: datetime, holidays: set[str], visits: list[VisitWindow], zone: str = NEW_YORK) -> None:
    told = promise(at, rules_with(holidays, zone), visits)
    guaranteed = [(visit.start, visit.end) for visit in visits if visit.guaranteed]
    tier = oracle.tier_at(at, zone, holidays, guaranteed)
    assert told.tier == tier
    assert told.due == oracle.after_minutes(at, oracle.PROMISED[tier])
    assert told.target == oracle.target_of(at, tier, zone, holidays)


@given(MOMENTS | BOUNDARIES, HOLIDAYS, VISITS)
@settings(max_examples=300, deadline=None)
def test_at_any_moment_of_seven_years(
    at: datetime, ahead: set[int], around: list[tuple[int, int, bool, int]]
) -> None:
    holidays = {(at + timedelta(days=days)).date().isoformat() for days in ahead}
    visits = [
        VisitWindow(
            f"V{start}",
            at + timedelta(minutes=start),
            at + timedelta(minutes=start + length, seconds=odd),
            sure,
        )
        for start, length, sure, odd in around
    ]
    agree(at, holidays, visits)


@given(MOMENTS, st.sampled_from(["Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns"]))
@settings(max_examples=60, deadline=None)
def test_in_any_zone(at: datetime, zone: str) -> None:
    agree(at, set(), [], zone)


@pytest.mark.parametrize("monday", [datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 10, 26, tzinfo=UTC)])
def test_every_quarter_of_an_hour_around_a_change_of_the_clocks(monday: datetime) -> None:
    for quarter in range(9 * 24 * 4):
        agree(monday + timedelta(minutes=15 * quarter), set(), [])


@given(MOMENTS | BOUNDARIES)
@settings(max_examples=200, deadline=None)
def test_nobody_who_asks_earlier_is_aimed_at_later(at: datetime) -> None:
    rules = PromiseRules()
    assert promise(at, rules).target <= promise(at + timedelta(minutes=2), rules).target


@given(MOMENTS | BOUNDARIES, st.sampled_from([NEW_YORK, "Asia/Kolkata", "Pacific/Auckland"]))
@settings(max_examples=100, deadline=None)
def test_the_zone_in_which_a_moment_is_written_does_not_matter(at: datetime, zone: str) -> None:
    assert promise(at.astimezone(ZoneInfo(zone)), PromiseRules()) == promise(at, PromiseRules())
