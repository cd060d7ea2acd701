"""What may follow a word behind a command, and what makes the whole a question."""

from __future__ import annotations

import pytest

from bot.slack.commands import FOR_EVERYBODY


@pytest.mark.parametrize(
    ("rest", "taken"),
    [
        ("1042", True),
        ("#1042", True),
        ("12abc", True),
        ("IC-1042?", True),
        ("", True),
        ("printer", False),
        ("1042 is still open, why?", False),
        ("does not open", False),
    ],
)
def test_a_word_with_a_digit_was_meant_as_a_number_and_several_words_are_a_question(
    rest: str, taken: bool
) -> None:
    assert FOR_EVERYBODY["ticket"].takes(rest) is taken
