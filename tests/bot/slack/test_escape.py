"""People's words in Slack's markup stay words."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.budget import cut, fallback, line, size
from bot.slack.escape import legible, mrkdwn
from tests.bot.slack.reading import HOSTILE, RIGHT_TO_LEFT

anything = st.text(max_size=300) | st.lists(st.sampled_from([*HOSTILE, "<!", "<@", "&", "@here"])).map(
    "".join
)


def test_the_three_signs_are_escaped_by_slacks_rule() -> None:
    assert mrkdwn("a < b & c > d") == "a &lt; b &amp; c &gt; d"


def test_nobody_is_called_by_a_persons_words() -> None:
    assert "<" not in mrkdwn(HOSTILE)
    assert "@here" not in mrkdwn("ask @here and @channel")


def test_markers_at_the_edge_of_words_are_taken_apart() -> None:
    assert mrkdwn("*now*") == "\u200b*\u200bnow\u200b*\u200b"


def test_markers_within_words_are_left_alone() -> None:
    assert mrkdwn("error upload_failed_07 for ada_b@clinic.example") == (
        "error upload_failed_07 for ada_b@clinic.example"
    )


def test_a_line_does_not_become_a_quote() -> None:
    assert mrkdwn("> said") == "\u200b&gt; said"


def test_words_cannot_turn_the_direction_of_what_follows() -> None:
    assert "\u202e" not in legible(RIGHT_TO_LEFT)
    assert "שלום" in legible(RIGHT_TO_LEFT)


@given(anything)
def test_what_is_read_is_what_was_written(text: str) -> None:
    shown = html.unescape(mrkdwn(text).replace("\u200b", ""))
    assert shown == legible(text).replace("\u200b", "")


@given(anything)
def test_no_tag_survives(text: str) -> None:
    assert "<" not in mrkdwn(text)
    assert ">" not in mrkdwn(text)


@given(st.text(max_size=300), st.integers(min_value=2, max_value=200))
def test_a_cut_text_is_never_longer_than_allowed(text: str, length: int) -> None:
    assert size(cut(text, length)) <= length
    assert "\n" not in line(text, length)


@given(st.text(alphabet="<>&ab *", max_size=5_000))
def test_a_notification_is_short_and_ends_with_no_half_entity(text: str) -> None:
    shown = fallback(text, text)
    assert len(shown) <= 3_000
    assert "&" not in re.sub("&(?:amp|lt|gt);", "", shown)


def test_a_text_is_cut_at_a_word() -> None:
    assert cut("the recording does not upload", 24) == "the recording does not…"
