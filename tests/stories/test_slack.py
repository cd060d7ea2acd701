"""The stories in Slack: the real Bolt app in both modes, against the simulated workspace."""

from __future__ import annotations

import pytest

from tests.stories.slack_stage import SlackStage, SlackStages
from tickets.values import DetailName, DetailState, Status
from workspace.pytest_plugin import Clock

INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


@pytest.fixture(params=["socket", "http"])
def stage(request: pytest.FixtureRequest, slack_stage: SlackStages) -> SlackStage:
    return slack_stage(http=request.param == "http")


def test_a_ticket_is_opened_from_a_channel_and_stands_at_home_until_late(
    stage: SlackStage, clock: Clock
) -> None:
    """A play on the plug-in, with the same ids and times in every run."""
    ada = stage.person("ada")
    said = ada.says(f"@infracare {INCIDENT}", in_="lobby")
    form = said.reply().click("open a ticket")
    assert form is not None
    assert form.fill(job="7001235").submit() is None
    receipt = ada.hears("#1001")
    assert "7001235" in receipt.all_text
    home = ada.opens_home()
    home.reads("a person answers by 14:35 Eastern")
    clock.advance(hours=2, minutes=1)
    later = ada.says("And now?", thread=receipt)
    assert (ada.id, said.message.channel, said.ts) == ("U0002", "C0003", "1795455300.000000")
    assert later.ts.startswith("1795462560.")


def test_a_how_to_question_in_a_direct_message_is_answered_in_its_thread(stage: SlackStage) -> None:
    ada = stage.person("ada")
    said = ada.says("How do I reset a user's password?")
    reply = said.reply()
    assert "Reset a user's password in the IMC" in reply.all_text
    assert "Talk to a person" in reply.buttons
    reply.click("That solved it", by=ada)
    stage.answers(said, "I have noted that this solved it")


def test_an_incident_lands_in_the_support_channel(stage: SlackStage) -> None:
    ada, sam = stage.person("ada"), stage.person("sam")
    reply = ada.says(INCIDENT).reply()
    assert "#1001" in reply.all_text
    assert "by 14:35 Eastern" in reply.all_text
    card = sam.hears("#1001", in_="support")
    for words in ("Northside Clinic", "Ada Brook", "7001234", "IW-9977", "14:35 Eastern"):
        assert words in card.all_text
    stage.settled()
    [receipt] = stage.letters("ada@northside.example")
    assert receipt.subject.startswith("[InfraCare #1001]")


def test_only_the_missing_details_are_asked_in_one_form(stage: SlackStage) -> None:
    ada = stage.person("ada")
    said = ada.says("The merge of my dictation in job 7001234 aborts since this morning, it worked before")
    reply = said.reply()
    form = reply.click("Give the details", by=ada)
    assert form is not None
    assert "7001234" in str(form.values())
    errors = form.submit()
    assert "user" in (errors or {})
    form.fill(user="bcole", error="Segment checksum mismatch")
    form.fill(steps_na=["yes"])
    assert form.submit() is None
    stage.settled()
    [ticket] = stage.tickets()
    assert ticket.details[DetailName.STEPS].state is DetailState.NOT_APPLICABLE
    assert ticket.details[DetailName.USER].value == "bcole"
    assert "#1001" in said.replies()[-1].all_text


def test_staff_and_asker_talk_across_the_two_threads(stage: SlackStage) -> None:
    ada, sam = stage.person("ada"), stage.person("sam")
    said = ada.says(INCIDENT)
    said.reply()
    card = sam.hears("#1001", in_="support")
    card.click("Claim", by=sam)
    stage.clock.advance(minutes=10)
    sam.says("note: the known merge fault", thread=card)
    sam.says("Which version of the Editor is it?", thread=card)
    stage.answers(said, "Which version of the Editor is it?")
    stage.settled()
    assert "known merge fault" not in "".join(one.all_text for one in ada.sees())
    [ticket] = stage.tickets()
    assert ticket.assignee is not None
    assert ticket.assignee.name == "Sam Ortiz"
    assert ticket.due_at is None
    ada.says("It is version 12", thread=said)
    stage.answers(card, "It is version 12")
    form = card.click("Solve", by=sam)
    assert form is not None
    form.fill(words="Version 13 mends it.")
    assert form.submit() is None
    stage.answers(said, "Version 13 mends it.")
    stage.settled()
    assert stage.tickets()[0].status is Status.SOLVED


def test_a_mention_in_a_customers_channel_is_answered_in_the_thread_and_followed(stage: SlackStage) -> None:
    ada, sam = stage.person("ada"), stage.person("sam")
    said = ada.says("@infracare How do I reset a user's password?", in_="northside")
    assert "Reset a user's password in the IMC" in said.reply().all_text
    stage.clock.advance(minutes=5)
    ada.says("And how do I unlock an account?", thread=said)
    stage.settled()
    assert len(said.replies()) >= 2
    heard = len(stage.bots(said))
    sam.says("I will look into this myself", thread=said)
    stage.settled()
    ada.says("Thank you Sam, it also fails for others", thread=said)
    stage.settled()
    assert len(stage.bots(said)) == heard


def test_words_that_follow_within_seconds_bring_the_answer_up_to_date(stage: SlackStage) -> None:
    ada = stage.person("ada")
    said = ada.says("How do I reset")
    said.reply()
    stage.clock.advance(seconds=3)
    ada.says("a user's password in the IMC?")
    stage.answers(said, "Reset a user's password in the IMC")
    stage.settled()
    assert len(stage.bots(said)) == 1


def test_in_a_channel_of_several_customers_a_ticket_moves_to_a_direct_message(stage: SlackStage) -> None:
    ada = stage.person("ada")
    said = ada.says(f"@infracare {INCIDENT}", in_="lobby")
    reply = said.reply()
    assert "7001234" not in reply.all_text
    form = reply.click("Open a ticket", by=ada)
    assert form is not None
    assert form.submit() is None
    stage.settled()
    [ticket] = stage.tickets()
    assert "#1001" not in "".join(one.all_text for one in said.replies())
    assert any("#1001" in one.all_text for one in ada.sees())
    assert ticket.customer.key == "northside"
    whispers = [one for one in ada.sees(in_="lobby") if one.is_ephemeral]
    assert ["I have sent you a direct message" in one.all_text for one in whispers] == [True]


def test_a_file_given_with_the_question_reaches_the_desk(stage: SlackStage) -> None:
    ada, sam = stage.person("ada"), stage.person("sam")
    said = ada.says(INCIDENT, files=[("shot.png", b"\x89PNG not really")])
    assert "#1001" in said.reply().all_text
    card = sam.hears("#1001", in_="support")
    stage.settled()
    assert any("shot.png" in str(one.message.files) for one in card.replies())


def test_rubbish_never_ends_in_silence_or_a_loop(stage: SlackStage) -> None:
    guest = stage.person("guest")
    for words in ("", "👍", "x" * 30_000, "<!channel> <@U1> *bold* `code` &amp;", "   ", "?"):
        said = guest.says(words or "\u200b")
        assert said.reply(timeout=10).all_text
        stage.clock.advance(minutes=45)
    stage.slack.other_bot("noise").says("@infracare help me", in_="northside")
    stage.settled()
    seen = stage.person("ada").sees(in_="northside")
    assert not [one for one in seen if one.message.bot_id == stage.slack.bot.bot_id]
