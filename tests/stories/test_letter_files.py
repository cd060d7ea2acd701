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


def letter(*files: tuple[str, str, bytes], text: str = FAILS, subject: str = "Uploader") -> bytes:
    message = written(ADA, text, subject)
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


def test_what_does_not_pass_is_said_to_staff_and_in_the_receipt(stage: SlackStage) -> None:
    sam = stage.person("sam")
    nothing = ("empty.bin", "application/octet-stream", b"")
    stage.arrives(letter(nothing, ("shot.png", "image/png", SHOT)))
    card = sam.hears("#1001", in_="support")
    stage.answers(card, "it is empty")
    stage.settled()
    assert files_in(card) == {"shot.png": SHOT}
    [receipt] = stage.letters(ADA)
    assert "The file empty.bin was not passed on: it is empty." in receipt.body
    again = [(f"{number}.txt", "text/plain", b"") for number in "12"]
    stage.arrives(letter(*again, text="And these.", subject="Re: [InfraCare #1001] Uploader"))
    stage.settled()
    [told] = stage.letters(ADA)[1:]
    assert "The file 1.txt was not passed on: it is empty." in told.body
    assert "The file 2.txt was not passed on: it is empty." in told.body
    assert len(stage.tickets()) == 1


def test_a_file_of_staff_reaches_who_writes_by_mail_with_their_words(stage: SlackStage) -> None:
    sam = stage.person("sam")
    stage.arrives(letter())
    card = sam.hears("#1001", in_="support")
    fix = ("../../große Anleitung.pdf", b"%PDF-1.7 " + SHOT)
    sam.says("Please try this.", thread=card, files=[fix, ("fix.log", b"MRN 5550123\nok\n")])
    stage.settled()
    [_receipt, answer] = stage.letters(ADA)
    assert "Sam Ortiz" in answer.body
    assert "Please try this." in answer.body
    assert [(one.name, one.content) for one in answer.files] == [
        ("große_Anleitung.pdf", fix[1]),
        ("fix.log", b"MRN [record number]\nok\n"),
    ]
    sam.says("// not yet for them", thread=card, files=[("secret.txt", b"internal")])
    sam.says("", thread=card, files=[("one.png", SHOT), ("two.png", SHOT[::-1])])
    stage.settled()
    [later] = stage.letters(ADA)[2:]
    assert [one.name for one in later.files] == ["one.png", "two.png"]
    assert "one.png" in later.body
    desk = stage.letters("support@infraware.example")
    assert not any("secret" in letter.body for letter in desk)


def test_a_file_that_is_too_large_for_a_letter_is_said_on_both_sides(stage: SlackStage) -> None:
    sam = stage.person("sam")
    stage.arrives(letter())
    card = sam.hears("#1001", in_="support")
    sam.says("Here is the installer.", thread=card, files=[("setup.exe", bytes(10_000_001))])
    stage.answers(card, "went without some of the files")
    stage.settled()
    [_receipt, answer] = stage.letters(ADA)
    assert answer.files == ()
    assert "Here is the installer." in answer.body
    assert "The file setup.exe was not passed on: it is larger than 10 MB." in answer.body


def test_who_asked_in_slack_has_the_file_there_and_the_letter_says_so(stage: SlackStage) -> None:
    ada, sam = stage.person("ada"), stage.person("sam")
    said = ada.says('Job 7001234 fails with "No disk" for user dfrost when I open it, press F12 and Merge')
    card = sam.hears("#1001", in_="support")
    sam.says("Please try this.", thread=card, files=[("fix.png", SHOT)])
    stage.answers(said, "Please try this.")
    stage.settled()
    assert files_in(said)["fix.png"] == SHOT
    [answer] = [one for one in stage.letters(ADA) if "Please try this." in one.body]
    assert answer.files == ()
    assert "The files that belong to it are in your thread in Slack." in answer.body
