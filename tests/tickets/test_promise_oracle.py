"""The clock and a second opinion that counts minutes on a printed wall clock agree everywhere."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tickets import odometer, oracle
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


FIRST_QUARTER = datetime(2026, 1, 1, 5, tzinfo=UTC)
"""Midnight in New York."""
QUARTER = timedelta(minutes=15)
THREE_YEARS = (365 + 365 + 366) * odometer.QUARTERS_PER_DAY
FESTIVE = {
    f"{year}-{day}" for year in (2026, 2027, 2028) for day in ("01-01", "07-04", "11-26", "12-25", "12-26")
}
FESTIVE |= {"2026-03-09", "2027-11-08", "2028-02-29", "2028-11-06"}


def quarter_of(day: str) -> int:
    """Which quarter it is then, in UTC."""
    return round((datetime.fromisoformat(day + "+00:00") - FIRST_QUARTER) / QUARTER)


VISITED = [
    (quarter_of("2026-03-08T04:00"), quarter_of("2026-03-08T12:00")),
    (quarter_of("2026-11-01T05:15"), quarter_of("2026-11-01T06:45")),
    (quarter_of("2026-11-26T13:00"), quarter_of("2026-11-26T21:00")),
    (quarter_of("2027-03-14T06:45"), quarter_of("2027-03-14T07:15")),
    (quarter_of("2027-07-06T10:45"), quarter_of("2027-07-07T02:15")),
    (quarter_of("2027-07-06T20:00"), quarter_of("2027-07-07T04:00")),
    (quarter_of("2028-02-28T20:00"), quarter_of("2028-03-02T20:00")),
    (quarter_of("2028-12-31T12:00"), quarter_of("2029-01-01T12:00")),
]
"""Over changes of the clocks and holidays, at both ends of the office's day, one into the other."""


@pytest.mark.slow
def test_every_quarter_of_an_hour_of_three_years_policy_4() -> None:
    """With every change of the clocks, holidays and visits, against a wall clock with wheels."""
    rules = rules_with(FESTIVE)
    visits = [
        VisitWindow(
            f"V{number}", FIRST_QUARTER + first * QUARTER, FIRST_QUARTER + last * QUARTER, guaranteed=True
        )
        for number, (first, last) in enumerate(VISITED)
    ]
    refused = VisitWindow("V-late", FIRST_QUARTER, FIRST_QUARTER + THREE_YEARS * QUARTER, guaranteed=False)
    differing, seen = [], set()
    for quarter, wanted in enumerate(odometer.promises(THREE_YEARS, FESTIVE, VISITED)):
        at = FIRST_QUARTER + quarter * QUARTER
        told = promise(at, rules, [*visits, refused])
        seen.add(told.tier.value)
        found = (
            told.tier.value,
            (told.due - FIRST_QUARTER) / QUARTER,
            (told.target - FIRST_QUARTER) / QUARTER,
        )
        if found != (wanted.tier, wanted.due, wanted.target):
            differing.append((at.isoformat(), found, wanted))
    assert differing == []
    assert seen == {"visit", "office", "night"}


def test_the_wall_clock_with_wheels_is_sound() -> None:
    """It shows what New York showed, on days that are known."""
    shown = list(odometer.wall(THREE_YEARS))
    known = {
        "2026-03-08T06:45": ("2026-03-08", "Sun", 145),
        "2026-03-08T07:00": ("2026-03-08", "Sun", 300),
        "2026-07-04T16:00": ("2026-07-04", "Sat", 1200),
        "2026-11-01T05:45": ("2026-11-01", "Sun", 145),
        "2026-11-01T06:00": ("2026-11-01", "Sun", 100),
        "2026-11-01T07:00": ("2026-11-01", "Sun", 200),
        "2026-11-23T12:00": ("2026-11-23", "Mon", 700),
        "2028-02-29T17:00": ("2028-02-29", "Tue", 1200),
        "2028-12-31T17:00": ("2028-12-31", "Sun", 1200),
    }
    for moment, (day, weekday, hour) in known.items():
        one = shown[quarter_of(moment)]
        assert (one.day, one.weekday, one.hour) == (day, weekday, hour)


@given(MOMENTS | BOUNDARIES)
@settings(max_examples=200, deadline=None)
def test_nobody_who_asks_earlier_is_aimed_at_later(at: datetime) -> None:
    rules = PromiseRules()
    assert promise(at, rules).target <= promise(at + timedelta(minutes=2), rules).target


@given(MOMENTS | BOUNDARIES, st.sampled_from([NEW_YORK, "Asia/Kolkata", "Pacific/Auckland"]))
@settings(max_examples=100, deadline=None)
def test_the_zone_in_which_a_moment_is_written_does_not_matter(at: datetime, zone: str) -> None:
    assert promise(at.astimezone(ZoneInfo(zone)), PromiseRules()) == promise(at, PromiseRules())
