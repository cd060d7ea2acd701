"""Every limit of the table from both sides: what just fits is accepted, one more is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import (
    ButtonElement,
    CardBlock,
    ContainerBlock,
    RawNumberObject,
    RawTextObject,
    SectionBlock,
    TableBlock,
)

from tests.workspace import manifests
from tests.workspace.helper_app import asked, button, modal, option, section
from workspace import Workspace
from workspace.limits import LIMITS

Json = dict[str, Any]


@dataclass
class Stage:
    """A workspace with Ada in it, and the calls that a row may be about."""

    slack: Workspace
    web: WebClient

    def __post_init__(self) -> None:
        self.ada = self.slack.person("ada")
        self.said = self.ada.says("hello")
        self.channel = self.said.message.channel

    def post(self, *blocks: Json) -> None:
        self.web.chat_postMessage(channel=self.channel, text="fallback", blocks=blocks)

    def show(self, **view: Any) -> None:
        """Open a modal with a fresh trigger, as if Ada had just clicked."""
        trigger = self.slack.core.interactions.trigger(self.ada.person)
        self.web.views_open(trigger_id=trigger, view=modal() | view)


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with Workspace(manifests.SOCKET) as slack:
        yield Stage(slack, WebClient(token=slack.bot_token, base_url=slack.api_url))


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def select(*options: Json, **more: Any) -> Json:
    return {"type": "static_select", "action_id": "s", "options": list(options)} | more


def text_input(**more: Any) -> Json:
    return asked("Label", "b", {"type": "plain_text_input"} | more)


def confirm(**more: Any) -> Json:
    return {"title": plain("t"), "text": plain("t"), "confirm": plain("y"), "deny": plain("n")} | more


def feedback(**positive: Any) -> Json:
    good = {"text": plain("+"), "value": "+"} | positive
    bad = {"text": plain("-"), "value": "-"}
    element = {"type": "feedback_buttons", "action_id": "f", "positive_button": good, "negative_button": bad}
    return {"type": "context_actions", "elements": [element]}


def icon(**more: Any) -> Json:
    element = {"type": "icon_button", "icon": "trash", "text": plain("x"), "action_id": "i"} | more
    return {"type": "context_actions", "elements": [element]}


def card(**more: Any) -> Json:
    return {"type": "card", "title": plain("t")} | more


def container(*blocks: Json, **more: Any) -> Json:
    return {"type": "container", "title": plain("t"), "child_blocks": list(blocks)} | more


def cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


def table(*rows: list[Json], **more: Any) -> Json:
    return {"type": "table", "rows": list(rows)} | more


def task(**more: Any) -> Json:
    return {"type": "task_card", "task_id": "t1", "title": "Search", "status": "complete"} | more


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://example.com/i.png", "alt_text": "a"} | more


def options(count: int) -> list[Json]:
    return [option(f"o{n}") for n in range(count)]


def one_button(**more: Any) -> Json:
    return actions(button("b", "a") | more)


Row = Callable[[Stage, int], object]
IN_MESSAGES: dict[str, Callable[[int], list[Json]]] = {
    "message blocks": lambda n: [{"type": "divider"}] * n,
    "section fields": lambda n: [{"type": "section", "fields": [plain("f")] * n}],
    "context elements": lambda n: [{"type": "context", "elements": [plain("f")] * n}],
    "actions elements": lambda n: [actions(*(button("b", f"a{i}") for i in range(n)))],
    "context_actions elements": lambda n: [
        {"type": "context_actions", "elements": [icon(action_id=f"i{i}")["elements"][0] for i in range(n)]}
    ],
    "options": lambda n: [actions(select(*options(n)))],
    "option groups": lambda n: [
        actions(
            {
                "type": "static_select",
                "action_id": "s",
                "option_groups": [{"label": plain("g"), "options": options(1)}] * n,
            }
        )
    ],
    "checkbox options": lambda n: [
        actions({"type": "checkboxes", "action_id": "c", "options": options(n)}),
    ],
    "radio options": lambda n: [
        actions({"type": "radio_buttons", "action_id": "r", "options": options(n)}),
    ],
    "overflow options": lambda n: [
        actions({"type": "overflow", "action_id": "o", "options": options(n)}),
    ],
    "section text": lambda n: [section("x" * n)],
    "section field": lambda n: [{"type": "section", "fields": [plain("x" * n)]}],
    "header text": lambda n: [{"type": "header", "text": plain("x" * n)}],
    "markdown text": lambda n: [
        {"type": "markdown", "text": "x" * (n - 1000)},
        {"type": "markdown", "text": "x" * 1000},
    ],
    "card title": lambda n: [card(title=plain("x" * n))],
    "card subtitle": lambda n: [card(subtitle=plain("x" * n))],
    "card body": lambda n: [card(body=plain("x" * n))],
    "card actions": lambda n: [card(actions=[button("b", f"a{i}") for i in range(n)])],
    "carousel elements": lambda n: [{"type": "carousel", "elements": [card() for _ in range(n)]}],
    "container blocks": lambda n: [container(*[{"type": "divider"}] * n)],
    "container title": lambda n: [container(section("x"), title=plain("x" * n))],
    "container subtitle": lambda n: [container(section("x"), subtitle=plain("x" * n))],
    "table rows": lambda n: [table(*[[cell("x")]] * n)],
    "table cells": lambda n: [table([cell("x")] * n)],
    "table column settings": lambda n: [table([cell("x")], column_settings=[{"align": "right"}] * n)],
    "table text": lambda n: [table([cell("x" * 1000), cell("x" * (n - 1000))])],
    "message tables": lambda n: [table([cell("x")])] * n,
    "context text": lambda n: [{"type": "context", "elements": [plain("x" * n)]}],
    "image url": lambda n: [image(image_url="https://e.com/".ljust(n, "x"))],
    "image alt text": lambda n: [image(alt_text="x" * n)],
    "image title": lambda n: [image(title=plain("x" * n))],
    "block_id": lambda n: [section("x", block_id="x" * n)],
    "action_id": lambda n: [one_button(action_id="x" * n)],
    "button text": lambda n: [one_button(text=plain("x" * n))],
    "button value": lambda n: [one_button(value="x" * n)],
    "button agent prompt": lambda n: [one_button(agent_prompt="x" * n)],
    "button url": lambda n: [one_button(url="https://e.com/".ljust(n, "x"))],
    "accessibility label": lambda n: [one_button(accessibility_label="x" * n)],
    "feedback text": lambda n: [feedback(text=plain("x" * n))],
    "feedback value": lambda n: [feedback(value="x" * n)],
    "icon button text": lambda n: [icon(text=plain("x" * n))],
    "icon button value": lambda n: [icon(value="x" * n)],
    "placeholder": lambda n: [actions(select(*options(1), placeholder=plain("x" * n)))],
    "option text": lambda n: [actions(select(option("x" * n, "v")))],
    "option value": lambda n: [actions(select(option("x", "x" * n)))],
    "option description": lambda n: [actions(select(option("x") | {"description": plain("x" * n)}))],
    "option group label": lambda n: [
        actions(
            {
                "type": "static_select",
                "action_id": "s",
                "option_groups": [{"label": plain("x" * n), "options": options(1)}],
            }
        )
    ],
    "confirm title": lambda n: [one_button(confirm=confirm(title=plain("x" * n)))],
    "confirm text": lambda n: [one_button(confirm=confirm(text=plain("x" * n)))],
    "confirm button": lambda n: [one_button(confirm=confirm(deny=plain("x" * n)))],
}
IN_VIEWS: dict[str, Callable[[int], Json]] = {
    "view blocks": lambda n: {"blocks": [{"type": "divider"}] * n},
    "alert text": lambda n: {"blocks": [{"type": "alert", "text": plain("x" * n), "level": "info"}]},
    "file input files": lambda n: {"blocks": [asked("F", "b", {"type": "file_input", "max_files": n})]},
    "conversation kinds": lambda n: {
        "blocks": [
            asked("C", "b", {"type": "conversations_select", "filter": {"include": ["public"] * n}}),
        ]
    },
    "input label": lambda n: {"blocks": [text_input() | {"label": plain("x" * n)}]},
    "input hint": lambda n: {"blocks": [text_input() | {"hint": plain("x" * n)}]},
    "plain text input value": lambda n: {"blocks": [text_input(initial_value="x" * n)]},
    "view title": lambda n: {"title": plain("x" * n)},
    "view submit": lambda n: {"submit": plain("x" * n)},
    "view close": lambda n: {"close": plain("x" * n)},
    "private_metadata": lambda n: {"private_metadata": "x" * n},
    "callback_id": lambda n: {"callback_id": "x" * n},
    "external_id": lambda n: {"external_id": "x" * n},
}
OTHERS = {
    "all block text",
    "view stack",
    "group direct messages",
    "suggested prompts",
    "loading messages",
    "post text",
    "update text",
    "response_url uses",
}


def test_every_row_of_the_table_is_tested() -> None:
    assert set(LIMITS) == {*IN_MESSAGES, *IN_VIEWS, *OTHERS}


@pytest.mark.parametrize("row", IN_MESSAGES)
def test_a_message_is_held_to(row: str, stage: Stage) -> None:
    stage.post(*IN_MESSAGES[row](LIMITS[row]))
    with pytest.raises(SlackApiError) as refused:
        stage.post(*IN_MESSAGES[row](LIMITS[row] + 1))
    assert refused.value.response["error"] == "invalid_blocks"
    assert "[json-pointer:/blocks" in refused.value.response["response_metadata"]["messages"][0]


@pytest.mark.parametrize("row", IN_VIEWS)
def test_a_view_is_held_to(row: str, stage: Stage) -> None:
    stage.show(**IN_VIEWS[row](LIMITS[row]))
    with pytest.raises(SlackApiError) as refused:
        stage.show(**IN_VIEWS[row](LIMITS[row] + 1))
    assert refused.value.response["error"] == "invalid_arguments"
    assert "[json-pointer:/view" in refused.value.response["response_metadata"]["messages"][0]


def test_all_text_of_a_message_together_is_limited(stage: Stage) -> None:
    rest = LIMITS["all block text"] - 4 * 3000
    stage.post(*[section("x" * 3000)] * 4, section("x" * rest))
    with pytest.raises(SlackApiError, match="msg_blocks_too_long"):
        stage.post(*[section("x" * 3000)] * 4, section("x" * (rest + 1)))


def test_posted_text_is_cut_and_updated_text_refused(stage: Stage) -> None:
    posted = stage.web.chat_postMessage(channel=stage.channel, text="x" * (LIMITS["post text"] + 1))
    message: Json = posted["message"]
    assert len(message["text"]) == LIMITS["post text"]
    update = {"channel": stage.channel, "ts": posted["ts"]}
    stage.web.chat_update(**update, text="x" * LIMITS["update text"])
    with pytest.raises(SlackApiError, match="msg_too_long"):
        stage.web.chat_update(**update, text="x" * (LIMITS["update text"] + 1))


def test_the_status_has_a_limited_number_of_loading_messages(stage: Stage) -> None:
    def status(count: int) -> None:
        stage.web.assistant_threads_setStatus(
            channel_id=stage.channel, thread_ts=stage.said.ts, status="s", loading_messages=["m"] * count
        )

    status(LIMITS["loading messages"])
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        status(LIMITS["loading messages"] + 1)


def test_the_messages_tab_has_a_limited_number_of_prompts(stage: Stage) -> None:
    def suggest(count: int) -> None:
        prompts = [{"title": "t", "message": "m"}] * count
        stage.web.assistant_threads_setSuggestedPrompts(channel_id=stage.channel, prompts=prompts)

    suggest(LIMITS["suggested prompts"])
    assert stage.ada.prompts == ["t"] * LIMITS["suggested prompts"]
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        suggest(LIMITS["suggested prompts"] + 1)


def test_direct_messages_are_for_eight_people(stage: Stage) -> None:
    people = [stage.slack.person(f"p{n}").id for n in range(LIMITS["group direct messages"] + 1)]
    stage.web.conversations_open(users=people[1:])
    with pytest.raises(SlackApiError, match="too_many_users"):
        stage.web.conversations_open(users=people)


def test_modals_stand_three_high(stage: Stage) -> None:
    stage.show()
    interactions = stage.slack.core.interactions

    def push() -> None:
        form = stage.ada.form
        assert form
        stage.web.views_push(trigger_id=interactions.trigger(stage.ada.person, form.view), view=modal())

    for _ in range(LIMITS["view stack"] - 1):
        push()
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        push()


WRONG: dict[str, Json] = {
    "must define either `text` or `fields`": {"type": "section"},
    "unsupported type: sektion": {"type": "sektion"},
    "invalid additional property: txt": {"type": "divider", "txt": "x"},
    "missing required field: text": {"type": "header"},
    "should be one of plain_text": {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
    "must be more than 0 characters": {"type": "section", "text": plain("")},
    "no fewer than 1 items allowed": {"type": "actions", "elements": []},
    "should be one of primary, danger": actions(button("x", "a", style="red")),
    "must define exactly one of `image_url`, `slack_file`": {"type": "image", "alt_text": "x"},
    "should be a date YYYY-MM-DD": actions({"type": "datepicker", "action_id": "d", "initial_date": "1.1."}),
    "should be a user id": actions({"type": "users_select", "action_id": "u", "initial_user": "ada"}),
    "`action_id` must be unique": actions(button("x", "a"), button("y", "a")),
    "unsupported type: plain_text_input": actions({"type": "plain_text_input", "action_id": "p"}),
    "unsupported type: alert": {"type": "alert", "text": plain("x")},
    "should be one of pending, in_progress": task(status="done"),
    "missing required field: task_id": {"type": "task_card", "title": "x", "status": "error"},
    "unsupported type: section": {"type": "plan", "title": "p", "tasks": [section("x")]},
    "must define either `hero_image` or `title`": {"type": "card", "subtitle": plain("x")},
    "must define either `title` or `rich_text_title`": {"type": "container", "child_blocks": [section("x")]},
    "`has_header_divider` cannot be set": container(
        section("x"), is_collapsible=True, has_header_divider=True
    ),
    "should be one of narrow, standard": container(section("x"), width="huge"),
    "unsupported type: container": container(container(section("x"))),
    "unsupported type: header": {"type": "carousel", "elements": [{"type": "header", "text": plain("x")}]},
    "unsupported type: plain_text [": table([plain("x")]),
    "should be one of left, center": table([cell("x")], column_settings=[{"align": "top"}]),
    "must be at least 0 and at most": actions(
        {"type": "datetimepicker", "action_id": "d", "initial_date_time": -1}
    ),
    "must be at least 1": actions({"type": "multi_users_select", "action_id": "u", "max_selected_items": 0}),
    "should be a channel id": actions(
        {"type": "channels_select", "action_id": "c", "initial_channel": "D0001"}
    ),
    "unsupported element in a message: rich_text_input": actions(
        {"type": "rich_text_input", "action_id": "r"}
    ),
    "should be an array": {"type": "context", "elements": "x"},
    "should be a boolean": text_input(multiline="yes"),
}


ALSO: dict[str, Json] = {
    "plan": {"type": "plan", "title": "Answering", "tasks": [task(), task(task_id="t2", status="pending")]},
    "task with rich text": task(
        details={"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
        sources=[{"type": "url_source", "url": "https://e.com", "text": "Article"}],
    ),
    "container": container(section("x"), card(actions=[button("b", "a")]), is_collapsible=True, width="wide"),
    "table": table([cell("x"), {"type": "raw_number", "value": 3, "text": "3"}], column_settings=[]),
    "datetimepicker": actions({"type": "datetimepicker", "action_id": "d", "initial_date_time": 1628633820}),
}


@pytest.mark.parametrize("name", ALSO)
def test_a_well_formed_block_is_accepted(name: str, stage: Stage) -> None:
    stage.post(ALSO[name])


def test_slacks_models_write_what_is_accepted(stage: Stage) -> None:
    """The table, card and container of slack_sdk, written by its own models."""
    rows = [[RawTextObject(text="a").to_dict(), RawNumberObject(value=1, text="1").to_dict()]]
    written = [
        TableBlock(rows=rows),
        CardBlock(title="t", body="b", actions=[ButtonElement(text="x", action_id="a")]),
        ContainerBlock(title="t", child_blocks=[SectionBlock(text="x")]),
    ]
    stage.post(*[block.to_dict() for block in written])


@pytest.mark.parametrize("problem", WRONG)
def test_a_malformed_block_is_named(problem: str, stage: Stage) -> None:
    with pytest.raises(SlackApiError) as refused:
        stage.post(WRONG[problem])
    messages = refused.value.response["response_metadata"]["messages"]
    assert any(problem in message for message in messages)


def test_block_ids_are_unique_in_a_message(stage: Stage) -> None:
    with pytest.raises(SlackApiError, match="already exists"):
        stage.post(section("x", block_id="same"), section("y", block_id="same"))


def test_a_form_with_inputs_needs_a_submit_button(stage: Stage) -> None:
    without = {name: value for name, value in modal(text_input()).items() if name != "submit"}
    trigger = stage.slack.core.interactions.trigger(stage.ada.person)
    with pytest.raises(SlackApiError, match="`submit` is required"):
        stage.web.views_open(trigger_id=trigger, view=without)


def test_blocks_for_messages_alone_are_refused_in_views(stage: Stage) -> None:
    with pytest.raises(SlackApiError, match="unsupported type: markdown"):
        stage.show(blocks=[{"type": "markdown", "text": "x"}])


def test_blocks_for_modals_alone_are_refused_on_the_home_tab(stage: Stage) -> None:
    alert = {"type": "alert", "text": plain("x")}
    with pytest.raises(SlackApiError, match="unsupported type: alert"):
        stage.web.views_publish(user_id=stage.ada.id, view={"type": "home", "blocks": [alert]})


def test_a_block_slack_has_but_this_workspace_has_not_is_refused_loudly() -> None:
    with Workspace(manifests.SOCKET) as slack:
        stage = Stage(slack, WebClient(token=slack.bot_token, base_url=slack.api_url))
        with pytest.raises(SlackApiError, match="video is not simulated"):
            stage.post({"type": "video", "video_url": "https://e.com"})
        assert slack.complaints == ["blocks: video at /blocks/0 is not simulated"]
