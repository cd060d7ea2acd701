"""A passage is the stretch that answers: lists stay together, and a referral to support is no answer."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.articles import Article, Audience, Kind
from knowledge.passages import LONGEST, passage, refers_only
from knowledge.sections import Section, sections
from knowledge.words import stem


def section(body: str) -> Section:
    day = date(2026, 1, 2)
    return sections(Article("a", "A", Kind.TUTORIAL, "x", Audience.EVERYBODY, day, False, (), body, ""))[0]


def answer(body: str, *words: str) -> str:
    return passage(section(body), {stem(word): 1.0 for word in words}).text


FILLING = "This sentence is here to take up room and says nothing that anybody would ever look for. "


def test_the_sentences_that_match_are_taken() -> None:
    body = FILLING * 8 + "The lamp is green. It shines at night. " + FILLING * 8
    assert answer(body, "lamp", "shines").startswith("The lamp is green. It shines at night.")


def test_never_more_than_four_sentences() -> None:
    assert answer("One lamp. " * 12, "lamp").count(".") == 4


def test_the_steps_of_a_list_stay_together() -> None:
    steps = "".join(f"{number}. Step {number}.\n" for number in range(1, 7))
    assert answer(f"Before.\n\n{steps}\nAfter that.\n", "step").splitlines()[:6] == [
        f"{n}. Step {n}." for n in range(1, 7)
    ]


def test_a_list_brings_the_sentence_that_announces_it() -> None:
    assert (
        answer("Long ago. Do this:\n\n- open the lamp\n- wait\n", "lamp")
        == "Do this:\n- open the lamp\n- wait"
    )
    assert answer("To open the lamp do this:\n\n- pull\n- wait\n", "lamp").endswith("- pull\n- wait")


def test_of_a_long_list_what_fits_around_the_match_is_taken() -> None:
    steps = "".join(f"{number}. {FILLING}\n" for number in range(1, 30)) + "30. The lamp.\n"
    text = answer(steps, "lamp")
    assert "30. The lamp." in text
    assert len(text) <= LONGEST


def test_a_table_keeps_its_rows() -> None:
    assert (
        answer("| Key | Does |\n|---|---|\n| F8 | next |\n| F9 | last |\n", "F9")
        == "Key | Does\nF8 | next\nF9 | last"
    )


def test_code_survives() -> None:
    assert (
        answer("Type:\n\n```\nnet  stop lamp\nnet start lamp\n```\n", "stop")
        == "Type:\nnet  stop lamp\nnet start lamp"
    )


def test_a_single_unit_that_is_too_long_is_still_shown_whole() -> None:
    assert len(answer("lamp " * 200, "lamp")) > LONGEST


@pytest.mark.parametrize(
    ("body", "only"),
    [
        ("Please contact support.\n", True),
        ("Call the help desk. If nobody answers, write to our support.\n", True),
        ("- open a ticket\n", True),
        ("Press F8. Otherwise contact support.\n", False),
        ("Support answers within two hours.\n", False),
    ],
)
def test_a_section_that_only_refers_to_support_is_known(body: str, only: bool) -> None:
    assert refers_only(section(body)) is only


def test_the_answer_is_preferred_to_the_referral() -> None:
    body = "Contact support about the lamp. " + FILLING * 6 + "Turn the lamp to the left."
    assert "Turn the lamp" in answer(body, "lamp")
