"""`infracare tickets clock` explains a clock and recomputes it; staff move it by hand (policy 4)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from tests.app.conftest import Infracare
from tests.app.homes import Home
from tests.app.test_cli import INCIDENT, SAM
from tickets.tables import TicketRow


def clock(infracare: Infracare) -> Any:
    return json.loads(infracare("tickets", "clock", "1001", "--json").out)


def test_a_clock_is_explained_in_words_and_recomputed(home: Home, infracare: Infracare) -> None:
    infracare("ask", "--as", "ada", INCIDENT)
    ran = infracare("tickets", "clock", "1001")
    assert (ran.code, ran.err) == (0, "")
    for words in (
        "The clock runs: promised by ",
        "1. Started at ",
        " by Ada Brook: the ticket was opened.",
        "so it is due at ",
        "The zone is America/New_York, by its data of 20",
        "It runs.",
        "Recomputed from the history, the clock is the one that is stored.",
    ):
        assert words in ran.out


def test_the_clock_is_stopped_and_started_by_hand_and_says_who_and_why(
    home: Home, infracare: Infracare
) -> None:
    infracare("ask", "--as", "ada", INCIDENT)
    reason = "Ada was answered by telephone, she was born on 1970-01-02"
    assert infracare("tickets", "clock-stop", "1001", "--by", SAM, "--reason", reason).code == 0
    [run] = clock(infracare)["runs"]
    assert (run["stopped"]["how"], run["stopped"]["person"]) == ("by_hand", SAM)
    assert "answered by telephone" in run["stopped"]["reason"]
    assert "1970" not in run["stopped"]["reason"]
    again = infracare("tickets", "clock-stop", "1001", "--by", SAM, "--reason", "x")
    assert (again.code, again.err) == (2, "No clock of #1001 runs, so there is nothing to stop.\n")
    assert infracare("tickets", "clock-start", "1001", "--by", SAM, "--reason", "not settled").code == 0
    told = clock(infracare)
    assert [one["person"] for one in told["runs"]] == ["ada@northside.example", SAM]
    assert told["running"]
    again = infracare("tickets", "clock-start", "1001", "--by", SAM, "--reason", "x")
    assert again.code == 2
    assert "The clock of #1001 runs already, since 20" in again.err
    explained = infracare("tickets", "clock", "1001").out
    assert "Sam Ortiz stopped it by hand: Ada was answered by telephone" in explained
    assert "by Sam Ortiz: not settled." in explained


def test_what_is_stored_otherwise_is_said_and_ends_with_code_1(home: Home, infracare: Infracare) -> None:
    infracare("ask", "--as", "ada", INCIDENT)
    here = home.opened()
    with here.writing() as session:
        row = session.get_one(TicketRow, 1001)
        assert row.due_at is not None
        row.due_at += timedelta(minutes=1)
    here.engine.dispose()
    ran = infracare("tickets", "clock", "1001")
    assert ran.code == 1
    assert "The clock is stored otherwise than the history says (stored / recomputed): 20" in ran.err
    assert "is the one that is stored" not in ran.out
    told = clock(infracare)
    assert (told["same"], told["differences"][0]["what"]) == (False, "stored")


def test_a_clock_stays_as_it_was_when_the_settings_change(home: Home, infracare: Infracare) -> None:
    infracare("ask", "--as", "ada", INCIDENT)
    before = clock(infracare)
    home.set(promise__office__promise_minutes="1", promise__night__promise_minutes="2")
    home.set(hours__zone="Asia/Kolkata", hours__opens="11:00", hours__closes="11:30")
    assert clock(infracare) == before
    assert before["same"]


def test_the_report_is_printed_for_people_programs_and_spreadsheets(home: Home, infracare: Infracare) -> None:
    assert infracare("tickets", "report").out == "No clock has started in that time.\n"
    infracare("ask", "--as", "ada", INCIDENT)
    [line] = json.loads(infracare("tickets", "report", "--json").out)
    assert (line["count"], line["answered"], line["average_minutes"]) == (1, 0, None)
    month, tier, published = line["month"], line["tier"], line["published_actual_minutes"]
    told = infracare("tickets", "report", "--month", month).out
    assert told.startswith(f"{month}  {tier}: 1 clocks, 0 answered, no answer yet (published: {published})")
    names, values = infracare("tickets", "report", "--csv").out.splitlines()
    assert names.split(",") == list(line)
    assert values == f"{month},{tier},1,0,,{published},{line['promise_minutes']},0,0,"
