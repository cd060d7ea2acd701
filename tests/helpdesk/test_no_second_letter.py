"""What the real Request Tracker itself writes to customers: nothing, unless they are its requestors."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guard import own
from helpdesk.calls import Calls
from helpdesk.request_tracker import RequestTracker
from tests.helpdesk.real import RealTracker
from tests.helpdesk.test_request_tracker import CASE, key

pytestmark = pytest.mark.helpdesk


@pytest.fixture
def desk(real_tracker: RealTracker) -> RequestTracker:
    calls = Calls(real_tracker.url, {"Authorization": f"token {real_tracker.token}"})
    return RequestTracker(calls, real_tracker.queue)


def play(desk: RequestTracker, real_tracker: RealTracker, customer: str) -> None:
    """A ticket of this customer with words from both sides, and solved."""
    reference = desk.open(replace(CASE, requestor=customer), key())
    desk.say(reference, own("It fails for another job too."), key(), internal=False)
    real_tracker.writes(int(reference), "alice", "Which version is it?")
    real_tracker.sets_status(int(reference), "alice", "resolved")


def test_as_shipped_it_writes_to_no_customer(desk: RequestTracker, real_tracker: RealTracker) -> None:
    play(desk, real_tracker, "quiet@northside.example")
    assert "quiet@northside.example" not in real_tracker.letters()


def test_with_the_customer_as_requestor_its_own_letters_have_to_be_switched_off(
    desk: RequestTracker, real_tracker: RealTracker
) -> None:
    play(replace(desk, for_customer=True), real_tracker, "twice@northside.example")
    letters = real_tracker.letters()
    assert "To: twice@northside.example" in letters
    assert "AutoReply" in letters
