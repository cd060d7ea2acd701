"""What was learnt of the marked messages is read out of them again, and every mark stands in its text."""

from __future__ import annotations

import pytest

from classifier.details import read_details
from classifier.details.examples import EXAMPLES, WRITERS
from classifier.details.marked import read_entries, read_marked
from classifier.details.scores import DetailScores, measured
from guard import screen

LEAST = {"fifth": (0.85, 0.75)}
"""What users and steps must reach: this writer names more people who are not affected than who are."""


def scores(writer: str) -> DetailScores:
    people = read_entries(EXAMPLES / f"{writer}_people.csv")
    users = tuple(sorted({name for entry in people for name in entry if name}))
    messages = read_marked(EXAMPLES / f"{writer}.jsonl")[::3]
    return measured(messages, lambda text: read_details(screen(text).text, users), people)


@pytest.mark.parametrize("writer", WRITERS)
def test_what_was_learnt_is_read_again(writer: str) -> None:
    found = scores(writer)
    assert found.jobs.f1 >= 0.93
    users, steps = LEAST.get(writer, (0.9, 0.85))
    assert found.users.f1 >= users
    assert found.error_token_f1 >= 0.85
    assert found.steps_recall >= steps


@pytest.mark.parametrize("writer", WRITERS)
def test_what_is_marked_stands_in_the_text(writer: str) -> None:
    for message in read_marked(EXAMPLES / f"{writer}.jsonl"):
        for value in (*message.user, *message.job, message.error or "", message.steps or ""):
            assert value in message.text
