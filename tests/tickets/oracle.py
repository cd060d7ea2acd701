"""A second opinion on the promise that shares no code and no formula with the clock.

It walks over UTC minute by minute and decides by what a printed wall clock of the zone shows.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
CLOSED_DAYS = ("Sat", "Sun")


def tier_at(
    at: datetime, zone: str, holidays: Collection[str], visits: Iterable[tuple[datetime, datetime]]
) -> str:
    """``visits`` are the guaranteed ones, ``holidays`` dates such as 2026-11-26."""
    if any(start.timestamp() <= at.timestamp() < end.timestamp() for start, end in visits):
        return "visit"
    day, name, hour = printed(full_minute_before(at), zone).split()
    if name in CLOSED_DAYS or day in holidays:
        return "night"
    return "office" if hour in OPEN_MINUTES else "night"


def opening_after(at: datetime, zone: str, holidays: Collection[str]) -> datetime:
    """The first full minute, ``at`` itself included, when the printed clock shows 07:00 on an open day."""
    moment = full_minute_before(at)
    if moment != at:
        moment += MINUTE
    while not opens(printed(moment, zone), holidays):
        moment += MINUTE
    return moment


def opens(shown: str, holidays: Collection[str]) -> bool:
    day, name, hour = shown.split()
    return hour == "07:00" and name not in CLOSED_DAYS and day not in holidays


def after_minutes(at: datetime, minutes: int) -> datetime:
    for _ in range(minutes):
        at += MINUTE
    return at


def target_of(at: datetime, tier: str, zone: str, holidays: Collection[str]) -> datetime:
    """Whichever comes first: the promise, or the office promise counted from the next opening."""
    return min(
        after_minutes(at, PROMISED[tier]),
        after_minutes(opening_after(at, zone, holidays), PROMISED["office"]),
    )


PROMISED = {"visit": 15, "office": 120, "night": 480}
OPEN_MINUTES = {f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60) if 7 <= hour <= 21}


def full_minute_before(at: datetime) -> datetime:
    return datetime.fromtimestamp(math.floor(at.timestamp() / 60) * 60, UTC)


@lru_cache(maxsize=300_000)
def printed(moment: datetime, zone: str) -> str:
    """What a clock on the wall shows, such as "2026-11-23 Mon 06:59"."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %a %H:%M")
