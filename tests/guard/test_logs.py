"""What reaches a log holds neither health data nor secrets, in a traceback as little as in a line."""

from __future__ import annotations

import logging
import sys

import pytest

from guard import ScreenedFormatter
from tests.guard.rows import KNOWN, KNOWN_NUMBERS

SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
FORMATTER = ScreenedFormatter(
    "%(levelname)s %(name)s %(message)s",
    secrets=[SIGNING_SECRET, SIGNING_SECRET[:8], ""],
    known=KNOWN,
    known_numbers=KNOWN_NUMBERS,
)


def logged(message: str, *values: object) -> str:
    return FORMATTER.format(logging.LogRecord("bot", logging.INFO, "road.py", 1, message, values, None))


def logged_failure(words: str) -> str:
    try:
        raise ValueError(words)
    except ValueError:
        record = logging.LogRecord("bot", logging.ERROR, "road.py", 1, "it failed", (), sys.exc_info())
    return FORMATTER.format(record)


def test_an_ordinary_line_is_unchanged() -> None:
    assert logged("job %d took %.1f s", 7000123, 2.5) == "INFO bot job 7000123 took 2.5 s"


def test_health_data_in_a_value_goes() -> None:
    assert logged("asked: %s", "patient Jane Doe dob 3/4/1961") == (
        "INFO bot asked: patient [patient name] dob [date of birth]"
    )


def test_known_addresses_and_numbers_stay() -> None:
    line = "mailed support@infracare.example, line 877-235-7239"
    assert logged(line) == f"INFO bot {line}"


def test_health_data_in_a_traceback_goes() -> None:
    text = logged_failure("no report for MRN 4455667")
    assert "ValueError: no report for MRN [record number]" in text
    assert "4455667" not in text


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("token=xoxb-1234567890-abcDEF", "token=[secret]"),
        ("'xoxp-12-34-ab', 'xapp-1-A0-12-ff'", "'[secret]', '[secret]'"),
        ("refresh xoxe.xoxp-1-Mi0yLTE and xoxe-1-My0x", "refresh [secret] and [secret]"),
        ("Authorization: Bearer abc.def-123", "Authorization: Bearer [secret]"),
        ('{"authorization": "bearer abc"}', '{"authorization": "bearer [secret]"}'),
        ("Authorization: Basic dXNlcjpwYXNzd29yZA==", "Authorization: Basic [secret]"),
        ("Basic settings", "Basic settings"),
        (f"signed with {SIGNING_SECRET}!", "signed with [secret]!"),
        ("first half 8f742231 alone", "first half [secret] alone"),
        (
            "posting to https://hooks.slack.com/services/T0/B0/xyz now",
            "posting to https://hooks.slack.com/[secret] now",
        ),
        (
            "wss://wss-primary.slack.com/link/?ticket=ab&app_id=c",
            "wss://wss-primary.slack.com/link/?[secret]",
        ),
        ("postgresql://desk:pa55@db.internal:5432/desk", "postgresql://[secret]@db.internal:5432/desk"),
        ("http://localhost:8080/health", "http://localhost:8080/health"),
    ],
)
def test_secrets_are_blanked(line: str, heard: str) -> None:
    assert logged(line) == f"INFO bot {heard}"


def test_a_secret_in_a_traceback_goes() -> None:
    assert SIGNING_SECRET not in logged_failure(f"bad signature {SIGNING_SECRET}")


def test_a_line_of_any_characters_can_be_written() -> None:
    assert logged("half \ud800 of \x00 one").encode() == b"INFO bot half \xef\xbf\xbd of  one"
