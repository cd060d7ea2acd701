"""In Slack: an answer stands where somebody wrote, never nowhere (policy 1); solutions are asked about."""

from __future__ import annotations

import pytest

from bot.message import Author, Message
from tests.stories.slack_stage import SlackStage, SlackStages
from tickets import follow
from tickets.follow import Following
from tickets.values import Place, Status

INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


@pytest.fixture
def stage(slack_stage: SlackStages) -> SlackStage:
    return slack_stage()


def state(stage: SlackStage) -> Following:
    with stage.here.reading() as session:
        return follow.of_ticket(session, 1001)


def test_a_new_direct_message_that_answers_a_question_is_answered_below_itself(stage: SlackStage) -> None:
    ada = stage.person("ada")
    said = ada.says('Job 7001234 fails with "IW-9977 checksum mismatch on segment 4", user bcole')
    stage.answers(said, "still missing")
    stage.clock.advance(minutes=1)
    answer = ada.says("I opened the job, pressed F12 and then chose Merge.")
    stage.answers(answer, "Ticket #1001 is open")
    stage.settled()
    assert len(stage.bots(said)) == 1
    stage.clock.advance(minutes=1)
    again = ada.says("It also fails on another machine.", thread=said)
    stage.answers(again, "Added to ticket #1001")


def test_who_takes_no_direct_message_is_told_in_the_thread_how_to_go_on(stage: SlackStage) -> None:
    """What concerns a ticket moves out of a channel of many; where Slack refuses that, not into silence."""
    dan = stage.person("dan")
    said = dan.says("Something is odd here, all.", in_="lobby")
    team, lobby = stage.slack.installed.team.id, stage.slack.channel("lobby").id
    at = Place("slack", team, lobby, said.message.ts, direct=False)
    elsewhere = Author("T0ELSEWHERE", "U0ELSEWHERE", "dan@northside.example")
    text = stage.here.guard.screen(INCIDENT).text
    stage.here.road.respond(Message("slack:connect:1", stage.clock.now(), at, elsewhere, text))
    told = stage.answers(said, "could not send you the direct message")
    assert "support@infraware.example" in told.all_text
    assert "7001234" not in "".join(one.all_text for one in stage.bots(said))


def test_a_solution_is_asked_about_with_buttons_from_both_sides_of_the_counter(stage: SlackStage) -> None:
    """Silence is no confirmation, a press is; then the help is rated once."""
    ada, sam = stage.person("ada"), stage.person("sam")
    said = ada.says(INCIDENT)
    stage.answers(said, "Ticket #1001 is open")
    card = sam.hears("#1001", in_="support")
    stage.settled()
    form = card.click("Solve", by=sam)
    assert form is not None
    form.fill(words="Version 13 mends it.")
    assert form.submit() is None
    question = stage.answers(said, "Did that solve it?")
    assert not state(stage).confirmed
    question.click("Not yet", by=ada)
    stage.answers(said, "Ticket #1001 is open again")
    assert stage.tickets()[0].status is Status.OPEN
    question.click("Yes, that solved it", by=ada)
    stage.answers(said, "How content were you").click("4", by=ada)
    stage.settled()
    assert (state(stage).confirmed, state(stage).stars) == (True, 4)


def test_a_draft_is_handed_over_and_opened_with_one_click_each(stage: SlackStage) -> None:
    """Policy 5, in Slack; the draft stays as it was handed."""
    dan, ada = stage.person("dan"), stage.person("ada")
    said = dan.says(INCIDENT)
    said.reply().click("Hand it to Ada Brook", by=dan)
    handed = ada.hears("needs help and may not open tickets")
    dan.says("How do I reset a user's password?", thread=said)
    stage.settled()
    handed.click("Open a ticket", by=ada)
    stage.answers(said, "Ticket #1001 is open")
    assert stage.tickets()[0].subject.startswith("Job 7001234")
