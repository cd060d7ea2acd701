"""The days that figures are about: steps, months, and what is said of dates that cannot be read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.console.figures.period import MOST, Period, Step, read_period, usual

TODAY = date(2026, 11, 23)
SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)


def test_without_a_word_it_is_the_last_ninety_days() -> None:
    period, wrong = read_period({}, TODAY)
    assert (period, wrong) == (Period(date(2026, 8, 26), TODAY, Step.DAY), {})
    assert period == usual(TODAY)
    assert len(period.steps()) == 90


@pytest.mark.parametrize(
    ("by", "names"),
    [
        (Step.DAY, ["2026-10-31", "2026-11-01", "2026-11-02"]),
        (Step.WEEK, ["2026-10-26", "2026-11-02"]),
        (Step.MONTH, ["2026-10", "2026-11"]),
    ],
)
def test_a_step_is_named_by_its_first_day(by: Step, names: list[str]) -> None:
    period = Period(date(2026, 10, 31), date(2026, 11, 2), by)
    assert [period.name(step) for step in period.steps()] == names


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 399), st.sampled_from(Step))
def test_every_day_belongs_to_exactly_one_step_of_its_period(first: date, days: int, by: Step) -> None:
    period = Period(first, first + timedelta(days=days), by)
    steps = period.steps()
    assert sorted(set(steps)) == list(steps)
    assert {period.step_of(first + timedelta(days=one)) for one in range(days + 1)} == set(steps)


@pytest.mark.parametrize(
    ("day", "start", "hours"),
    [
        (SPRING, datetime(2026, 3, 8, 5, tzinfo=UTC), 23),
        (AUTUMN, datetime(2026, 11, 1, 4, tzinfo=UTC), 25),
        (TODAY, datetime(2026, 11, 23, 5, tzinfo=UTC), 24),
    ],
)
def test_a_day_is_as_long_as_the_clocks_make_it(day: date, start: datetime, hours: int) -> None:
    begin, end = Period(day, day).span("America/New_York")
    assert (begin, end - begin) == (start, timedelta(hours=hours))


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 1), (date(2026, 1, 1), date(2026, 2, 28))),
        (date(2026, 12, 31), date(2026, 12, 31), (date(2026, 12, 1), date(2026, 12, 31))),
        (date(2024, 2, 29), date(2024, 2, 29), (date(2024, 2, 1), date(2024, 2, 29))),
    ],
)
def test_whole_months(first: date, last: date, months: tuple[date, date]) -> None:
    assert Period(first, last).months() == months


@pytest.mark.parametrize(
    ("given", "field", "told"),
    [
        ({"from": "yesterday"}, "from", "year-month-day"),
        ({"to": "2026-02-30"}, "to", "year-month-day"),
        ({"from": "1066-10-14"}, "from", "from 2000 to 2100"),
        ({"by": "fortnight"}, "by", "days, weeks or months"),
        ({"from": "2026-11-02", "to": "2026-11-01"}, "from", "after the last"),
        ({"from": "2020-01-01", "by": "day"}, "by", f"more than {MOST} days"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_usual_days_are_shown(
    given: dict[str, str], field: str, told: str
) -> None:
    period, wrong = read_period(given, TODAY)
    assert period == usual(TODAY)
    assert told in wrong[field]


def test_as_many_steps_as_may_be_and_not_one_more() -> None:
    first = TODAY - timedelta(days=MOST)
    assert read_period({"from": first.isoformat()}, TODAY)[1] == {}
    assert "by" in read_period({"from": (first - timedelta(days=1)).isoformat()}, TODAY)[1]
