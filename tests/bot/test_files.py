"""Files on their way: fetched where they came in, and passed on without health data in their text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.files import as_passed_on, from_where_it_came
from guard import own, restored
from guard.screen import Screening, screen
from tickets.values import FileRef

LOG = FileRef("F1", own("app.log"), "text/plain", 10)
SHOT = FileRef("F2", own("shot.png"), "image/png", 10, {"letter": "d" * 64, "part": "0"})


def test_a_file_is_fetched_there_where_it_came_in() -> None:
    fetch = from_where_it_came(lambda file: b"slack " + file.id.encode(), lambda file: b"letter")
    assert fetch(LOG) == b"slack F1"
    assert fetch(SHOT) == b"letter"


def test_what_is_left_out_is_not_fetched() -> None:
    fetch = from_where_it_came(lambda file: b"slack", lambda file: b"letter")
    assert fetch(replace(LOG, left_out=own("It is too large."))) == "It is too large."


@pytest.mark.parametrize(
    "content",
    [b"ERROR 12\r\ncaf\xe9 \x07", "ERROR ä\n".encode("utf-16"), b"", b"\0\1binary", b"x" * 200_000],
)
def test_text_in_which_nothing_is_found_goes_as_it_is(content: bytes) -> None:
    assert as_passed_on(LOG, content, screen) == content


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_goes_without_health_data_however_it_was_saved(encoding: str) -> None:
    content = "Größe: 4 MB\nPatient John Doe, MRN 5550123\nERROR 12\n".encode(encoding)
    passed = as_passed_on(LOG, content, screen).decode()
    assert "5550123" not in passed
    assert "Doe" not in passed
    assert passed.startswith("Größe: 4 MB\n")
    assert passed.endswith("ERROR 12\n")


def test_a_long_text_is_screened_to_its_end() -> None:
    lines = [f"2026-11-23 INFO step {number}" for number in range(8_000)] + ["MRN 5550123", "the end"]
    passed = as_passed_on(LOG, "\n".join(lines).encode(), screen).decode()
    assert passed.split("\n")[:-2] == lines[:-2]
    assert passed.endswith("\nMRN [record number]\nthe end")


def test_of_a_text_that_is_too_long_beginning_and_end_are_passed_on() -> None:
    content = b"first line\n" + b"x" * 60 + (b"\n" + b"x" * 60) * 20_000 + b"\nlast line"
    passed = as_passed_on(LOG, content, finds_nothing).decode()
    assert passed.startswith("first line\n")
    assert passed.endswith("\nlast line")
    assert "[the middle of this file is left out" in passed
    assert len(passed) < 1_000_200


def finds_nothing(text: str) -> Screening:
    """A guard that is quick: the true one takes seconds for a text of that length."""
    return Screening(restored(text), ())


def test_what_is_no_text_is_not_looked_at() -> None:
    picture = b"\x89PNG MRN 5550123"
    assert as_passed_on(SHOT, picture, screen) == picture
