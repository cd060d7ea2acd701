"""The round that groups questions rests after its work; what becomes of topics is counted without delay."""

from __future__ import annotations

from app.grouping import TopicRounds
from guard import own
from knowledge import gaps, topic_acts, topic_list
from knowledge.gap_topics import TopicState
from tests.stories.stage import Stage

COPIER = "How do I change the ribbon colour of the carbon copier?"
HEADSET = "How can I stop the headset from muting itself?"


def test_a_topic_is_answered_as_soon_as_its_questions_are(stage: Stage) -> None:
    stage.never_sure_of_an_answer()
    rounds = TopicRounds(stage.here, lambda: stage.now)
    for question in (COPIER, HEADSET):
        stage.person("ada@northside.example").says(question)
        rounds.step()
    with stage.here.writing() as session:
        assert topic_list.how_many(session) == {TopicState.OPEN: 2}
        for gap in gaps.list_open(session):
            gaps.close(session, gap.id)
    rounds.step()
    with stage.here.reading() as session:
        assert topic_list.how_many(session) == {TopicState.ANSWERED: 2}


def test_three_people_who_ask_again_open_what_was_dismissed(stage: Stage) -> None:
    stage.never_sure_of_an_answer()
    _asks(stage, "ada@northside.example")
    with stage.here.writing() as session:
        [topic], _ = topic_list.listed(session, topic_list.Wanted(), stage.now)
        topic_acts.dismiss(session, topic.id, topic.revision, own("Nobody has one."), topic.id, stage.now)
    for mail in ("ben@northside.example", "cleo@lakeview.example"):
        _asks(stage, mail)
    assert _standing(stage) == {TopicState.DISMISSED: 1}
    _asks(stage, "dan@northside.example")
    assert _standing(stage) == {TopicState.OPEN: 1}


def _asks(stage: Stage, mail: str) -> None:
    stage.later(hours=1)
    stage.person(mail).says(COPIER)
    stage.here.group_gaps(stage.now)


def _standing(stage: Stage) -> dict[TopicState, int]:
    with stage.here.reading() as session:
        return topic_list.how_many(session)
