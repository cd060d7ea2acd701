"""Files of letters: what is known of them, and their bytes out of the sealed letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from guard import own
from guard.screen import screen
from mail.attachments import LetterFiles
from mail.incoming import Incoming
from mail.reading import ReadRules, read_letter
from mail.sealed import Safe, keys_of, new_key
from records.engine import Transactions
from records.facts import from_facts, to_facts
from tests.tickets.desks import ON_SQLITE
from tickets import letters
from tickets.letters import Became, Came
from tickets.values import FileRef

pytestmark = ON_SQLITE
NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
RULES = ReadRules(files=3, file_bytes=1_000)
SAFE = Safe(keys_of(new_key()), 30)


def letter_with(*files: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "ada@northside.example", "Upload fails"
    message.set_content("See the files.")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def read(raw: bytes) -> Incoming:
    return read_letter(raw, RULES)


@pytest.fixture
def files(transaction: Transactions) -> LetterFiles:
    return LetterFiles(SAFE, transaction, read, screen, lambda: NOON)


def taken(files: LetterFiles, raw: bytes) -> tuple[FileRef, ...]:
    """What a message holds of the letter's files, after the letter was taken in and kept."""
    letter = files.read(raw)
    with files.reading() as session:
        refs = files.refs(session, letter, NOON)
        came = Came(letter.digest, "", NOON, letter.sender, own(""), own(""), Became.TAKEN)
        number = letters.note_came(session, came)
        assert number is not None
        files.safe.seal(session, number, raw, NOON)
    return tuple(from_facts(FileRef, to_facts(one)) for one in refs)


def test_a_file_comes_out_of_its_letter_byte_for_byte(files: LetterFiles) -> None:
    first, second = taken(files, letter_with(("a.bin", b"\0\xff\r\n"), ("b.bin", b"two")))
    assert (first.name, first.size, first.left_out) == ("a.bin", 4, "")
    assert files.fetch(first) == b"\0\xff\r\n"
    assert files.fetch(second) == b"two"


def test_what_is_left_out_is_named_with_the_reason(files: LetterFiles) -> None:
    raw = letter_with(*((f"{number}.bin", b"x") for number in range(4)), ("big.bin", b"x" * 1_001))
    found = taken(files, raw)
    assert [one.left_out for one in found[:3]] == ["", "", ""]
    assert [(one.name, one.left_out) for one in found[3:]] == [
        ("3.bin", "The file 3.bin was not passed on: a letter may bring 3 files."),
        ("big.bin", "The file big.bin was not passed on: a letter may bring 3 files."),
    ]


def test_without_a_key_every_file_is_left_out(files: LetterFiles) -> None:
    keyless = replace(files, safe=Safe((), 30))
    [file] = taken(keyless, letter_with(("a.bin", b"x")))
    assert file.left_out == "The file a.bin was not passed on: files of letters are not kept here."


def test_after_the_end_date_it_is_said_that_it_is_gone(files: LetterFiles) -> None:
    [file] = taken(files, letter_with(("a.bin", b"x")))
    later = replace(files, now=lambda: NOON + timedelta(days=30))
    assert "came by mail and is not passed on. Letter 1 was kept until 2026-12-23" in str(later.fetch(file))


def test_other_limits_never_give_another_file(files: LetterFiles) -> None:
    first, second = taken(files, letter_with(("a.bin", b"x" * 900), ("b.bin", b"y" * 10)))
    tighter = replace(files, read=lambda raw: read_letter(raw, replace(RULES, file_bytes=100)))
    assert "is not found in its letter any more" in str(tighter.fetch(first))
    assert "is not found in its letter any more" in str(tighter.fetch(second))


def test_a_letter_that_is_not_known_gives_nothing(files: LetterFiles) -> None:
    file = FileRef("x", own("a.bin"), "image/png", 1, {"letter": "e" * 64, "part": "0"})
    assert "Its letter is not known." in str(files.fetch(file))


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/große.bin",
        "a\r\nBcc: x@y.test.bin",
        "x" * 10_000 + ".bin",
        "\u202egnp.exe",
        "..",
        "con.txt",
        "a\0b.bin",
        "John Doe MRN 5550123 DOB 01-02-1980.bin",
        "John_Doe_MRN_5550123_DOB_01-02-1980.bin",
    ],
)
def test_hostile_names_are_harmless_and_hold_no_health_data(files: LetterFiles, name: str) -> None:
    raw = letter_with(("a.bin", b"x")).replace(b'filename="a.bin"', _written(name))
    [file] = taken(files, raw)
    assert files.fetch(file) == b"x"
    assert 0 < len(file.name) <= 150
    assert not set("/\\\r\n\0\u202e") & set(file.name)
    assert ".." not in file.name
    assert "5550123" not in file.name
    assert "1980" not in file.name


def _written(name: str) -> bytes:
    """A file's name in a head line, as RFC 2231 has it, whatever is in it."""
    return b"filename*=utf-8''" + "".join(f"%{byte:02X}" for byte in name.encode()).encode()
