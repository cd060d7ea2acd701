"""A question the bot asks back about is a gap at once, until its asker says that it was meant otherwise."""

from __future__ import annotations

import pytest

from bot.message import ActName
from knowledge import gaps
from tests.stories.stage import Stage

HOW = "How do I change the ribbon colour of the carbon copier?"
ADA = "ada@northside.example"


def open_questions(stage: Stage) -> list[str]:
    with stage.here.reading() as session:
        return [str(gap.question) for gap in gaps.list_open(session)]


@pytest.fixture
def asking(stage: Stage) -> Stage:
    """A stage on which the bot always asks back what kind of matter it is."""
    stage.never_sure_of_the_kind()
    stage.never_sure_of_an_answer()
    return stage


def test_who_is_asked_back_and_says_nothing_has_left_a_gap(asking: Stage) -> None:
    reply = asking.person(ADA).says(HOW)
    assert ActName.BROKEN in {offer.act for offer in reply.offers}
    assert open_questions(asking) == [HOW]


def test_to_say_that_it_was_a_question_records_it_no_second_time(asking: Stage) -> None:
    ada = asking.person(ADA)
    ada.says(HOW)
    ada.presses(ActName.HOW)
    assert open_questions(asking) == [HOW]


@pytest.mark.parametrize(
    "meant", [ActName.BROKEN, ActName.ALL_DOWN, ActName.WISH, ActName.DO_IT, ActName.NEITHER]
)
def test_what_was_meant_otherwise_is_no_gap(asking: Stage, meant: ActName) -> None:
    ada = asking.person(ADA)
    ada.says(HOW)
    ada.presses(meant)
    assert open_questions(asking) == []


def test_words_that_follow_within_seconds_make_one_gap_of_both(asking: Stage) -> None:
    ada = asking.person(ADA)
    ada.says(HOW)
    asking.later(seconds=3)
    ada.says("it is the one in the lobby", hurried=True)
    [question] = open_questions(asking)
    assert HOW in question
    assert "lobby" in question


def test_what_is_likelier_broken_is_no_gap_while_it_is_asked_back(asking: Stage) -> None:
    asking.person(ADA).says("The carbon copier crashed with error 4711 and nothing prints any more")
    assert open_questions(asking) == []
