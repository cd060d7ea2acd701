"""Questions about the same matter are one topic, named by their words."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard import Screened, own, restored
from knowledge.topic_scores import measured
from knowledge.topics import MOST, Topic, topics

OTHERS = (
    "How do I change the order of the worklist?",
    "Where is the archive of letters from 2019?",
    "Is it possible to dictate in the car over bluetooth?",
    "what does the yellow triangle next to a job mean",
    "How long are recordings kept before they are deleted?",
    "We need to see how many lines each typist did last month",
    "Which browsers are supported for the portal?",
    "How do we merge duplicate physicians in the provider list?",
    "can patients read their notes in the app",
    "How do I give a student temporary access?",
    "Is there a keyboard layout for left handed people?",
    "Can I print address labels from the worklist?",
    "How do I set a different signature picture for each site?",
    "Where can I see who opened a document?",
    "Do you have training videos for new editors?",
    "How can I stop the headset from muting itself?",
    "What is the maximum length of one dictation?",
)
ABOUT = {
    "watermark": ("put DRAFT watermarks on unsigned letters", "How can I remove the watermark from prints?"),
    "spanish": ("Can a letter be produced in Spanish?", "Do you offer Spanish speaking typists?"),
    "invoice": ("Why does our invoice name a doctor who left?", "split the invoice by department"),
    "consent": ("where to store consent forms", "consent wording for minors"),
}


def grouped(*texts: str) -> tuple[Topic, ...]:
    return topics([restored(text) for text in texts])


@pytest.mark.parametrize("name", ABOUT)
def test_questions_that_share_one_telling_word_are_one_topic_among_many_others(name: str) -> None:
    found = grouped(*OTHERS, *ABOUT[name])
    last = len(OTHERS)
    topic = next(one for one in found if last in one.members)
    assert topic.members == (last, last + 1)
    assert name in topic.name


def test_synonyms_are_one_word() -> None:
    found = grouped(*OTHERS, "reset the passphrase", "my password does not reset")
    assert (len(OTHERS), len(OTHERS) + 1) in {one.members for one in found}


def test_the_greater_topics_come_first_and_then_the_order_of_the_questions() -> None:
    found = grouped("watermark", "spanish", "spanish!", "Spanish?", "watermarks", "pedal")
    assert [one.members for one in found] == [(1, 2, 3), (0, 4), (5,)]
    assert [one.name for one in found] == ["spanish", "watermark", "pedal"]


def test_vectors_bring_together_what_shares_no_word() -> None:
    texts = [own("iPad version"), own("android tablet"), own("printer margins")]
    vectors = np.array([[1, 0], [1, 0], [0, 1]], np.float32)
    assert {one.members for one in topics(texts, vectors=vectors)} == {(0, 1), (2,)}
    assert len(topics(texts)) == 3


def test_no_question_and_too_many() -> None:
    assert topics([]) == ()
    with pytest.raises(ValueError, match="at most"):
        topics([own("x")] * (MOST + 1))


@given(st.lists(st.text(max_size=30), max_size=12))
def test_each_question_is_in_exactly_one_topic(texts: list[str]) -> None:
    found = topics([restored(text) for text in texts])
    assert sorted(chain.from_iterable(one.members for one in found)) == list(range(len(texts)))


def test_the_measure_counts_pairs() -> None:
    questions: list[Screened] = [own(one) for one in "abcd"]
    known = ["x", "x", "y", "y"]

    def all_right(_: object) -> list[Topic]:
        return [Topic((0, 1), ""), Topic((2, 3), "")]

    def half(_: object) -> list[Topic]:
        return [Topic((0, 1), ""), Topic((2,), ""), Topic((3,), "")]

    def together(_: object) -> list[Topic]:
        return [Topic((0, 1, 2, 3), "")]

    right, cut, joined = (measured(questions, known, one) for one in (all_right, half, together))
    assert (right.rand, right.precision, right.recall) == (1.0, 1.0, 1.0)
    assert (cut.precision, cut.recall) == (1.0, 0.5)
    assert (joined.rand, joined.recall) == (0.0, 1.0)
    assert joined.precision == pytest.approx(1 / 3)
