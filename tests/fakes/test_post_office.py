"""The mail system of the tests delivers, vouches for senders, and keeps what it took."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from mail.imap import OpenMailbox
from tests.fakes.dovecot import Dovecot
from tests.fakes.post_office import OURS, PostOffice

CARE = "care@vendor.test"
NAMES = count(1)


@pytest.fixture
def office(dovecot: Dovecot) -> Iterator[PostOffice]:
    boxes = {CARE: f"office{next(NAMES)}"}
    with PostOffice(dovecot=dovecot, mailboxes=boxes, honest=frozenset({"honest.test"})) as office:
        yield office


def delivered(office: PostOffice) -> list[bytes]:
    assert office.dovecot is not None
    with OpenMailbox(office.dovecot.account(office.mailboxes[CARE])) as box:
        return [box.letter(uid, 100_000) or b"" for uid in box.look()]


def written(sender: str) -> bytes:
    return f"From: Sam <{sender}>\r\nSubject: Hello\r\n\r\nHello\r\n".encode()


@pytest.mark.parametrize(
    ("envelope", "sender", "verdict"),
    [
        ("sam@honest.test", "sam@honest.test", f"Authentication-Results: {OURS}; dmarc=pass"),
        ("mallory@evil.test", "sam@honest.test", f"Authentication-Results: {OURS}; dmarc=fail"),
        ("pat@site.test", "pat@site.test", ""),
    ],
)
def test_it_says_who_is_proven(office: PostOffice, envelope: str, sender: str, verdict: str) -> None:
    office.send(written(sender), envelope, CARE)
    [letter] = delivered(office)
    assert letter.endswith(b"Hello\r\n")
    assert verdict.encode() in letter
    assert (b"Authentication-Results" in letter) == bool(verdict)


def test_a_tag_leads_to_the_same_mailbox_and_other_addresses_to_none(office: PostOffice) -> None:
    office.send(written("pat@site.test"), "pat@site.test", "care+token@vendor.test", "elsewhere@x.test")
    assert len(delivered(office)) == 1
    assert len(office.sent_to("elsewhere@x.test")) == 1
    assert office.sent_to(CARE) == []


def test_who_looks_on_sees_a_letter_before_its_sender_hears_that_it_was_taken(office: PostOffice) -> None:
    seen: list[int] = []
    office.looks_on = lambda taken: seen.append(len(taken.data))
    office.send(written("pat@site.test"), "pat@site.test", CARE)
    assert seen == [len(written("pat@site.test"))]
