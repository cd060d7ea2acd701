"""Visits on the command line: booked, listed, changed and cancelled, by customers and by staff (policy 6)."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.app.conftest import Infracare
from tests.app.homes import Home, Ran

ADA, CLEO, DAN, HAL = (
    "ada@northside.example",
    "cleo@lakeview.example",
    "dan@northside.example",
    "hal@harbor.example",
)
SAM, KIM = "sam@infraware.example", "kim@infraware.example"


def ahead(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat()


def book(
    infracare: Infracare, *more: str, hours: float = 72, by: str = ADA, customer: str = "northside"
) -> Ran:
    return infracare(
        *("visits", "book", "--customer", customer, "--by", by, "--client", "Mercy Hospital"),
        *("--place", "500 Main Street", "--start", ahead(hours), "--end", ahead(hours + 8)),
        *("--contact", "Rita Vance", "--number", "812 555 2142", "--work", "New recorders", *more),
    )


def listed(infracare: Infracare, *more: str) -> Any:
    return json.loads(infracare("visits", "list", "--json", *more).out)


def test_a_visit_is_booked_and_listed_policy_6(home: Home, infracare: Infracare) -> None:
    booked = json.loads(book(infracare, "--json").out)
    assert booked["guaranteed"] is True
    assert booked["number"] == "812-555-2142"
    assert listed(infracare) == [booked]
    assert listed(infracare, "--customer", "northside") == [booked]
    assert listed(infracare, "--customer", "lakeview") == listed(infracare, "--past") == []
    shown = infracare("visits", "list").out
    for words in ("Northside Clinic", "Eastern", "guaranteed", "Mercy Hospital", "Rita Vance"):
        assert words in shown
    letters = "".join(path.read_text() for path in (home.folder / "var" / "outbox").glob("*.eml"))
    assert "Ada Brook has booked a visit" in letters


def test_with_less_notice_it_is_best_effort_and_says_so_policy_6(home: Home, infracare: Infracare) -> None:
    assert "best effort" in book(infracare, hours=47).out
    assert "another visit at that time: Mercy Hospital" in book(infracare, hours=50).out


def test_the_notice_of_app_yaml_is_followed_policy_6(home: Home, infracare: Infracare) -> None:
    home.set(visits__notice_hours=24)
    assert "guaranteed" in book(infracare, hours=25).out


def test_staff_book_for_who_phones_and_cancel_with_a_reason_policy_6(
    home: Home, infracare: Infracare
) -> None:
    booked = json.loads(book(infracare, "--json", by=SAM).out)
    assert (booked["customer"], booked["booked_by"]) == ("northside", SAM)
    refused = infracare("visits", "cancel", "1", "--by", SAM)
    assert (refused.code, "Please say why" in refused.err) == (2, True)
    ran = infracare("visits", "cancel", "1", "--by", SAM, "--reason", "The client is closed")
    assert "cancelled" in ran.out
    assert listed(infracare) == []
    [past] = listed(infracare, "--past")
    assert past["cancelled_at"] is not None
    assert "is over or was cancelled" in infracare("visits", "change", "1", "--by", SAM, "--work", "x").err


def test_what_is_named_is_changed_and_the_rest_stays_policy_6(home: Home, infracare: Infracare) -> None:
    before = json.loads(book(infracare, "--json").out)
    changed = json.loads(infracare("visits", "change", "1", "--by", ADA, "--work", "Old ones", "--json").out)
    assert changed == before | {"work": "Old ones"}
    moved = infracare(
        "visits", "change", "1", "--by", ADA, "--start", ahead(20), "--end", ahead(22), "--json"
    )
    assert json.loads(moved.out)["guaranteed"] is False
    assert "Nothing was changed" in infracare("visits", "change", "1", "--by", ADA, "--work", "Old ones").err


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"by": CLEO}, "neither a licensed administrator of northside nor support staff"),
        ({"by": DAN}, "neither a licensed administrator"),
        ({"by": KIM}, "neither a licensed administrator"),
        ({"by": HAL, "customer": "harbor"}, "because of its account"),
        ({"by": SAM, "customer": "harbor"}, "because of its account"),
        ({"by": "gil@guest.example"}, "Nobody in the directory has the address"),
        ({"customer": "nobody"}, "No customer in the directory has the key"),
        ({"hours": -1}, "begin in the future"),
    ],
)
def test_what_cannot_be_booked_is_said_policies_5_and_6(
    home: Home, infracare: Infracare, more: dict[str, Any], why: str
) -> None:
    ran = book(infracare, **more)
    assert (ran.code, why in ran.err) == (2, True)
    assert listed(infracare) == []


@pytest.mark.parametrize(
    ("option", "typed", "why"),
    [
        ("--number", "ask Rita", "no telephone number"),
        ("--start", "tomorrow", "is not a moment"),
        ("--start", "2027-01-01T09:00", "names no time zone"),
        ("--client", " ", "--client is empty"),
        ("--end", "2020-01-01T09:00Z", "end after it begins"),
    ],
)
def test_what_is_mistyped_is_said(
    home: Home, infracare: Infracare, option: str, typed: str, why: str
) -> None:
    ran = book(infracare, option, typed)
    assert (ran.code, why in ran.err) == (2, True)


def test_a_visit_that_is_not_there_is_said(home: Home, infracare: Infracare) -> None:
    assert "There is no visit 7" in infracare("visits", "cancel", "7", "--by", ADA).err
    assert "No visit is scheduled" in infracare("visits", "list").out


def test_patients_data_is_hidden_on_the_command_line_too_policies_6_and_12(
    home: Home, infracare: Infracare
) -> None:
    booked = json.loads(book(infracare, "--work", "Patient Jane Doe, DOB 04/05/1961", "--json").out)
    assert "Jane" not in booked["work"]
    assert "1961" not in booked["work"]
