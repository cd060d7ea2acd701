"""Which texts say all that others say."""

from __future__ import annotations

import pytest

from knowledge.alike import covers, shingles

STEPS = "Open the settings, choose the sound, then the device, and press save at the foot of the page."


@pytest.mark.parametrize(
    ("text", "other", "answers"),
    [
        (STEPS, STEPS.upper(), True),
        (STEPS, f"{STEPS} Wait a minute.", True),
        (STEPS, f"Before all that: {STEPS} " + "Now come quite other things about the printer. " * 5, True),
        (
            f"{STEPS} " + "Now come quite other things about the printer and its paper, too. " * 5,
            STEPS,
            False,
        ),
        (STEPS, "The printer has run out of paper; put some in and press the green button.", False),
        ("Press save.", "Press save.", True),
        ("Press save.", "Press save and wait for the light to turn green.", False),
        ("", "", False),
    ],
    ids=["same", "nearly", "contained", "contains more", "another", "short", "short part", "empty"],
)
def test_a_text_covers_what_another_says(text: str, other: str, answers: bool) -> None:
    assert covers(shingles(text), shingles(other)) is answers
