"""The bot at home in Slack: its command, its shortcut, its Home tab, welcome, digest and feedback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.slack_stage import SlackStage, slack_stage
from tickets.values import DetailName
from workspace.client import TroubleError
from workspace.play import Actor, Heard

HOW = "How do I reset a user's password?"
INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


@pytest.fixture
def stage(sample: Path, tmp_path: Path) -> Iterator[SlackStage]:
    with slack_stage(sample, tmp_path / "var", http=False) as opened:
        yield opened


@pytest.fixture(params=["socket", "http"])
def either(request: pytest.FixtureRequest, sample: Path, tmp_path: Path) -> Iterator[SlackStage]:
    with slack_stage(sample, tmp_path / "var", http=request.param == "http") as opened:
        yield opened


def whispered(actor: Actor, in_: str = "") -> list[Heard]:
    """What only this person sees there."""
    return [one for one in actor.sees(in_=in_) if one.is_ephemeral]


# The slash command.


def test_a_question_by_command_is_answered_in_the_direct_messages(either: SlackStage) -> None:
    ada = either.person("ada")
    ada.command("/infracare", HOW, in_="lobby")
    answer = ada.hears("Reset a user's password in the IMC")
    assert HOW in answer.all_text
    [line] = whispered(ada, "lobby")
    assert "direct messages" in line.all_text
    either.clock.later(minutes=1)
    ada.says("And how do I unlock an account?", thread=answer)
    assert answer.reply().all_text


def test_a_question_by_command_in_the_direct_messages_is_answered_there_without_a_line(
    stage: SlackStage,
) -> None:
    ada = stage.person("ada")
    ada.says("Hello").reply()
    ada.command("/infracare", HOW)
    ada.hears("Reset a user's password in the IMC")
    assert whispered(ada) == []


def test_a_command_that_is_delivered_twice_is_answered_once(stage: SlackStage) -> None:
    ada = stage.person("ada")
    stage.slack.faults.acknowledgements_ignored(1)
    with pytest.raises(TroubleError):
        ada.command("/infracare", HOW)
    ada.command("/infracare", "help")
    ada.hears("Reset a user's password in the IMC")
    stage.settled()
    answers = [one for one in ada.sees() if "Reset a user's password in the IMC" in one.all_text]
    assert len(answers) == 1


def test_help_names_every_use_of_the_command(stage: SlackStage) -> None:
    ada = stage.person("ada")
    for words in ("help", "", "HELP"):
        ada.command("/infracare", words, in_="lobby")
    lines = whispered(ada, "lobby")
    assert len(lines) == 3
    assert all("/infracare tickets" in one.all_text for one in lines)


def test_tickets_by_command_are_those_of_ones_own_company_with_their_promises(either: SlackStage) -> None:
    ada, ben, cleo = (either.person(name) for name in ("ada", "ben", "cleo"))
    ada.says(INCIDENT).reply()
    ben.joins("lobby")
    ben.command("/infracare", "tickets", in_="lobby")
    [line] = whispered(ben, "lobby")
    for words in ("Northside Clinic", "#1001", "Ada Brook", "a person answers by 14:35 Eastern"):
        assert words in line.all_text
    cleo.command("/infracare", "tickets", in_="lobby")
    [line] = whispered(cleo, "lobby")
    assert "There are no open tickets" in line.all_text
    assert "7001234" not in line.all_text


def test_who_keeps_no_tickets_is_told_who_does(stage: SlackStage) -> None:
    stage.person("ada").says(INCIDENT).reply()
    expected = {"dan": "Ada Brook, Ben Cole", "guest": "I do not know you yet", "sam": "#1001"}
    for name, words in expected.items():
        person = stage.person(name)
        person.command("/infracare", "tickets", in_="lobby")
        [line] = whispered(person, "lobby")
        assert words in line.all_text
        assert (name == "sam") == ("7001234" in line.all_text)


# The message shortcut.


def test_a_ticket_is_opened_from_a_message_with_its_words_filled_in(either: SlackStage) -> None:
    ada, dan, sam = either.person("ada"), either.person("dan"), either.person("sam")
    said = dan.says(INCIDENT, in_="northside", files=[("shot.png", b"not really")])
    form = ada.shortcut("ticket_from_message", said, opens=True)
    assert form is not None
    assert "7001234" in str(form.values()["job"])
    assert "bcole" in str(form.values()["user"])
    assert form.submit() is None
    receipt = ada.hears("#1001")
    assert "7001234" in receipt.all_text
    card = sam.hears("#1001", in_="support")
    either.settled()
    sam.says("Which version of the Editor is it?", thread=card)
    either.answers(receipt, "Which version of the Editor is it?")
    ada.says("Version 12", thread=receipt)
    either.answers(card, "Version 12")
    either.settled()
    [ticket] = either.tickets()
    assert ticket.opener.name == "Ada Brook"
    assert ticket.details[DetailName.JOB].value == "7001234"
    assert any("shot.png" in str(one.message.files) for one in card.replies())


def test_a_form_from_a_message_that_is_closed_again_opens_nothing(stage: SlackStage) -> None:
    ada = stage.person("ada")
    form = ada.shortcut("ticket_from_message", ada.says(INCIDENT, in_="northside"), opens=True)
    assert form is not None
    form.close()
    stage.settled()
    assert stage.tickets() == ()
    assert stage.bots_words(ada) == ""


def test_who_may_not_open_a_ticket_hears_from_the_road_in_direct_messages(stage: SlackStage) -> None:
    expected = {"dan": "Hand it to Ada Brook", "guest": "Which mail address", "sam": "You are staff"}
    said = stage.person("ada").says(INCIDENT, in_="lobby")
    for name, words in expected.items():
        person = stage.person(name)
        assert person.shortcut("ticket_from_message", said) is None
        person.hears(words)
    assert stage.tickets() == ()


def test_a_form_that_slack_does_not_open_is_answered_in_words(stage: SlackStage) -> None:
    ada = stage.person("ada")
    stage.slack.faults.calls("views.open", "error", times=1)
    said = ada.says("The merge of job 7001234 aborts since this morning, it worked before", in_="northside")
    ada.shortcut("ticket_from_message", said, opens=False)
    assert "7001234" in ada.hears("details are still missing").all_text


# Feedback.


def test_a_thumb_says_the_same_as_its_button(either: SlackStage) -> None:
    ada = either.person("ada")
    said = ada.says(HOW)
    answer = said.reply()
    assert {"It helped", "It did not help", "That solved it", "Not quite"} <= set(answer.buttons)
    answer.click("It did not help", by=ada)
    either.answers(said, "I have passed your question on")
    answer.click("It helped", by=ada)
    either.answers(said, "I have noted that this solved it")
