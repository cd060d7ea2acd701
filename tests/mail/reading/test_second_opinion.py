"""Held against the standard library's parser: on letters that it writes, and on those it is tested with."""

from __future__ import annotations

import string
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mail.reading import read_letter
from mail.reading.bodies import content_of
from mail.reading.heads import decoded
from mail.reading.parts import Part, leaves, read_parts
from tests.mail.reading.letters import OURS

WORDS = st.text(st.sampled_from(string.ascii_letters + " äöüßéλж日本🙂.,!?"), max_size=120).map(str.strip)
NAMES = st.text(st.sampled_from(string.ascii_letters + "äöü日本"), min_size=1, max_size=30)


def _samples() -> list[Path]:
    """The letters that Python's own tests read, where they are installed."""
    spec = find_spec("test")
    places = (spec.submodule_search_locations or []) if spec else []
    folders = [Path(place) / "test_email" / "data" for place in places]
    return sorted(file for folder in folders if folder.is_dir() for file in folder.glob("msg_*.txt"))


COMPOSED = ("message/", "multipart/")


@settings(deadline=None, max_examples=60)
@given(WORDS, WORDS, NAMES, st.binary(min_size=1, max_size=300), st.booleans())
def test_what_the_standard_library_writes_is_read_as_it_was_meant(
    subject: str, body: str, name: str, content: bytes, rich: bool
) -> None:
    written = EmailMessage(policy=policy.SMTP)
    written["From"] = "Pat <pat@site.test>"
    written["Subject"] = subject
    written.set_content(body)
    if rich:
        written.add_alternative(f"<p>{body}</p>", subtype="html")
    written.add_attachment(content, maintype="application", subtype="x-sample", filename=f"{name}.smp")
    found = read_letter(written.as_bytes(), OURS)
    assert (found.sender, found.sender_name, found.whole) == ("pat@site.test", "Pat", body)
    assert " ".join(subject.split()) == found.subject
    assert [(file.name, file.content) for file in found.files] == [(found.files[0].name, content)]
    assert name in found.files[0].name


@pytest.mark.skipif(not _samples(), reason="Python's own tests are not installed")
@pytest.mark.parametrize("sample", _samples(), ids=lambda path: path.stem)
def test_its_own_samples_are_taken_apart_alike(sample: Path) -> None:
    raw = sample.read_bytes()
    ours, _ = read_parts(raw)
    theirs = message_from_bytes(raw, policy=policy.compat32)
    assert [(part.kind.value, _held(raw, part)) for part in leaves(ours)] == list(_leaves(theirs))
    assert [decoded(value).split() for name, value in ours.heads.lines if name == "subject"] == [
        str(value).split() for value in theirs.get_all("subject", [])
    ]


def _held(raw: bytes, part: Part) -> bytes:
    """What a part holds, if it is no letter and has no parts: the other parser takes those apart."""
    return b"" if part.kind.value.startswith(COMPOSED) else content_of(raw, part, 10**6)


def _leaves(message: Any) -> Iterator[tuple[str, bytes]]:
    kind = message.get_content_type()
    if message.is_multipart() and not kind.startswith("message/"):
        for part in message.get_payload():
            yield from _leaves(part)
    else:
        yield kind, b"" if kind.startswith(COMPOSED) else message.get_payload(decode=True)
