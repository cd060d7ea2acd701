"""What agents write in a rich editor, as plain text."""

from __future__ import annotations

import time

import pytest

from helpdesk.html_text import LONGEST, as_text
from helpdesk.written import Written


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<blockquote>what Ada wrote</blockquote><p>answer</p>", "answer"),
        ("<style>p {}</style><script>x()</script>seen", "seen"),
        ("<div>  spaces \n and   lines </div>", "spaces and lines"),
        ("never <b>closed", "never closed"),
        ("</p></div>only ends", "only ends"),
        ("", ""),
    ],
)
def test_what_is_seen_is_kept(html: str, text: str) -> None:
    assert as_text(html) == text


@pytest.mark.parametrize("part", ["<p>", "<", "&", "<!--", "<blockquote>", "</p>", "<a href='"])
def test_hostile_pages_cost_little(part: str) -> None:
    started = time.thread_time()
    as_text(part * (LONGEST // len(part) * 3))
    assert time.thread_time() - started < 5


@pytest.mark.parametrize(
    ("heads", "by_mail", "automatic"),
    [
        ({"x-rt-interface": "Web"}, False, False),
        ({"x-rt-interface": "REST"}, False, False),
        ({"x-rt-interface": "Email"}, True, False),
        ({"x-rt-interface": "Email", "auto-submitted": "auto-replied"}, True, True),
        ({"x-rt-interface": "Email", "auto-submitted": "no"}, True, False),
        ({}, True, False),
    ],
)
def test_by_which_way_something_was_written(heads: dict[str, str], by_mail: bool, automatic: bool) -> None:
    written = Written(heads, "words")
    assert (written.came_by_mail, written.is_automatic) == (by_mail, automatic)


def test_what_is_quoted_is_left_out_and_a_pasted_log_is_not() -> None:
    quoted = "Which version?\r\nOn Monday Ada wrote:\r\n> It is stuck\r\n> at 80 %\r\n\r\nSam"
    assert Written({}, quoted).words == "Which version?\n\nSam"
    assert Written({}, "See:\n> ERROR 5\n> ERROR 6").words == "See:\n> ERROR 5\n> ERROR 6"


def test_files_are_named() -> None:
    assert (
        Written({}, "See the log.", ("app.log",)).words == "See the log.\n[a file in the helpdesk: app.log]"
    )
