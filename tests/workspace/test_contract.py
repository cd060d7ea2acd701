"""What our answers consist of: nothing a client could come to rely on that Slack does not document."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.workspace.helper_app import modal, section
from workspace import Workspace

Json = dict[str, Any]
# docs.slack.dev/reference/methods/<method>: the fields of its answer, without "ok".
DOCUMENTED: dict[str, set[str]] = {
    "chat.postMessage": {"channel", "ts", "message"},
    "chat.update": {"channel", "ts", "text", "message"},
    "chat.delete": {"channel", "ts"},
    "chat.postEphemeral": {"message_ts"},
    "chat.getPermalink": {"channel", "permalink"},
    "conversations.open": {"channel", "no_op", "already_open"},
    "conversations.info": {"channel"},
    "conversations.list": {"channels", "response_metadata"},
    "conversations.members": {"members", "response_metadata"},
    "conversations.history": {"messages", "has_more", "response_metadata"},
    "conversations.replies": {"messages", "has_more", "response_metadata"},
    "users.list": {"members", "cache_ts", "response_metadata"},
    "reactions.add": set(),
    "reactions.remove": set(),
    "views.open": {"view"},
    "views.push": {"view"},
    "views.update": {"view"},
    "views.publish": {"view"},
    "assistant.threads.setStatus": set(),
    "assistant.threads.setSuggestedPrompts": set(),
    "auth.revoke": {"revoked"},
}
# docs.slack.dev/reference/objects/message and the samples of chat.postMessage.
OF_A_MESSAGE = {
    *("type", "subtype", "ts", "text", "user", "team", "bot_id", "app_id", "bot_profile", "blocks", "files"),
    *("thread_ts", "parent_user_id", "reply_count", "reply_users_count", "latest_reply", "reply_users"),
    *("is_locked", "subscribed", "edited", "metadata", "reactions", "client_msg_id", "upload"),
    *("display_as_bot",),
}
OF_A_REFUSAL = {"ok", "error", "needed", "provided", "response_metadata", "errors", "req_method"}


def test_answers_hold_what_is_documented(slack: Workspace, web: WebClient) -> None:
    _call_everything(slack, web)
    for call in slack.calls:
        assert call.answer.pop("ok") is True, call
        assert call.answer.keys() <= DOCUMENTED[call.method], call.method
    assert {call.method for call in slack.calls} == set(DOCUMENTED)
    assert slack.complaints == []


def _call_everything(slack: Workspace, web: WebClient) -> None:
    place, ada = slack.channel("help", members=["ada"]), slack.person("ada")
    said = ada.says("hello", in_="help")
    at: Json = {"channel": place.id, "ts": said.ts}
    posted = web.chat_postMessage(channel=place.id, thread_ts=said.ts, text="x", blocks=[section("x")])
    web.chat_update(channel=place.id, ts=posted["ts"], text="y")
    web.chat_postEphemeral(channel=place.id, user=ada.id, text="x")
    web.chat_getPermalink(channel=place.id, message_ts=said.ts)
    web.reactions_add(channel=place.id, timestamp=said.ts, name="eyes")
    web.reactions_remove(channel=place.id, timestamp=said.ts, name="eyes")
    web.reactions_add(channel=place.id, timestamp=said.ts, name="tada")
    for message in (*web.conversations_history(channel=place.id)["messages"], posted["message"]):
        assert message.keys() <= OF_A_MESSAGE
    web.conversations_replies(**at)
    web.assistant_threads_setStatus(channel_id=place.id, thread_ts=said.ts, status="x")
    web.chat_delete(channel=place.id, ts=posted["ts"])
    direct: Json = web.conversations_open(users=ada.id)["channel"]
    web.assistant_threads_setSuggestedPrompts(
        channel_id=direct["id"], prompts=[{"title": "t", "message": "m"}]
    )
    web.conversations_info(channel=place.id)
    web.conversations_list()
    web.conversations_members(channel=place.id)
    web.users_list()
    _views(slack, web)
    web.auth_revoke()


def _views(slack: Workspace, web: WebClient) -> None:
    ada, trigger = slack.person("ada").person, slack.core.interactions.trigger
    opened: Json = web.views_open(trigger_id=trigger(ada), view=modal(section("x")))["view"]
    web.views_update(view_id=opened["id"], view=modal(section("y")))
    web.views_push(trigger_id=trigger(ada, slack.world.views[opened["id"]]), view=modal(section("z")))
    web.views_publish(user_id=ada.id, view={"type": "home", "blocks": [section("x")]})


def test_refusals_hold_what_is_documented(slack: Workspace, web: WebClient) -> None:
    wrong: list[tuple[str, Json]] = [
        ("chat.postMessage", {"channel": "C9999", "text": "x"}),
        ("chat.postMessage", {"channel": "C0001", "blocks": [{"type": "sektion"}]}),
        ("users.info", {}),
        ("no.such.method", {}),
        ("views.open", {"trigger_id": "1", "view": {"type": "modal"}}),
        ("oauth.v2.access", {"client_id": "1", "client_secret": "2", "code": "3"}),
    ]
    slack.channel("help", members=["ada"])
    for method, arguments in wrong:
        with pytest.raises(SlackApiError) as refused:
            web.api_call(method, json=arguments)
        answer: Any = refused.value.response.data
        assert answer.keys() <= OF_A_REFUSAL
        assert answer["error"]


def test_lists_are_read_page_by_page_as_slacks_client_does(slack: Workspace, web: WebClient) -> None:
    for name in ("one", "two", "three"):
        slack.channel(name, members=["ada", "bob"])
    for said in ("first", "second"):
        slack.person("ada").says(said, in_="one")

    def read(pages: Any, name: str) -> list[Any]:
        return [item for page in pages for item in page[name]]

    assert len(read(web.conversations_list(limit=1), "channels")) == 3
    assert len(read(web.conversations_members(channel="C0001", limit=1), "members")) == 3
    assert len(read(web.users_list(limit=2), "members")) == 3
    history = read(web.conversations_history(channel="C0001", limit=1), "messages")
    assert [message["text"] for message in history] == ["second", "first"]
    last: Json = web.conversations_list().data  # type: ignore[assignment]
    assert last["response_metadata"] == {"next_cursor": ""}
    with pytest.raises(SlackApiError, match="invalid_cursor"):
        web.conversations_list(cursor="made up")
