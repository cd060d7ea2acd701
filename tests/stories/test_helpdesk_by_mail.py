"""The story of tickets that are opened in the helpdesk by letter: found by its id, filled in, once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from mail.letter import Letter, to_bytes
from mail.send import read_folder
from records import work
from tests.fakes.request_tracker import RequestTracker
from tests.helpdesk.real import RealTracker
from tests.stories.helpdesk_stage import Behind, open_behind
from tests.stories.test_helpdesk import ADA, INCIDENT
from tickets.values import EntryKind

QUEUE = "support@vendor.test"
OpenDesk = Callable[..., Behind]


@pytest.fixture
def by_mail(sample: Path, tmp_path: Path, tracker: RequestTracker | RealTracker, token: str) -> OpenDesk:
    """Opens a desk whose tickets are opened by letter."""

    def opened(**more: object) -> Behind:
        return open_behind(sample, tmp_path / "var", tracker, token, open_by="mail", mail=QUEUE, **more)

    return opened


def letters(desk: Behind) -> list[Letter]:
    """The letters to the queue so far."""
    return [one for one in read_folder(desk.stage.here.outbox) if QUEUE in one.to]


def delivered(desk: Behind) -> int:
    """The mail system carries the newest letter to the queue."""
    return desk.tracker.takes_letter(to_bytes(letters(desk)[-1]).replace(b"\r\n", b"\n"))


def test_a_letter_opens_it_and_the_details_are_filled_in(by_mail: OpenDesk) -> None:
    desk = by_mail()
    desk.stage.person(ADA).says(INCIDENT)
    desk.brought()
    [letter] = letters(desk)
    assert letter.subject.startswith("[InfraCare #1001] Job 7001234 fails")
    assert not re.search(rb"^Auto-Submitted:", to_bytes(letter), re.MULTILINE)
    number = delivered(desk)
    desk.stage.later(minutes=1)
    desk.brought()
    assert desk.reference(1001) == number
    made = desk.tracker.tickets[number]
    assert made.fields["Job number"] == "7001234"
    assert made.fields["Idempotency key"]
    assert made.requestors == []


def test_the_customer_becomes_its_requestor_where_that_is_wanted(by_mail: OpenDesk) -> None:
    desk = by_mail(requestor="customer")
    desk.stage.person(ADA).says(INCIDENT)
    desk.brought()
    number = delivered(desk)
    desk.stage.later(minutes=1)
    desk.brought()
    assert desk.tracker.tickets[number].requestors == [ADA]


def sent_at(desk: Behind) -> str:
    """When the letter was sent last, as its delivery remembers."""
    [opened] = [one.id for one in desk.stage.history(1001) if one.kind is EntryKind.OPENED]
    with desk.stage.here.reading() as session:
        noted = work.outcome(session, "deliveries.helpdesk", f"{opened}:helpdesk-ticket") or {}
    return str(noted["sent_at"])


def test_while_the_letter_is_on_its_way_no_other_is_sent_and_then_the_same(by_mail: OpenDesk) -> None:
    desk = by_mail(resend_minutes=15)
    desk.stage.person(ADA).says(INCIDENT)
    desk.brought()
    first = sent_at(desk)
    for _ in range(4):
        desk.stage.later(minutes=3)
        desk.brought()
    assert sent_at(desk) == first
    desk.stage.later(minutes=4)
    desk.brought()
    assert sent_at(desk) > first
    assert len(letters(desk)) == 1


def test_a_letter_that_took_long_is_found_and_not_sent_again(by_mail: OpenDesk) -> None:
    desk = by_mail(resend_minutes=15)
    desk.stage.person(ADA).says(INCIDENT)
    desk.brought()
    number = delivered(desk)
    desk.stage.later(minutes=60)
    desk.brought()
    assert desk.reference(1001) == number
    assert len(letters(desk)) == 1
