"""How well details are read of messages whose writer nothing was learnt of, and whether the time grows."""

from __future__ import annotations

import time
from statistics import median
from typing import Any

from app.as_json import detail_scores
from classifier.details import read_details
from classifier.details.examples import EXAMPLES, WRITERS, read_examples
from classifier.details.learnt import Learnt
from classifier.details.marked import read_entries, read_marked
from classifier.details.scores import measured
from classifier.details.training import groups_of, heard, learnt_of_others
from guard import Screened, restored, screen

TITLE = "Details read out of messages"
NOTE = "Twice as much text takes times_for_twice_the_text times as long: 2 when linear."

PIECES = (
    "it says x failed ",
    "error 12 and ",
    "I opened a job, ",
    "job 123456 and ",
    "user jporter ",
    "a > b ",
    '"',
)


def run() -> dict[str, Any]:
    """The figures of each writer by what was learnt of the others; takes minutes."""
    talk = heard()
    groups = groups_of(read_examples(), talk, heads=2)
    writers = {writer: _read(writer, learnt_of_others(groups, writer, talk)) for writer in WRITERS}
    return {**writers, "times_for_twice_the_text": round(max(map(_growth, PIECES)), 2)}


def _read(writer: str, learnt: Learnt) -> dict[str, Any]:
    people = read_entries(EXAMPLES / f"{writer}_people.csv")
    users = tuple(sorted({name for entry in people for name in entry if name}))
    messages = read_marked(EXAMPLES / f"{writer}.jsonl")
    return detail_scores(
        measured(messages, lambda text: read_details(screen(text).text, users, learnt=learnt), people)
    )


def _growth(piece: str) -> float:
    """How many times as long 80,000 characters take as 40,000; the time is the processor's."""
    shorter, longer = (_seconds(restored((piece * size)[:size])) for size in (40_000, 80_000))
    return longer / max(shorter, 0.001)


def _seconds(text: Screened) -> float:
    """Of three readings the one in the middle."""
    taken = []
    for _ in range(3):
        began = time.thread_time()
        read_details(text)
        taken.append(time.thread_time() - began)
    return median(taken)


if __name__ == "__main__":
    print(run())
