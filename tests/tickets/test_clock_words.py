"""How the promise is told, to the customer and in its reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from tickets.clock import average_words, promise, spoken_due, spoken_moment, spoken_year
from tickets.policy import OfficeHours, PromiseRules, VisitWindow

RULES = PromiseRules()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("arrived", "told_at", "words"),
    [
        ("2026-11-23T12:35:00-05:00", "2026-11-23T12:35:00-05:00", "14:35 Eastern"),
        ("2026-11-23T12:35:59-05:00", "2026-11-23T12:36:00-05:00", "14:35 Eastern"),
        ("2026-11-23T06:59:00-05:00", "2026-11-23T06:59:00-05:00", "14:59 Eastern"),
        ("2026-11-23T22:30:00-05:00", "2026-11-23T22:30:00-05:00", "06:30 Eastern on Tuesday 24 November"),
        ("2026-11-23T22:30:00-05:00", "2026-11-23T23:59:59-05:00", "06:30 Eastern on Tuesday 24 November"),
        ("2026-11-23T22:30:00-05:00", "2026-11-24T00:00:00-05:00", "06:30 Eastern"),
        ("2026-11-23T22:30:00-05:00", "2026-11-24T04:59:59+00:00", "06:30 Eastern on Tuesday 24 November"),
        ("2026-11-23T22:30:00-05:00", "2026-11-24T05:00:00+00:00", "06:30 Eastern"),
        ("2026-12-31T22:30:00-05:00", "2026-12-31T22:30:00-05:00", "06:30 Eastern on Friday 1 January"),
        ("2026-10-31T17:30:00-04:00", "2026-11-01T00:30:00-04:00", "01:30 Eastern (EDT)"),
        ("2026-10-31T18:30:00-04:00", "2026-11-01T00:30:00-04:00", "01:30 Eastern (EST)"),
    ],
)
def test_the_customer_hears_when_a_person_will_have_answered(arrived: str, told_at: str, words: str) -> None:
    assert spoken_due(promise(at(arrived), RULES).due, at(told_at), RULES) == words


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2027-05-22T14:00:00+00:00", "10:00 Eastern on Saturday 22 May"),
        ("2027-05-23T14:00:00+00:00", "10:00 Eastern on Sunday 23 May 2027"),
        ("2026-05-26T14:00:00+00:00", "10:00 Eastern on Tuesday 26 May 2026"),
    ],
)
def test_a_day_of_another_season_has_its_year(due: str, words: str) -> None:
    """Policy 7: an outage of last year, or a window of the next, is not read as one of this year."""
    assert spoken_due(at(due), at("2026-11-23T14:00:00+00:00"), RULES) == words


def test_a_moment_by_itself_has_its_day_and_its_year() -> None:
    """Policy 4: each start, stop and due time is told whole."""
    words = "14:35 Eastern on Monday 23 November 2026"
    assert spoken_moment(at("2026-11-23T19:35:00+00:00"), RULES.hours) == words


def test_a_year_begins_where_the_office_is() -> None:
    """Policy 6: a visit of another year than this is told with its year."""
    moments = ("2027-01-01T04:59:59+00:00", "2027-01-01T05:00:00+00:00")
    assert [spoken_year(at(moment), RULES.hours) for moment in moments] == [2026, 2027]


def test_the_moment_of_telling_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="names no time zone"):
        spoken_due(promise(at("2026-11-23T12:35:00-05:00"), RULES).due, at("2026-11-23T12:35:00"), RULES)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (15, "15 minutes"),
        (59, "59 minutes"),
        (60, "1 hour"),
        (61, "1 hour and 1 minute"),
        (90, "1 hour and 30 minutes"),
        (120, "2 hours"),
        (480, "8 hours"),
    ],
)
def test_lengths_of_time_in_words(minutes: int, words: str) -> None:
    assert average_words(minutes) == words


def test_the_reasons_of_a_night_before_the_office_opens() -> None:
    assert promise(at("2026-11-23T06:59:00-05:00"), RULES).why == (
        "It arrived at 06:59 Eastern on Monday 23 November 2026, outside office hours "
        "(Monday to Friday, 07:00 to 22:00 Eastern).",
        "The promise is 8 hours, so it is due at 14:59 Eastern on Monday 23 November 2026.",
        "Staff aim for 09:00 Eastern on Monday 23 November 2026: the office opens next at 07:00 Eastern on "
        "Monday 23 November 2026, and the office promise of 2 hours counts from then on.",
    )


def test_the_reasons_within_office_hours() -> None:
    assert promise(at("2026-11-23T12:35:00-05:00"), RULES).why == (
        "It arrived at 12:35 Eastern on Monday 23 November 2026, within office hours "
        "(Monday to Friday, 07:00 to 22:00 Eastern).",
        "The promise is 2 hours, so it is due at 14:35 Eastern on Monday 23 November 2026.",
        "Staff aim for the same time: the office opens next at 07:00 Eastern on Tuesday 24 November 2026, "
        "and with the office promise of 2 hours from then on it is not earlier.",
    )


def test_a_holiday_is_named() -> None:
    rules = replace(RULES, hours=OfficeHours(holidays=(date(2026, 11, 26),)))
    assert promise(at("2026-11-26T12:00:00-05:00"), rules).why[0] == (
        "It arrived at 12:00 Eastern on Thursday 26 November 2026, which is a holiday."
    )


def test_a_visit_is_named() -> None:
    visit = VisitWindow(
        "V-17", at("2026-11-21T10:00:00-05:00"), at("2026-11-21T16:00:00-05:00"), guaranteed=True
    )
    assert promise(at("2026-11-21T12:00:00-05:00"), RULES, [visit]).why[0] == (
        "It arrived during the guaranteed visit V-17, "
        "which lasts until 16:00 Eastern on Saturday 21 November 2026."
    )


def test_a_change_of_the_clocks_is_named() -> None:
    assert promise(at("2026-10-31T23:00:00-04:00"), RULES).why[1] == (
        "The promise is 8 hours, so it is due at 06:00 Eastern on Sunday 1 November 2026. "
        "The clocks change in between; elapsed time counts."
    )


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (("Friday", "Monday"), "(Monday, Friday, 07:00"),
        (("Monday", "Tuesday"), "(Monday, Tuesday, 07:00"),
        (("Saturday",), "(Saturday, 07:00"),
        (("Monday", "Tuesday", "Wednesday"), "(Monday to Wednesday, 07:00"),
        (("Wednesday", "Thursday", "Friday"), "(Wednesday to Friday, 07:00"),
    ],
)
def test_the_days_of_the_office_in_words(days: tuple[str, ...], words: str) -> None:
    rules = replace(RULES, hours=OfficeHours(days=days))
    assert words in promise(at("2026-11-22T12:00:00-05:00"), rules).why[0]
