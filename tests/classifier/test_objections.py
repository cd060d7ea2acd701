"""What a person says of the category itself is told from what is a message of its own."""

from __future__ import annotations

import pytest

from classifier.category import Category
from classifier.objections import agrees, said_category
from tests.fakes.stopwatch import fastest

EDUCATION, INCIDENT = Category.EDUCATION, Category.INCIDENT
FEATURE, SERVICE = Category.FEATURE, Category.SERVICE


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("no, I wanted to know how", EDUCATION),
        ("No, I want to know how.", EDUCATION),
        ("no i just want to know how to do that", EDUCATION),
        ("Sorry, I was only asking how", EDUCATION),
        ("nope, I was asking how to do it", EDUCATION),
        ("it's just a question", EDUCATION),
        ("nothing is broken, I only wanted to know how it works", EDUCATION),
        ("No – it’s not broken!", EDUCATION),
        ("no, something is broken", INCIDENT),
        ("No, it's broken", INCIDENT),
        ("that is not a question, it is a bug", INCIDENT),
        ("I know how to do it, something is wrong", INCIDENT),
        ("it's a suggestion", FEATURE),
        ("no, I wanted to suggest something", FEATURE),
        ("no, I want you to do it for me", SERVICE),
        ("please do that for us", SERVICE),
        ("no", None),
        ("that's wrong", None),
        ("", None),
        ("it is broken, no, it's a suggestion", None),
        ("I want to know how to add a user", None),
        ("no, the upload is broken", None),
        ("no, I wanted to know how the routing rules are ordered", None),
        ("something is broken in the editor since noon", None),
        ("it's a question of honour whether you answer", None),
        ("do it for mechanics", None),
    ],
)
def test_every_word_has_to_be_about_the_category(words: str, category: Category | None) -> None:
    assert said_category(words) is category


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("yes, right", True),
        ("Yes, that’s right, thanks!", True),
        ("exactly", True),
        ("that is what I meant", True),
        ("yes", False),
        ("right, but where is the button", False),
        ("is that right?", False),
        ("the right foot pedal", False),
    ],
)
def test_only_words_that_say_nothing_else_agree(words: str, said: bool) -> None:
    assert agrees(words) is said


def test_hostile_words_take_no_time() -> None:
    hostile = ["no " * 50 + "x", "it is " * 26 + "broken", "i want to know how " * 8, "no, " * 10_000]
    assert fastest(lambda: [said_category(words) for words in hostile]) < 0.05
