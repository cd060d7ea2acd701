"""The rules of the promise, as one installation sets them in ``app.yaml``; the defaults are the policy's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import ClassVar
from zoneinfo import ZoneInfo

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class TierRule:
    """What is promised in one tier, and the average the vendor publishes, both in minutes."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    promise_minutes: int
    published_actual_minutes: int

    def __post_init__(self) -> None:
        if self.promise_minutes < 1 or self.published_actual_minutes < 0:
            raise ValueError("a promise is at least one minute, a published average not below zero")


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """On the days named from ``opens`` up to, not including, ``closes``, on the wall clock of the zone."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    zone: str = "America/New_York"
    zone_label: str = "Eastern"
    days: tuple[str, ...] = DAYS[:5]
    opens: time = time(7)
    closes: time = time(22)
    holidays: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        if not self.days or not set(self.days) <= set(DAYS):
            raise ValueError(f"the days of the office are one or more of {', '.join(DAYS)}")
        if self.opens.tzinfo or self.closes.tzinfo or self.opens >= self.closes:
            raise ValueError("the office opens before it closes, both as hours of its own zone")
        _known_zone(self.zone)


def _known_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"there is no time zone {name!r}; one is America/New_York") from error


@dataclass(frozen=True, slots=True)
class PromiseRules:
    """``warnings``: at which shares of the time to the target staff are warned."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    hours: OfficeHours = field(default_factory=OfficeHours)
    visit: TierRule = TierRule(promise_minutes=15, published_actual_minutes=3)
    office: TierRule = TierRule(promise_minutes=120, published_actual_minutes=30)
    night: TierRule = TierRule(promise_minutes=480, published_actual_minutes=120)
    warnings: tuple[float, ...] = (0.5, 0.8)

    def __post_init__(self) -> None:
        if not all(0 < share < 1 for share in self.warnings):
            raise ValueError("a warning comes at a share of the time to the target, above 0 and below 1")


@dataclass(frozen=True, slots=True)
class VisitRules:
    """A visit booked at least so many hours before its start is guaranteed (policy 6).

    None may last longer than ``longest_hours``, or begin more than ``ahead_days`` from now; staff are
    reminded so many hours before the start.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    notice_hours: int = 48
    longest_hours: int = 24
    ahead_days: int = 365
    reminders_hours: tuple[int, ...] = (24, 1)

    def __post_init__(self) -> None:
        if self.notice_hours < 0:
            raise ValueError("the notice of a visit is not below zero hours")
        if self.ahead_days < 1:
            raise ValueError("a visit may be booked at least a day ahead")
        if self.longest_hours < 1 or any(hours < 1 for hours in self.reminders_hours):
            raise ValueError("a visit may last, and is reminded of, at least an hour")


@dataclass(frozen=True, slots=True)
class OutageRules:
    """When an outage is suspected: so many customers with like incidents within so many minutes (policy 7).

    After ``no_number_minutes`` without an answer a person is told the emergency lines. Staff declare one as
    having begun ``since_hours`` ago at the most. While nobody decides about a suspicion, staff are reminded
    after ``remind_minutes``; after ``lapse_hours`` without any word of it, it ends by itself.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    customers: int = 3
    minutes: int = 15
    no_number_minutes: int = 5
    since_hours: int = 72
    remind_minutes: tuple[int, ...] = (15, 60, 240)
    lapse_hours: int = 24

    def __post_init__(self) -> None:
        if self.customers < 2 or min(self.minutes, self.no_number_minutes) < 1:
            raise ValueError("like incidents are those of two customers or more, within a minute or more")


@dataclass(frozen=True, slots=True)
class LikenessRules:
    """When two people tell of the same: so many words, and so large a part of the shorter text (0 to 1).

    By it like incidents are counted (policy 7), likely duplicates found (policy 3), and solutions durable.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    words: int = 3
    part: float = 0.5

    def __post_init__(self) -> None:
        if self.words < 1 or not 0 < self.part <= 1:
            raise ValueError("two texts are alike by at least one word, and by a part above 0, at most 1")


@dataclass(frozen=True, slots=True)
class VisitWindow:
    """A customer's visit as the clock sees it: from ``start`` up to, not including, ``end``."""

    id: str
    start: datetime
    end: datetime
    guaranteed: bool

    def __post_init__(self) -> None:
        if self.start.utcoffset() is None or self.end.utcoffset() is None:
            raise ValueError(f"visit {self.id}: start and end need a time zone")
        if self.start >= self.end:
            raise ValueError(f"visit {self.id} ends before it begins")


@dataclass(frozen=True, slots=True)
class LadderRules:
    """How many attempts at one step of the ladder come before the next (policy 9)."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    replies_before_call: int = 2
    calls_before_conference: int = 1

    def __post_init__(self) -> None:
        if self.replies_before_call < 0 or self.calls_before_conference < 0:
            raise ValueError("the attempts before a step of the ladder are not below zero")


@dataclass(frozen=True, slots=True)
class FollowRules:
    """What follows a solution: one reminder, for how long a word opens it again, when it was durable."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    ask_again_hours: int = 48
    reopen_days: int = 14
    durable_days: int = 7

    def __post_init__(self) -> None:
        if min(self.ask_again_hours, self.reopen_days) < 0 or self.durable_days < 1:
            raise ValueError(
                "hours and days of following through are not below zero, durable_days not below one"
            )


@dataclass(frozen=True, slots=True)
class ServiceRules:
    """Whether work that is charged needs a quote which the customer has approved (policy 11)."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    quote_required: bool = True


@dataclass(frozen=True, slots=True)
class MisuseRules:
    """From how many education tickets on that an article answered, in so many days (policy 5)."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    tickets: int = 5
    days: int = 30

    def __post_init__(self) -> None:
        if self.tickets < 1 or self.days < 1:
            raise ValueError("the tickets and the days of the misuse figure are at least one")


@dataclass(frozen=True, slots=True)
class FeatureRules:
    """From which likeness (0 to 1) on two suggestions are taken to be the same (policy 10)."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    alike: float = 0.5

    def __post_init__(self) -> None:
        if not 0 <= self.alike <= 1:
            raise ValueError("the likeness of suggestions is a share from 0 to 1")
