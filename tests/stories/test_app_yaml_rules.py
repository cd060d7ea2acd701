"""What stands in app.yaml is what the product does: its numbers, seen from outside (policy 1, 4, 7)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.stories.stage import Stage
from tickets import reads

ADA = "ada@northside.example"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


@pytest.mark.parametrize(
    ("arrives", "told"),
    [
        (datetime(2026, 11, 23, 11, 59, tzinfo=UTC), "8 hours on average; a person will answer you by 14:59"),
        (datetime(2026, 11, 23, 12, 0, tzinfo=UTC), "2 hours on average; a person will answer you by 09:00"),
        (datetime(2026, 11, 24, 2, 59, tzinfo=UTC), "2 hours on average; a person will answer you by 23:59"),
        (datetime(2026, 11, 24, 3, 0, tzinfo=UTC), "8 hours on average; a person will answer you by 06:00"),
        (datetime(2026, 11, 28, 17, 0, tzinfo=UTC), "8 hours on average; a person will answer you by 20:00"),
    ],
    ids=["06:59", "07:00", "21:59", "22:00", "Saturday"],
)
def test_the_tier_follows_the_settings_of_the_office(stage: Stage, arrives: datetime, told: str) -> None:
    """Policy 4: Monday to Friday from 07:00 up to, not including, 22:00 Eastern."""
    stage.now = arrives
    assert f"{told} Eastern" in stage.person(ADA).says(INCIDENT).text


def test_words_within_ten_seconds_amend_and_later_ones_do_not(stage: Stage) -> None:
    """Policy 1."""
    ada = stage.person(ADA)
    first = ada.says("How do I reset a user's password?")
    stage.later(seconds=10)
    amended = ada.says("in the IMC", hurried=True)
    assert amended.conversation == first.conversation
    with stage.here.reading() as session:
        talk = reads.conversation(session, first.conversation or 0)
    assert talk is not None
    assert "in the IMC" in talk.question
    stage.later(seconds=11)
    ada.says("and what about the editor?", hurried=True)
    with stage.here.reading() as session:
        talk = reads.conversation(session, first.conversation or 0)
    assert talk is not None
    assert "editor" not in talk.question or "password" not in talk.question


def test_three_articles_are_shown(stage: Stage) -> None:
    shown = stage.person(ADA).says("How do I upload a recording?")
    assert len(shown.hits) == 3


@pytest.mark.parametrize(("minutes", "continues"), [(30, True), (31, False)])
def test_a_direct_message_within_half_an_hour_answers_our_question(
    stage: Stage, minutes: int, continues: bool
) -> None:
    asked = stage.person(ADA).says("The merge of a job aborts since this morning, it worked before")
    stage.later(minutes=minutes)
    told = stage.person(ADA).says("7001234", hurried=True)
    assert (told.conversation == asked.conversation) is continues


def test_the_first_number_is_the_one_set(stage: Stage) -> None:
    assert "#1001" in stage.person(ADA).says(INCIDENT).text
