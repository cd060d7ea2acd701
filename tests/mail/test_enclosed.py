"""Files travel with a letter under harmless names, and read back byte for byte."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guard import restored
from mail.clean import file_name
from mail.letter import Enclosed, Letter, from_bytes, to_bytes
from tests.mail.letters import letter, parsed
from tests.mail.test_letter import HEAD, HOSTILE, TEXT, names_of

NAMES = [
    *HOSTILE,
    "../../etc/große.bin",
    "..\\..\\boot.ini",
    "x" * 10_000 + ".log",
    "\u202egnp.exe",
    "utf-8''x%0d%0aBcc:%20evil@x.test",
    "日本語" * 40 + ".txt",
    "a; filename=evil.exe",
    '""',
    "<>",
    '\\"',
]


def with_files(*files: tuple[str, str, bytes]) -> Letter:
    enclosed = tuple(Enclosed(restored(name), kind, content) for name, kind, content in files)
    return replace(letter(), files=enclosed)


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_no_name_makes_a_head_line_or_another_file(name: str) -> None:
    data = to_bytes(with_files((name, "text/plain", b"one\r\ntwo\xff")))
    [part] = parsed(data).iter_attachments()
    assert names_of(data) == HEAD
    assert part.get_filename() == file_name(name)
    assert part.get_payload(decode=True) == b"one\r\ntwo\xff"
    assert max(map(len, data.split(b"\r\n"))) <= 998


@example(name='""', content=b"")
@settings(max_examples=50, deadline=None)
@given(name=TEXT, content=st.binary(max_size=2_000))
def test_every_file_reads_back_as_it_was_meant(name: str, content: bytes) -> None:
    data = to_bytes(with_files((name, "image/png", content), ("b.png", "image/png", b"x")))
    first, second = from_bytes(data).files
    assert (first.name, first.content) == (file_name(name), content)
    assert (second.name, second.content) == ("b.png", b"x")


def test_the_same_letter_with_files_is_always_the_same_bytes() -> None:
    one = with_files(("shot.png", "image/png", b"\x89PNG" * 1000))
    assert to_bytes(one) == to_bytes(replace(one))


def test_text_and_page_stand_before_the_files() -> None:
    message = parsed(to_bytes(with_files(("a.bin", "application/octet-stream", b"\0"))))
    assert message.get_content_type() == "multipart/mixed"
    assert [part.get_content_type() for part in message.iter_parts()] == [
        "multipart/alternative",
        "application/octet-stream",
    ]
    text = message.get_body(("plain",))
    assert text is not None
    assert "14:35 Eastern" in text.get_content()


@pytest.mark.parametrize(
    "kind", ["message/rfc822", "multipart/mixed", "", "image", "a/b\r\nBcc: x@y.test", "text/plain; x=y"]
)
def test_a_kind_that_is_none_or_has_parts_is_a_file_of_any_kind(kind: str) -> None:
    data = to_bytes(with_files(("a.eml", kind, b"Bcc: x@y.test\r\n\r\nhello")))
    [part] = parsed(data).iter_attachments()
    assert part.get_content_type() == "application/octet-stream"
    assert part.get_payload(decode=True) == b"Bcc: x@y.test\r\n\r\nhello"


def test_a_letter_without_files_is_as_it_was() -> None:
    assert parsed(to_bytes(letter())).get_content_type() == "multipart/alternative"
    assert from_bytes(to_bytes(letter())).files == ()
