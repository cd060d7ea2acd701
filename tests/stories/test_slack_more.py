"""More of the Slack door: strangers, edits, deletions, hand-over, the desk's forms, faults of Slack's."""

from __future__ import annotations

import time

import pytest

from tests.stories.slack_stage import SlackStage, SlackStages
from tickets.values import Status

INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


@pytest.fixture
def stage(slack_stage: SlackStages) -> SlackStage:
    return slack_stage()


def test_a_stranger_is_helped_and_asked_for_the_registered_address(stage: SlackStage) -> None:
    guest, sam = stage.person("guest"), stage.person("sam")
    said = guest.says("How do I reset a user's password?")
    assert "Reset a user's password" in said.reply().all_text
    stage.clock.advance(minutes=40)
    said = guest.says(INCIDENT)
    assert "Which mail address are you registered with?" in said.reply().all_text
    stage.clock.advance(minutes=1)
    guest.says("ada@northside.example", thread=said)
    stage.answers(said, "A colleague will confirm")
    assert "ada@northside.example" in sam.hears("infracare directory link", in_="support").all_text
    assert stage.tickets() == ()


def test_an_edited_question_is_answered_anew_in_the_same_message(stage: SlackStage) -> None:
    ada = stage.person("ada")
    said = ada.says("How do I rezet a thing?")
    said.reply()
    stage.clock.advance(seconds=4)
    ada.edits(said, "How do I reset a user's password?")
    stage.answers(said, "Reset a user's password in the IMC")
    stage.settled()
    assert len(stage.bots(said)) == 1


def test_what_is_deleted_is_erased(stage: SlackStage) -> None:
    ada = stage.person("ada")
    said = ada.says("My very secret question about the ribbon of the carbon copier")
    said.reply()
    ada.deletes(said)
    stage.settled()
    assert "very secret" not in everything_written(stage)


def test_what_is_deleted_is_erased_from_its_ticket_too(stage: SlackStage) -> None:
    ada = stage.person("ada")
    said = ada.says(INCIDENT)
    said.reply()
    stage.settled()
    ada.deletes(said)
    stage.settled()
    assert "checksum mismatch" not in everything_written(stage)
    assert stage.tickets()[0].subject == "[deleted by the person]"


def test_an_edited_message_that_is_deleted_leaves_none_of_its_versions(stage: SlackStage) -> None:
    ada = stage.person("ada")
    said = ada.says("How do I oil the zyxgrmble of the copier?")
    said.reply()
    stage.clock.advance(seconds=4)
    ada.edits(said, "How do I oil the qwzfrumpel of the printer?")
    stage.settled()
    assert "qwzfrumpel" in everything_written(stage)
    ada.deletes(said)
    stage.settled()
    assert "zyxgrmble" not in everything_written(stage)
    assert "qwzfrumpel" not in everything_written(stage)


def everything_written(stage: SlackStage) -> str:
    """Every row of every table that holds what people said."""
    tables = ("entries", "conversations", "tickets", "work", "unanswered_queries", "corrections")
    with stage.here.reading() as session:
        connection = session.connection()
        rows = [connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in tables]
    return str(rows)


def test_the_draft_of_who_is_not_entitled_is_opened_by_an_administrator_with_one_click(
    stage: SlackStage,
) -> None:
    dan, ada = stage.person("dan"), stage.person("ada")
    said = dan.says(INCIDENT)
    said.reply().click("Hand it to Ada Brook", by=dan)
    stage.answers(said, "I have handed your draft to Ada Brook")
    draft = ada.hears("may not open tickets")
    assert "7001234" in draft.all_text
    draft.click("Open a ticket", by=ada)
    stage.settled()
    [ticket] = stage.tickets()
    assert ticket.opener.name == "Ada Brook"
    assert any("#1001" in one.all_text for one in said.replies())


def test_staff_ask_for_a_detail_answer_with_an_article_and_close_a_how_to_question(stage: SlackStage) -> None:
    ada, sam = stage.person("ada"), stage.person("sam")
    said = ada.says(INCIDENT)
    said.reply()
    card = sam.hears("#1001", in_="support")
    stage.settled()
    form = card.click("Ask for a detail", by=sam)
    assert form is not None
    assert form.fill(detail="Steps that led to it").submit() is None
    stage.answers(said, "Which")
    form = card.click("Answer with an article", by=sam)
    assert form is not None
    nearest = form.view.blocks[0]["element"]["options"][0]["text"]["text"]
    assert form.fill(article=nearest).submit() is None
    stage.answers(said, "From the article")
    form = card.click("Note", by=sam)
    assert form is not None
    form.fill(words="A secret note of ours")
    assert form.submit() is None
    card.click("This was an education question", by=sam)
    stage.answers(said, "as a how-to question and closed it")
    stage.settled()
    assert stage.tickets()[0].status is Status.SOLVED
    assert "secret note" not in "".join(one.all_text for one in ada.sees())


def test_an_empty_answer_of_staff_is_refused_and_stops_no_clock(stage: SlackStage) -> None:
    ada, sam = stage.person("ada"), stage.person("sam")
    ada.says(INCIDENT).reply()
    card = sam.hears("#1001", in_="support")
    form = card.click("Reply", by=sam)
    assert form is not None
    form.fill(words="   ")
    assert "words" in (form.submit() or {})
    assert stage.tickets()[0].due_at is not None


def test_a_customer_who_presses_a_button_of_the_desk_is_refused(stage: SlackStage) -> None:
    ada = stage.person("ada")
    stage.slack.channel("support")
    ada.joins("support")
    ada.says(INCIDENT).reply()
    card = ada.hears("#1001", in_="support")
    assert card.click("Solve", by=ada, opens=False) is None
    stage.settled()
    assert any("Only the vendor's staff" in one.all_text for one in ada.sees(in_="support"))
    assert stage.tickets()[0].status is Status.OPEN


def test_when_slack_loses_the_answer_to_a_post_the_message_stands_once(stage: SlackStage) -> None:
    ada = stage.person("ada")
    stage.slack.faults.calls("chat.postMessage", "drop_after", times=2)
    said = ada.says(INCIDENT)
    stage.answers(said, "#1001", timeout=15)
    for _ in range(3):
        stage.clock.advance(seconds=10)
        stage.settled()
    assert len(stage.bots(said)) == 1
    cards = [one for one in stage.person("sam").sees(in_="support") if "#1001" in one.all_text]
    assert len(cards) == 1


def test_when_slack_asks_to_wait_the_answer_comes_later(stage: SlackStage) -> None:
    ada = stage.person("ada")
    ada.says("Hello").reply()
    stage.settled()
    stage.clock.advance(minutes=45)
    stage.slack.faults.calls("chat.postMessage", "ratelimited", times=1, retry_after=5)
    said = ada.says("How do I reset a user's password?")
    stage.slack.settle(lambda: False, timeout=1, calm=1)
    assert stage.bots(said) == []
    stage.clock.advance(seconds=6)
    stage.answers(said, "Reset a user's password in the IMC")


def test_an_event_delivered_twice_is_answered_once(stage: SlackStage) -> None:
    ada = stage.person("ada")
    stage.slack.faults.events_twice(1)
    said = ada.says(INCIDENT)
    said.reply()
    stage.settled()
    assert len(stage.bots(said)) == 1
    assert len(stage.tickets()) == 1


def test_words_typed_while_the_socket_is_closed_are_answered_when_it_is_back(stage: SlackStage) -> None:
    ada = stage.person("ada")
    stage.slack.faults.sockets("close")
    said = ada.says("How do I reset a user's password?")
    stage.answers(said, "Reset a user's password in the IMC", timeout=25)


def test_words_of_staff_that_come_before_the_card_is_known_to_have_arrived_are_kept(
    stage: SlackStage,
) -> None:
    ada, sam = stage.person("ada"), stage.person("sam")
    ada.opens_messages()
    stage.settled()
    stage.slack.faults.calls("chat.postMessage", "drop_after", times=2)
    said = ada.says(INCIDENT)
    card = sam.hears("#1001", in_="support")
    sam.says("Which version of the Editor is it?", thread=card)
    stage.slack.settle(lambda: False, timeout=1, calm=1)
    for _ in range(10):
        stage.clock.advance(seconds=2)
        time.sleep(0.4)
    stage.answers(said, "Which version of the Editor is it?")
    assert stage.tickets()[0].due_at is None
