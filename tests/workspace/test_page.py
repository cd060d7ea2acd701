"""The page over HTTP: its files and headers, the JSON it reads and acts through, and its live feed."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.workspace import manifests
from tests.workspace.helper_app import button, in_socket_mode, section
from workspace import Timing, Workspace

Json = dict[str, Any]
PAGE = Path(__file__).parents[2] / "workspace" / "page"
NASTY = "<img src=x onerror=alert(1)> & <script>alert(2)</script>"
LETTER = {"to": "ada@example.org", "subject": NASTY, "body": "Hello", "at": 0}
PATIENT = Timing(acknowledge_within=1.0, retry_delays=(0.0, 0.02, 0.05))
CARD = {"title": "Ask", "text": "Anything", "act_as": "ada", "say": "hello", "in": "help"}


class Browser:
    """What the page's scripts do, as one person."""

    def __init__(self, slack: Workspace, name: str) -> None:
        self.http = httpx.Client(base_url=slack.page_url, timeout=10)
        self.name = name

    def sees(self, in_: str = "") -> Json:
        answer: Json = self.http.get("/page/api/state", params={"as": self.name, "in": in_}).json()
        return answer

    def reads(self, noun: str, **query: str) -> Json:
        answer: Json = self.http.get(f"/page/api/{noun}", params=query).json()
        return answer

    def does(self, act: str, **body: Any) -> Json:
        answer = self.http.post(f"/page/api/{act}", json={"as": self.name} | body)
        assert answer.status_code == 200, answer.text
        result: Json = answer.json()
        return result

    def refused(self, act: str, **body: Any) -> str:
        answer = self.http.post(f"/page/api/{act}", json={"as": self.name} | body)
        assert answer.status_code == 400
        return str(answer.json()["reason"])


@pytest.fixture
def slack() -> Iterator[Workspace]:
    manifest = manifests.SOCKET
    with (
        Workspace(manifest, timing=PATIENT, letters=lambda: [LETTER], tour=[CARD]) as workspace,
        in_socket_mode(workspace),
    ):
        workspace.wait_for_app()
        workspace.person("ada", real_name="Ada Okafor", role="administrator, Northside Clinic")
        workspace.person("eve", team="Elsewhere")
        workspace.channel("help", members=["ada"])
        yield workspace


@pytest.fixture
def ada(slack: Workspace) -> Iterator[Browser]:
    browser = Browser(slack, "ada")
    yield browser
    browser.http.close()


@pytest.fixture
def help_id(slack: Workspace) -> str:
    return slack.channel("help").id


def test_the_page_and_its_files_are_served_with_a_strict_policy(ada: Browser) -> None:
    page = ada.http.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for path in re.findall(r'(?:src|href)="(/page/[^"]+)"', page.text):
        answer = ada.http.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["content-security-policy"].startswith("default-src 'self';")
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert ada.http.get("/page/app.js").headers["content-type"] == "text/javascript; charset=utf-8"
    assert ada.http.get("/page/nothing.js").status_code == 404
    assert ada.http.get("/page/..%2fworld.py").status_code == 404


def test_no_script_of_ours_makes_markup_of_text() -> None:
    """CSP forbids inline script, and nothing that could turn words into elements is called at all."""
    for script in PAGE.glob("*.js"):
        assert not re.search(
            r"innerHTML|insertAdjacent|document\.write|dangerously|eval\(", script.read_text()
        )
    assert not re.search(r"<script(?! type=.module. src=)|style=", (PAGE / "index.html").read_text())


def test_every_script_imported_is_there() -> None:
    for script in PAGE.rglob("*.js"):
        for path in re.findall(r'from ?"(\.[^"]+)"', script.read_text()):
            assert (script.parent / path).is_file(), f"{script.name}: {path}"


def test_only_this_machine_and_no_other_site_may_use_it(ada: Browser) -> None:
    assert ada.http.get("/", headers={"Host": "evil.example"}).status_code == 403
    assert ada.http.get("/page/api/state", headers={"Host": "evil.example"}).status_code == 403
    form = ada.http.post("/page/api/say", content='{"as": "ada"}', headers={"Content-Type": "text/plain"})
    assert form.status_code == 415


def test_a_person_sees_who_is_there_with_roles_and_organisations(ada: Browser) -> None:
    seen = ada.sees()
    assert seen["me"]["role"] == "administrator, Northside Clinic"
    assert [(p["name"], p["organisation"]) for p in seen["people"]] == [("ada", ""), ("eve", "Elsewhere")]
    assert seen["app"]["commands"] == [{"name": "/help-me", "description": "Help", "hint": ""}]
    assert seen["app"]["connected"]
    assert seen["tour"] == [CARD]
    assert seen["letters"] == 1


def test_nobody_is_nobody_and_the_bot_is_no_person_to_act_as(slack: Workspace, ada: Browser) -> None:
    assert ada.reads("state", **{"as": "nobody"})["me"] is None
    assert ada.reads("state", **{"as": "helper"})["me"] is None
    ada.name = "helper"
    assert "There is no person" in ada.refused("say", text="hi", **{"in": "app"})


def test_what_is_said_stays_text_and_is_answered(slack: Workspace, ada: Browser, help_id: str) -> None:
    said = ada.does("say", text=NASTY, **{"in": help_id})
    slack.heard(help_id, said["ts"]).reply()
    first, reply = ada.sees(help_id)["place"]["messages"]
    assert first["read_as"] == NASTY
    assert first["text"] == NASTY.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert (reply["root"], reply["app"], reply["by"]) == (first["ts"], True, "helper")


def test_a_file_is_shown_when_it_is_a_picture_and_saved_otherwise(ada: Browser, help_id: str) -> None:
    for name, media in (("a.png", "image/png"), ("a.html", "application/octet-stream")):
        content = base64.b64encode(b"<script>").decode()
        ts = ada.does("say", text="", files=[[name, content]], **{"in": help_id})["ts"]
        said = next(m for m in ada.sees(help_id)["place"]["messages"] if m["ts"] == ts)
        file = said["files"][0]
        answer = ada.http.get(f"/page/api/file/{file['id']}")
        assert answer.content == b"<script>"
        assert answer.headers["content-type"] == media
        assert ("content-disposition" in answer.headers) == (media != "image/png")
    assert ada.http.get("/page/api/file/F9").status_code == 404


def test_unread_marks_count_what_others_said_until_it_was_read(
    slack: Workspace, ada: Browser, help_id: str
) -> None:
    def unread() -> int:
        return int(next(p["unread"] for p in ada.sees()["places"] if p["id"] == help_id))

    said = ada.does("say", text="hello", **{"in": help_id})
    reply = slack.heard(help_id, said["ts"]).reply()
    assert unread() == 1
    assert [p["unread"] for p in ada.sees()["people"]] == [True, False]
    ada.does("read", ts=reply.ts, **{"in": help_id})
    assert unread() == 0


def test_a_stranger_sees_only_the_channels_they_are_in(slack: Workspace, help_id: str) -> None:
    eve = Browser(slack, "eve")
    assert [p["id"] for p in eve.sees()["places"]] == []
    assert eve.sees(help_id)["place"] is None
    assert "sees no conversation" in eve.refused("say", text="hi", **{"in": help_id})
    eve.http.close()


def test_an_ephemeral_message_is_seen_by_one_person(slack: Workspace, ada: Browser, help_id: str) -> None:
    slack.person("bob").slack.client.join(slack.person("bob").person, slack.channel("help"))
    ada.does("command", command="/help-me", text="now", **{"in": help_id})
    assert [m["only_you"] for m in ada.sees(help_id)["place"]["messages"]] == [True]
    ada.name = "bob"
    assert ada.sees(help_id)["place"]["messages"] == []


def test_a_form_is_opened_refused_and_submitted(slack: Workspace, ada: Browser, help_id: str) -> None:
    said = ada.does("say", text="stuck", **{"in": help_id})
    reply = slack.heard(help_id, said["ts"]).reply()
    block = reply.message.blocks[1]
    press = {"block_id": block["block_id"], "action_id": "open", "ts": reply.ts, "in": help_id}
    ada.does("click", **press)
    view = _ticket(ada)
    wrong = ada.does("submit", view=view, values={"job": {"it": ""}})["errors"]
    assert sorted(wrong) == ["job", "severity"]
    low = {"text": {"type": "plain_text", "text": "Low"}, "value": "low"}
    values: Json = {"job": {"it": "x"}, "severity": {"it": low}}
    assert ada.does("submit", view=view, values=values)["errors"] == {"job": "Digits only."}
    offered = ada.does("suggest", view=view, block_id="system", action_id="it", typed="up")["options"]
    assert [o["text"]["text"] for o in offered] == ["up one", "up two"]
    values["job"]["it"] = "42"
    assert ada.does("submit", view=view, values=values)["errors"] is None
    assert ada.sees()["views"] == []


def test_forms_belong_to_one_person(slack: Workspace, ada: Browser, help_id: str) -> None:
    said = ada.does("say", text="stuck", **{"in": help_id})
    ada.does("shortcut", callback_id="ticket", ts=said["ts"], **{"in": help_id})
    view = _ticket(ada)
    ada.name = "eve"
    assert "not there" in ada.refused("submit", view=view, values={})
    ada.name = "ada"
    ada.does("close", view=view)
    assert ada.sees()["views"] == []


def test_the_home_tab_and_its_buttons(slack: Workspace, ada: Browser) -> None:
    ada.does("look", tab="home")
    _until(lambda: ada.sees("app")["home"])
    home = ada.sees("app")["home"]
    assert home["blocks"][0]["text"]["text"] == "Welcome home"
    block = home["blocks"][0]["block_id"]
    ada.does("click", view=home["id"], block_id=block, action_id="open")
    _ticket(ada)


def test_messages_are_edited_reacted_to_and_deleted(slack: Workspace, ada: Browser, help_id: str) -> None:
    said = ada.does("say", text="helo", **{"in": help_id})
    slack.heard(help_id, said["ts"]).reply()
    where = {"in": help_id, "ts": said["ts"]}
    ada.does("edit", text="hello", **where)
    ada.does("react", name="eyes", **where)
    first, reply = ada.sees(help_id)["place"]["messages"]
    assert (first["read_as"], bool(first["edited"])) == ("hello", True)
    assert first["reactions"][0]["name"] == "eyes"
    ada.does("react", name="eyes", back=True, **where)
    assert "reactions" not in ada.sees(help_id)["place"]["messages"][0]
    assert "has not reacted" in ada.refused("react", name="eyes", back=True, **where)
    assert "not a message of" in ada.refused("edit", text="x", ts=reply["ts"], **{"in": help_id})
    ada.does("delete", **where)
    assert ada.sees(help_id)["place"]["messages"][0]["subtype"] == "tombstone"


def test_the_inspector_shows_deliveries_calls_and_complaints(
    slack: Workspace, ada: Browser, help_id: str
) -> None:
    slack.faults.acknowledgements_ignored()
    said = ada.does("say", text="hello", **{"in": help_id})
    slack.heard(help_id, said["ts"]).reply()
    slack.quiet()
    seen = ada.reads("traffic")
    assert {row["what"] for row in seen["traffic"]} == {"event", "call"}
    row = next(row for row in seen["traffic"] if row["type"] == "message")
    assert (row["retries"], row["outcome"], row["bad"]) == (1, "acknowledged", True)
    shown = ada.reads("detail", id=row["id"])
    assert shown["payload"]["event"]["text"] == "hello"
    assert [a["took"] is None for a in shown["attempts"]] == [True, False]
    call = next(row for row in seen["traffic"] if row["type"] == "chat.postMessage")
    assert ada.reads("detail", id=call["id"])["answer"]["ok"]
    assert ada.http.get("/page/api/detail", params={"id": "call/999"}).status_code == 400
    assert ada.sees()["trouble"] == {"complaints": len(slack.complaints), "late": 1}


def test_every_fault_is_offered_with_its_arguments_and_can_be_ordered(ada: Browser) -> None:
    offered = {fault["name"]: fault for fault in ada.reads("faults")["offered"]}
    kinds = offered["calls"]["arguments"][1]
    assert (kinds["name"], "ratelimited" in kinds["choices"]) == ("kind", True)
    ordered = ada.http.post("/page/api/fault", json={"fault": "events_twice", "times": 2}).json()
    assert ordered["ordered"] == ["2 events arrive twice"]
    assert ada.http.post("/page/api/fault", json={"fault": "heal"}).json()["ordered"] == []
    assert ada.http.post("/page/api/fault", json={"fault": "is_down"}).status_code == 400


def test_letters_are_read_as_the_host_gives_them(slack: Workspace, ada: Browser) -> None:
    assert ada.reads("letters")["letters"] == [LETTER]
    slack.letters = None
    assert ada.sees()["letters"] is None


def test_letters_are_written_by_who_has_an_address(slack: Workspace) -> None:
    letter = {"subject": "Help", "text": "It is down"}
    slack.person("zoe", real_name="Zoe Lund", email="zoe@clinic.example")
    slack.person("gil", email=None)
    zoe, gil = Browser(slack, "zoe"), Browser(slack, "gil")
    assert zoe.sees()["writes"] is False
    written: list[Json] = []
    slack.write_letter = written.append
    assert (zoe.sees()["writes"], gil.sees()["writes"]) == (True, False)
    assert "no mail address" in gil.refused("letter", **letter)
    assert "needs words" in zoe.refused("letter", subject="Help", text=" ")
    zoe.does("letter", **letter, answers="<1@x.example>")
    told = {"subject": "Help", "body": "It is down", "answers": "<1@x.example>"}
    assert written == [{"from": "zoe@clinic.example", "name": "Zoe Lund", **told}]
    zoe.http.close()
    gil.http.close()


def test_people_and_channels_are_added_in_the_page(ada: Browser) -> None:
    new = {"name": "zoe", "role": "support agent"}
    assert ada.http.post("/page/api/person", json=new).json()["name"] == "zoe"
    assert ada.http.post("/page/api/person", json=new).status_code == 400
    place = ada.http.post("/page/api/channel", json={"name": "new", "members": ["zoe"]}).json()["id"]
    entry = next(p for p in ada.sees()["places"] if p["id"] == place)
    assert not entry["member"]
    ada.does("join", **{"in": place})
    assert next(p for p in ada.sees()["places"] if p["id"] == place)["member"]


def test_what_is_not_simulated_is_told(ada: Browser) -> None:
    missing = ada.reads("missing")
    assert "video" in missing["blocks"]


def test_a_permalink_leads_to_the_message_in_the_page(ada: Browser) -> None:
    answer = ada.http.get("/archives/C0001/p1700000000000001")
    assert answer.headers["location"] == "/#/C0001/1700000000.000001"


def test_the_feed_tells_of_changes_at_once(slack: Workspace, ada: Browser, help_id: str) -> None:
    with ada.http.stream("GET", "/page/api/feed") as feed:
        assert feed.headers["content-type"].startswith("text/event-stream")
        lines = (line for line in feed.iter_lines() if line.startswith("data:"))
        before = int(next(lines).removeprefix("data:"))
        ada.does("say", text="hello", **{"in": help_id})
        assert int(next(lines).removeprefix("data:")) > before


def test_an_open_feed_does_not_keep_the_workspace_from_stopping() -> None:
    with Workspace(manifests.SOCKET) as workspace:
        http = httpx.Client(base_url=workspace.page_url)
        feed = http.stream("GET", "/page/api/feed")
        next(feed.__enter__().iter_lines())
        began = time.monotonic()
    assert time.monotonic() - began < 10
    http.close()


def test_a_menu_in_a_message_is_chosen_from(slack: Workspace, ada: Browser, help_id: str) -> None:
    option = {"text": {"type": "plain_text", "text": "High"}, "value": "high"}
    menu = {"type": "static_select", "action_id": "level", "options": [option]}
    blocks = [section("How bad?", accessory=menu), {"type": "actions", "elements": [button("Go", "go")]}]
    message = {"channel": help_id, "text": "How bad?", "blocks": blocks}
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    ts = ada.http.post("/api/chat.postMessage", json=message, headers=headers).json()["ts"]
    block = slack.heard(help_id, ts).message.blocks[0]["block_id"]
    chosen = {"selected_option": option}
    body = {"in": help_id, "ts": ts, "block_id": block, "action_id": "level", "chosen": chosen}
    ada.http.post("/page/api/click", json={"as": "ada"} | body)  # the helper does not acknowledge this one
    kept = ada.sees(help_id)["place"]["messages"][0]["values"][block]["level"]
    assert kept == {"type": "static_select", "selected_option": option}
    assert "changed in the meantime" in ada.refused("click", **(body | {"action_id": "gone"}))


def _ticket(browser: Browser) -> str:
    """The id of the helper's form, once it has loaded."""
    _until(lambda: [v for v in browser.sees()["views"] if v["title"]["text"] == "Ticket"])
    return str(browser.sees()["views"][-1]["id"])


def _until(holds: Any) -> None:
    give_up = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.02)


@pytest.mark.slow
def test_a_process_of_its_own_serves_the_page_with_the_people_of_its_seed(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps(manifests.SOCKET))
    seed = {
        "people": [{"name": "ada", "role": "administrator"}],
        "channels": [{"name": "help"}],
        "tour": [CARD],
    }
    (tmp_path / "seed.json").write_text(json.dumps(seed))
    command = [sys.executable, "-m", "workspace", "--socket", "--manifest", str(tmp_path / "manifest.json")]
    command += ["--seed", str(tmp_path / "seed.json")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        address = process.stderr.readline().split()[-1]
        seen = httpx.get(f"{address}page/api/state", params={"as": "ada"}).json()
        process.terminate()
        assert process.wait(5) == 0
    assert (seen["me"]["role"], seen["tour"]) == ("administrator", [CARD])
