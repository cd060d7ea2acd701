"""Socket Mode by hand: tickets, envelopes, acknowledgements and redelivery, seen from a bare socket."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.workspace import manifests
from workspace import Timing, Workspace
from workspace.deliveries import Delivery

Json = dict[str, Any]


def address(slack: Workspace) -> str:
    web = WebClient(token=slack.app_token, base_url=slack.api_url)
    return str(web.apps_connections_open(app_token=slack.app_token)["url"])


@contextmanager
def linked(slack: Workspace) -> Iterator[ClientConnection]:
    """A socket that has been greeted."""
    with connect(address(slack)) as socket:
        assert receive(socket)["type"] == "hello"
        yield socket


def receive(socket: ClientConnection) -> Json:
    letter: Json = json.loads(socket.recv(timeout=3))
    return letter


def acknowledge(socket: ClientConnection, letter: Json, **payload: Any) -> None:
    socket.send(json.dumps({"envelope_id": letter["envelope_id"]} | payload))


def ended(slack: Workspace, delivery: Delivery) -> str:
    assert slack.postman.wait(delivery, 5)
    return delivery.outcome


def test_a_ticket_is_good_for_one_connection(slack: Workspace) -> None:
    url = address(slack)
    with connect(url) as socket:
        hello = receive(socket)
        assert (hello["num_connections"], hello["connection_info"]) == (1, {"app_id": "A0001"})
    with pytest.raises(InvalidStatus):
        connect(url)
    with pytest.raises(InvalidStatus):
        connect(url.replace("ticket=", "ticket=forged"))


def test_the_bot_token_opens_no_connection(slack: Workspace) -> None:
    web = WebClient(token=slack.bot_token, base_url=slack.api_url)
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        web.apps_connections_open(app_token=slack.bot_token)


def test_an_envelope_is_delivered_once_and_acknowledged(slack: Workspace) -> None:
    with linked(slack) as socket:
        slack.person("ada").says("hi")
        letter = receive(socket)
        assert letter["type"] == "events_api"
        assert not letter["accepts_response_payload"]
        assert (letter["retry_attempt"], letter["retry_reason"]) == (0, "")
        assert letter["payload"]["event"]["text"] == "hi"
        acknowledge(socket, letter)
        delivery = slack.deliveries[0]
        assert ended(slack, delivery) == "acknowledged"
        assert delivery.acknowledged_after is not None
        assert delivery.acknowledged_after < 0.3
        assert len(delivery.attempts) == 1


def test_each_envelope_goes_to_one_connection(slack: Workspace) -> None:
    ada = slack.person("ada")
    with linked(slack) as first, linked(slack) as second:
        for number in range(4):
            ada.says(f"message {number}")
        heard = [[receive(socket) for _ in range(2)] for socket in (first, second)]
        for socket, letters in zip((first, second), heard, strict=True):
            for letter in letters:
                acknowledge(socket, letter)
        texts = sorted(letter["payload"]["event"]["text"] for letters in heard for letter in letters)
        assert texts == [f"message {n}" for n in range(4)]
        for delivery in slack.deliveries:
            assert ended(slack, delivery) == "acknowledged"


def test_what_is_not_acknowledged_comes_again_and_is_given_up_in_the_end() -> None:
    hasty = Timing(acknowledge_within=0.1, retry_delays=(0.0, 0.02, 0.05))
    with Workspace(manifests.SOCKET, timing=hasty) as slack, linked(slack) as socket:
        slack.person("ada").says("hi")
        letters = [receive(socket) for _ in range(4)]
        assert [(m["retry_attempt"], m["retry_reason"]) for m in letters] == [
            (0, ""),
            (1, "timeout"),
            (2, "timeout"),
            (3, "timeout"),
        ]
        assert len({m["envelope_id"] for m in letters}) == 4
        assert len({m["payload"]["event_id"] for m in letters}) == 1
        assert ended(slack, slack.deliveries[0]) == "given up"


def test_a_second_attempt_can_be_acknowledged(slack: Workspace) -> None:
    with linked(slack) as socket:
        slack.person("ada").says("hi")
        receive(socket)
        acknowledge(socket, receive(socket))
        delivery = slack.deliveries[0]
        assert ended(slack, delivery) == "acknowledged"
        assert [attempt.result for attempt in delivery.attempts] == ["timeout", "acknowledged"]


def test_a_closed_connection_hands_its_envelopes_on(slack: Workspace) -> None:
    ada = slack.person("ada")
    with linked(slack) as second:
        with linked(slack) as first:
            ada.says("one")
            ada.says("two")
            lost = receive(first)
        letters = [receive(second), receive(second)]
        for letter in letters:
            acknowledge(second, letter)
        (again,) = [letter for letter in letters if letter["retry_attempt"]]
        assert again["payload"] == lost["payload"]
        assert [ended(slack, delivery) for delivery in slack.deliveries] == ["acknowledged"] * 2


def test_an_event_waits_a_moment_for_a_connection(slack: Workspace) -> None:
    slack.person("ada").says("hi")
    with linked(slack) as socket:
        acknowledge(socket, receive(socket))
        assert ended(slack, slack.deliveries[0]) == "acknowledged"


def test_an_eleventh_connection_is_sent_away(slack: Workspace) -> None:
    with ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(linked(slack))
        with connect(address(slack)) as socket:
            letter = receive(socket)
            assert (letter["type"], letter["reason"]) == ("disconnect", "too_many_websockets")
            with pytest.raises(ConnectionClosed):
                receive(socket)


def test_a_connection_is_warned_and_refreshed(slack: Workspace) -> None:
    with linked(slack) as old:
        slack.faults.sockets("warning")
        assert receive(old)["reason"] == "warning"
        slack.faults.sockets("refresh")
        assert receive(old)["reason"] == "refresh_requested"
        with linked(slack) as new:
            slack.person("ada").says("hi")
            acknowledge(new, receive(new))
            assert ended(slack, slack.deliveries[0]) == "acknowledged"


@pytest.mark.parametrize("how", ["close", "cut"])
def test_a_connection_is_closed_or_cut(slack: Workspace, how: str) -> None:
    with linked(slack) as socket:
        slack.faults.sockets(how)
        with pytest.raises(ConnectionClosed):
            receive(socket)


def test_a_slack_that_is_down_takes_no_connections(slack: Workspace) -> None:
    url = address(slack)
    with linked(slack) as socket:
        slack.faults.down(60)
        with pytest.raises(ConnectionClosed):
            receive(socket)
    with pytest.raises(InvalidStatus):
        connect(url)
    slack.faults.heal()
    with connect(url) as again:
        assert receive(again)["type"] == "hello"


def test_a_silent_connection_stays_open_and_answers_no_ping(slack: Workspace) -> None:
    with linked(slack) as socket:
        assert socket.ping().wait(1)
        slack.faults.sockets("silent")
        assert not socket.ping().wait(0.3)
        slack.faults.sockets("cut")


def test_wrong_acknowledgements_are_complained_of(slack: Workspace) -> None:
    with linked(slack) as socket:
        slack.person("ada").says("hi")
        letter = receive(socket)
        socket.send("not json")
        acknowledge(socket, {"envelope_id": "unknown"})
        acknowledge(socket, letter, payload={"text": "too much"})
        assert ended(slack, slack.deliveries[0]) == "acknowledged"
    assert [complaint.partition(":")[2][:30] for complaint in slack.complaints] == [
        " this acknowledges no envelope",
        " this acknowledges no envelope",
        " message takes no payload in i",
    ]


def test_an_interaction_is_tried_once_and_takes_an_answer(slack: Workspace) -> None:
    ada = slack.person("ada")
    place = slack.world.direct(ada.id, slack.bot.id)
    send: Callable[..., Delivery] = slack.postman.send
    with linked(slack) as socket:
        payload = slack.core.interactions.command(ada.person, "/help-me", "", place)
        delivery = send("slash_commands", payload, takes_answer=True)
        letter = receive(socket)
        assert letter["accepts_response_payload"]
        assert "retry_attempt" not in letter
        acknowledge(socket, letter, payload={"text": "here"})
        assert ended(slack, delivery) == "acknowledged"
        assert delivery.answer == {"text": "here"}
        forgotten = send("slash_commands", payload, takes_answer=True)
        assert ended(slack, forgotten) == "given up"
        assert [attempt.result for attempt in forgotten.attempts] == ["timeout"]
