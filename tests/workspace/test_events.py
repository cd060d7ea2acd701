"""Which events happen, led by the manifest, and what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient

from tests.workspace import manifests
from tests.workspace.helper_app import section
from workspace import ClientError, Workspace
from workspace.events import problems
from workspace.manifest import Manifest

Json = dict[str, Any]


def events(slack: Workspace) -> list[Json]:
    return [delivery.payload["event"] for delivery in slack.deliveries]


def kinds(slack: Workspace) -> list[str]:
    return [event.get("subtype") or event["type"] for event in events(slack)]


@pytest.fixture
def helped(slack: Workspace) -> Iterator[Workspace]:
    """A workspace with a channel of Ada, Bob and the bot."""
    slack.channel("help", members=["ada", "bob"])
    yield slack
    assert slack.complaints == []


def test_a_mention_is_two_events_of_one_message(helped: Workspace) -> None:
    helped.person("ada").says("@helper it is < 5 & broken", in_="help")
    message, mention = events(helped)
    assert (message["type"], mention["type"]) == ("message", "app_mention")
    assert message["ts"] == mention["ts"]
    assert message["text"] == "<@U0001> it is &lt; 5 &amp; broken"
    parts = message["blocks"][0]["elements"][0]["elements"]
    assert parts == [
        {"type": "user", "user_id": "U0001"},
        {"type": "text", "text": " it is < 5 & broken"},
    ]
    first, second = helped.deliveries
    assert first.payload["event_id"] != second.payload["event_id"]


def test_nobody_is_mentioned_in_direct_messages(helped: Workspace) -> None:
    helped.person("ada").says("@helper hello")
    assert kinds(helped) == ["message"]
    assert events(helped)[0]["channel_type"] == "im"


def test_threads_edits_and_deletions(helped: Workspace) -> None:
    ada, bob = helped.person("ada"), helped.person("bob")
    said = ada.says("question", in_="help")
    bob.says("me too", thread=said)
    bob.says("for all", thread=said, broadcast=True)
    gone = bob.says("oops", in_="help")
    bob.deletes(gone)
    ada.edits(said, "better question")
    assert kinds(helped) == [
        "message",
        "message",
        "thread_broadcast",
        "message",
        "message_deleted",
        "message_changed",
    ]
    _, reply, broadcast, _, deleted, changed = events(helped)
    assert (reply["thread_ts"], reply["parent_user_id"]) == (said.ts, ada.id)
    assert broadcast["root"]["text"] == "question"
    assert (deleted["deleted_ts"], deleted["previous_message"]["text"]) == (gone.ts, "oops")
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == (
        "question",
        "better question",
    )
    assert changed["message"]["edited"]["user"] == ada.id
    assert changed["ts"] != said.ts


def test_a_deleted_root_with_replies_stays_as_a_tombstone(helped: Workspace) -> None:
    ada = helped.person("ada")
    said = ada.says("question", in_="help")
    ada.says("more", thread=said)
    ada.deletes(said)
    assert kinds(helped)[-1] == "message_changed"
    assert events(helped)[-1]["message"]["subtype"] == "tombstone"
    assert not said.is_there


def test_files_and_other_bots(helped: Workspace) -> None:
    helped.person("ada").says("look", in_="help", files=[("shot.png", b"png")])
    helped.other_bot("Pager").says("fire", in_="help")
    shared, alarm = events(helped)
    assert (shared["subtype"], shared["files"][0]["name"]) == ("file_share", "shot.png")
    assert (alarm["subtype"], alarm["username"], alarm["bot_id"]) == ("bot_message", "Pager", "B0002")
    assert "user" not in alarm


def test_reactions_and_people_who_join(helped: Workspace) -> None:
    ada, eve = helped.person("ada"), helped.person("eve")
    said = ada.says("hi", in_="help")
    ada.reacts(said, "eyes")
    eve.joins("help")
    _, reaction, joined = events(helped)
    assert (reaction["reaction"], reaction["item"]["ts"], reaction["item_user"]) == ("eyes", said.ts, ada.id)
    assert (joined["user"], joined["channel_type"]) == (eve.id, "C")


def test_a_reaction_that_is_taken_back(helped: Workspace) -> None:
    ada, eve = helped.person("ada"), helped.person("eve")
    said = ada.says("hi", in_="help")
    ada.reacts(said, "eyes")
    ada.takes_back(said, "eyes")
    _, given, gone = events(helped)
    assert gone == given | {"type": "reaction_removed", "event_ts": gone["event_ts"]}
    assert said.reactions == []
    with pytest.raises(ClientError, match="has not reacted with :eyes:"):
        eve.takes_back(said, "eyes")
    assert len(events(helped)) == 3


def test_a_reaction_taken_back_is_not_told_to_who_has_not_subscribed() -> None:
    with Workspace(manifests.without("reaction_removed")) as slack:
        slack.channel("help", members=["ada"])
        ada = slack.person("ada")
        said = ada.says("hi", in_="help")
        ada.reacts(said, "eyes")
        ada.takes_back(said, "eyes")
        told = [delivery.type for delivery in slack.deliveries]
    assert told == ["message", "reaction_added"]


def test_the_bot_hears_of_a_channel_once_it_is_in(helped: Workspace) -> None:
    helped.channel("other", members=["ada"], bot=False)
    ada = helped.person("ada")
    ada.says("@helper unheard", in_="other")
    ada.invites("helper", to="other")
    ada.says("heard", in_="other")
    assert kinds(helped) == ["member_joined_channel", "message"]
    assert events(helped)[0]["inviter"] == ada.id


def test_the_bots_own_messages_come_back_to_it(helped: Workspace) -> None:
    web = WebClient(token=helped.bot_token, base_url=helped.api_url)
    posted = web.chat_postMessage(channel="C0001", text="mine", blocks=[section("mine")])
    web.chat_update(channel="C0001", ts=posted["ts"], text="mine still")
    own, changed = events(helped)
    assert (own["user"], own["bot_id"], own["app_id"]) == ("U0001", "B0001", "A0001")
    assert changed["message"]["bot_id"] == "B0001"


def test_opening_the_app_tells_the_tab(helped: Workspace) -> None:
    ada = helped.person("ada")
    helped.client.open_home(ada.person, "home")
    ada.opens_messages()
    assert [(e["type"], e["tab"]) for e in events(helped)] == [
        ("app_home_opened", "home"),
        ("app_home_opened", "messages"),
    ]


def test_only_subscribed_events_are_delivered() -> None:
    with Workspace(manifests.without("message.channels", "reaction_added")) as slack:
        slack.channel("help", members=["ada"])
        ada = slack.person("ada")
        said = ada.says("@helper hello", in_="help")
        ada.reacts(said, "eyes")
        assert kinds(slack) == ["app_mention"]


def test_an_event_without_its_scope_stays_away_with_a_complaint() -> None:
    with Workspace(manifests.without("im:history")) as slack:
        slack.person("ada").says("hello")
        assert slack.deliveries == []
        assert slack.complaints == ["manifest: message.im needs the scope im:history"]


def test_a_shared_channel_shows_organisations(slack: Workspace) -> None:
    slack.person("eve", team="Other Ltd")
    slack.channel("joint", members=["ada", "eve"], shared_with=["Other Ltd"])
    slack.person("eve").says("hello", in_="joint", files=[("log.txt", b"x")])
    payload = slack.deliveries[0].payload
    event: Json = payload["event"]
    assert payload["is_ext_shared_channel"]
    assert (payload["team_id"], payload["authorizations"][0]["team_id"]) == ("T0001", "T0001")
    assert (event["user_team"], event["source_team"]) == ("T0002", "T0002")
    assert event["user_profile"]["real_name"] == "Eve"
    assert event["files"][0]["file_access"] == "check_file_info"
    web = WebClient(token=slack.bot_token, base_url=slack.api_url)
    kept: Json = web.files_info(file=event["files"][0]["id"])["file"]
    assert kept["name"] == "log.txt"


def test_several_people_and_the_bot_speak_in_direct_messages(slack: Workspace, web: WebClient) -> None:
    group = slack.group("ada", "bob")
    slack.person("ada").says("@helper are you there?", in_=group.name)
    assert kinds(slack) == ["message", "app_mention"]
    assert events(slack)[0]["channel_type"] == "mpim"
    opened: Json = web.conversations_open(users=["U0002", "U0003"], return_im=True)["channel"]
    assert (opened["id"], opened["name"]) == (group.id, "mpdm-ada--bob--helper-1")
    assert (opened["is_mpim"], opened["is_private"]) == (True, True)
    assert web.conversations_members(channel=group.id)["members"] == ["U0002", "U0003", "U0001"]
    with pytest.raises(ClientError, match="not joined"):
        slack.person("eve").joins(group.name)


def test_the_app_hears_where_the_person_beside_it_goes(helped: Workspace) -> None:
    ada = helped.person("ada")
    ada.looks_at("help")
    ada.looks_at()
    first, second = events(helped)
    entity = {"type": "slack#/types/channel_id", "value": "C0001", "team_id": "T0001"}
    assert (first["type"], first["context"]) == ("app_context_changed", {"entities": [entity]})
    assert (second["user"], second["context"]) == (ada.id, {})


def test_a_channel_is_shared_moved_and_archived(slack: Workspace, web: WebClient) -> None:
    slack.person("eve", team="Other Ltd")
    place = slack.channel("help", members=["ada", "eve"])
    said = slack.person("ada").says("hello", in_="help")
    slack.share("help", "Other Ltd")
    slack.change_id("help")
    slack.unshare("help", "Other Ltd")
    slack.person("ada").archives("help")
    _, shared, moved, unshared, archived = events(slack)
    assert (shared["type"], shared["connected_team_id"], shared["channel"]) == (
        "channel_shared",
        "T0002",
        "C0001",
    )
    assert (moved["type"], moved["old_channel_id"], moved["new_channel_id"]) == (
        "channel_id_changed",
        "C0001",
        "C0002",
    )
    assert (unshared["previously_connected_team_id"], unshared["is_ext_shared"]) == ("T0002", False)
    assert (archived["type"], archived["channel"]) == ("channel_archive", "C0002")
    assert (place.members, said.message.channel) == (["U0003", "U0001"], "C0002")
    assert web.chat_getPermalink(channel="C0002", message_ts=said.ts)["ok"]
    with pytest.raises(ClientError, match="cannot write"):
        slack.person("ada").says("too late", in_="help")


def test_an_app_without_agent_view_hears_of_no_context() -> None:
    manifest = manifests.over_http()
    del manifest["features"]["agent_view"]
    with Workspace(manifest) as slack:
        slack.person("ada").looks_at()
        assert slack.deliveries == []
        assert slack.complaints == ["manifest: app_context_changed needs the feature agent_view"]


def test_events_that_will_never_come_are_complained_of() -> None:
    manifest = manifests.over_http()
    manifest["settings"]["event_subscriptions"]["bot_events"] = ["file_shared", "appmention"]
    assert problems(Manifest.read(manifest)) == [
        "manifest: appmention is no event this workspace knows",
        "manifest: file_shared is never sent by this workspace",
    ]


def test_what_slacks_client_refuses_the_app_never_hears(helped: Workspace) -> None:
    eve, ada = helped.person("eve"), helped.person("ada")
    with pytest.raises(ClientError, match="cannot write"):
        eve.says("hello", in_="help")
    with pytest.raises(ClientError, match="not a message of ada"):
        ada.edits(helped.person("bob").says("mine", in_="help"), "stolen")
    with pytest.raises(ClientError, match="not a valid command"):
        ada.command("/unknown")
    with pytest.raises(ClientError, match="no such shortcut"):
        ada.shortcut("unknown")
    with pytest.raises(KeyError):
        ada.says("hello", in_="nowhere")


def test_an_app_that_takes_no_messages_gets_none() -> None:
    manifest = manifests.over_http()
    manifest["features"]["app_home"]["messages_tab_read_only_enabled"] = True
    with Workspace(manifest) as slack, pytest.raises(ClientError, match="turned off"):
        slack.person("ada").says("hello")


def test_people_and_channels_are_described_once(helped: Workspace) -> None:
    with pytest.raises(ValueError, match="here already"):
        helped.person("ada", email=None)
    with pytest.raises(ValueError, match="there already"):
        helped.channel("help", private=True)
