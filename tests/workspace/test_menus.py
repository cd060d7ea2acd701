"""Menus and pickers of every kind, in forms and in messages, and what the app hears of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from tests.workspace import manifests
from tests.workspace.helper_app import asked, bare_app, modal, option, over_http, section
from workspace import Form, Heard, Workspace

Json = dict[str, Any]
PLACEHOLDER = {"type": "plain_text", "text": "Which?"}


class Stage:
    """Ada before a workspace whose app notes what it hears."""

    def __init__(self, slack: Workspace, app: App) -> None:
        self.slack = slack
        self.ada = slack.person("ada")
        self.web = WebClient(token=slack.bot_token, base_url=slack.api_url)
        self.heard: list[Json] = []
        self.asked: list[Json] = []

        @app.action("it")
        def on_action(ack: Ack, body: Json) -> None:
            ack()
            self.heard.append(body)

        @app.view("tested")
        def on_submit(ack: Ack, body: Json) -> None:
            ack()
            self.heard.append(body)

        @app.options("it")
        def on_options(ack: Ack, body: Json) -> None:
            self.asked.append(body)
            ack(options=[option(f"{body['value']} one"), option(f"{body['value']} two")])

    def form(self, *blocks: Json) -> Form:
        trigger = self.slack.core.interactions.trigger(self.ada.person)
        self.web.views_open(trigger_id=trigger, view=modal(*blocks, callback_id="tested"))
        assert self.ada.form
        return self.ada.form

    def message(self, **element: Any) -> Heard:
        element = {"action_id": "it"} | element
        blocks = [section("Choose"), {"type": "actions", "block_id": "menu", "elements": [element]}]
        posted = self.web.chat_postMessage(channel=self.ada.id, text="Choose", blocks=blocks)
        return self.slack.heard(str(posted["channel"]), str(posted["ts"]))

    def submitted(self) -> Json:
        """What each input held, by block id."""
        values: Json = self.heard[-1]["view"]["state"]["values"]
        return {block: held["it"] for block, held in values.items()}


@pytest.fixture
def stage() -> Iterator[Stage]:
    with Workspace(manifests.over_http(), clock=lambda: 1_700_000_000.0) as slack:
        app = bare_app(slack, socket=False)
        stage = Stage(slack, app)
        with over_http(app) as url:
            slack.verify_url(url)
            yield stage
        assert slack.complaints == []


def test_the_newer_inputs_are_submitted_as_slack_does(stage: Stage) -> None:
    place = stage.slack.channel("help", members=["ada", "bob"])
    bob = stage.slack.person("bob")
    form = stage.form(
        asked("When", "when", {"type": "datetimepicker"}),
        asked("Story", "story", {"type": "rich_text_input"}),
        asked("Shots", "shots", {"type": "file_input", "filetypes": ["png"], "max_files": 2}),
        asked("Where", "where", {"type": "channels_select"}),
        asked("Talk", "talk", {"type": "conversations_select"}),
        asked("People", "people", {"type": "multi_users_select"}),
        asked("Places", "places", {"type": "multi_channels_select"}),
        asked("Talks", "talks", {"type": "multi_conversations_select"}),
        asked("Systems", "systems", {"type": "multi_external_select", "min_query_length": 1}),
    )
    form.fill(when=1_700_000_060, story="stuck at *80 %*", shots=[("a.png", b"png")], where="#help")
    form.fill(talk="help", people=["ada", "bob"], places="help", talks=["help"], systems=["x one", "y two"])
    assert form.values()["people"] == ["ada", "bob"]
    assert (form.values()["story"], form.values()["shots"]) == ("stuck at *80 %*", ["a.png"])
    assert form.submit() is None
    values = stage.submitted()
    assert values["when"] == {"type": "datetimepicker", "selected_date_time": 1_700_000_060}
    assert values["story"]["rich_text_value"]["elements"][0]["elements"][0]["text"] == "stuck at *80 %*"
    assert (values["where"]["selected_channel"], values["talk"]["selected_conversation"]) == (
        place.id,
        place.id,
    )
    assert values["people"]["selected_users"] == [stage.ada.id, bob.id]
    assert values["places"]["selected_channels"] == [place.id]
    assert values["talks"]["selected_conversations"] == [place.id]
    assert [o["value"] for o in values["systems"]["selected_options"]] == ["x one one", "y two one"]
    uploaded = stage.web.files_info(file=values["shots"]["files"][0]["id"])
    assert uploaded["file"]["name"] == "a.png"


@pytest.mark.parametrize(
    ("element", "entry", "problem"),
    [
        ({"type": "multi_users_select", "max_selected_items": 1}, ["ada", "bob"], "no more than 1"),
        ({"type": "file_input", "max_files": 1}, [("a", b""), ("b", b"")], "no more than 1 files"),
        ({"type": "file_input", "filetypes": ["png"]}, [("a.pdf", b"")], "wrong type: a.pdf"),
        ({"type": "file_input"}, [], "complete this required field"),
    ],
)
def test_too_many_or_the_wrong_ones_are_not_submitted(
    stage: Stage, element: Json, entry: Any, problem: str
) -> None:
    errors = stage.form(asked("It", "block", element)).fill(it=entry).submit()
    assert errors is not None
    assert problem in errors["block"]
    assert stage.heard == []


def test_a_menu_with_external_data_in_a_message_asks_the_app(stage: Stage) -> None:
    heard = stage.message(type="external_select", min_query_length=2, placeholder=PLACEHOLDER)
    heard.choose("Which?", "job two", by=stage.ada, opens=False)
    (suggestion,) = stage.asked
    assert suggestion["container"]["message_ts"] == heard.ts
    assert (suggestion["channel"]["id"], suggestion["message"]["ts"]) == (heard.message.channel, heard.ts)
    assert (suggestion["action_id"], suggestion["block_id"], suggestion["value"]) == ("it", "menu", "job two")
    (body,) = stage.heard
    assert body["actions"][0]["selected_option"]["value"] == "job two one"
    assert body["state"]["values"]["menu"]["it"]["selected_option"]["value"] == "job two one"
    with pytest.raises(AssertionError, match="is not offered"):
        heard.choose("it", "j", by=stage.ada)
    with pytest.raises(AssertionError, match="no menu"):
        heard.choose("another", "x", by=stage.ada)


@pytest.mark.parametrize(
    ("kind", "entry", "field", "held"),
    [
        ("users_select", "ada", "selected_user", "U0002"),
        ("channels_select", "help", "selected_channel", "C0001"),
        ("conversations_select", "help", "selected_conversation", "C0001"),
        ("multi_channels_select", ["help"], "selected_channels", ["C0001"]),
        ("datepicker", "2026-01-31", "selected_date", "2026-01-31"),
        ("datetimepicker", 1_700_000_000, "selected_date_time", 1_700_000_000),
    ],
)
def test_a_menu_or_picker_in_a_message(stage: Stage, kind: str, entry: Any, field: str, held: Any) -> None:
    stage.slack.channel("help", members=["ada"])
    stage.message(type=kind).choose("it", entry, by=stage.ada, opens=False)
    assert stage.heard[0]["actions"][0][field] == held


def test_a_menu_on_the_home_tab(stage: Stage) -> None:
    menu = {"type": "users_select", "action_id": "it"}
    home = {"type": "home", "blocks": [section("Who?", accessory=menu)]}
    stage.web.views_publish(user_id=stage.ada.id, view=home)
    assert stage.ada.opens_home().choose("it", "ada", opens=False) is None
    assert stage.heard[0]["actions"][0]["selected_user"] == stage.ada.id
    assert "channel" not in stage.heard[0]


def test_a_card_in_a_container_can_be_pressed(stage: Stage) -> None:
    go = {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "action_id": "it"}
    card = {"type": "card", "title": {"type": "plain_text", "text": "Article"}, "actions": [go]}
    box = {"type": "container", "title": {"type": "plain_text", "text": "Found"}, "child_blocks": [card]}
    posted = stage.web.chat_postMessage(channel=stage.ada.id, text="x", blocks=[box])
    heard = stage.slack.heard(str(posted["channel"]), str(posted["ts"]))
    heard.click("go", by=stage.ada, opens=False)
    assert stage.heard[0]["actions"][0]["block_id"] == heard.message.blocks[0]["child_blocks"][0]["block_id"]


def test_a_form_may_ask_for_a_response_url(stage: Stage) -> None:
    stage.slack.channel("help", members=["ada"])
    element = {"type": "conversations_select", "response_url_enabled": True}
    stage.form(asked("Where", "where", element)).fill(where="help").submit()
    (answerable,) = stage.heard[0]["response_urls"]
    assert (answerable["block_id"], answerable["channel_id"]) == ("where", "C0001")
    WebhookClient(answerable["response_url"]).send(text="Here it is", response_type="in_channel")
    assert not stage.ada.hears("Here it is", in_="help").is_ephemeral
