"""Files of letters where all is mail, where nothing is kept, and between customers: who gets which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from typing import Any

import pytest

from app.serve import add_rounds
from app.worker import Loops
from bot.message import ActName
from mail.letter import Letter, from_bytes, to_bytes
from mail.sealed import Safe, keys_of, new_key
from mail.send import TryAgainError
from tests.stories.mail_stage import Correspondent, proven, waiting, work_off, written
from tests.stories.stage import Stage
from tickets import sealed_letters
from tickets.letters import Became

ADA, CLEO, SAM = "ada@northside.example", "cleo@lakeview.example", "sam@infraware.example"
DESK = "support@infraware.example"
SHOT = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
FAILS = "The upload of job 2044871 fails since this morning, see the picture."


@pytest.fixture
def office(stage: Stage) -> Stage:
    """A desk without Slack, which keeps letters."""
    return keeping(stage, Safe(keys_of(new_key()), 30))


def keeping(stage: Stage, safe: Safe) -> Stage:
    """The stage with what it keeps letters in, by the hour of the stage."""
    stage.here.__dict__["safe"] = safe
    stage.here.__dict__["letter_files"] = replace(stage.here.letter_files, now=lambda: stage.now)
    return stage


def with_file(letter: EmailMessage, name: str = "shot.png", content: bytes = SHOT) -> bytes:
    letter.add_attachment(content, maintype="image", subtype="png", filename=name)
    return letter.as_bytes()


def files_of(letters: list[Letter]) -> dict[str, bytes]:
    return {file.name: file.content for letter in letters for file in letter.files}


def test_without_slack_the_desks_mailbox_has_the_files(office: Stage) -> None:
    ada = Correspondent(office, ADA)
    ada.sends(with_file(written(ADA, FAILS, "Upload")))
    ada.sends(with_file(written(ADA, "Another one.", "Re: [InfraCare #1001] Upload"), "two.png", SHOT[::-1]))
    assert files_of(office.letters(DESK)) == {"shot.png": SHOT, "two.png": SHOT[::-1]}
    assert files_of(office.letters(ADA)) == {}


def test_files_of_staffs_letter_reach_the_customer_and_those_of_a_note_do_not(office: Stage) -> None:
    office.here.__dict__["letter_rules"] = replace(
        office.here.letter_rules, authserv_id="mx.infraware.example"
    )
    ada, sam = Correspondent(office, ADA), Correspondent(office, SAM)
    ada.sends(written(ADA, FAILS, "Upload").as_bytes())
    subject = "Re: [InfraCare #1001] Upload"
    sam.sends(with_file(written(SAM, "Try this.", subject, **stamped()), "fix.png"))
    sam.sends(with_file(written(SAM, "note: mine alone.", subject, **stamped()), "secret.png"))
    assert files_of(office.letters(ADA)) == {"fix.png": SHOT}
    [answer] = [one for one in office.letters(ADA) if one.files]
    assert "Try this." in answer.body


def stamped() -> dict[str, Any]:
    return {name.replace("-", "_"): value for name, value in proven("pass").items()}


def test_without_a_key_staff_and_customer_are_told_and_the_words_are_there(stage: Stage) -> None:
    ada = Correspondent(keeping(stage, Safe((), 30)), ADA)
    ada.sends(with_file(written(ADA, FAILS, "Upload")))
    [ticket] = stage.tickets()
    why = "The file shot.png was not passed on: files of letters are not kept here."
    assert any(why in letter.body for letter in ada.mailbox())
    assert any(why in letter.body for letter in stage.letters(DESK))
    assert files_of(stage.letters(DESK)) == {}
    assert ticket.subject.startswith("Upload")


def test_what_is_past_its_end_date_is_said_to_be(office: Stage) -> None:
    ada = Correspondent(office, ADA)
    ada.puts_into_the_mailbox(with_file(written(ADA, FAILS, "Upload")))
    office.later(days=31)
    assert rounds_of(office)["letters"]()
    with office.here.reading() as session:
        assert sealed_letters.keys_in_use(session) == {}
    work_off(office)
    assert any("was kept until 2026-12-23" in letter.body for letter in office.letters(DESK))


@dataclass
class Named(Loops):
    """The rounds that serve goes, by their names; none of them runs."""

    steps: dict[str, Callable[[], bool]] = field(default_factory=dict)

    def add(
        self, name: str, step: Callable[[], bool], threads: int = 1, every: float = 0.25
    ) -> Callable[[], None]:
        self.steps[name] = step
        return lambda: None


def rounds_of(stage: Stage) -> dict[str, Callable[[], bool]]:
    """What serve looks at over and over."""
    named = Named()
    add_rounds(named, stage.here, stage.here.rules, lambda: stage.now)
    return named.steps


def test_nothing_of_a_letter_from_another_customer_reaches_anybody(office: Stage) -> None:
    ada, cleo = Correspondent(office, ADA), Correspondent(office, CLEO)
    ada.sends(with_file(written(ADA, FAILS, "Upload")))
    forged = with_file(written(CLEO, "Mine too.", "Re: [InfraCare #1001] Upload"), "cleo.png", SHOT[::-1])
    assert cleo.sends(forged) is Became.WAITING
    assert len(waiting(office)) == 1
    office.desk(1001).says(SAM, "Which browser is it?")
    everything = {**files_of(office.letters(DESK)), **files_of(office.letters(ADA))}
    assert everything == {"shot.png": SHOT}
    assert files_of(office.letters(CLEO)) == {}


def test_files_of_a_letter_that_waited_go_with_it_once_staff_give_it(office: Stage) -> None:
    Correspondent(office, ADA).sends(written(ADA, FAILS, "Upload").as_bytes())
    private = Correspondent(office, "ada.at.home@freemail.example")
    letter = written(private.address, "From home.", "Re: [InfraCare #1001] Upload")
    with_file(letter, "empty.png", b"")
    assert private.sends(with_file(letter)) is Became.WAITING
    assert files_of(office.letters(DESK)) == {}
    [one] = waiting(office)
    office.desk(1001).presses(SAM, ActName.GIVE_LETTER, str(one.id), number="1001")
    work_off(office)
    assert files_of(office.letters(DESK)) == {"shot.png": SHOT}
    assert any("empty.png was not passed on" in letter.body for letter in office.letters(DESK))
    assert private.mailbox() == []


def test_hostile_names_come_through_as_harmless_ones(office: Stage) -> None:
    hostile = {
        "../../etc/große.bin": "große.bin",
        "x" * 10_000 + ".png": "x" * 88 + ".png",
        "a\u202egnp.exe": "agnp.exe",
        "a\r\nBcc: x.png": "aBcc_x.png",
        "John Doe MRN 5550123.png": "patient_name_MRN_record_number_.png",
    }
    letter = written(ADA, FAILS, "Upload")
    for number in range(len(hostile)):
        with_file(letter, f"NAME{number}", SHOT + bytes([number]))
    raw = letter.as_bytes()
    for number, name in enumerate(hostile):
        encoded = "".join(f"%{byte:02X}" for byte in name.encode()).encode()
        raw = raw.replace(b'filename="NAME%d"' % number, b"filename*=utf-8''" + encoded)
    Correspondent(office, ADA).sends(raw)
    assert list(files_of(office.letters(DESK))) == list(hostile.values())


@dataclass
class Breaking:
    """A mail server that takes each letter with a file, and breaks off before it says so the first time."""

    taken: list[bytes] = field(default_factory=list)

    def send(self, letter: Letter) -> None:
        if letter.files:
            self.taken.append(to_bytes(letter))
            if len(self.taken) == 1:
                raise TryAgainError("the mail server fell silent", 0.0)


def test_a_letter_with_files_leaves_again_as_the_same_bytes(office: Stage) -> None:
    server = Breaking()
    office.here.__dict__["mail_post"] = replace(office.here.mail_post, post=server)
    Correspondent(office, ADA).sends(with_file(written(ADA, FAILS, "Upload")))
    office.letters(DESK)
    first, second = server.taken
    assert first == second
    assert from_bytes(first).files[0].content == SHOT


def test_staff_are_not_told_that_a_letter_to_themselves_goes_without_a_file(stage: Stage) -> None:
    Correspondent(keeping(stage, Safe((), 30)), ADA).sends(with_file(written(ADA, FAILS, "Upload")))
    assert not any("to the customer went without" in letter.body for letter in stage.letters(DESK))
