"""Slack's door by HTTP refuses what is not signed, too old, too large or no text, and tells no more."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from slack_bolt import App, BoltResponse
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from web.server import LARGEST, HttpDoor, slack_http_app

SECRET = "signing secret of the test"
BODY = json.dumps({"type": "event_callback", "event_id": "Ev1", "event": {"type": "app_mention"}})


@pytest.fixture
def heard() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def door(heard: list[dict[str, Any]]) -> Iterator[httpx.Client]:
    """Slack's door on a port of its own, with an app that writes down what reaches it."""
    app = App(client=WebClient(token="xoxb-test"), signing_secret=SECRET, token_verification_enabled=False)

    def keep(body: dict[str, Any], next: Callable[[], BoltResponse]) -> BoltResponse:
        heard.append(body)
        return next()

    app.middleware(keep)
    running = HttpDoor(slack_http_app(app), "127.0.0.1", 0)
    running.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{running.port}") as client:
        yield client
    running.stop()


def signed(body: str, at: float | None = None, secret: str = SECRET) -> dict[str, str]:
    stamp = str(int(time.time() if at is None else at))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    return {
        "X-Slack-Signature": signature or "",
        "X-Slack-Request-Timestamp": stamp,
        "Content-Type": "application/json",
    }


@pytest.mark.parametrize(
    ("why", "headers"),
    [
        ("no signature", {}),
        ("another secret", signed(BODY, secret="not ours")),
        ("another body", signed(BODY + " ")),
        ("too old", signed(BODY, at=time.time() - 301)),
        ("no time", {**signed(BODY), "X-Slack-Request-Timestamp": "noon"}),
        ("a time with a sign", {**signed(BODY), "X-Slack-Request-Timestamp": "--1"}),
    ],
)
def test_what_slack_has_not_signed_is_refused(
    door: httpx.Client, heard: list[dict[str, Any]], why: str, headers: dict[str, str]
) -> None:
    answer = door.post("/slack/events", content=BODY, headers=headers)
    assert answer.status_code == 401, why
    assert "Traceback" not in answer.text
    assert heard == []


def test_what_is_signed_for_the_future_is_refused(door: httpx.Client, heard: list[dict[str, Any]]) -> None:
    answer = door.post("/slack/events", content=BODY, headers=signed(BODY, at=time.time() + 310))
    assert answer.status_code == 401
    assert heard == []


def test_the_challenge_is_answered_when_it_is_signed(door: httpx.Client) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc"})
    assert door.post("/slack/events", content=body, headers=signed(body)).json() == {"challenge": "abc"}
    assert door.post("/slack/events", content=body).status_code == 401


def test_too_much_is_not_read(door: httpx.Client) -> None:
    assert door.post("/slack/events", content=b"x" * (LARGEST + 1)).status_code == 413


def test_bytes_that_are_no_text_are_refused(door: httpx.Client) -> None:
    answer = door.post("/slack/events", content=b"\xff\xfe", headers={"X-Slack-Request-Timestamp": "1"})
    assert answer.status_code == 400


def test_nothing_else_is_there(door: httpx.Client) -> None:
    assert door.get("/slack/events").status_code == 405
    assert door.get("/").status_code == 404
    assert door.get("/healthz").text == "alive"


def test_a_port_that_is_taken_is_said_at_once() -> None:
    first = HttpDoor(slack_http_app(object()), "127.0.0.1", 0)
    with pytest.raises(OSError, match=f"port {first.port} on 127.0.0.1 cannot be listened on"):
        HttpDoor(slack_http_app(object()), "127.0.0.1", first.port)
    first.start()
    first.stop()
