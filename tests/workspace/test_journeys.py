"""Whole journeys of a Bolt app through the workspace, the same over Socket Mode and over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.workspace import manifests
from tests.workspace.helper_app import helper, in_socket_mode, over_http
from workspace import Workspace


@pytest.fixture(params=["socket", "http"])
def slack(request: pytest.FixtureRequest) -> Iterator[Workspace]:
    if request.param == "socket":
        with Workspace(manifests.SOCKET) as workspace, in_socket_mode(workspace):
            workspace.wait_for_app()
            yield workspace
    else:
        with (
            Workspace(manifests.over_http()) as workspace,
            over_http(helper(workspace, socket=False)) as url,
        ):
            workspace.verify_url(url)
            yield workspace
    assert workspace.complaints == []


def test_a_question_in_direct_messages_becomes_a_ticket(slack: Workspace) -> None:
    ada = slack.person("ada")
    reply = ada.says("upload stuck").reply()
    assert reply.all_text.startswith("You said: upload stuck")
    assert reply.buttons == ["Open a ticket", "Solved"]

    form = reply.click("Open a ticket", by=ada)
    assert form is not None
    assert form.title == "Ticket"
    assert form.values()["error"] == "stuck"
    assert form.submit() == {
        "job": "Please complete this required field.",
        "severity": "Please complete this required field.",
    }

    form.fill(job="abc", severity="High", system="x").check("Me")
    assert form.submit() == {"job": "Digits only."}
    assert form.fill({"Job number": "42"}).submit() is None
    assert not form.is_open
    ada.hears("Ticket for 42")


def test_a_mention_in_a_channel_is_answered_in_its_thread(slack: Workspace) -> None:
    slack.channel("help", members=["ada", "bob"])
    ada, bob = slack.person("ada"), slack.person("bob")
    said = ada.says("@helper printer on fire", in_="help", files=[("fire.png", b"png")])
    assert said.reply().all_text.startswith("You said: @helper printer on fire")
    form = bob.shortcut("ticket", said, opens=True)
    assert form is not None
    form.fill(job="7", severity="Low").submit()
    assert bob.hears("Ticket for 7").text == "Ticket for 7"
    assert [heard.text for heard in ada.sees()] == []


def test_home_and_commands(slack: Workspace) -> None:
    ada = slack.person("ada")
    assert "Welcome home" in ada.opens_home().all_text
    ada.command("/help-me", "now", opens=False)
    assert ada.hears("Help for now").is_ephemeral
    assert {delivery.outcome for delivery in slack.deliveries} == {"acknowledged"}
