"""Maintenance and availability on the command line (policy 7)."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta

from tests.app.conftest import Infracare
from tests.app.homes import Home


def at(**span: float) -> str:
    return (datetime.now(UTC) + timedelta(**span)).isoformat()


def test_maintenance_is_added_changed_and_cancelled_policy_7(home: Home, infracare: Infracare) -> None:
    assert infracare("maintenance", "list").out == "There is no maintenance window yet.\n"
    times = ("--from", at(days=3), "--to", at(days=3, hours=2))
    added = json.loads(infracare("maintenance", "add", "New disks", *times, "--json").out)
    assert (added["told"], added["scheduled"], len(added["published"])) == (4, True, 2)
    assert infracare("maintenance", "change", "1", "--to", at(days=3, hours=4)).code == 0
    assert "New disks" in infracare("maintenance", "list").out
    assert infracare("maintenance", "cancel", "1").code == 0
    assert "over or cancelled" in infracare("maintenance", "cancel", "1").err
    assert "There is no maintenance window 9" in infracare("maintenance", "change", "9").err
    assert "after it begins" in infracare("maintenance", "add", "x", "--from", at(days=1), "--to", at()).err
    long = infracare("maintenance", "add", "x", "--from", at(days=1), "--to", at(days=2, hours=1))
    assert "24 hours at the most" in long.err


def test_availability_is_told_for_people_and_programs_policy_7(home: Home, infracare: Infracare) -> None:
    assert infracare("availability").out == "Nothing is on record for that time.\n"
    infracare("outages", "declare", "The storage", "--since", at(hours=-2))
    infracare("outages", "resolve", "--until", at(hours=-1))
    infracare("maintenance", "add", "x", "--unscheduled", "--from", at(minutes=-30), "--to", at(hours=1))
    lines = json.loads(infracare("availability", "--json").out)
    total = lines[-1]
    assert total["period"] == str(datetime.now(UTC).year)
    assert abs(total["down_minutes"] - 90) < 2
    assert abs(total["unscheduled_minutes"] - 30) < 2
    assert (total["promised_percent"], total["kept"]) == (99.99, False)
    rows = list(csv.DictReader(io.StringIO(infracare("availability", "--csv").out)))
    assert [row["period"] for row in rows] == [line["period"] for line in lines]
    assert "not kept" in infracare("availability").out
    assert "Nothing is on record" in infracare("availability", "--year", "2020").out
    assert infracare("availability", "--year", "1").code == 2
