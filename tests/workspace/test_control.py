"""The workspace as a process of its own, driven through its control API while the app runs elsewhere."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient

from tests.workspace import manifests
from tests.workspace.helper_app import in_socket_mode
from workspace import Workspace
from workspace.control import FAULTS

Json = dict[str, Any]


class Remote:
    """The control API of a workspace."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=10)

    def post(self, act: str, **body: Any) -> Json:
        answer: Json = self.http.post(f"/control/{act}", json=body).json()
        assert answer["ok"], answer
        return answer

    def refused(self, act: str, **body: Any) -> str:
        answer = self.http.post(f"/control/{act}", json=body)
        assert answer.status_code == 400
        return str(answer.json()["reason"])

    def get(self, noun: str, **query: str) -> Json:
        answer: Json = self.http.get(f"/control/{noun}", params=query).json()
        return answer


@pytest.fixture
def slack() -> Iterator[Workspace]:
    with Workspace(manifests.SOCKET) as workspace, in_socket_mode(workspace):
        workspace.wait_for_app()
        yield workspace


@pytest.fixture
def remote(slack: Workspace) -> Iterator[Remote]:
    remote = Remote(slack.api_url.removesuffix("/api/"))
    yield remote
    remote.http.close()


def test_a_whole_journey_over_the_control_api(slack: Workspace, remote: Remote) -> None:
    remote.post("person", name="ada", email=None)
    remote.post("channel", name="help", members=["ada"])
    file = ["log.txt", base64.b64encode(b"log").decode()]
    said = remote.post("say", person="ada", text="stuck", **{"in": "help"}, files=[file])
    slack.heard(said["channel"], said["ts"]).reply()
    messages = remote.get("transcript", channel=said["channel"])["messages"]
    assert [m["by"] for m in messages] == ["ada", "helper"]
    assert messages[1]["buttons"] == ["Open a ticket", "Solved"]

    button = {"person": "ada", "in": "help", "ts": messages[1]["ts"], "button": "Open a ticket"}
    form = remote.post("click", **button)["form"]
    assert form["title"] == "Ticket"
    assert remote.get("forms", person="ada")["forms"][0]["view_id"] == form["view_id"]
    missing = remote.post("submit", view_id=form["view_id"])["errors"]
    assert sorted(missing) == ["job", "severity"]
    values = {"job": "42", "severity": "Low"}
    assert remote.post("submit", view_id=form["view_id"], values=values, check=["Me"])["errors"] is None

    remote.post("edit", person="ada", **{"in": "help"}, ts=said["ts"], text="still stuck")
    remote.post("delete", person="ada", **{"in": "help"}, ts=said["ts"])
    assert remote.post("home", person="ada")["text"] == "Welcome home\nNew"
    assert remote.post("command", person="ada", command="/help-me")["form"] is None
    shortcut = {"person": "ada", "callback_id": "ticket", "in": "help", "ts": messages[1]["ts"]}
    assert remote.post("shortcut", **shortcut)["form"]["title"] == "Ticket"
    assert remote.get("complaints")["complaints"] == []
    assert {d["outcome"] for d in remote.get("deliveries")["deliveries"]} == {"acknowledged"}
    assert "views.open" in {call["method"] for call in remote.get("calls")["calls"]}


def test_what_happens_to_places_and_to_the_app(slack: Workspace, remote: Remote) -> None:
    for name in ("ada", "bob"):
        remote.post("person", name=name)
    remote.post("channel", name="help", members=["ada"])
    group = remote.post("group", people=["ada", "bob"])
    assert remote.post("say", person="ada", text="hi", **{"in": group["name"]})["channel"] == group["id"]
    remote.post("look", person="ada", channel="help")
    remote.post("share", channel="help", team="Other Ltd")
    remote.post("share", channel="help", team="Other Ltd", end=True)
    assert "not shared" in remote.refused("share", channel="help", team="Other Ltd", end=True)
    assert remote.post("change_id", channel="help")["id"] == "C0002"
    remote.post("archive", person="ada", channel="help")
    app = remote.get("app")
    url = f"{slack.world.base_url}/oauth/v2/authorize?client_id={app['client_id']}&scope=chat:write"
    assert "code=" in remote.post("consent", person="ada", url=url)["location"]
    assert "access_denied" in remote.post("consent", person="ada", url=url, allow=False)["location"]
    assert "invalid_scope" in remote.refused("consent", person="ada", url=url.replace("chat", "cat"))
    assert app["installed"]
    remote.post("uninstall")
    assert not remote.get("app")["installed"]
    slack.quiet(0.05)
    kinds = [d["type"] for d in remote.get("deliveries")["deliveries"]]
    assert [kind for kind in kinds if kind != "message"] == [
        "app_context_changed",
        "channel_shared",
        "channel_unshared",
        "channel_id_changed",
        "channel_archive",
        "tokens_revoked",
        "app_uninstalled",
    ]


def test_a_reaction_is_given_and_taken_back_from_outside(slack: Workspace, remote: Remote) -> None:
    slack.channel("help", members=["ada"])
    said = slack.person("ada").says("hi", in_="help")
    where = {"person": "ada", "in": "help", "ts": said.ts, "name": "eyes"}
    remote.post("react", **where)
    assert said.reactions == ["eyes"]
    remote.post("react", **where, back=True)
    assert said.reactions == []
    assert "has not reacted" in remote.refused("react", **where, back=True)


def test_a_menu_is_chosen_from_outside(slack: Workspace, remote: Remote) -> None:
    remote.post("person", name="ada")
    menu = {"type": "actions", "elements": [{"type": "users_select", "action_id": "open"}]}
    web = WebClient(token=slack.bot_token, base_url=slack.api_url)
    posted = web.chat_postMessage(channel=slack.person("ada").id, text="x", blocks=[menu])
    order = {"person": "ada", "ts": posted["ts"], "menu": "open", "entry": "ada"}
    assert remote.post("choose", **order)["form"]["title"] == "Ticket"
    (clicked,) = [
        d["payload"] for d in remote.get("deliveries")["deliveries"] if d["type"] == "block_actions"
    ]
    assert clicked["actions"][0]["selected_user"] == slack.person("ada").id


def test_faults_are_ordered_by_name(slack: Workspace, remote: Remote) -> None:
    remote.post("faults", fault="calls", method="auth.test", kind="error")
    assert httpx.post(slack.api_url + "auth.test").status_code == 500
    assert "not one of" in remote.refused("faults", fault="is_down")


ORDERS: dict[str, Json] = {
    "calls": {"method": "auth.test", "kind": "ratelimited"},
    "events_twice": {"times": 2},
    "events_late": {"seconds": 0.1},
    "events_out_of_order": {"count": 3},
    "acknowledgements_ignored": {},
    "sockets": {"how": "refresh"},
    "down": {"seconds": 0.01},
    "rate_limit": {"on": True},
    "heal": {},
}


def test_every_fault_can_be_ordered_from_outside(remote: Remote) -> None:
    assert set(ORDERS) == FAULTS
    for fault, arguments in ORDERS.items():
        remote.post("faults", fault=fault, **arguments)


def test_what_cannot_be_done_is_refused_with_the_reason(remote: Remote) -> None:
    remote.post("person", name="ada")
    assert "no person bob" in remote.refused("say", person="bob", text="hi")
    assert "no channel nowhere" in remote.refused("say", person="ada", text="hi", **{"in": "nowhere"})
    assert "not a valid command" in remote.refused("command", person="ada", command="/nothing")
    assert "sees no message" in remote.refused("delete", person="ada", ts="1.0")


@pytest.mark.parametrize("door", ["/control/say", "/page/api/say"])
@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ("{", "The body is no JSON."),
        ("[]", "The body is no JSON object."),
        ("\xff", "The body is no JSON."),
        ('{"person": "ada", "as": "ada", "in": "help"}', "text is missing"),
        ('{"person": "ada", "as": "ada", "in": "help", "text": 5}', "wrong type"),
        ('{"person": "ada", "as": "ada", "in": 7, "text": "x"}', ""),
        ('{"person": null, "as": null, "in": "help", "text": "x"}', ""),
    ],
)
def test_rubbish_is_refused_with_a_sentence(
    slack: Workspace, remote: Remote, door: str, sent: str, why: str
) -> None:
    place = slack.channel("help", members=["ada"])
    sent = sent.replace('"help"', f'"{place.id}"') if "page" in door else sent
    content = sent.encode("latin-1")
    answer = remote.http.post(door, content=content, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert why in answer.json()["reason"]
    assert slack.person("ada").sees(in_="help") == []


@pytest.mark.slow
def test_the_workspace_is_a_process_of_its_own(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps(manifests.SOCKET))
    command = [sys.executable, "-m", "workspace", "--manifest", str(manifest), "--socket"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        needed = json.loads(process.stdout.readline())
        headers = {"Authorization": f"Bearer {needed['SLACK_BOT_TOKEN']}"}
        answer = httpx.post(needed["SLACK_API_URL"] + "auth.test", headers=headers).json()
        assert answer["user"] == "helper"
        process.terminate()
        assert process.wait(5) == 0
