"""More of what a second reader found, in Slack: forms that do not open, lanes that are held up, files."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from bot import intake
from bot.message import Author, Message
from bot.slack.ear import Ear
from bot.slack.read import Reader
from records.work import WorkRow
from tests.stories.slack_stage import SlackStage, SlackStages
from tickets.tables import ConversationRow, IdentityRow
from tickets.values import Place, Status

INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


@pytest.fixture
def stage(slack_stage: SlackStages) -> SlackStage:
    return slack_stage()


def test_a_form_of_staff_that_does_not_open_does_nothing_and_says_so(stage: SlackStage) -> None:
    ada, sam = stage.person("ada"), stage.person("sam")
    ada.says(INCIDENT).reply()
    card = sam.hears("#1001", in_="support")
    for label in ("Solve", "Reply"):
        stage.slack.faults.calls("views.open", "error")
        assert card.click(label, by=sam, opens=False) is None
        sam.hears("The form did not open", in_="support")
        stage.clock.advance(seconds=1)
    stage.settled()
    assert stage.tickets()[0].status is Status.OPEN
    assert "went wrong" not in "".join(one.all_text for one in ada.sees())


def test_staff_who_are_known_by_their_address_alone_get_the_form(stage: SlackStage) -> None:
    ada, sam = stage.person("ada"), stage.person("sam")
    ada.says(INCIDENT).reply()
    card = sam.hears("#1001", in_="support")
    with stage.here.writing() as session:
        session.execute(delete(IdentityRow).where(IdentityRow.user == sam.id))
    assert card.click("Solve", by=sam, opens=True) is not None
    stage.settled()
    assert stage.tickets()[0].status is Status.OPEN


def test_what_people_delete_among_themselves_is_none_of_ours(stage: SlackStage) -> None:
    dan = stage.person("dan")
    said = dan.says("Lunch at noon?", in_="lobby")
    dan.deletes(said)
    stage.settled()
    with stage.here.reading() as session:
        assert session.scalars(select(ConversationRow.id)).all() == []
        assert session.scalars(select(WorkRow.id).where(WorkRow.queue == "inbox")).all() == []


def test_words_that_follow_before_the_question_was_handled_are_kept(stage: SlackStage) -> None:
    reader = Reader(stage.here.guard.screen, "U0BOT", stage.clock.now)
    silent: list[None] = []
    writing, reading = stage.here.writing, stage.here.reading
    tools, rules = stage.here.road.tools, stage.here.rules
    now = stage.clock.now
    ear = Ear(reader, reading, writing, lambda: silent.append(None), "", now, lambda _text: (), tools, rules)
    place = Place("slack", "T0001", "C0LOBBY", "1.000001", direct=False)
    author = Author("T0001", "U0ADA")
    question = Message("slack:q", stage.clock.now() + timedelta(days=1), place, author)
    follows = replace(question, id="slack:f", addressed=False)
    assert not ear.is_for_us(follows)
    with writing() as session:
        accepted = intake.accept(session, question)
        expected = intake.concerns_us(session, follows)
    assert (accepted, expected) == (True, True)
