"""The Web API as Slack's own client sees it: what is answered, and what is refused with which error."""

from __future__ import annotations

import io
import json
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.workspace import manifests
from tests.workspace.helper_app import modal, section
from workspace import Workspace

Json = dict[str, Any]


def error(call: Any, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)
    return str(refused.value.response["error"])


def test_the_token_is_checked(slack: Workspace) -> None:
    def auth(**headers: str) -> str:
        return str(httpx.post(slack.api_url + "auth.test", headers=headers).json().get("error"))

    assert auth() == "not_authed"
    assert auth(Authorization="Bearer xoxb-wrong") == "invalid_auth"
    assert auth(Authorization=f"Bearer {slack.app_token}") == "not_allowed_token_type"
    assert auth(Authorization=f"Bearer {slack.bot_token}") == "None"


def test_auth_test_tells_who_the_bot_is(slack: Workspace, web: WebClient) -> None:
    told = web.auth_test()
    assert (told["user_id"], told["bot_id"], told["team_id"]) == ("U0001", "B0001", "T0001")


def test_json_and_forms_are_understood_alike(slack: Workspace) -> None:
    ada = slack.person("ada")
    channel = ada.says("hi").message.channel
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    fields = {"channel": channel, "text": "hello"}
    url = slack.api_url + "chat.postMessage"
    as_json = httpx.post(url, headers=headers, json=fields | {"blocks": [section("x")]}).json()
    as_form = httpx.post(url, headers=headers, data=fields | {"blocks": json.dumps([section("x")])}).json()
    assert as_json["message"]["blocks"][0]["text"] == as_form["message"]["blocks"][0]["text"]
    assert httpx.post(url, headers=headers, json=[1]).json()["error"] == "json_not_object"
    assert httpx.post(url, headers=headers, files={"file": b"x"}).json()["error"] == "invalid_form_data"
    broken = httpx.post(url, headers=headers | {"Content-Type": "application/json"}, content="{")
    assert broken.json()["error"] == "invalid_json"


def test_unknown_methods_and_arguments_are_complained_of(slack: Workspace, web: WebClient) -> None:
    assert error(web.api_call, api_method="chat.scheduleMessage", json={}) == "unknown_method"
    web.api_call("auth.test", json={"colour": "red"})
    assert slack.complaints == [
        "chat.scheduleMessage: this method is not simulated",
        "auth.test: the argument colour is not simulated",
    ]


def test_arguments_are_required_and_typed(web: WebClient) -> None:
    assert error(web.api_call, api_method="users.info") == "invalid_arguments"
    assert error(web.conversations_list, limit="many") == "invalid_arguments"
    assert error(web.chat_postMessage, channel="C1", text="x", blocks="[{") == "invalid_blocks_format"


@pytest.mark.parametrize(
    ("scope", "method", "arguments"),
    [
        ("chat:write", "chat.postMessage", {"channel": "C0001", "text": "x"}),
        ("channels:history", "conversations.history", {"channel": "C0001"}),
        ("channels:read", "conversations.info", {"channel": "C0001"}),
        ("im:write", "conversations.open", {"users": "U0002"}),
        ("users:read", "users.info", {"user": "U0002"}),
        ("users:read.email", "users.lookupByEmail", {"email": "ada@home.example"}),
        ("team:read", "team.info", {}),
        ("reactions:write", "reactions.remove", {"channel": "C0001", "timestamp": "1", "name": "eyes"}),
        ("reactions:write", "reactions.add", {"channel": "C0001", "timestamp": "1", "name": "eyes"}),
        ("files:read", "files.info", {"file": "F0001"}),
        ("files:write", "files.getUploadURLExternal", {"filename": "x", "length": 1}),
        ("assistant:write", "assistant.threads.setSuggestedPrompts", {"channel_id": "D1", "prompts": []}),
    ],
)
def test_a_missing_scope_is_told_with_what_there_is(scope: str, method: str, arguments: Json) -> None:
    with Workspace(manifests.without(scope)) as slack:
        slack.channel("help", members=["ada"])
        web = WebClient(token=slack.bot_token, base_url=slack.api_url)
        with pytest.raises(SlackApiError) as refused:
            web.api_call(method, json=arguments)
    answer = refused.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", scope)
    assert scope not in answer["provided"].split(",")
    assert "commands" in answer["provided"].split(",")


def test_people_and_strangers(slack: Workspace, web: WebClient) -> None:
    ada = slack.person("ada", real_name="Ada Lovelace", email="ada@example.com")
    eve = slack.person("eve", email="eve@other.example", team="Other Ltd")
    known: Json = web.users_info(user=ada.id)["user"]
    assert (known["real_name"], known["profile"]["email"]) == ("Ada Lovelace", "ada@example.com")
    stranger: Json = web.users_info(user=eve.id)["user"]
    assert stranger["is_stranger"]
    assert stranger["team_id"] == "T0002"
    assert "email" not in stranger["profile"]
    found: Json = web.users_lookupByEmail(email="ada@example.com")["user"]
    assert found["id"] == ada.id
    assert error(web.users_lookupByEmail, email="eve@other.example") == "users_not_found"
    assert error(web.users_info, user="U9999") == "user_not_found"
    team: Json = web.team_info(team="T0002")["team"]
    assert team["name"] == "Other Ltd"
    assert error(web.team_info, team="T9999") == "team_not_found"


def test_without_the_email_scope_addresses_are_silently_absent() -> None:
    with Workspace(manifests.without("users:read.email")) as slack:
        ada = slack.person("ada")
        web = WebClient(token=slack.bot_token, base_url=slack.api_url)
        shown: Json = web.users_info(user=ada.id)["user"]
        assert "email" not in shown["profile"]


def test_lists_come_in_pages(slack: Workspace, web: WebClient) -> None:
    for number in range(4):
        slack.person(f"p{number}")
    pages = [len(list(page["members"])) for page in web.users_list(limit=2)]
    assert pages == [2, 2, 1]
    assert error(web.users_list, cursor="nonsense") == "invalid_cursor"
    assert error(web.users_list, limit=5000) == "invalid_limit"


def test_conversations_are_seen_by_those_in_them(slack: Workspace, web: WebClient) -> None:
    slack.channel("public", members=["ada"], bot=False)
    slack.channel("secret", members=["ada"], private=True, bot=False)
    slack.channel("ours", members=["ada"], private=True)
    listed: list[Json] = web.conversations_list(types="public_channel,private_channel")["channels"]
    assert [(c["name"], c["is_member"], c["is_private"]) for c in listed] == [
        ("public", False, False),
        ("ours", True, True),
    ]
    assert error(web.conversations_info, channel="C0002") == "channel_not_found"
    assert error(web.conversations_history, channel="C0001") == "not_in_channel"
    assert error(web.conversations_list, types="rooms") == "invalid_types"
    members = web.conversations_members(channel="C0003")["members"]
    assert members == ["U0002", "U0001"]
    info: Json = web.conversations_info(channel="C0003", include_num_members=True)["channel"]
    assert info["num_members"] == 2


def test_direct_messages_are_opened_once(slack: Workspace, web: WebClient) -> None:
    ada = slack.person("ada")
    first: Json = web.conversations_open(users=ada.id)["channel"]
    again: Json = web.conversations_open(users=[ada.id], return_im=True)["channel"]
    assert first["id"] == again["id"] == ada.says("hi").message.channel
    assert again["user"] == ada.id
    assert error(web.conversations_open, users="U9999") == "user_not_found"


def test_posting_answers_what_stands_in_the_channel(slack: Workspace, web: WebClient) -> None:
    place = slack.channel("help", members=["ada"])
    posted = web.chat_postMessage(channel=place.id, text="a &amp; b", blocks=[section("*b*")])
    message: Json = posted["message"]
    assert message["bot_profile"]["name"] == "helper"
    assert message["blocks"][0]["block_id"]
    assert message["blocks"][0]["text"]["verbatim"] is False
    heard = slack.heard(place.id, posted["ts"])
    assert heard.all_text == "*b*"


@pytest.mark.parametrize(
    ("arguments", "refused"),
    [
        ({"channel": "C9999", "text": "x"}, "channel_not_found"),
        ({"channel": "nowhere", "text": "x"}, "channel_not_found"),
        ({"channel": "C0002", "text": "x"}, "not_in_channel"),
        ({"channel": "C0001"}, "no_text"),
        ({"channel": "C0001", "text": "x", "thread_ts": "1.000000"}, "thread_not_found"),
        ({"channel": "C0001", "text": "x", "metadata": {"event_type": "t"}}, "invalid_metadata_format"),
        ({"channel": "C0001", "text": "x", "markdown_text": "x"}, "markdown_text_conflict"),
        ({"channel": "U0001", "text": "to myself"}, "channel_not_found"),
    ],
)
def test_posting_is_refused(slack: Workspace, web: WebClient, arguments: Json, refused: str) -> None:
    slack.channel("help", members=["ada"])
    slack.channel("elsewhere", members=["ada"], bot=False)
    assert error(web.api_call, api_method="chat.postMessage", json=arguments) == refused


def test_an_archived_channel_takes_no_messages(slack: Workspace, web: WebClient) -> None:
    place = slack.channel("old", members=["ada"])
    place.archived = True
    assert error(web.chat_postMessage, channel=place.id, text="x") == "is_archived"


def test_a_reply_to_a_reply_lands_in_the_thread_with_a_complaint(slack: Workspace, web: WebClient) -> None:
    said = slack.person("ada").says("hi")
    reply = web.chat_postMessage(channel=said.message.channel, text="one", thread_ts=said.ts)
    inner = web.chat_postMessage(channel=said.message.channel, text="two", thread_ts=reply["ts"])
    message: Json = inner["message"]
    assert message["thread_ts"] == said.ts
    assert len(slack.complaints) == 1


def test_threads_and_history_are_read_back_with_metadata_on_demand(slack: Workspace, web: WebClient) -> None:
    place = slack.channel("help", members=["ada"])
    ada = slack.person("ada")
    said = ada.says("question", in_="help")
    metadata = {"event_type": "answer", "event_payload": {"n": 1}}
    web.chat_postMessage(channel=place.id, text="one", thread_ts=said.ts, metadata=metadata)
    web.chat_postMessage(channel=place.id, text="two", thread_ts=said.ts, reply_broadcast=True)
    replies: list[Json] = web.conversations_replies(channel=place.id, ts=said.ts)["messages"]
    assert [m["text"] for m in replies] == ["question", "one", "two"]
    assert replies[0]["reply_count"] == 2
    assert "metadata" not in replies[1]
    read = web.conversations_replies(channel=place.id, ts=said.ts, include_all_metadata=True, limit=2)
    again: list[Json] = read["messages"]
    assert again[1]["metadata"] == metadata
    assert read["has_more"]
    history: list[Json] = web.conversations_history(channel=place.id)["messages"]
    assert [m["text"] for m in history] == ["two", "question"]
    later: list[Json] = web.conversations_history(channel=place.id, oldest=said.ts)["messages"]
    assert [m["text"] for m in later] == ["two"]
    assert error(web.conversations_replies, channel=place.id, ts="1.0") == "thread_not_found"


def test_only_own_messages_are_changed(slack: Workspace, web: WebClient) -> None:
    place = slack.channel("help", members=["ada"])
    said = slack.person("ada").says("hi", in_="help")
    own = web.chat_postMessage(channel=place.id, text="old", blocks=[section("old block")])
    at: Json = {"channel": place.id, "ts": own["ts"]}
    changed: Json = web.chat_update(**at, text="new")["message"]
    assert (changed["text"], changed["edited"]["user"]) == ("new", slack.bot.id)
    assert changed["blocks"][0]["text"]["text"] == "old block"
    bare: Json = web.chat_update(**at, text="bare", blocks=[])["message"]
    assert "blocks" not in bare
    assert error(web.chat_update, channel=place.id, ts=said.ts, text="x") == "cant_update_message"
    assert error(web.chat_update, channel=place.id, ts="1.0", text="x") == "message_not_found"
    assert error(web.api_call, api_method="chat.update", json=at) == "no_text"
    assert error(web.chat_delete, channel=place.id, ts=said.ts) == "cant_delete_message"
    web.chat_delete(**at)
    assert error(web.chat_delete, **at) == "message_not_found"


def test_an_ephemeral_message_is_for_one_person_only(slack: Workspace, web: WebClient) -> None:
    place = slack.channel("help", members=["ada", "bob"])
    ada, bob = slack.person("ada"), slack.person("bob")
    sent = web.chat_postEphemeral(channel=place.id, user=ada.id, text="psst")
    assert [heard.text for heard in ada.sees(in_="help")] == ["psst"]
    assert bob.sees(in_="help") == []
    ts = sent["message_ts"]
    assert error(web.chat_update, channel=place.id, ts=ts, text="x") == "message_not_found"
    outsider = slack.person("eve").id
    refused = error(web.chat_postEphemeral, channel=place.id, user=outsider, text="x")
    assert refused == "user_not_in_channel"


def test_permalinks_name_channel_and_message(slack: Workspace, web: WebClient) -> None:
    said = slack.person("ada").says("hi")
    link = web.chat_getPermalink(channel=said.message.channel, message_ts=said.ts)["permalink"]
    assert link == f"https://home.slack.com/archives/{said.message.channel}/p{said.ts.replace('.', '')}"
    nothing = {"channel": said.message.channel, "message_ts": "1.0"}
    assert error(web.chat_getPermalink, **nothing) == "message_not_found"


def test_reactions_are_given_once(slack: Workspace, web: WebClient) -> None:
    said = slack.person("ada").says("hi")
    at: Json = {"channel": said.message.channel, "timestamp": said.ts}
    web.reactions_add(**at, name="eyes")
    assert said.reactions == ["eyes"]
    assert error(web.reactions_add, **at, name="eyes") == "already_reacted"
    assert error(web.reactions_add, **at, name=":eyes:") == "invalid_name"
    assert error(web.reactions_add, channel=at["channel"], timestamp="1.0", name="x") == "message_not_found"


def test_a_channel_can_be_named_to_post_into_it(slack: Workspace, web: WebClient) -> None:
    place = slack.channel("help", members=["ada"])
    slack.channel("secret", members=["ada"], private=True, bot=False)
    for name in ("#help", "help"):
        assert web.chat_postMessage(channel=name, text="hi")["channel"] == place.id
    for name in ("#secret", "#nowhere", "#"):
        assert error(web.chat_postMessage, channel=name, text="hi") == "channel_not_found"


def test_reactions_are_taken_back_once_and_each_person_their_own(slack: Workspace, web: WebClient) -> None:
    ada = slack.person("ada")
    said = ada.says("hi")
    at: Json = {"channel": said.message.channel, "timestamp": said.ts, "name": "eyes"}
    ada.reacts(said, "eyes")
    assert error(web.reactions_remove, **at) == "no_reaction"
    web.reactions_add(**at)
    web.reactions_remove(**at)
    assert said.message.reactions == {"eyes": [ada.id]}
    assert error(web.reactions_remove, **at) == "no_reaction"
    assert error(web.reactions_remove, **at | {"name": ":eyes:"}) == "invalid_name"
    assert error(web.reactions_remove, **at | {"timestamp": "1.0"}) == "message_not_found"


def test_direct_messages_that_are_open_already_say_so(slack: Workspace, web: WebClient) -> None:
    ada = slack.person("ada").id
    first, second = web.conversations_open(users=ada), web.conversations_open(users=ada)
    assert first["channel"] == second["channel"]
    assert (first.get("already_open"), first.get("no_op")) == (None, None)
    assert (second.get("already_open"), second.get("no_op")) == (True, True)


def test_the_status_of_a_thread_goes_with_the_next_message(slack: Workspace, web: WebClient) -> None:
    said = slack.person("ada").says("hi")
    thread: Json = {"channel_id": said.message.channel, "thread_ts": said.ts}
    web.assistant_threads_setStatus(**thread, status="is searching ...")
    assert said.status == "is searching ..."
    web.chat_postMessage(channel=said.message.channel, thread_ts=said.ts, text="found")
    assert said.status == ""
    refused = error(
        web.assistant_threads_setStatus, channel_id=thread["channel_id"], thread_ts="1.0", status="x"
    )
    assert refused == "invalid_thread_ts"


def test_an_agent_gives_no_thread_with_its_prompts(slack: Workspace, web: WebClient) -> None:
    ada = slack.person("ada")
    said = ada.says("hi")
    prompts = [{"title": "Ask", "message": "How do I ...?"}]
    web.assistant_threads_setSuggestedPrompts(
        channel_id=said.message.channel, thread_ts=said.ts, prompts=prompts
    )
    assert ada.prompts == []
    assert len(slack.complaints) == 1
    web.assistant_threads_setSuggestedPrompts(channel_id=said.message.channel, prompts=prompts)
    assert ada.prompts == ["Ask"]


def test_a_file_is_downloaded_with_the_token_only(slack: Workspace, web: WebClient) -> None:
    said = slack.person("ada").says("look", files=[("shot.png", b"\x89PNG")])
    kept: Json = web.files_info(file=said.message.files[0].id)["file"]
    assert (kept["mimetype"], kept["size"], kept["user"]) == ("image/png", 4, "U0002")
    url = kept["url_private_download"]
    assert "<html>" in httpx.get(url).text
    with_token = httpx.get(url, headers={"Authorization": f"Bearer {slack.bot_token}"})
    assert with_token.content == b"\x89PNG"
    assert error(web.files_info, file="F9999") == "file_not_found"


def test_a_file_is_uploaded_in_three_steps(slack: Workspace, web: WebClient) -> None:
    ada = slack.person("ada")
    channel = ada.says("hi").message.channel
    web.files_upload_v2(channel=channel, file=io.BytesIO(b"log"), filename="a.log", initial_comment="See")
    heard = ada.sees()[-1]
    assert (heard.text, heard.message.files[0].content) == ("See", b"log")
    assert slack.complaints == []


def test_an_upload_of_another_length_is_refused(slack: Workspace, web: WebClient) -> None:
    asked = web.files_getUploadURLExternal(filename="a.log", length=3)
    assert httpx.post(asked["upload_url"], content=b"four").status_code == 400
    early = [{"id": asked["file_id"], "title": "a"}]
    assert error(web.files_completeUploadExternal, files=early) == "file_not_found"


def test_a_trigger_opens_one_view_within_its_time(slack: Workspace, web: WebClient) -> None:
    ada = slack.person("ada")
    trigger = slack.core.interactions.trigger(ada.person)
    web.views_open(trigger_id=trigger, view=modal(section("x")))
    assert error(web.views_open, trigger_id=trigger, view=modal()) == "exchanged_trigger_id"
    assert error(web.views_open, trigger_id="1.2.3", view=modal()) == "invalid_trigger_id"
    late = slack.core.interactions.trigger(ada.person)
    slack.core.interactions.triggers[late].at -= slack.timing.trigger_lives + 0.01
    assert error(web.views_open, trigger_id=late, view=modal()) == "expired_trigger_id"
    assert error(web.views_push, trigger_id=trigger, view=modal()) == "exchanged_trigger_id"


def test_a_view_is_updated_if_nobody_else_did(slack: Workspace, web: WebClient) -> None:
    ada = slack.person("ada")
    opened = web.views_open(
        trigger_id=slack.core.interactions.trigger(ada.person), view=modal(section("x"), external_id="mine")
    )
    view: Json = opened["view"]
    web.views_update(view_id=view["id"], hash=view["hash"], view=modal(section("y")))
    newer = {"view_id": view["id"], "hash": view["hash"], "view": modal()}
    assert error(web.views_update, **newer) == "hash_conflict"
    assert error(web.views_update, external_id="mine", view=modal()) == "not_found"
    assert error(web.api_call, api_method="views.update", json={"view": modal()}) == "invalid_arguments"
    assert error(web.views_update, view_id="V9999", view=modal()) == "not_found"


def test_external_ids_are_unique_among_open_views(slack: Workspace, web: WebClient) -> None:
    ada, bob = slack.person("ada"), slack.person("bob")
    trigger = slack.core.interactions.trigger
    web.views_open(trigger_id=trigger(ada.person), view=modal(external_id="mine"))
    again = {"trigger_id": trigger(bob.person), "view": modal(external_id="mine")}
    assert error(web.views_open, **again) == "duplicate_external_id"


def test_a_view_too_large_is_refused(slack: Workspace, web: WebClient) -> None:
    ada = slack.person("ada")
    trigger = slack.core.interactions.trigger(ada.person)
    large = modal(*[section("x" * 3000) for _ in range(90)])
    assert error(web.views_open, trigger_id=trigger, view=large) == "view_too_large"


def test_the_home_tab_is_published_per_person(slack: Workspace, web: WebClient) -> None:
    ada = slack.person("ada")
    home = {"type": "home", "blocks": [section("Hello Ada")]}
    first: Json = web.views_publish(user_id=ada.id, view=home)["view"]
    second: Json = web.views_publish(user_id=ada.id, view=home, hash=first["hash"])["view"]
    assert first["id"] == second["id"]
    assert error(web.views_publish, user_id=ada.id, view=home, hash=first["hash"]) == "hash_conflict"
    assert error(web.views_publish, user_id="U9999", view=home) == "user_not_found"
    assert error(web.views_publish, user_id=ada.id, view=modal()) == "invalid_arguments"


def test_ids_and_times_are_the_same_in_every_workspace(slack: Workspace) -> None:
    slack.channel("help", members=["ada"])
    said = slack.person("ada").says("hi", in_="help")
    assert (said.message.channel, said.message.user, said.ts) == ("C0001", "U0002", "1700000000.000000")


def test_a_response_url_is_good_for_five_uses_and_half_an_hour() -> None:
    now = [1_700_000_000.0]
    with Workspace(manifests.SOCKET, clock=lambda: now[0]) as slack:
        ada = slack.person("ada")
        place = slack.world.direct(ada.id, slack.bot.id)

        def fresh() -> str:
            payload = slack.core.interactions.command(ada.person, "/help-me", "", place)
            return str(payload["response_url"])

        def use(url: str) -> int:
            return httpx.post(url, json={"text": "hello"}).status_code

        url = fresh()
        assert [use(url) for _ in range(6)] == [200] * 5 + [404]
        late = fresh()
        now[0] += 1801
        assert use(late) == 404
        assert [heard.is_ephemeral for heard in ada.sees()] == [True] * 5
