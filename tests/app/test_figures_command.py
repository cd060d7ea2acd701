"""The figures on the command line: the same as in the console, for people and programs."""

from __future__ import annotations

import csv
import io
import json

from tests.app.conftest import Infracare
from tests.app.homes import Home
from web.console.figures.catalog import FIGURES


def test_without_a_key_all_figures_are_listed(home: Home, infracare: Infracare) -> None:
    listed = infracare("figures").out.splitlines()
    assert [line.split()[0] for line in listed] == list(FIGURES)


def test_a_figure_for_people_programs_and_spreadsheets(home: Home, infracare: Infracare) -> None:
    days = ("--from", "2026-11-01", "--to", "2026-11-30", "--by", "month")
    found = json.loads(infracare("figures", "questions", *days, "--json").out)
    assert (found["key"], [row["From"] for row in found["rows"]]) == ("questions", ["2026-11"])
    [row] = csv.DictReader(io.StringIO(infracare("figures", "questions", *days, "--csv").out))
    assert row["All"] == "0"
    assert "Questions and how they ended" in infracare("figures", "questions", *days).out


def test_what_cannot_be_done_is_a_sentence(home: Home, infracare: Infracare) -> None:
    assert "there are questions, self-help" in infracare("figures", "profit").err
    assert "year-month-day" in infracare("figures", "questions", "--from", "soon").err
    assert 'no customer "nobody"' in infracare("figures", "questions", "--customer", "nobody").err
    assert infracare("figures", "--anew").out == "Counted anew.\n"
