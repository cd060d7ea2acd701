"""A third opinion on the promise: a wall clock with wheels, advanced by quarters of an hour.

It knows no time-zone database, no calendar and no subtraction of moments: its wheels carry by themselves, six
written-down quarters push or hold them by an hour, and what is due is found by counting quarters ahead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

QUARTERS_PER_DAY = 96
MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
WEEKDAYS = ("Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed")
"""The wheel of weekdays, from 1 January 2026 on."""

SPRING = {"2026-03-08", "2027-03-14", "2028-03-12"}
AUTUMN = {"2026-11-01", "2027-11-07", "2028-11-05"}
"""In New York: the second Sunday in March, 02:00 is 03:00; the first in November, 02:00 is 01:00 again."""

PROMISED = {"visit": 1, "office": 8, "night": 32}
"""In quarters of an hour."""


@dataclass(frozen=True)
class Shown:
    """What the wall clock shows for a quarter: "2026-11-23", "Mon", and the hour as 659 or 700."""

    day: str
    weekday: str
    hour: int


def wall(quarters: int) -> Iterator[Shown]:
    """What the clock shows for each quarter from the first of 2026 in New York on."""
    year, month, day, weekday, hour, minute = 2026, 1, 1, 0, 0, 0
    repeated = False
    for _ in range(quarters):
        date = f"{year}-{month:02}-{day:02}"
        yield Shown(date, WEEKDAYS[weekday], 100 * hour + minute)
        minute += 15
        if minute == 60:
            minute, hour = 0, hour + 1
            if hour == 2 and date in SPRING:
                hour = 3
            if hour == 2 and date in AUTUMN:
                hour, repeated = (2, False) if repeated else (1, True)
        if hour == 24:
            hour, day, weekday = 0, day + 1, (weekday + 1) % 7
            if day > MONTH_LENGTHS[month - 1] + (month == 2 and year == 2028):
                day, month = 1, month + 1
            if month == 13:
                month, year = 1, year + 1


@dataclass(frozen=True)
class Told:
    """For one quarter: the tier, and after how many quarters (from the first one) it is due and aimed for."""

    tier: str
    due: int
    target: int


def promises(quarters: int, holidays: Collection[str], visits: Sequence[tuple[int, int]]) -> list[Told]:
    """What is promised to whoever writes at each quarter; ``visits`` are (first, after the last)."""
    ahead = 20 * QUARTERS_PER_DAY
    shown = list(wall(quarters + ahead))
    visited = {quarter for first, last in visits for quarter in range(first, last)}
    told: list[Told] = []
    opening = len(shown)
    for quarter in reversed(range(len(shown))):
        one = shown[quarter]
        works = one.weekday not in ("Sat", "Sun") and one.day not in holidays
        if works and one.hour == 700:
            opening = quarter
        tier = "office" if works and 700 <= one.hour <= 2159 else "night"
        tier = "visit" if quarter in visited else tier
        due = quarter + PROMISED[tier]
        told.append(Told(tier, due, due if due < opening + 8 else opening + 8))
    return told[::-1][:quarters]
