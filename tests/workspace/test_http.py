"""Deliveries over HTTP: signed, in Slack's forms, tried again after failures."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from tests.workspace import manifests
from tests.workspace.conftest import QUICK
from tests.workspace.helper_app import button, section
from workspace import TroubleError, Workspace

Json = dict[str, Any]


class Listener:
    """An app of bare HTTP: it answers as it is told to and keeps what it got."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], str]] = []
        self.statuses: list[int] = []
        self.headers: dict[str, str] = {}
        self.body = b""
        self.sleeps = 0.0
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                listener.answer(self, body)

            def log_message(self, *_args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/slack/events?x=1"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler, body: str) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.got.append((headers, body))
        challenge = json.loads(body).get("challenge") if body.startswith("{") else None
        time.sleep(self.sleeps)
        handler.send_response(200 if challenge or not self.statuses else self.statuses.pop(0))
        for name, value in self.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(str(challenge).encode() if challenge else self.body)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture
def slack(listener: Listener) -> Iterator[Workspace]:
    with Workspace(manifests.over_http(), timing=QUICK, events_url=listener.url) as workspace:
        yield workspace


def outcome(slack: Workspace) -> str:
    delivery = slack.deliveries[-1]
    assert slack.postman.wait(delivery, 5)
    return delivery.outcome


def test_the_url_is_verified_when_the_workspace_opens(slack: Workspace, listener: Listener) -> None:
    headers, body = listener.got[0]
    assert json.loads(body)["type"] == "url_verification"
    assert SignatureVerifier(slack.signing_secret).is_valid_request(body, headers)


def test_an_event_is_signed_json(slack: Workspace, listener: Listener) -> None:
    slack.person("ada").says("hi")
    assert outcome(slack) == "acknowledged"
    headers, body = listener.got[-1]
    assert headers["content-type"] == "application/json"
    assert "x-slack-retry-num" not in headers
    assert json.loads(body)["event"]["text"] == "hi"
    assert SignatureVerifier(slack.signing_secret).is_valid_request(body, headers)
    assert not SignatureVerifier("another").is_valid_request(body, headers)


def test_failures_are_tried_again_with_the_reason(slack: Workspace, listener: Listener) -> None:
    listener.statuses = [500, 404]
    slack.person("ada").says("hi")
    assert outcome(slack) == "acknowledged"
    told = [(h.get("x-slack-retry-num"), h.get("x-slack-retry-reason")) for h, _ in listener.got[1:]]
    assert told == [(None, None), ("1", "http_error"), ("2", "http_error")]


def test_an_app_may_ask_not_to_be_tried_again(slack: Workspace, listener: Listener) -> None:
    listener.statuses, listener.headers = [500], {"X-Slack-No-Retry": "1"}
    slack.person("ada").says("hi")
    assert outcome(slack) == "refused"
    assert len(slack.deliveries[-1].attempts) == 1


def test_a_late_answer_counts_for_nothing(slack: Workspace, listener: Listener) -> None:
    listener.sleeps = QUICK.acknowledge_within + 0.1
    slack.person("ada").says("hi")
    slack.world.changed.acquire()
    slack.world.changed.wait_for(lambda: len(slack.deliveries[-1].attempts) == 2, 3)
    slack.world.changed.release()
    listener.sleeps = 0.0
    assert outcome(slack) == "acknowledged"
    assert slack.deliveries[-1].attempts[0].result == "http_timeout"


def test_a_dead_app_is_given_up_in_the_end(slack: Workspace, listener: Listener) -> None:
    listener.close()
    slack.person("ada").says("hi")
    assert outcome(slack) == "given up"
    assert {attempt.result for attempt in slack.deliveries[-1].attempts} == {"connection_failed"}


def test_nothing_is_delivered_to_a_url_that_was_not_verified() -> None:
    with Workspace(manifests.over_http(), timing=QUICK) as slack:
        slack.person("ada").says("hi")
        assert outcome(slack) == "refused"
        assert slack.deliveries[-1].attempts[0].result == "url_not_verified"
        with pytest.raises(TimeoutError):
            slack.verify_url("http://127.0.0.1:9/", timeout=0.05)


def test_a_command_is_a_form_and_its_answer_is_shown(slack: Workspace, listener: Listener) -> None:
    listener.body, listener.headers = b"Here is help", {"Content-Type": "text/plain"}
    ada = slack.person("ada")
    ada.command("/help-me", "with @ada <b>", opens=False)
    headers, body = listener.got[-1]
    fields = {name: values[0] for name, values in parse_qs(body).items()}
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    assert SignatureVerifier(slack.signing_secret).is_valid_request(body, headers)
    assert fields["text"] == "with <@U0002|ada> &lt;b&gt;"
    assert fields["channel_name"] == "directmessage"
    assert ada.sees()[-1].text == "Here is help"
    assert ada.sees()[-1].is_ephemeral


def test_an_interaction_is_json_in_a_form_and_tried_once(slack: Workspace, listener: Listener) -> None:
    ada = slack.person("ada")
    said = ada.says("hi")
    web = WebClient(token=slack.bot_token, base_url=slack.api_url)
    blocks = [section("x", accessory=button("Go", "go"))]
    web.chat_postMessage(channel=said.message.channel, thread_ts=said.ts, text="x", blocks=blocks)
    heard = said.reply()
    heard.click("Go", by=ada, opens=False)
    slack.quiet(0.05)
    (form,) = [body for _, body in listener.got if body.startswith("payload=")]
    payload = json.loads(parse_qs(form)["payload"][0])
    assert (payload["type"], payload["actions"][0]["action_id"]) == ("block_actions", "go")
    listener.statuses = [500]
    with pytest.raises(TroubleError, match="http_error"):
        heard.click("Go", by=ada)
    assert len(slack.deliveries[-1].attempts) == 1


def test_a_malformed_answer_is_trouble(slack: Workspace, listener: Listener) -> None:
    listener.body, listener.headers = b"{", {"Content-Type": "application/json"}
    with pytest.raises(TroubleError, match="malformed_answer"):
        slack.person("ada").command("/help-me")
