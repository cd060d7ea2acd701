"""The round that groups questions rests after its work; what becomes of topics is counted without delay."""

from __future__ import annotations

from app.grouping import TopicRounds
from knowledge import gaps, topic_list
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
