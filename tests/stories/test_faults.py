"""Every fault of Slack's, and in each nothing is lost and nothing done twice."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.stories.slack_stage import SlackStage, SlackStages
from workspace import Timing
from workspace.faults import Faults

INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)
QUICK = Timing(retry_delays=(0.0, 2.0, 15.0))
"""Slack's own delays are 0, 60 and 300 seconds; a socket that was cut is found out within 10."""

FAULTS: dict[str, Callable[[Faults], None]] = {
    "an event twice": lambda faults: faults.events_twice(2),
    "events late": lambda faults: faults.events_late(0.5, 2),
    "events out of order": lambda faults: faults.events_out_of_order(2),
    "an acknowledgement missed": lambda faults: faults.acknowledgements_ignored(1),
    "429": lambda faults: faults.calls("*", "ratelimited", times=2, retry_after=1),
    "5xx": lambda faults: faults.calls("*", "error", times=3, status=503),
    "a call that never arrives": lambda faults: faults.calls("chat.postMessage", "drop_before", times=2),
    "a call whose answer is lost": lambda faults: faults.calls("chat.postMessage", "drop_after", times=2),
    "Slack down for a while": lambda faults: faults.down(1.0),
}
SOCKET_FAULTS: dict[str, Callable[[Faults], None]] = {
    "the socket closed": lambda faults: faults.sockets("close"),
    "the socket cut": lambda faults: faults.sockets("cut"),
    "the socket refreshed": lambda faults: faults.sockets("refresh"),
    "the socket warned": lambda faults: faults.sockets("warning"),
}

pytestmark = pytest.mark.slow


@pytest.fixture(params=["socket", "http"])
def stage(request: pytest.FixtureRequest, slack_stage: SlackStages) -> SlackStage:
    return slack_stage(http=request.param == "http", timing=QUICK)


@pytest.fixture
def by_socket(slack_stage: SlackStages) -> SlackStage:
    return slack_stage(timing=QUICK)


@pytest.mark.parametrize("fault", FAULTS)
def test_in_every_fault_one_incident_is_one_ticket_told_once(stage: SlackStage, fault: str) -> None:
    _one_ticket_told_once(stage, FAULTS[fault])


@pytest.mark.parametrize("fault", SOCKET_FAULTS)
def test_whatever_becomes_of_the_socket_one_incident_is_one_ticket(by_socket: SlackStage, fault: str) -> None:
    _one_ticket_told_once(by_socket, SOCKET_FAULTS[fault])


def _one_ticket_told_once(stage: SlackStage, order: Callable[[Faults], None]) -> None:
    ada, ben = stage.person("ada"), stage.person("ben")
    order(stage.slack.faults)
    said = ada.says(INCIDENT)
    asked = ben.says("How do I reset a user's password?")
    _until(stage, lambda: bool(stage.bots(said)) and bool(stage.bots(asked)))
    stage.slack.faults.heal()
    _until(stage, lambda: len(_cards(stage)) > 0)
    stage.settled()
    assert ["#1001" in one.all_text for one in stage.bots(said)] == [True]
    assert len(stage.bots(asked)) == 1
    assert len(_cards(stage)) == 1
    assert [ticket.number for ticket in stage.tickets()] == [1001]
    assert len(stage.letters("ada@northside.example")) == 1


def _cards(stage: SlackStage) -> list[object]:
    return [one for one in stage.person("sam").sees(in_="support") if "#1001" in one.all_text]


def _until(stage: SlackStage, there: Callable[[], bool]) -> None:
    """Let the story's clock go on, so that what was put off comes again, until it is there."""
    for _ in range(90):
        if there():
            return
        time.sleep(0.4)
        stage.clock.advance(seconds=2)
    raise AssertionError("it never came")
