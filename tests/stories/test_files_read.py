"""What stands in a text file given with a message fills the draft, with the file named; words come first."""

from __future__ import annotations

import pytest

from tests.stories.slack_stage import SlackStage, SlackStages
from tickets.values import DetailName
from workspace.surfaces import Form

LOG = b"""2026-11-23 09:58:01 INFO uploader started
2026-11-23 09:58:04 INFO job 7001234 of bcole read
2026-11-23 09:58:09 ERROR Upload rejected: checksum mismatch for job 7001234, MRN 5550123
2026-11-23 09:58:10 INFO stopped
"""
FAILS = "The uploader fails since this morning, the log is attached."


@pytest.fixture
def stage(slack_stage: SlackStages) -> SlackStage:
    return slack_stage()


def field(form: Form, name: str) -> tuple[str, str]:
    """What a field of the form holds, and what stands beside it."""
    [block] = [one for one in form.view.blocks if one.get("block_id") == name]
    return block["element"].get("initial_value", ""), block.get("hint", {}).get("text", "")


def test_a_log_fills_the_form_and_is_named_there_and_at_the_desk(stage: SlackStage) -> None:
    ada, sam = stage.person("ada"), stage.person("sam")
    reply = ada.says(FAILS, files=[("app.log", LOG)]).reply()
    assert "ERROR Upload rejected: checksum mismatch for job 7001234" in reply.all_text
    assert "(from app.log)" in reply.all_text
    assert "record number" in reply.all_text
    assert "5550123" not in reply.all_text
    form = reply.click("Give the details", opens=True)
    assert form is not None
    assert field(form, "job") == ("7001234", "From app.log")
    assert field(form, "user") == ("bcole", "From app.log")
    assert field(form, "error")[1] == "From app.log"
    assert field(form, "steps") == ("", "")
    assert form.fill(steps="started the uploader", job="7001235").submit() is None
    card = sam.hears("#1001", in_="support")
    stage.settled()
    [ticket] = stage.tickets()
    assert ticket.details[DetailName.ERROR].source == "app.log"
    assert ticket.details[DetailName.JOB].source is None
    assert "(from app.log)" in card.all_text
    assert "5550123" not in card.all_text


def test_the_words_of_the_message_win(stage: SlackStage) -> None:
    ada = stage.person("ada")
    reply = ada.says('Job 7009999 fails with "No disk" for user dfrost', files=[("app.log", LOG)]).reply()
    for words in ("7009999", "No disk", "dfrost"):
        assert words in reply.all_text
    assert "from app.log" not in reply.all_text


def test_a_file_alone_answers_what_was_asked(stage: SlackStage) -> None:
    ada = stage.person("ada")
    said = ada.says("Since this morning job 7001234 of bcole fails to upload")
    stage.answers(said, "error message")
    ada.says("", thread=said, files=[("notes.txt", b"\xff\xfe" + "Error: disk full".encode("utf-16-le"))])
    assert "Error: disk full (from notes.txt)" in stage.answers(said, "notes.txt").all_text


def test_what_is_no_text_is_not_read(stage: SlackStage) -> None:
    ada = stage.person("ada")
    files = [("app.log", b"\0\1ERROR: secret"), ("shot.png", b"ERROR: secret"), ("big.log", LOG * 8_000)]
    reply = ada.says(FAILS, files=files).reply()
    assert "secret" not in reply.all_text
    assert "big.log" not in reply.all_text
