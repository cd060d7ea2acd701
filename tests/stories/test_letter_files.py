"""Files pass both ways between letters and Slack, with real bytes, and what does not pass is said."""

from __future__ import annotations

import pytest

from tests.stories.mail_stage import written
from tests.stories.slack_stage import SlackStage, SlackStages
from tickets.letters import Became
from tickets.values import DetailName
from workspace.play import Heard

ADA = "ada@northside.example"
SHOT = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
LOG = b"""2026-11-23 09:58:04 INFO job 7001234 of bcole read
2026-11-23 09:58:09 ERROR Upload rejected: checksum mismatch for job 7001234, MRN 5550123
"""
FAILS = "The uploader fails since this morning, the log is attached."


@pytest.fixture
def stage(slack_stage: SlackStages) -> SlackStage:
    return slack_stage()


def letter(*files: tuple[str, str, bytes], text: str = FAILS, sender: str = ADA) -> bytes:
    message = written(sender, text, "Uploader")
    for name, kind, content in files:
        main, _, sub = kind.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def files_in(said: Heard) -> dict[str, bytes]:
    """The files of that thread by their names."""
    found = (file for one in said.replies() for file in one.message.files)
    return {file.name: file.content for file in found}


def test_a_screenshot_and_a_log_reach_the_desk_and_the_log_is_read(stage: SlackStage) -> None:
    sam = stage.person("sam")
    files = [("shot.png", "image/png", SHOT), ("app.log", "application/octet-stream", LOG)]
    assert stage.arrives(letter(*files)) is Became.TAKEN
    card = sam.hears("#1001", in_="support")
    stage.settled()
    there = files_in(card)
    assert there["shot.png"] == SHOT
    assert b"MRN [record number]" in there["app.log"]
    assert b"5550123" not in there["app.log"]
    [ticket] = stage.tickets()
    assert ticket.details[DetailName.JOB].value == "7001234"
    assert ticket.details[DetailName.ERROR].source == "app.log"
