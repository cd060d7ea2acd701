"""A mail server hands over a letter: it is stored, or kept to try again; never given back."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest

from app.commands.pipe import bounded, is_delivery, with_envelope
from tests.app.conftest import Infracare
from tests.app.homes import Home, Ran
from tests.stories.mail_stage import written
from tickets import letters
from tickets.letters import Came

LETTER = written("ada@northside.example", "The upload is stuck.", "Upload").as_bytes()
Delivers = Callable[..., Ran]


@pytest.fixture
def delivers(infracare: Infracare, monkeypatch: pytest.MonkeyPatch) -> Delivers:
    """The command with a letter on its standard input."""

    def delivered(raw: bytes, *arguments: str) -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        return infracare("mail", "receive", *arguments)

    return delivered


def came(home: Home) -> list[Came]:
    here = home.opened()
    with here.reading() as session:
        found = [letters.letter(session, number) for number in range(1, 10)]
    here.engine.dispose()
    return [one for one in found if one is not None]


def test_a_letter_is_stored_once_however_often_it_is_handed_over(home: Home, delivers: Delivers) -> None:
    for _ in range(2):
        ran = delivers(LETTER)
        assert (ran.code, ran.out.strip()) == (0, "taken"), ran.err
    [one] = came(home)
    assert one.sender == "ada@northside.example"


def test_an_empty_envelope_sender_says_that_nobody_waits_for_an_answer(
    home: Home, delivers: Delivers
) -> None:
    assert delivers(LETTER, "--from", "").out.strip() == "dropped"
    assert [one.reason for one in came(home)] == ["automatic"]


def no_settings(home: Home) -> None:
    home.config.unlink()


def broken_settings(home: Home) -> None:
    home.set(hours__opens="late")


def no_database(home: Home) -> None:
    (home.folder / "var" / "infracare.db").unlink()
    (home.folder / "var" / "infracare.db").mkdir()


@pytest.mark.parametrize("fault", [no_settings, broken_settings, no_database])
def test_what_cannot_be_stored_now_is_to_be_tried_again(
    home: Home, delivers: Delivers, fault: Callable[[Home], None]
) -> None:
    fault(home)
    ran = delivers(LETTER)
    assert ran.code == 75
    assert ran.err.strip()
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("arguments", [["--frm", "x"], ["too", "many"], ["--config"]])
def test_a_mistake_in_the_mail_servers_settings_gives_no_letter_back(
    home: Home, delivers: Delivers, arguments: list[str]
) -> None:
    assert home.config.exists()
    assert delivers(LETTER, *arguments).code == 75


def test_other_commands_end_as_before(infracare: Infracare, home: Home) -> None:
    assert home.config.exists()
    assert infracare("mail", "receiv").code == 2
    assert not is_delivery(["tickets", "show"])
    assert is_delivery(["--config", "x", "mail", "receive"])


def test_an_empty_letter_is_none(delivers: Delivers, home: Home) -> None:
    ran = delivers(b"\n")
    assert (ran.code, came(home)) == (75, [])
    assert "no letter on standard input" in ran.err


def test_a_letter_that_is_too_large_stays_with_the_mail_server_and_is_shown_to_staff_once(
    home: Home, delivers: Delivers
) -> None:
    home.set(mail__largest_mb=1)
    for _ in range(2):
        ran = delivers(LETTER + b"x" * 70 + b"\r\n" * 1_000_000)
        assert ran.code == 75
        assert "larger than mail.largest_mb (1 MB)" in ran.err
    [one] = came(home)
    assert (one.reason, one.subject, one.words) == ("too-large", "Upload", "")
    home.set(mail__largest_mb=10)
    assert delivers(LETTER + b"x" * 70 + b"\r\n" * 1_000_000).code == 0
    assert len(came(home)) == 2


def test_no_more_is_kept_than_may_be_and_all_of_it_is_read() -> None:
    source = io.BytesIO(b"x" * 1_000_000)
    assert len(bounded(source, 1_000)) == 1_001
    assert source.read() == b""


@pytest.mark.parametrize(
    ("sender", "line"),
    [
        (None, b""),
        ("", b"Return-Path: <>\r\n"),
        ("<>", b"Return-Path: <>\r\n"),
        ("MAILER-DAEMON", b"Return-Path: <>\r\n"),
        ("pat@customer.test", b"Return-Path: <pat@customer.test>\r\n"),
        ("pat@x.test\r\nBcc: evil@x.test", b"Return-Path: <pat@x.testBcc:evil@x.test>\r\n"),
        ("pät@x.test", b"Return-Path: <p?t@x.test>\r\n"),
    ],
)
def test_the_envelope_stands_in_front(sender: str | None, line: bytes) -> None:
    assert with_envelope(b"From: a@b.test\r\n\r\nx", sender) == line + b"From: a@b.test\r\n\r\nx"


def test_the_first_line_of_a_mailbox_file_is_no_head_line() -> None:
    assert with_envelope(b"From pat Mon Nov 23\nFrom: a@b.test\n\nx", None) == b"From: a@b.test\n\nx"
