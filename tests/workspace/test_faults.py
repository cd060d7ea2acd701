"""Faults on demand: each does what it is named for, and the app of the tests survives it."""

from __future__ import annotations

import http.client
import time
import urllib.error
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from tests.workspace import manifests
from tests.workspace.helper_app import helper, in_socket_mode, over_http
from workspace import Timing, Workspace

Json = dict[str, Any]


@pytest.fixture
def answering() -> Iterator[Workspace]:
    """A workspace in which the helper answers."""
    timing = Timing(retry_delays=(0.0, 0.02, 0.05))
    with Workspace(manifests.SOCKET, timing=timing) as slack, in_socket_mode(slack):
        slack.wait_for_app()
        yield slack


@pytest.fixture
def impatient(slack: Workspace) -> WebClient:
    """A client that tries nothing twice."""
    return WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def texts(slack: Workspace) -> list[str]:
    return [delivery.payload["event"]["text"] for delivery in slack.deliveries]


def test_an_event_arrives_twice(slack: Workspace) -> None:
    slack.faults.events_twice()
    ada = slack.person("ada")
    ada.says("one")
    ada.says("two")
    assert texts(slack) == ["one", "one", "two"]
    assert slack.deliveries[0].payload["event_id"] == slack.deliveries[1].payload["event_id"]


def test_events_arrive_out_of_order(slack: Workspace) -> None:
    slack.faults.events_out_of_order(3)
    ada = slack.person("ada")
    for text in ("one", "two", "three", "four"):
        ada.says(text)
    assert texts(slack) == ["three", "two", "one", "four"]


def test_an_event_arrives_late(answering: Workspace) -> None:
    answering.faults.events_late(0.2)
    started = time.monotonic()
    answering.person("ada").says("hi").reply()
    assert time.monotonic() - started >= 0.2


def test_an_ignored_acknowledgement_means_another_delivery(answering: Workspace) -> None:
    answering.faults.acknowledgements_ignored()
    said = answering.person("ada").says("hi")
    said.reply()
    said.reply()
    first = answering.deliveries[0]
    assert answering.postman.wait(first, 5)
    assert [attempt.result for attempt in first.attempts] == ["acknowledgement ignored", "acknowledged"]


def test_a_call_is_rate_limited(slack: Workspace, impatient: WebClient) -> None:
    slack.faults.calls("auth.test", "ratelimited", retry_after=7)
    with pytest.raises(SlackApiError) as refused:
        impatient.auth_test()
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["retry-after"] == "7"
    assert impatient.auth_test()["ok"]


def test_clients_with_retries_come_through(slack: Workspace) -> None:
    slack.faults.calls("*", "ratelimited", retry_after=0)
    limited = RateLimitErrorRetryHandler(max_retry_count=1)
    web = WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[limited])
    assert web.auth_test()["ok"]
    assert [call.status for call in slack.calls] == [429, 200]


def test_a_call_fails_within_slack(slack: Workspace, impatient: WebClient) -> None:
    slack.faults.calls("auth.test", "error", status=503, times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as failed:
            impatient.auth_test()
        assert failed.value.response.status_code == 503
    assert impatient.auth_test()["ok"]


@pytest.mark.parametrize(("kind", "posted"), [("drop_before", []), ("drop_after", ["once"])])
def test_a_connection_breaks_off(
    slack: Workspace, impatient: WebClient, kind: str, posted: list[str]
) -> None:
    ada = slack.person("ada")
    channel = slack.world.direct(ada.id, slack.bot.id).id
    slack.faults.calls("chat.postMessage", kind)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError, urllib.error.URLError)):
        impatient.chat_postMessage(channel=channel, text="once")
    assert [heard.text for heard in ada.sees()] == posted


def test_posting_too_fast_is_limited_when_asked_for(slack: Workspace, impatient: WebClient) -> None:
    slack.channel("help", members=["ada"])
    slack.channel("other", members=["ada"])
    slack.faults.rate_limit()
    impatient.chat_postMessage(channel="C0001", text="one")
    impatient.chat_postMessage(channel="C0002", text="another channel")
    with pytest.raises(SlackApiError) as refused:
        impatient.chat_postMessage(channel="C0001", text="two")
    assert refused.value.response.headers["retry-after"] == "1"
    slack.faults.rate_limit(on=False)
    impatient.chat_postMessage(channel="C0001", text="two")


def test_slack_is_down_for_a_while() -> None:
    with (
        Workspace(manifests.over_http()) as slack,
        over_http(helper(slack, socket=False)) as url,
    ):
        slack.verify_url(url)
        web = WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        slack.faults.down(0.2)
        with pytest.raises(SlackApiError) as refused:
            web.auth_test()
        assert refused.value.response.status_code == 503
        said = slack.person("ada").says("still there?")
        assert slack.deliveries[0].attempts == []
        assert "still there?" in said.reply().all_text


def test_healing_ends_all_faults(slack: Workspace, impatient: WebClient) -> None:
    faults = slack.faults
    faults.calls("*", "error", times=5)
    faults.events_twice(5)
    faults.events_late(60)
    faults.events_out_of_order(9)
    faults.down(60)
    faults.heal()
    slack.person("ada").says("hi")
    assert texts(slack) == ["hi"]
    assert impatient.auth_test()["ok"]


def test_healing_delivers_what_was_held_back(slack: Workspace) -> None:
    slack.faults.events_out_of_order(9)
    ada = slack.person("ada")
    ada.says("one")
    ada.says("two")
    assert slack.deliveries == []
    slack.faults.heal()
    assert texts(slack) == ["two", "one"]


def test_files_and_response_urls_fail_too(slack: Workspace, web: WebClient) -> None:
    ada = slack.person("ada")
    said = ada.says("look", files=[("a.log", b"x")])
    place = slack.world.channels[said.message.channel]
    answer = slack.core.interactions.command(ada.person, "/help-me", "", place)["response_url"]
    kept: Json = web.files_info(file="F0001")["file"]
    bearer = {"Authorization": f"Bearer {slack.bot_token}"}

    def statuses() -> list[int]:
        fetched = httpx.get(kept["url_private_download"], headers=bearer)
        sent = httpx.post(slack.world.base_url + "/upload/v1/F0001", content=b"x")
        return [fetched.status_code, sent.status_code, httpx.post(answer, json={"text": "x"}).status_code]

    slack.faults.calls("download", "error", status=502)
    slack.faults.calls("upload", "ratelimited")
    slack.faults.calls("response_url", "error")
    assert statuses() == [502, 429, 500]
    slack.faults.down(60)
    assert statuses() == [503, 503, 503]
    slack.faults.heal()
    assert statuses()[::2] == [200, 200]
    with pytest.raises(ValueError, match="not possible"):
        slack.faults.calls("download", "drop_before")


def test_unknown_faults_are_refused(slack: Workspace) -> None:
    with pytest.raises(ValueError, match="not one of"):
        slack.faults.calls("auth.test", "explode")
    with pytest.raises(ValueError, match="not one of"):
        slack.faults.sockets("paint")
