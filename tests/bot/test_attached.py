"""Text files of a message: which are read, how bytes become text, and how much of a long one."""

from __future__ import annotations

import pytest

from bot.attached import HEAD, TAIL
from bot.files import decoded, excerpt, is_text
from guard import restored
from tickets.values import FileRef


@pytest.mark.parametrize(
    ("name", "media_type", "expected"),
    [
        ("notes", "text/plain", True),
        ("app.LOG", "application/octet-stream", True),
        ("answer.json", "application/json", True),
        ("export.csv", "", True),
        ("shot.png", "image/png", False),
        ("setup.exe", "application/octet-stream", False),
    ],
)
def test_text_is_known_by_type_or_ending(name: str, media_type: str, expected: bool) -> None:
    assert is_text(FileRef("F1", restored(name), media_type, 10)) is expected


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"caf\xc3\xa9\r\nx", "café\nx"),
        (b"caf\xe9", "café"),
        (b"\xef\xbb\xbfa", "a"),
        ("ä\r\n".encode("utf-16"), "ä\n"),
        (b"\0\1binary", ""),
        (b"", ""),
    ],
)
def test_bytes_become_text_however_they_were_saved(content: bytes, text: str) -> None:
    assert decoded(content) == text


def test_of_a_long_log_beginning_and_end_are_read_in_whole_lines() -> None:
    lines = "\n".join(f"line {number}" for number in range(40_000))
    found = excerpt(lines, HEAD, TAIL)
    assert found.startswith("line 0\n")
    assert found.endswith("line 39999")
    assert len(found) <= HEAD + TAIL + 2
    assert {line for line in found.split("\n") if line} <= set(lines.split("\n"))
    assert excerpt("short", HEAD, TAIL) == "short"
