"""Outages on the command line (policy 7)."""

from __future__ import annotations

import json

from tests.app.conftest import Infracare
from tests.app.homes import Home

DOWN = "everything is down, nobody can log in at any of our sites"


def test_a_suspicion_is_declared_updated_and_resolved_policy_7(home: Home, infracare: Infracare) -> None:
    assert infracare("outages", "list").out == "There was no outage yet.\n"
    infracare("ask", "--as", "ada", DOWN)
    [suspected] = json.loads(infracare("outages", "list", "--json").out)
    assert (suspected["state"], suspected["tickets"]) == ("suspected", [1001])
    assert infracare("outages", "resolve").code == 2
    declared = json.loads(infracare("outages", "declare", "The login servers", "--json").out)
    assert (declared["state"], declared["told"], declared["customers"]) == (
        "declared",
        1,
        ["Northside Clinic"],
    )
    assert infracare("outages", "declare", "Another").code == 2
    assert infracare("outages", "update", " ").code == 2
    assert infracare("outages", "update", "One of two is back.").code == 0
    assert "before it began" in infracare("outages", "resolve", "--until", "2020-01-01T00:00:00+00:00").err
    assert infracare("outages", "resolve", "--words", "Both are back.").code == 0
    shown = infracare("outages", "show", "1").out
    for words in (
        "resolved",
        "The login servers",
        "One of two is back.",
        "Both are back.",
        "#1001",
        "Ada Brook",
    ):
        assert words in shown
    history = json.loads(infracare("outages", "show", "1", "--json").out)["history"]
    assert [one["facts"]["change"] for one in history][-3:] == ["declared", "updated", "resolved"]


def test_what_is_no_outage_is_refused_policy_7(home: Home, infracare: Infracare) -> None:
    infracare("ask", "--as", "dan", DOWN)
    assert infracare("outages", "refuse", "--words", "A cable at the clinic.").code == 0
    [refused] = json.loads(infracare("outages", "list", "--json").out)
    assert refused["state"] == "refused"
    assert "No outage is suspected" in infracare("outages", "update", "x").err
    assert "There is no outage 7" in infracare("outages", "show", "7").err


def test_moments_that_cannot_be_are_refused(home: Home, infracare: Infracare) -> None:
    assert "later than now" in infracare("outages", "declare", "x", "--since", "2090-01-01T00:00:00Z").err
    assert "names no time zone" in infracare("outages", "declare", "x", "--since", "2026-01-01T00:00:00").err
    assert "few words" in infracare("outages", "declare", " ").err
    assert "150 characters" in infracare("outages", "declare", "x" * 151).err
    long_ago = infracare("outages", "declare", "x", "--since", "2020-01-01T00:00:00Z")
    assert "more than 72 hours ago" in long_ago.err
    assert infracare("outages", "list").out == "There was no outage yet.\n"
