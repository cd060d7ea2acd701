"""The promise: what a customer who writes at a given moment is promised, and what staff aim for.

Pure: the moment is an argument. All arithmetic is on UTC, so across a change of the clocks elapsed time
counts. The rules are section 4 of the customer-care policy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import count
from zoneinfo import ZoneInfo

from tickets.policy import DAYS, OfficeHours, PromiseRules, TierRule, VisitWindow


class Tier(StrEnum):
    VISIT = "visit"
    OFFICE = "office"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class Promise:
    """``at``, ``due`` and ``target`` are in UTC.

    ``decided_by`` is the id of the visit or the date of the holiday that decided the tier, ``zone_data`` the
    version of the time-zone database that was used.
    """

    tier: Tier
    at: datetime
    due: datetime
    target: datetime
    minutes: int
    zone: str
    zone_data: str
    why: tuple[str, ...]
    decided_by: str | None


def promise(at: datetime, rules: PromiseRules, visits: Sequence[VisitWindow] = ()) -> Promise:
    """The promise for a message that arrived at ``at``; ``visits`` are those of its customer."""
    arrived = _utc(at)
    tier, decided_by, reason = _tier(arrived, rules.hours, visits)
    minutes = _rule(rules, tier).promise_minutes
    due = arrived + timedelta(minutes=minutes)
    opening = next_opening(arrived, rules.hours)
    target = min(due, opening + timedelta(minutes=rules.office.promise_minutes))
    return Promise(
        tier=tier,
        at=arrived,
        due=due,
        target=target,
        minutes=minutes,
        zone=rules.hours.zone,
        zone_data=_zone(rules.hours.zone)[1],
        why=(
            reason,
            _due_reason(arrived, due, minutes, rules.hours),
            _target_reason(due, target, opening, rules),
        ),
        decided_by=decided_by,
    )


def next_opening(at: datetime, hours: OfficeHours) -> datetime:
    """The first opening of the office at or after ``at``, in UTC; closed days and holidays are skipped."""
    zone, _ = _zone(hours.zone)
    open_days = (day for day in _days_from(_local(at, hours).date()) if _closed(day, hours) is None)
    openings = (_utc(datetime.combine(day, hours.opens, zone)) for day in open_days)
    return next(opening for opening in openings if opening >= at)


def next_workday_at(after: datetime, hour: time, hours: OfficeHours) -> datetime:
    """The first moment after ``after``, in UTC, at which it is that hour on a day of the office."""
    zone, _ = _zone(hours.zone)
    open_days = (day for day in _days_from(_local(after, hours).date()) if _closed(day, hours) is None)
    moments = (_utc(datetime.combine(day, hour, zone)) for day in open_days)
    return next(moment for moment in moments if moment > after)


def office_day(moment: datetime, hours: OfficeHours) -> date:
    """Which day it is at the office."""
    return _local(moment, hours).date()


_SAME_YEAR = 180
"""Days; further off, a day and its month alone could be those of either year."""


def spoken_due(due: datetime, at: datetime, rules: PromiseRules) -> str:
    """The due time as told at the moment ``at``: "14:35 Eastern", with the day when it is another one.

    The year stands with a day so far off that it could be taken for the one of another year.
    """
    there, now = _local(due, rules.hours), _local(at, rules.hours)
    if there.date() == now.date():
        return _hour(there, rules.hours)
    if abs((there.date() - now.date()).days) > _SAME_YEAR:
        return _moment(there, rules.hours)
    return f"{_hour(there, rules.hours)} on {_day(there.date())}"


def spoken_moment(moment: datetime, hours: OfficeHours) -> str:
    """A moment by itself, in the office's zone: "14:35 Eastern on Monday 23 November 2026"."""
    return _moment(_local(moment, hours), hours)


def spoken_year(moment: datetime, hours: OfficeHours) -> int:
    """The year that a moment falls into in the office's zone."""
    return _local(moment, hours).year


def average_words(minutes: int) -> str:
    """ "15 minutes", "2 hours", "1 hour and 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [_number(hours, "hour")] if hours else []
    if rest or not hours:
        parts.append(_number(rest, "minute"))
    return " and ".join(parts)


def _number(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"{moment.isoformat()} names no time zone; add one such as -05:00")
    return moment.astimezone(UTC)


# The tier.


def _tier(at: datetime, hours: OfficeHours, visits: Sequence[VisitWindow]) -> tuple[Tier, str | None, str]:
    """The tier at a moment in UTC, what decided it, and the reason in words."""
    visit = _visit(at, visits)
    if visit is not None:
        until = _moment(_local(visit.end, hours), hours)
        return (
            Tier.VISIT,
            visit.id,
            f"It arrived during the guaranteed visit {visit.id}, which lasts until {until}.",
        )
    local = _local(at, hours)
    arrival = f"It arrived at {_moment(local, hours)}"
    closed = _closed(local.date(), hours)
    if not hours.opens <= local.time() < hours.closes or closed == _NO_WORKDAY:
        return Tier.NIGHT, None, f"{arrival}, outside office hours ({_hours(hours)})."
    if closed is not None:
        return Tier.NIGHT, local.date().isoformat(), f"{arrival}, which is a holiday."
    return Tier.OFFICE, None, f"{arrival}, within office hours ({_hours(hours)})."


def _visit(at: datetime, visits: Sequence[VisitWindow]) -> VisitWindow | None:
    """The guaranteed visit that covers the moment; of several the one that began first."""
    covering = (visit for visit in visits if visit.guaranteed and _utc(visit.start) <= at < _utc(visit.end))
    return min(covering, key=lambda visit: (_utc(visit.start), visit.id), default=None)


_NO_WORKDAY = "no workday"
_HOLIDAY = "holiday"


def _closed(day: date, hours: OfficeHours) -> str | None:
    """Why the office stays closed on a day; None when it opens."""
    if DAYS[day.weekday()] not in hours.days:
        return _NO_WORKDAY
    return _HOLIDAY if day in hours.holidays else None


def _rule(rules: PromiseRules, tier: Tier) -> TierRule:
    return {Tier.VISIT: rules.visit, Tier.OFFICE: rules.office, Tier.NIGHT: rules.night}[tier]


def _days_from(day: date) -> Iterator[date]:
    return (day + timedelta(days=ahead) for ahead in count())


# The zone.


@cache
def _zone(name: str) -> tuple[ZoneInfo, str]:
    """The zone and the version of its data: of the package tzdata, so that every machine agrees, where it
    knows the zone; otherwise "system"."""
    data = resources.files("tzdata").joinpath("zoneinfo")
    file = data.joinpath(*name.split("/"))
    if not file.is_file():
        return ZoneInfo(name), "system"
    with file.open("rb") as rules, data.joinpath("tzdata.zi").open(encoding="utf-8") as source:
        return ZoneInfo.from_file(rules, key=name), source.readline().removeprefix("# version ").strip()


def _local(moment: datetime, hours: OfficeHours) -> datetime:
    return _utc(moment).astimezone(_zone(hours.zone)[0])


# The words.

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _due_reason(at: datetime, due: datetime, minutes: int, hours: OfficeHours) -> str:
    start, end = _local(at, hours), _local(due, hours)
    reason = f"The promise is {average_words(minutes)}, so it is due at {_moment(end, hours)}."
    if start.utcoffset() != end.utcoffset():
        reason += " The clocks change in between; elapsed time counts."
    return reason


def _target_reason(due: datetime, target: datetime, opening: datetime, rules: PromiseRules) -> str:
    hours = rules.hours
    opens = f"the office opens next at {_moment(_local(opening, hours), hours)}"
    promised = f"the office promise of {average_words(rules.office.promise_minutes)}"
    if target == due:
        return f"Staff aim for the same time: {opens}, and with {promised} from then on it is not earlier."
    return (
        f"Staff aim for {_moment(_local(target, hours), hours)}: {opens}, and {promised} counts from then on."
    )


def _hours(hours: OfficeHours) -> str:
    """ "Monday to Friday, 07:00 to 22:00 Eastern"."""
    days = [day for day in DAYS if day in hours.days]
    first, last = DAYS.index(days[0]), DAYS.index(days[-1])
    unbroken = len(days) > 2 and last - first + 1 == len(days)
    named = f"{days[0]} to {days[-1]}" if unbroken else ", ".join(days)
    return f"{named}, {hours.opens:%H:%M} to {hours.closes:%H:%M} {hours.zone_label}"


def _moment(local: datetime, hours: OfficeHours) -> str:
    return f"{_hour(local, hours)} on {_day(local.date())} {local.year}"


def _hour(local: datetime, hours: OfficeHours) -> str:
    """ "14:35 Eastern"; in the hour that comes twice when the clocks go back, which of both it is."""
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{local:%H:%M} {hours.zone_label}" + (f" ({local.tzname()})" if twice else "")


def _day(day: date) -> str:
    return f"{DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
