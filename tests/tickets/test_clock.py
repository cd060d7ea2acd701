"""Which tier a moment is in, and what is promised and aimed for: the policy's rules as tables."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module, resources
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from tickets.clock import Promise, Tier, next_opening, next_workday_at, office_day, promise
from tickets.policy import OfficeHours, PromiseRules, TierRule, VisitRules, VisitWindow

RULES = PromiseRules()
THANKSGIVING = replace(RULES, hours=OfficeHours(holidays=(date(2026, 11, 26), date(2026, 12, 25))))
VISIT = VisitWindow(
    "V-17",
    datetime.fromisoformat("2026-11-21T10:00:00-05:00"),
    datetime.fromisoformat("2026-11-21T16:00:00-05:00"),
    guaranteed=True,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


# 2026-11-23 is a Monday; New York is at -05:00 in November from the 1st on, 02:00.
HOURS = [
    ("2026-11-23T06:59:59.999999-05:00", "night"),
    ("2026-11-23T07:00:00-05:00", "office"),
    ("2026-11-23T07:00:00.000001-05:00", "office"),
    ("2026-11-23T12:00:00-05:00", "office"),
    ("2026-11-23T21:59:59-05:00", "office"),
    ("2026-11-23T21:59:59.999999-05:00", "office"),
    ("2026-11-23T22:00:00-05:00", "night"),
    ("2026-11-23T23:59:59.999999-05:00", "night"),
    ("2026-11-24T00:00:00-05:00", "night"),
    ("2026-11-27T21:59:59.999999-05:00", "office"),
    ("2026-11-27T22:00:00-05:00", "night"),
    ("2026-11-27T23:59:59.999999-05:00", "night"),
    ("2026-11-28T00:00:00-05:00", "night"),
    ("2026-11-28T06:59:59.999999-05:00", "night"),
    ("2026-11-28T07:00:00-05:00", "night"),
    ("2026-11-28T12:00:00-05:00", "night"),
    ("2026-11-29T12:00:00-05:00", "night"),
    ("2026-11-29T23:59:59.999999-05:00", "night"),
    ("2026-11-30T00:00:00-05:00", "night"),
    ("2026-11-30T06:59:59.999999-05:00", "night"),
    ("2026-11-30T07:00:00-05:00", "office"),
    ("2026-11-23T12:00:00+00:00", "office"),
    ("2026-11-23T11:59:59.999999+00:00", "night"),
    ("2026-11-24T02:59:59.999999+00:00", "office"),
    ("2026-11-24T03:00:00+00:00", "night"),
    ("2026-07-06T10:59:59.999999+00:00", "night"),
    ("2026-07-06T11:00:00+00:00", "office"),
    ("2026-07-07T01:59:59.999999+00:00", "office"),
    ("2026-07-07T02:00:00+00:00", "night"),
    ("2026-12-31T21:59:59.999999-05:00", "office"),
    ("2026-12-31T22:00:00-05:00", "night"),
    ("2027-01-01T07:00:00-05:00", "office"),
    ("2028-02-29T07:00:00-05:00", "office"),
]


@pytest.mark.parametrize(("moment", "tier"), HOURS)
def test_office_hours_from_both_sides(moment: str, tier: str) -> None:
    assert promise(at(moment), RULES).tier == tier


HOLIDAY_HOURS = [
    ("2026-11-25T21:59:59.999999-05:00", "office", None),
    ("2026-11-25T23:59:59.999999-05:00", "night", None),
    ("2026-11-26T00:00:00-05:00", "night", None),
    ("2026-11-26T06:59:59.999999-05:00", "night", None),
    ("2026-11-26T07:00:00-05:00", "night", "2026-11-26"),
    ("2026-11-26T21:59:59.999999-05:00", "night", "2026-11-26"),
    ("2026-11-26T22:00:00-05:00", "night", None),
    ("2026-11-26T23:59:59.999999-05:00", "night", None),
    ("2026-11-27T00:00:00-05:00", "night", None),
    ("2026-11-27T06:59:59.999999-05:00", "night", None),
    ("2026-11-27T07:00:00-05:00", "office", None),
    ("2026-11-27T04:59:59+00:00", "night", None),
    ("2026-11-26T12:00:00+00:00", "night", "2026-11-26"),
]


@pytest.mark.parametrize(("moment", "tier", "decided_by"), HOLIDAY_HOURS)
def test_a_holiday_lasts_from_midnight_to_midnight_there(
    moment: str, tier: str, decided_by: str | None
) -> None:
    told = promise(at(moment), THANKSGIVING)
    assert (told.tier, told.decided_by) == (tier, decided_by)


PROMISES = [
    # arrived, due, target
    ("2026-11-23T06:59:00-05:00", "2026-11-23T14:59:00-05:00", "2026-11-23T09:00:00-05:00"),
    ("2026-11-23T06:59:59.999999-05:00", "2026-11-23T14:59:59.999999-05:00", "2026-11-23T09:00:00-05:00"),
    ("2026-11-23T07:00:00-05:00", "2026-11-23T09:00:00-05:00", "2026-11-23T09:00:00-05:00"),
    ("2026-11-23T07:01:00-05:00", "2026-11-23T09:01:00-05:00", "2026-11-23T09:01:00-05:00"),
    ("2026-11-23T01:00:00-05:00", "2026-11-23T09:00:00-05:00", "2026-11-23T09:00:00-05:00"),
    ("2026-11-23T01:00:00.000001-05:00", "2026-11-23T09:00:00.000001-05:00", "2026-11-23T09:00:00-05:00"),
    ("2026-11-23T00:59:59-05:00", "2026-11-23T08:59:59-05:00", "2026-11-23T08:59:59-05:00"),
    ("2026-11-23T21:59:59-05:00", "2026-11-23T23:59:59-05:00", "2026-11-23T23:59:59-05:00"),
    ("2026-11-23T22:00:00-05:00", "2026-11-24T06:00:00-05:00", "2026-11-24T06:00:00-05:00"),
    ("2026-11-27T21:59:59-05:00", "2026-11-27T23:59:59-05:00", "2026-11-27T23:59:59-05:00"),
    ("2026-11-27T22:00:00-05:00", "2026-11-28T06:00:00-05:00", "2026-11-28T06:00:00-05:00"),
    ("2026-11-28T12:00:00-05:00", "2026-11-28T20:00:00-05:00", "2026-11-28T20:00:00-05:00"),
    ("2026-11-29T23:59:59-05:00", "2026-11-30T07:59:59-05:00", "2026-11-30T07:59:59-05:00"),
    ("2026-11-30T02:00:00-05:00", "2026-11-30T10:00:00-05:00", "2026-11-30T09:00:00-05:00"),
    # the end of a year
    ("2026-12-31T21:30:00-05:00", "2026-12-31T23:30:00-05:00", "2026-12-31T23:30:00-05:00"),
    ("2026-12-31T22:30:00-05:00", "2027-01-01T06:30:00-05:00", "2027-01-01T06:30:00-05:00"),
    ("2027-01-01T03:00:00-05:00", "2027-01-01T11:00:00-05:00", "2027-01-01T09:00:00-05:00"),
    # the clocks go back on Sunday 1 November 2026: 01:30 comes twice
    ("2026-10-31T22:00:00-04:00", "2026-11-01T05:00:00-05:00", "2026-11-01T05:00:00-05:00"),
    ("2026-11-01T00:59:59-04:00", "2026-11-01T07:59:59-05:00", "2026-11-01T07:59:59-05:00"),
    ("2026-11-01T01:30:00-04:00", "2026-11-01T08:30:00-05:00", "2026-11-01T08:30:00-05:00"),
    ("2026-11-01T01:30:00-05:00", "2026-11-01T09:30:00-05:00", "2026-11-01T09:30:00-05:00"),
    ("2026-11-01T02:00:00-05:00", "2026-11-01T10:00:00-05:00", "2026-11-01T10:00:00-05:00"),
    ("2026-11-02T02:00:00-05:00", "2026-11-02T10:00:00-05:00", "2026-11-02T09:00:00-05:00"),
    # they go forward on Sunday 8 March 2026 and 14 March 2027: 01:59 is followed by 03:00
    ("2026-03-07T22:00:00-05:00", "2026-03-08T07:00:00-04:00", "2026-03-08T07:00:00-04:00"),
    ("2026-03-08T01:59:59-05:00", "2026-03-08T10:59:59-04:00", "2026-03-08T10:59:59-04:00"),
    ("2026-03-08T03:00:00-04:00", "2026-03-08T11:00:00-04:00", "2026-03-08T11:00:00-04:00"),
    ("2026-03-09T06:59:59-04:00", "2026-03-09T14:59:59-04:00", "2026-03-09T09:00:00-04:00"),
    ("2027-03-13T23:30:00-05:00", "2027-03-14T08:30:00-04:00", "2027-03-14T08:30:00-04:00"),
    ("2027-03-14T01:59:59-05:00", "2027-03-14T10:59:59-04:00", "2027-03-14T10:59:59-04:00"),
    ("2027-03-14T03:00:00-04:00", "2027-03-14T11:00:00-04:00", "2027-03-14T11:00:00-04:00"),
]


@pytest.mark.parametrize(("moment", "due", "target"), PROMISES)
def test_what_is_promised_and_aimed_for(moment: str, due: str, target: str) -> None:
    told = promise(at(moment), RULES)
    assert (told.at, told.due, told.target) == (at(moment), at(due), at(target))


def test_the_target_skips_a_holiday() -> None:
    told = promise(at("2026-11-26T05:00:00-05:00"), THANKSGIVING)
    assert told.target == told.due == at("2026-11-26T13:00:00-05:00")
    assert promise(at("2026-11-27T05:00:00-05:00"), THANKSGIVING).target == at("2026-11-27T09:00:00-05:00")


OPENINGS = [
    ("2026-11-23T06:59:59.999999-05:00", "2026-11-23T07:00:00-05:00"),
    ("2026-11-23T07:00:00-05:00", "2026-11-23T07:00:00-05:00"),
    ("2026-11-23T07:00:00.000001-05:00", "2026-11-24T07:00:00-05:00"),
    ("2026-11-25T12:00:00-05:00", "2026-11-27T07:00:00-05:00"),
    ("2026-11-27T12:00:00-05:00", "2026-11-30T07:00:00-05:00"),
    ("2026-12-24T12:00:00-05:00", "2026-12-28T07:00:00-05:00"),
    ("2026-10-30T12:00:00-04:00", "2026-11-02T07:00:00-05:00"),
    ("2026-03-06T12:00:00-05:00", "2026-03-09T07:00:00-04:00"),
]


@pytest.mark.parametrize(("moment", "opening"), OPENINGS)
def test_the_next_opening_skips_weekends_and_holidays(moment: str, opening: str) -> None:
    assert next_opening(at(moment), THANKSGIVING.hours) == at(opening)


VISIT_HOURS = [
    ("2026-11-21T09:59:59.999999-05:00", "night", None),
    ("2026-11-21T10:00:00-05:00", "visit", "V-17"),
    ("2026-11-21T15:59:59.999999-05:00", "visit", "V-17"),
    ("2026-11-21T16:00:00-05:00", "night", None),
    ("2026-11-21T15:00:00+00:00", "visit", "V-17"),
]


@pytest.mark.parametrize(("moment", "tier", "decided_by"), VISIT_HOURS)
def test_a_guaranteed_visit_from_both_sides(moment: str, tier: str, decided_by: str | None) -> None:
    told = promise(at(moment), RULES, [VISIT])
    assert (told.tier, told.decided_by) == (tier, decided_by)


def test_a_visit_promises_a_quarter_of_an_hour() -> None:
    told = promise(at("2026-11-21T15:59:59-05:00"), RULES, [VISIT])
    assert told.minutes == 15
    assert told.due == told.target == at("2026-11-21T16:14:59-05:00")


def test_a_visit_booked_late_promises_nothing_more() -> None:
    told = promise(at("2026-11-21T12:00:00-05:00"), RULES, [replace(VISIT, guaranteed=False)])
    assert (told.tier, told.decided_by) == (Tier.NIGHT, None)


def test_a_visit_goes_before_a_holiday_and_before_office_hours() -> None:
    visit = replace(VISIT, start=at("2026-11-25T12:00:00-05:00"), end=at("2026-11-26T12:00:00-05:00"))
    for moment in ("2026-11-25T13:00:00-05:00", "2026-11-26T11:00:00-05:00"):
        assert promise(at(moment), THANKSGIVING, [visit]).tier is Tier.VISIT


def test_of_overlapping_visits_the_one_that_began_first_decides() -> None:
    early = replace(
        VISIT, id="V-3", start=VISIT.start - timedelta(hours=2), end=VISIT.start + timedelta(hours=1)
    )
    twin = replace(VISIT, id="V-16")
    unsure = replace(VISIT, id="V-1", start=early.start - timedelta(hours=1), guaranteed=False)
    visits = [VISIT, unsure, twin, early]
    for order in (visits, visits[::-1]):
        assert promise(at("2026-11-21T10:30:00-05:00"), RULES, order).decided_by == "V-3"
        assert promise(at("2026-11-21T11:00:00-05:00"), RULES, order).decided_by == "V-16"


def test_a_visit_through_the_hour_that_comes_twice_ends_once() -> None:
    from_first_to_second = replace(
        VISIT, start=at("2026-11-01T01:30:00-04:00"), end=at("2026-11-01T01:30:00-05:00")
    )
    moments = ["01:29:59-04:00", "01:30:00-04:00", "01:00:00-05:00", "01:29:59-05:00", "01:30:00-05:00"]
    tiers = [promise(at(f"2026-11-01T{moment}"), RULES, [from_first_to_second]).tier for moment in moments]
    assert tiers == ["night", "visit", "visit", "visit", "night"]


def test_the_promise_records_what_it_was_computed_from() -> None:
    told = promise(at("2026-11-23T06:59:00-05:00"), RULES)
    assert told == Promise(
        tier=Tier.NIGHT,
        at=datetime(2026, 11, 23, 11, 59, tzinfo=UTC),
        due=datetime(2026, 11, 23, 19, 59, tzinfo=UTC),
        target=datetime(2026, 11, 23, 14, 0, tzinfo=UTC),
        minutes=480,
        zone="America/New_York",
        zone_data=told.zone_data,
        why=told.why,
        decided_by=None,
    )
    assert told.at.tzinfo is told.due.tzinfo is told.target.tzinfo is UTC
    assert told.zone_data[:4].isdigit()


def test_other_rules_make_another_promise() -> None:
    hours = OfficeHours("Europe/Berlin", "in Berlin", ("Saturday",), time(9, 30), time(12))
    rules = PromiseRules(hours, office=TierRule(60, 10), night=TierRule(6000, 10))
    told = promise(at("2026-11-27T12:00:00+01:00"), rules)
    assert (told.tier, told.minutes, told.target) == (Tier.NIGHT, 6000, at("2026-11-28T10:30:00+01:00"))
    assert promise(at("2026-11-28T09:30:00+01:00"), rules).due == at("2026-11-28T10:30:00+01:00")


def test_the_data_of_a_zone_are_those_of_the_package() -> None:
    """Policy 4: their version is kept with the start of a clock; every machine has the same."""
    told = promise(at("2026-11-23T07:00:00+05:45"), PromiseRules(OfficeHours("Asia/Kathmandu")))
    assert (told.tier, told.zone, told.zone_data) == (
        Tier.OFFICE,
        "Asia/Kathmandu",
        import_module("tzdata").IANA_VERSION,
    )


@pytest.fixture
def here(tmp_path: Path) -> Iterator[str]:
    """A zone nine hours ahead that the machine knows and the package does not."""
    (tmp_path / "Office").mkdir()
    tokyo = resources.files("tzdata").joinpath("zoneinfo", "Asia", "Tokyo")
    (tmp_path / "Office" / "Here").write_bytes(tokyo.read_bytes())
    zoneinfo.reset_tzpath(to=[tmp_path])
    yield "Office/Here"
    zoneinfo.reset_tzpath()


def test_a_zone_that_only_the_machine_knows_is_taken_from_there_and_says_so(here: str) -> None:
    """Policy 4: what the start of a clock keeps then names no version."""
    told = promise(at("2026-11-23T07:00:00+09:00"), PromiseRules(OfficeHours(here)))
    assert (told.tier, told.zone, told.zone_data) == (Tier.OFFICE, here, "system")


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-11-23T06:59:00 names no time zone"):
        promise(datetime(2026, 11, 23, 6, 59), RULES)  # noqa: DTZ001


def test_a_visit_without_a_zone_or_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="visit V-17: start and end need a time zone"):
        replace(VISIT, end=datetime(2026, 11, 21, 16))  # noqa: DTZ001
    with pytest.raises(ValueError, match="visit V-17 ends before it begins"):
        replace(VISIT, end=VISIT.start)


def test_the_defaults_are_the_policys() -> None:
    assert RULES.hours == OfficeHours(
        zone="America/New_York",
        zone_label="Eastern",
        days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
        opens=time(7),
        closes=time(22),
        holidays=(),
    )
    tiers = (RULES.visit, RULES.office, RULES.night)
    assert [tier.promise_minutes for tier in tiers] == [15, 120, 480]
    assert [tier.published_actual_minutes for tier in tiers] == [3, 30, 120]
    assert VisitRules().notice_hours == 48


def test_settings_are_read_into_the_rules() -> None:
    read = TypeAdapter(PromiseRules).validate_python(
        {"hours": {"opens": "08:00", "holidays": ["2026-11-26"]}}
    )
    assert read == PromiseRules(OfficeHours(opens=time(8), holidays=(date(2026, 11, 26),)))


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"hourz": {}}, "hourz"),
        ({"hours": {"open": "08:00"}}, "open"),
        ({"hours": {"opens": "22:00"}}, "the office opens before it closes"),
        ({"hours": {"days": []}}, "the days of the office are one or more of Monday"),
        ({"hours": {"days": ["Caturday"]}}, "the days of the office are one or more of Monday"),
        ({"hours": {"zone": "America/Terre_Haute"}}, "there is no time zone 'America/Terre_Haute'"),
        ({"hours": {"zone": "../etc"}}, "there is no time zone"),
        ({"visit": {"promise_minutes": 0, "published_actual_minutes": 3}}, "at least one minute"),
        ({"visit": {"promise_minutes": 15}}, "published_actual_minutes"),
    ],
)
def test_wrong_settings_are_refused_with_a_reason(settings: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        TypeAdapter(PromiseRules).validate_python(settings)


def test_the_notice_of_a_visit_is_not_negative() -> None:
    with pytest.raises(ValueError, match="not below zero"):
        VisitRules(notice_hours=-1)


# The hour of a day on which the office opens: 08:00, Thanksgiving (the 26th) and Christmas are holidays.
WORKDAYS = [
    ("2026-11-23T07:59:59-05:00", "2026-11-23T08:00:00-05:00"),
    ("2026-11-23T08:00:00-05:00", "2026-11-24T08:00:00-05:00"),
    ("2026-11-25T08:00:00-05:00", "2026-11-27T08:00:00-05:00"),
    ("2026-11-27T07:59:59-05:00", "2026-11-27T08:00:00-05:00"),
    ("2026-11-27T08:00:00-05:00", "2026-11-30T08:00:00-05:00"),
    ("2026-11-29T23:00:00-05:00", "2026-11-30T08:00:00-05:00"),
    ("2026-03-06T09:00:00-05:00", "2026-03-09T08:00:00-04:00"),
    ("2026-10-30T09:00:00-04:00", "2026-11-02T08:00:00-05:00"),
    ("2026-11-24T04:30:00+00:00", "2026-11-24T08:00:00-05:00"),
]


@pytest.mark.parametrize(("after", "moment"), WORKDAYS)
def test_an_hour_of_the_office_comes_on_its_next_open_day(after: str, moment: str) -> None:
    assert next_workday_at(at(after), time(8), THANKSGIVING.hours) == at(moment)


def test_the_office_has_its_own_day() -> None:
    assert office_day(at("2026-11-24T04:30:00+00:00"), RULES.hours) == date(2026, 11, 23)
