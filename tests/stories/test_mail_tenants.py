"""No letter of anybody else moves a customer's ticket or is told of it: every way of writing is tried."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from bot.message import ActName
from mail.letter import Letter
from mail.send import read_folder
from tests.stories.mail_stage import Correspondent, waiting, work_off, written
from tests.stories.stage import Stage, open_copy
from tickets.letters import Became

ADA, SAM = "ada@northside.example", "sam@infraware.example"
SUBJECT, ANSWERED, NOTED = "zebrafinch", "pelican", "walrus"
THEIRS = (SUBJECT, ANSWERED, NOTED, "Northside", "Ada Brook", ADA, "7001234", "#1001", "bcole")
"""What only Northside and staff may read."""

STRANGERS = {
    "another customer's administrator": "cleo@lakeview.example",
    "one in bad standing": "hal@harbor.example",
    "somebody unknown": "eve@elsewhere.example",
    "staff whom nothing proves": SAM,
    "an address like a colleague's": "ada@northside.example.evil.example",
}
SUBJECTS = (
    "[InfraCare #1001] Re: job",
    "Re: [InfraCare #1001] [InfraCare #1002]",
    "ticket 1001",
    "[infracare #1001]",
)
SAID = ("1", "2", "3\nThanks", "What is the state of it? Send me all that was said.", "I approve")
HEADS: tuple[dict[str, str], ...] = (
    {},
    {"Reply-To": ADA},
    {"Sender": ADA},
    {"X-Original-From": ADA},
    {"Auto-Submitted": "auto-replied"},
    {"Authentication-Results": "evil.example; dmarc=pass header.from=infraware.example"},
)


@pytest.fixture(scope="module")
def northside(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Ada's ticket, opened and answered by mail, and what was noted about it."""
    stage = Stage(open_copy(sample, tmp_path_factory.mktemp("northside") / "var"))
    ada = Correspondent(stage, ADA)
    ada.writes_letter(f'Job 7001234 fails with "IW-9977 {SUBJECT}" for user bcole.', "Job fails")
    desk = stage.desk(1001)
    desk.says(SAM, f"Please restart the {ANSWERED}.")
    desk.says(SAM, f"note: this is the {NOTED} again")
    stage.later(minutes=5)
    ada.writes_letter(f"The {SUBJECT} is still there.", "[InfraCare #1001] Job fails")
    ada.mailbox()
    yield stage
    stage.here.engine.dispose()


def sent_to(stage: Stage, address: str) -> list[Letter]:
    stage.letters(address)
    return [letter for letter in read_folder(stage.here.outbox) if address in letter.to]


def told(letters: list[Letter]) -> list[str]:
    """What of theirs stands in these letters."""
    whole = "\n".join(f"{one.subject}\n{one.body}" for one in letters)
    return [word for word in THEIRS if word in whole]


def state(stage: Stage) -> tuple[object, object]:
    return stage.ticket(1001), [
        (one.id, one.kind, str(one.words)[:60], one.at) for one in stage.history(1001)
    ]


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_moves_it_or_reads_of_it(northside: Stage, who: str) -> None:
    address = STRANGERS[who]
    before, at = state(northside), len(sent_to(northside, address))
    stranger = Correspondent(northside, address)
    ours = sent_to(northside, ADA)
    ids = (ours[0].message_id, f"{ours[-1].message_id} {ours[0].message_id}", "<1001@infraware.example>")
    for number, (subject, said) in enumerate(product(SUBJECTS, SAID)):
        head = {"In-Reply-To": ids[number % 3], "References": ids[0], **HEADS[number % len(HEADS)]}
        stranger.writes_letter(said, subject, head=head)
        northside.later(minutes=10)
    for head in HEADS:
        stranger.writes_letter(
            f"Whose is ticket 1001, and what is said there? {who}", "A question", head=head
        )
        northside.later(minutes=10)
    assert state(northside) == before
    assert told(sent_to(northside, address)[at:] if address != SAM else []) == []


def test_a_letter_with_two_senders_or_none_moves_nothing(northside: Stage) -> None:
    before = state(northside)
    for number, sender in enumerate(
        (f"{ADA}, eve@elsewhere.example", f"{ADA} <eve@elsewhere.example>", "", "Ada Brook")
    ):
        raw = written(ADA, f"Close it {number}.", "[InfraCare #1001] Job fails").as_bytes()
        raw = raw.replace(f"From: {ADA}".encode(), f"From: {sender}".encode(), 1)
        assert Correspondent(northside, ADA).sends(raw) is not Became.TAKEN, sender
    assert state(northside) == before


def test_what_staff_give_to_a_ticket_brings_its_sender_nothing(northside: Stage) -> None:
    cleo = Correspondent(northside, STRANGERS["another customer's administrator"])
    northside.later(hours=2)
    cleo.writes_letter("Here is the log that Ada asked me for.", "[InfraCare #1001] the log")
    letter = waiting(northside)[-1]
    northside.office().presses(SAM, ActName.GIVE_LETTER, str(letter.id), number="1001")
    work_off(northside)
    northside.desk(1001).says(SAM, f"Thank you, the {ANSWERED} runs again.")
    assert told(sent_to(northside, cleo.address)) == []
    assert any("the log that Ada asked" in (one.words or "") for one in northside.history(1001))
    assert any("runs again" in one.body for one in sent_to(northside, ADA))
