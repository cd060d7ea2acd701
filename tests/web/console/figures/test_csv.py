"""Figures as CSV: as RFC 4180 has it, and nothing in it that a spreadsheet would carry out."""

from __future__ import annotations

import csv
import io

import pytest

from web.console.csv_file import csv_text
from web.console.figures.figure import Chart, Column, Figure, Form, Meaning


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://example.test","open")',
        "+1+1",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
    ],
)
def test_what_a_spreadsheet_would_take_for_a_formula_is_text(text: str) -> None:
    rows = list(csv.reader(io.StringIO(csv_text(["name"], [[text, 1]]), newline="")))
    assert rows == [["name"], [f"'{text}", "1"]]


@pytest.mark.parametrize("text", ["plain", 'a "quoted" word', "a, b", "two\nlines", "Æsculap", ""])
def test_other_texts_come_back_as_they_were(text: str) -> None:
    written = csv_text(["name", "number"], [[text, 2]])
    assert list(csv.reader(io.StringIO(written, newline=""))) == [["name", "number"], [text, "2"]]


def test_lines_end_as_the_rfc_says_and_numbers_are_numbers() -> None:
    columns = (Column("Month", Form.TEXT), Column("Share", Form.SHARE), Column("Count"), Column("None"))
    rows = (("2026-11", 0.123456, 7, None),)
    figure = Figure(Meaning("k", "t", "d", "p"), "tickets", Chart.BARS, columns, rows)
    assert csv_text(figure.head, figure.exact) == "Month,Share,Count,None\r\n2026-11,0.1235,7,\r\n"
