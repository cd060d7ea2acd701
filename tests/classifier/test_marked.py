"""How well details are read of messages of our own: one half the rules were developed on, one held back."""

from __future__ import annotations

from pathlib import Path

import pytest

from classifier.details import read_details
from classifier.details.marked import read_entries, read_marked
from classifier.details.scores import DetailScores, measured
from guard import screen

MARKED = Path(__file__).parent / "marked"


def scores(half: str) -> DetailScores:
    people = read_entries(MARKED / "people.csv")
    users = tuple(sorted({name for entry in people for name in entry if name}))
    messages = read_marked(MARKED / f"{half}.jsonl")
    return measured(messages, lambda text: read_details(screen(text).text, users), people)


@pytest.mark.parametrize(
    ("half", "job", "user", "error", "steps"),
    [
        ("develop", 0.99, 0.98, 0.95, 0.9),
        ("second", 0.7, 0.95, 0.9, 0.9),
        ("third", 0.99, 0.95, 0.9, 0.9),
        ("held_back", 0.95, 0.93, 0.8, 0.85),
    ],
)
def test_details_are_read_as_well_as_the_documents_say(
    half: str, job: float, user: float, error: float, steps: float
) -> None:
    found = scores(half)
    assert found.jobs.f1 >= job
    assert found.users.f1 >= user
    assert found.error_token_f1 >= error
    assert found.steps_recall >= steps


@pytest.mark.parametrize("half", ["develop", "second", "third", "held_back"])
def test_what_is_marked_stands_in_the_text(half: str) -> None:
    for message in read_marked(MARKED / f"{half}.jsonl"):
        for value in (*message.user, *message.job, message.error or "", message.steps or ""):
            assert value in message.text
