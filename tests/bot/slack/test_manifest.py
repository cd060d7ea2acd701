"""Slack's manifest is valid, asks for what the bot uses and nothing else, and hears what it listens to."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

from app.settings import read_settings
from bot.look import Tools
from bot.rules import Rules
from bot.slack import manifest as made
from bot.slack.commands import FOR_EVERYBODY, FOR_STAFF, Subcommand
from bot.slack.connect import web_client
from bot.slack.ear import Ear
from bot.slack.listen import bolt_app
from bot.slack.read import Reader
from guard.screen import screen
from records.engine import Transactions
from tickets.policy import PromiseRules
from workspace import Workspace
from workspace.methods import METHODS as SIMULATED

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "workspace" / "schema" / "manifest.schema.1.0.0.json").read_text())
SOCKET = made.build_manifest(vendor="InfraWare")
HTTP = made.build_manifest(vendor="InfraWare", public_url="https://help.infraware.example/")
CONSOLE = made.build_manifest(vendor="InfraWare", console_url="https://console.infraware.example")

both = pytest.mark.parametrize("manifest", [SOCKET, HTTP], ids=["socket", "http"])

EVENTS_OF_SLACK = {
    *("app_context_changed", "app_home_opened", "app_mention", "app_uninstalled", "channel_archive"),
    *("channel_id_changed", "channel_shared", "channel_unshared", "member_joined_channel"),
    *("message.channels", "message.groups", "message.im", "message.mpim", "reaction_added", "tokens_revoked"),
}
SCOPES_OF_SLACK = {
    *("app_mentions:read", "assistant:write", "channels:history", "channels:join", "channels:read"),
    *("chat:write", "commands", "files:read", "files:write", "groups:history", "groups:read", "im:history"),
    *("im:read", "im:write", "mpim:history", "mpim:read", "reactions:read", "reactions:write", "team:read"),
    *("users:read", "users:read.email"),
}

UPLOADS = {"files.getUploadURLExternal", "files.completeUploadExternal"}
"""What the SDK's files_upload_v2 calls; between the two it puts the content where the first one said."""


def scopes(manifest: dict[str, Any]) -> list[str]:
    found: list[str] = manifest["oauth_config"]["scopes"]["bot"]
    return found


def events(manifest: dict[str, Any]) -> list[str]:
    found: list[str] = manifest["settings"]["event_subscriptions"]["bot_events"]
    return found


@both
def test_it_is_valid_by_slacks_schema(manifest: dict[str, Any]) -> None:
    jsonschema.validate(manifest, SCHEMA)


@both
def test_it_is_an_agent_and_no_longer_an_assistant(manifest: dict[str, Any]) -> None:
    assert "agent_view" in manifest["features"]
    assert "assistant_view" not in manifest["features"]
    assert manifest["features"]["app_home"]["messages_tab_enabled"]
    assert not manifest["features"]["app_home"]["messages_tab_read_only_enabled"]


@pytest.mark.parametrize(
    ("command", "known"), [("/infracare", FOR_EVERYBODY), ("/support", FOR_STAFF)], ids=["everybody", "staff"]
)
def test_a_commands_hint_names_all_that_can_follow_it(command: str, known: dict[str, Subcommand]) -> None:
    [hint] = [one["usage_hint"] for one in SOCKET["features"]["slash_commands"] if one["command"] == command]
    named = {part.split()[0] for part in hint.split(" | ")}
    assert named - {"[question]"} == {*known, "help"}


@both
def test_its_events_and_scopes_are_names_slack_knows(manifest: dict[str, Any]) -> None:
    assert set(events(manifest)) <= EVENTS_OF_SLACK
    assert set(scopes(manifest)) <= SCOPES_OF_SLACK
    assert len(set(scopes(manifest))) == len(scopes(manifest))


def test_the_two_variants_differ_in_the_way_of_delivery_only() -> None:
    address = "https://help.infraware.example/slack/events"
    assert HTTP["settings"]["event_subscriptions"]["request_url"] == address
    assert HTTP["settings"]["interactivity"]["request_url"] == address
    assert (SOCKET["settings"]["socket_mode_enabled"], HTTP["settings"]["socket_mode_enabled"]) == (
        True,
        False,
    )
    assert "request_url" not in json.dumps(SOCKET)
    assert [one["url"] for one in HTTP["features"]["slash_commands"]] == [address] * 2
    assert without_addresses(HTTP["features"]) == SOCKET["features"]
    for part in ("display_information", "oauth_config"):
        assert SOCKET[part] == HTTP[part]


def test_with_a_console_people_may_sign_in_there_and_tell_nothing_but_who_they_are() -> None:
    jsonschema.validate(CONSOLE, SCHEMA)
    told = CONSOLE["oauth_config"]
    assert told["redirect_urls"] == ["https://console.infraware.example/sign-in/slack/callback"]
    assert told["scopes"] == {"bot": scopes(SOCKET), "user": ["openid"]}
    assert {**CONSOLE, "oauth_config": SOCKET["oauth_config"]} == SOCKET


def without_addresses(features: dict[str, Any]) -> dict[str, Any]:
    commands = [
        {name: value for name, value in one.items() if name != "url"} for one in features["slash_commands"]
    ]
    return {**features, "slash_commands": commands}


def test_the_committed_file_is_the_generated_one() -> None:
    vendor = read_settings(ROOT / "app.yaml").vendor.name
    committed = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
    assert committed == made.build_manifest(vendor=vendor), "run: infracare manifest > manifest.json"


def test_every_method_the_door_calls_is_declared_and_every_declared_one_is_called() -> None:
    called = {method for path in (ROOT / "bot" / "slack").glob("*.py") for method in methods_called(path)}
    assert called == set(made.METHODS)


def methods_called(path: Path) -> Iterator[str]:
    """The Web API methods of calls like ``client.chat_postMessage(...)``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        called_on = node.func.value
        name = getattr(called_on, "id", getattr(called_on, "attr", ""))
        if name == "client" and callable(getattr(WebClient, node.func.attr, None)):
            yield from UPLOADS if node.func.attr == "files_upload_v2" else {node.func.attr.replace("_", ".")}


def test_calls_are_found_whatever_the_client_hangs_on(tmp_path: Path) -> None:
    path = tmp_path / "door.py"
    path.write_text(
        "client.chat_postMessage()\nself.post.client.users_info(user=1)\nclient.files_upload_v2()\n"
        "client.retry_handlers.clear()\nother.chat_update()\n"
    )
    assert set(methods_called(path)) == {"chat.postMessage", "users.info", *UPLOADS}


@pytest.mark.parametrize("method", sorted(made.METHODS))
def test_a_method_has_the_scopes_the_workspace_asks_for(method: str) -> None:
    needed = made.METHODS[method]
    assert set(needed) <= set(scopes(SOCKET))
    if SIMULATED[method].scopes:
        assert set(needed) & set(SIMULATED[method].scopes)


def test_no_scope_is_asked_for_that_nothing_needs() -> None:
    needed = {
        scope for needs in (made.METHODS, made.EVENT_SCOPES) for some in needs.values() for scope in some
    }
    assert set(scopes(SOCKET)) == needed | {"files:read", "commands"}
    assert set(made.EVENT_SCOPES) == set(events(SOCKET))


HELLO = {"type": "message", "user": "U0ADA", "text": "<@UBOT> hello", "ts": "1700000000.000100", "team": "T1"}
SAID: dict[str, dict[str, Any]] = {
    "app_home_opened": {"type": "app_home_opened", "user": "U0ADA", "tab": "home", "event_ts": "1.0"},
    "app_mention": HELLO | {"type": "app_mention", "channel": "C0NORTH"},
    "message.channels": HELLO | {"channel": "C0NORTH", "channel_type": "channel"},
    "message.groups": HELLO | {"channel": "G0CLOSED", "channel_type": "group"},
    "message.im": HELLO | {"channel": "D0ADA", "channel_type": "im", "text": "hello"},
    "message.mpim": HELLO | {"channel": "G0SOME", "channel_type": "mpim"},
}
"""An event of every kind that the bot listens to."""

PRESSED: dict[str, dict[str, Any]] = {
    "button": {
        "type": "block_actions",
        "actions": [{"type": "button", "action_id": "act:solved_it", "value": "", "action_ts": "1.0"}],
        "channel": {"id": "C0NORTH"},
    },
    "form": {
        "type": "view_submission",
        "view": {"id": "V1", "type": "modal", "callback_id": "form_note", "state": {"values": {}}},
    },
}
WANTED: dict[str, dict[str, Any]] = {
    "slash_commands": {"command": made.COMMAND, "text": "How?", "team_id": "T1", "user_id": "U0ADA"},
    "shortcuts": {"type": "message_action", "callback_id": made.SHORTCUT, "message": {"text": "It fails"}},
}
UNHEARD: dict[str, dict[str, Any]] = {
    "slash_commands": {"command": "/ticket", "text": ""},
    "shortcuts": {"type": "shortcut", "callback_id": made.SHORTCUT},
}
"""What an app is sent by the features it declares, and what it is not sent as it does not declare it."""


@dataclass
class Listening:
    """The Bolt app of the bot, and how often something was stored."""

    app: App
    stored: list[None]

    def hears(self, body: dict[str, Any]) -> int:
        """The status Bolt answers with."""
        more = {"user": {"id": "U0ADA"}, "team": {"id": "T1"}, "trigger_id": "1"}
        return self.app.dispatch(BoltRequest(body=more | body, mode="socket_mode")).status


@contextmanager
def listening(transaction: Transactions) -> Iterator[Listening]:
    def now() -> datetime:
        return datetime(2026, 11, 23, tzinfo=UTC)

    def nothing(*_: object) -> Any:
        raise AssertionError("nobody is known here, so there is nothing to look up for them")

    with Workspace(SOCKET) as slack:
        stored: list[None] = []
        ear = Ear(
            Reader(screen, "UBOT", now),
            transaction,
            transaction,
            lambda: stored.append(None),
            r"\d{6,9}",
            now,
            lambda _text: (),
            Tools(nothing, nothing, nothing, nothing, nothing),
            Rules(PromiseRules()),
        )
        client = web_client(slack.bot_token, slack.api_url)
        yield Listening(bolt_app(ear, client, slack.signing_secret), stored)


def test_every_event_of_the_manifest_reaches_the_inbox(transaction: Transactions) -> None:
    assert set(SAID) == set(events(SOCKET))
    with listening(transaction) as bot:
        for number, (name, event) in enumerate(SAID.items(), 1):
            stamp = f"170000000{number}.000100"
            body = {"type": "event_callback", "team_id": "T1", "event": event | {"ts": stamp}}
            assert bot.hears(body) == 200, name
            assert len(bot.stored) == number, name


def test_every_command_and_shortcut_of_the_manifest_reaches_the_inbox(transaction: Transactions) -> None:
    assert {one["command"] for one in SOCKET["features"]["slash_commands"]} == {
        made.COMMAND,
        made.SUPPORT,
    }
    assert {one["callback_id"] for one in SOCKET["features"]["shortcuts"]} == {made.SHORTCUT}
    with listening(transaction) as bot:
        for number, (feature, body) in enumerate(WANTED.items(), 1):
            assert bot.hears({**body, "trigger_id": str(number)}) == 200, feature
            assert len(bot.stored) == number, feature


def test_what_is_listened_to_is_declared_and_nothing_else_is(transaction: Transactions) -> None:
    with listening(transaction) as bot:
        for name, body in PRESSED.items():
            assert bot.hears(body) == 200, name
        for feature, body in UNHEARD.items():
            assert bot.hears(body) == 404, feature
    assert SOCKET["settings"]["interactivity"]["is_enabled"]
    assert SOCKET["features"]["app_home"]["home_tab_enabled"]
