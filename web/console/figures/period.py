"""The days that figures are about, and the steps they are told in. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

USUAL_DAYS: Final = 90
MOST: Final = 400
"""Steps of one period: more are neither read nor drawn."""
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


class Step(StrEnum):
    """How long a step of a chart is; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Period:
    """The days from ``first`` to ``last``, both included, as the office's calendar has them."""

    first: date
    last: date
    by: Step = Step.DAY

    def step_of(self, day: date) -> date:
        """The first day of the step that a day belongs to."""
        if self.by is Step.WEEK:
            return day - timedelta(days=day.weekday())
        return day.replace(day=1) if self.by is Step.MONTH else day

    def steps(self) -> tuple[date, ...]:
        """The first day of each step, the earliest first."""
        return tuple(self._steps())

    def _steps(self) -> Iterator[date]:
        step = self.step_of(self.first)
        while step <= self.last:
            yield step
            step = self.step_of(step + timedelta(days={Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 31}[self.by]))

    def name(self, step: date) -> str:
        """How a step is written: 2026-11-23, or 2026-11 for a month."""
        return f"{step:%Y-%m}" if self.by is Step.MONTH else step.isoformat()

    def months(self) -> tuple[date, date]:
        """The first and the last day of the whole months it touches."""
        after = (self.last.replace(day=1) + timedelta(days=31)).replace(day=1)
        return self.first.replace(day=1), after - timedelta(days=1)

    def span(self, zone: str) -> tuple[datetime, datetime]:
        """From the midnight with which it begins up to the one with which it ends, in UTC."""
        return _midnight(self.first, zone), _midnight(self.last + timedelta(days=1), zone)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def usual(today: date) -> Period:
    """The last ninety days, today included."""
    return Period(today - timedelta(days=USUAL_DAYS - 1), today)


def read_period(given: Mapping[str, str], today: date) -> tuple[Period, dict[str, str]]:
    """The period that was asked for, with a sentence for each field that cannot be read.

    Where there is one, the period is the usual one.
    """
    standard, wrong = usual(today), dict[str, str]()
    last = _day(given, "to", standard.last, wrong)
    first = _day(given, "from", last - timedelta(days=USUAL_DAYS - 1), wrong)
    by = given.get("by", Step.DAY.value) or Step.DAY.value
    if by not in set(Step):
        wrong["by"] = "Choose days, weeks or months."
    if not wrong and first > last:
        wrong["from"] = "The first day is after the last one; change one of them."
    if wrong:
        return standard, wrong
    found = Period(first, last, Step(by))
    if (last - first).days > MOST * {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 31}[found.by]:
        return standard, {"by": f"That is more than {MOST} {by}s; choose a shorter time or longer steps."}
    return found, {}


def _day(given: Mapping[str, str], name: str, standard: date, wrong: dict[str, str]) -> date:
    text = given.get(name, "").strip()
    if not text:
        return standard
    try:
        found = date.fromisoformat(text)
    except ValueError:
        wrong[name] = "Write a day as year-month-day, for example 2026-11-23."
        return standard
    if not EARLIEST <= found <= LATEST:
        wrong[name] = f"Choose a day from {EARLIEST.year} to {LATEST.year}."
        return standard
    return found
