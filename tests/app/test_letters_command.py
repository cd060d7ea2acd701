"""`infracare mail`: a key for letters, and the bytes of one for an operator."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest

from app.worker import utc_now
from guard import own
from mail.sealed import Safe, keys_of
from tests.app.conftest import Infracare
from tests.app.homes import Home
from tickets import letters
from tickets.letters import Became, Came

RAW = b"From: pat@customer.example\r\n\r\nIt fails \xff\x00"


@pytest.fixture
def key(infracare: Infracare, monkeypatch: pytest.MonkeyPatch) -> str:
    """A key for letters, in the environment."""
    printed = infracare("mail", "key").out.strip()
    monkeypatch.setenv("INFRACARE_LETTER_KEY", printed)
    return printed


def sealed(home: Home, key: str, *, days_ago: int = 0) -> int:
    """A letter that came in so many days ago, sealed; its number."""
    at = utc_now() - timedelta(days=days_ago)
    here = home.opened()
    with here.writing() as session:
        came = Came(sha256(RAW).hexdigest(), "<1@x>", at, "pat@x.example", own(""), own(""), Became.WAITING)
        number = letters.note_came(session, came)
        assert number is not None
        Safe(keys_of(key), 30).seal(session, number, RAW, at)
    here.engine.dispose()
    return number


def test_an_operator_has_the_letter_as_it_came(home: Home, infracare: Infracare, key: str) -> None:
    number = sealed(home, key)
    ran = infracare("mail", "raw", str(number), "--to", "one.eml")
    assert (ran.code, ran.err) == (0, "")
    assert "It may hold health data" in ran.out
    there = home.folder / "one.eml"
    assert there.read_bytes() == RAW
    assert there.stat().st_mode & 0o777 == 0o600
    again = infracare("mail", "raw", str(number), "--to", "one.eml")
    assert (again.code, again.out) == (2, "")
    assert "one.eml is there already; name a new file." in again.err


def test_after_the_end_date_it_says_so(home: Home, infracare: Infracare, key: str) -> None:
    number = sealed(home, key, days_ago=31)
    ran = infracare("mail", "raw", str(number), "--to", "one.eml")
    assert ran.code == 2
    assert f"Letter {number} was kept until " in ran.err
    assert not (home.folder / "one.eml").exists()


def test_what_is_not_there_or_cannot_be_written_is_said(home: Home, infracare: Infracare, key: str) -> None:
    assert "There is no letter 7." in infracare("mail", "raw", "7", "--to", "one.eml").err
    number = sealed(home, key)
    ran = infracare("mail", "raw", str(number), "--to", "no/such/folder/one.eml")
    assert (ran.code, ran.out) == (2, "")
    assert "No such file or directory; check the path" in ran.err


@pytest.mark.parametrize("command", [("tickets", "list"), ("serve",), ("mail", "raw", "1", "--to", "x")])
def test_a_wrong_key_stops_every_start_with_a_sentence(
    home: Home, infracare: Infracare, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("INFRACARE_LETTER_KEY", "tooshort")
    ran = infracare(*command)
    assert (ran.code, ran.out) == (2, "")
    assert "INFRACARE_LETTER_KEY in the environment holds a key that is 6 bytes long" in ran.err
    assert "Traceback" not in ran.err
