"""The pager is called with signed bytes, again while it cannot take them, only where it may be (policy 4)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.delivery import NotNowError, NotThereError
from guard import own
from records import deliveries, work
from records.engine import Transactions
from records.work import Work
from tests.fakes.pager import Pager, open_pager
from tickets import writes
from tickets.values import Actor, Audience, EntryKind, Place
from tickets.writes import Asker, NewEntry
from web.webhook import WebhookPost, unusable

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
ALARM = {"event": "promise.broken", "ticket": 1042, "subject": own("Jobs – stuck"), "due": NOON.isoformat()}


@pytest.fixture
def pager() -> Iterator[Pager]:
    with open_pager() as running:
        yield running


@pytest.fixture
def alarm(transaction: Transactions) -> Work:
    """A delivery of an alarm, in hand."""
    with transaction() as session:
        place = Place("terminal", "local", "ada", "1", direct=True)
        talk = writes.begin(session, Asker("terminal", "local", "ada", None, None), place, NOON)
        facts = {"alarm": ALARM}
        new = NewEntry(talk, NOON, EntryKind.PROMISE_BROKEN, Actor.BOT, audience=Audience.STAFF, facts=facts)
        entry = writes.add(session, new)
        deliveries.tell(session, entry, "webhook", "webhook", "alarm", "escalation", NOON)
    with transaction() as session:
        [taken] = work.claim(session, "deliveries.webhook", NOON, lease=30)
    return taken


def test_the_pager_gets_the_alarm_signed_and_with_an_id(
    reading: Transactions, alarm: Work, pager: Pager
) -> None:
    done = WebhookPost(reading, pager.url, "a secret").deliver(alarm, NOON)
    [call] = pager.calls
    assert done.receipt == {"status": 204}
    assert call.json == {**ALARM, "id": alarm.key}
    headers = {name.lower(): value for name, value in call.headers.items()}
    assert headers["x-infracare-delivery"] == alarm.key
    stamp = headers["x-infracare-timestamp"]
    assert stamp == str(int(NOON.timestamp()))
    made = hmac.new(b"a secret", stamp.encode() + b"." + call.body, hashlib.sha256).hexdigest()
    assert headers["x-infracare-signature"] == f"sha256={made}"


def test_without_a_secret_nothing_is_signed(reading: Transactions, alarm: Work, pager: Pager) -> None:
    WebhookPost(reading, pager.url).deliver(alarm, NOON)
    assert "x-infracare-signature" not in {name.lower() for name in pager.calls[0].headers}


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503])
def test_what_cannot_be_taken_now_is_sent_again_as_the_same_bytes(
    reading: Transactions, alarm: Work, pager: Pager, status: int
) -> None:
    pager.answers = [(status, {"Retry-After": "7"})]
    post = WebhookPost(reading, pager.url, "a secret")
    with pytest.raises(NotNowError, match=f"the pager answered {status}") as refused:
        post.deliver(alarm, NOON)
    assert refused.value.wait == 7
    post.deliver(alarm, NOON)
    first, second = pager.calls
    assert first.body == second.body


@pytest.mark.parametrize(("status", "headers"), [(401, {}), (404, {}), (302, {"Location": "/elsewhere"})])
def test_a_refusal_is_final_and_redirections_are_not_followed(
    reading: Transactions, alarm: Work, pager: Pager, status: int, headers: dict[str, str]
) -> None:
    pager.answers = [(status, headers)]
    with pytest.raises(NotThereError, match=f"the pager answered {status}"):
        WebhookPost(reading, pager.url).deliver(alarm, NOON)
    assert [call.path for call in pager.calls] == ["/page"]


def test_a_silent_pager_is_not_waited_for_long(reading: Transactions, alarm: Work, pager: Pager) -> None:
    pager.silent.set()
    with pytest.raises(NotNowError, match="could not be reached"):
        WebhookPost(reading, pager.url, seconds=0.3).deliver(alarm, NOON)


def test_nobody_there_is_tried_again(reading: Transactions, alarm: Work) -> None:
    with pytest.raises(NotNowError, match="could not be reached"):
        WebhookPost(reading, "http://127.0.0.1:9/page", seconds=2).deliver(alarm, NOON)


@pytest.mark.parametrize(
    ("url", "usable"),
    [
        ("https://pager.example/x", True),
        ("http://127.0.0.1:8080/x", True),
        ("http://[::1]:8080/x", True),
        ("http://localhost/x", True),
        ("http://pager.example/x", False),
        ("http://localhost.example/x", False),
        ("http://10.0.0.1/x", False),
        ("ftp://pager.example/x", False),
        ("https://", False),
        ("https://[::1", False),
        ("pager.example", False),
        ("", False),
    ],
)
def test_only_https_or_this_machine_is_called(
    reading: Transactions, alarm: Work, url: str, usable: bool
) -> None:
    assert (unusable(url) == "") is usable
    if not usable:
        with pytest.raises(NotNowError, match="ESCALATION_WEBHOOK_URL"):
            WebhookPost(reading, url).deliver(alarm, NOON)
