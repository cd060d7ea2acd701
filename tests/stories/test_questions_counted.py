"""What people ask is counted as one question each, with the ending it had, out of the real history."""

from __future__ import annotations

from collections import Counter
from datetime import date

from bot.message import ActName
from tests.stories.stage import Stage
from tickets.figures import counts
from tickets.figures.counted import Counting
from tickets.figures.counts import Of
from tickets.figures.keeping import keep

ADA = "ada@northside.example"
HOW = "How do I merge two jobs in the Editor?"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
ALWAYS = Of(date(2020, 1, 1), date(2030, 1, 1))


def endings(stage: Stage) -> dict[str, int]:
    """How many questions ended how."""
    here = stage.here
    counting = Counting.by(here.rules.promise.hours.zone, 7, here.rules.alike)
    while keep(here.reading, here.writing, stage.now, counting):
        pass
    with here.reading() as session:
        found = counts.endings(session, ALWAYS)
    return dict(Counter(ending.value for _, ending, count in found for _ in range(count)))


def test_an_answer_that_is_said_to_have_helped_is_confirmed_and_one_without_a_word_is_not(
    stage: Stage,
) -> None:
    first, second = stage.person(ADA), stage.person(ADA)
    first.says(HOW)
    second.says(HOW)
    second.presses(ActName.SOLVED_IT)
    assert endings(stage) == {"silent": 1, "confirmed": 1}


def test_words_that_follow_within_seconds_are_the_same_question(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says(HOW)
    stage.later(seconds=3)
    ada.says("in the Editor of the web, I mean", hurried=True)
    assert sum(endings(stage).values()) == 1


def test_who_says_what_it_really_is_asks_no_second_question(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says("the pedal of our transcriptionists at the north site")
    stage.later(minutes=1)
    ada.says("no, I want to know how")
    assert sum(endings(stage).values()) == 1


def test_a_second_question_in_the_same_thread_is_another_one(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says(HOW)
    stage.later(minutes=5)
    ada.says("How do I add a new transcriptionist?")
    assert sum(endings(stage).values()) == 2


def test_an_incident_with_all_details_became_a_ticket_and_one_left_at_our_question_did_not(
    stage: Stage,
) -> None:
    stage.person(ADA).says(INCIDENT)
    left = stage.person(ADA)
    left.says('Job 7009999 fails with "IW-1111 upload interrupted"')
    assert endings(stage) == {"ticket": 1, "asked_back": 1}


def test_greetings_and_thanks_are_no_questions(stage: Stage) -> None:
    ada = stage.person(ADA)
    ada.says("good morning")
    ada.says("thank you")
    assert endings(stage) == {}


def test_what_is_nothing_for_the_desk_is_counted_as_other(stage: Stage) -> None:
    stage.person(ADA).says("Who won the football match last night, and what did the papers write about it?")
    assert endings(stage) == {"other": 1}
