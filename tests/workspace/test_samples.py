"""Every field the workspace sends is one that Slack sends, by the samples of Slack's own Java SDK."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from tests.workspace import manifests
from tests.workspace.helper_app import TICKET, button, section
from workspace import Workspace
from workspace.deliveries import EVENT
from workspace.reading import pressables

Json = dict[str, Any]
SAMPLES = Path(__file__).parent / "samples"
# Free keys (ids, block ids) lie beneath these fields, or shapes that samples of their own describe.
OPEN = {"values", "blocks", "shares", "reactions", "icon", "event_payload", "files", "root"}
# The objects that are messages, whatever the field is called.
MESSAGES = {"event", "message", "previous_message"}
# What Slack sends although no sample has it, with the page that says so.
BEYOND = {
    "response_urls",  # of view_submission: .../reference/interaction-payloads/view-interactions-payload
    "state.values",  # the samples leave `state` empty: same page
    "view.blocks",  # cut from our copies of the samples
    "response_metadata",  # of files.info: docs.slack.dev/apis/web-api/pagination
    "response_metadata.next_cursor",
    "members.is_stranger",  # of users.list: as in users.info
}


def fields(thing: Any, within: str = "") -> Iterator[str]:
    """All fields as "object.field"; lists are walked through, and all messages count as one object."""
    for item in thing if isinstance(thing, list) else [thing]:
        if isinstance(item, dict):
            for name, inner in item.items():
                yield f"{within}.{name}".lstrip(".")
                if name not in OPEN:
                    yield from fields(inner, "message" if name in MESSAGES else name)


@cache
def known(kind: str) -> set[str]:
    """The fields of the sample; of events and interactions those of all, for their samples are patchy."""
    alone = kind.startswith("api/")
    paths = [SAMPLES / f"{kind}.json"] if alone else SAMPLES.glob("[ei]*/*.json")
    return {field for path in paths for field in fields(json.loads(path.read_text()))}


@pytest.fixture(scope="module")
def sent() -> dict[str, list[Json]]:
    """All payloads and answers of a day in a workspace, by the name of the sample they belong to."""
    found: dict[str, list[Json]] = {}
    with Workspace(manifests.SOCKET) as slack:
        _play(slack)
        for delivery in slack.deliveries:
            kind = _event_kind(delivery.payload["event"]) if delivery.kind == EVENT else delivery.type
            found.setdefault(KINDS[kind], []).append(delivery.payload)
        for call in slack.calls:
            assert call.answer["ok"], call
            if (SAMPLES / "api" / f"{call.method}.json").exists():
                found.setdefault(f"api/{call.method}", []).append(call.answer)
    return found


KINDS = {
    "message": "events/MessagePayload",
    "bot_message": "events/MessageBotPayload",
    "message_changed": "events/MessageChangedPayload",
    "message_deleted": "events/MessageDeletedPayload",
    "file_share": "events/MessageFileSharePayload",
    "thread_broadcast": "events/MessageThreadBroadcastPayload",
    "app_mention": "events/AppMentionPayload",
    "app_home_opened": "events/AppHomeOpenedPayload",
    "member_joined_channel": "events/MemberJoinedChannelPayload",
    "reaction_added": "events/ReactionAddedPayload",
    "reaction_removed": "events/ReactionAddedPayload",  # the same fields; there is no sample of its own
    "channel_shared": "events/ChannelSharedPayload",
    "app_uninstalled": "events/AppUninstalledPayload",
    "tokens_revoked": "events/TokensRevokedPayload",
    "block_actions": "interactions/BlockActionPayload",
    "message_action": "interactions/MessageShortcutPayload",
    "view_submission": "interactions/ViewSubmissionPayload",
    "view_closed": "interactions/ViewClosedPayload",
    "/help-me": "interactions/SlashCommandPayload",
}

METADATA = {"event_type": "answer", "event_payload": {"n": 1}}


def _event_kind(event: Json) -> str:
    return str(event.get("subtype") or event["type"])


def _play(slack: Workspace) -> None:
    """Nobody answers, so that interactions are built without being waited for."""
    place = slack.channel("help", members=["ada"], shared_with=["Other Ltd"])
    slack.person("eve", team="Other Ltd")
    ada, eve, bob = (slack.person(name) for name in ("ada", "eve", "bob"))
    eve.joins("help")
    ada.invites(bob.name, to="help")
    said = eve.says("@helper hello", in_="help")
    ada.says("look", in_="help", files=[("a.png", b"x")])
    ada.edits(ada.says("worng", in_="help"), "wrong")
    ada.deletes(ada.says("gone", in_="help"))
    ada.says("to all", thread=said, broadcast=True)
    ada.reacts(said, "eyes")
    ada.takes_back(said, "eyes")
    ada.says("hi")
    slack.other_bot("Pager").says("fire", in_="help")
    web = WebClient(token=slack.bot_token, base_url=slack.api_url)
    _call_all(slack, web, place.id, said.ts)
    slack.client.open_home(ada.person, "home")
    _interact(slack, web, place.id, said.ts)
    slack.share("help", "Third Ltd")
    ada.says("among us", in_=slack.group("ada", "bob").name)
    slack.uninstall()


def _call_all(slack: Workspace, web: WebClient, channel: str, ts: str) -> None:
    ada = slack.person("ada")
    web.auth_test()
    web.team_info()
    web.users_info(user=slack.person("eve").id)
    web.users_list()
    web.users_lookupByEmail(email="ada@home.example")
    web.conversations_info(channel=channel, include_num_members=True)
    web.conversations_members(channel=channel)
    web.chat_getPermalink(channel=channel, message_ts=ts)
    web.chat_postEphemeral(channel=channel, user=ada.id, text="psst")
    web.reactions_add(channel=channel, timestamp=ts, name="tada")
    web.assistant_threads_setStatus(channel_id=channel, thread_ts=ts, status="thinks")
    web.files_upload_v2(channel=channel, content="log", filename="a.log")
    web.files_info(file="F0001")
    web.views_publish(user_id=ada.id, view={"type": "home", "blocks": [section("x")]})
    web.api_call("apps.connections.open", headers={"Authorization": f"Bearer {slack.app_token}"})


def _interact(slack: Workspace, web: WebClient, channel: str, thread: str) -> None:
    ada, interactions = slack.person("ada").person, slack.core.interactions
    blocks = [section("x"), {"type": "actions", "elements": [button("Go", "go")]}]
    posted = web.chat_postMessage(
        channel=channel, thread_ts=thread, text="x", blocks=blocks, metadata=METADATA
    )
    said = slack.heard(channel, posted["ts"]).message
    go = pressables(said.blocks)[0]
    opened: Json = web.views_open(trigger_id=interactions.trigger(ada), view=TICKET)["view"]
    web.views_update(view_id=opened["id"], view=TICKET)
    view = slack.world.views[opened["id"]]
    payloads = [
        interactions.click(ada, said, go.block, go.element, go.chosen),
        interactions.click_in_view(ada, view, go.block, go.element, go.chosen),
        interactions.message_shortcut(ada, slack.manifest.shortcuts["ticket"], said),
        interactions.submission(ada, view),
        interactions.closed(ada, view, cleared=False),
    ]
    for payload in payloads:
        slack.postman.send("interactive", payload)
    place = slack.world.channels[channel]
    slack.postman.send("slash_commands", interactions.command(ada, "/help-me", "", place))


@pytest.mark.parametrize("kind", sorted({str(p.relative_to(SAMPLES))[:-5] for p in SAMPLES.glob("*/*.json")}))
def test_only_slacks_fields_are_sent(kind: str, sent: dict[str, list[Json]]) -> None:
    assert sent.get(kind), f"nothing of {kind} was sent"
    assert set(fields(sent[kind])) - known(kind) - BEYOND == set()


# What the samples have and the workspace never sends, because nothing here is of that kind.
NEVER_SENT = {
    *("authed_users", "authed_teams"),  # no longer sent by Slack to new apps
    *("attachments", "icons", "display_as_bot", "upload", "bot_access_token", "enterprise_name"),
    *("app_unfurl", "function_data", "interactivity"),  # of unfurls and workflow steps
    *("enterprise", "enterprise_id"),  # no organisations above the team
    "is_cleared",  # of view_submission: only view_closed has it
}


@pytest.mark.parametrize(
    "kind", sorted({str(p.relative_to(SAMPLES))[:-5] for p in SAMPLES.glob("[ei]*/*.json")})
)
def test_no_field_of_slacks_is_missing(kind: str, sent: dict[str, list[Json]]) -> None:
    """What a client may look for at the top of a payload, or in its event, we send at some time."""
    wanted, ours = json.loads((SAMPLES / f"{kind}.json").read_text()), sent[kind]
    assert set(wanted) - {name for payload in ours for name in payload} - NEVER_SENT == set()
    events = {field for payloads in sent.values() for field in fields(payloads)}
    assert {f"message.{name}" for name in set(wanted.get("event", ())) - NEVER_SENT} - events == set()
