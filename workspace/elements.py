"""The elements of Block Kit as tables: which fields each has, and what each may hold."""

from __future__ import annotations

from typing import Any

from workspace.limits import LIMITS
from workspace.rules import (
    Findings,
    Rule,
    anything,
    between,
    many,
    matching,
    one_of,
    plain,
    shape,
    string,
    text,
    truth,
    whole,
)

DATE = matching(r"\d{4}-\d\d-\d\d", "a date YYYY-MM-DD")
TIME = matching(r"\d\d:\d\d", "a time HH:mm")
USER = matching(r"[UW][A-Z0-9]+", "a user id")
CHANNEL = matching(r"C[A-Z0-9]+", "a channel id")
CONVERSATION = matching(r"[CDGUW][A-Z0-9]+", "a conversation id")
MINUTE = between(0, 9_999_999_999)
ACTION_ID = string("action_id", least=1)
STYLE = one_of("primary", "danger")

CONFIRM = shape(
    "title text confirm deny",
    title=plain("confirm title"),
    text=text("confirm text"),
    confirm=plain("confirm button"),
    deny=plain("confirm button"),
    style=STYLE,
)
PLAIN_OPTION = shape(
    "text value",
    text=plain("option text"),
    value=string("option value", least=1),
    description=plain("option description"),
    url=string("button url"),
)
OPTION = shape(
    "text value",
    text=text("option text"),
    value=string("option value", least=1),
    description=text("option description"),
)
GROUP = shape("label options", label=plain("option group label"), options=many(PLAIN_OPTION, "options"))
FEEDBACK = shape(
    "text value",
    text=plain("feedback text"),
    value=string("feedback value"),
    accessibility_label=string("accessibility label"),
)
FILTERED = {"action_id": ACTION_ID, "placeholder": plain("placeholder"), "focus_on_load": truth}
ASKED = FILTERED | {"confirm": CONFIRM}
MANY = ASKED | {"max_selected_items": between(1)}
KINDS_OF_PLACE = one_of("im", "mpim", "private", "public")
FILTER = shape(
    "",
    include=many(KINDS_OF_PLACE, "conversation kinds"),
    exclude_external_shared_channels=truth,
    exclude_bot_users=truth,
)
DISPATCH = shape("trigger_actions_on", trigger_actions_on=anything)


def either(rule: Rule, *names: str) -> Rule:
    """`rule`, and exactly one of the fields `names` must be there."""

    def both(value: Any, at: str, found: Findings) -> None:
        rule(value, at, found)
        if isinstance(value, dict) and sum(name in value for name in names) != 1:
            found.add(f"must define exactly one of {', '.join(f'`{n}`' for n in names)}", at)

    return both


def at_least(rule: Rule, *names: str) -> Rule:
    """`rule`, and one or more of the fields `names` must be there."""

    def both(value: Any, at: str, found: Findings) -> None:
        rule(value, at, found)
        if isinstance(value, dict) and not any(value.get(name) for name in names):
            found.add(f"must define either {' or '.join(f'`{n}`' for n in names)}", at)

    return both


def written(**more: Rule) -> Rule:
    return shape("type", **FILTERED, dispatch_action_config=DISPATCH, **more)


IMAGE = either(
    shape(
        "type alt_text",
        image_url=string("image url", least=1),
        alt_text=string("image alt text"),
        slack_file=anything,
    ),
    "image_url",
    "slack_file",
)
ELEMENTS: dict[str, Rule] = {
    "button": shape(
        "type text",
        action_id=ACTION_ID,
        text=plain("button text"),
        value=string("button value"),
        url=string("button url"),
        agent_prompt=string("button agent prompt"),
        agent_prompt_display=anything,
        visible_to_user_ids=anything,
        style=STYLE,
        confirm=CONFIRM,
        accessibility_label=string("accessibility label"),
    ),
    "static_select": either(
        shape(
            "type",
            **ASKED,
            options=many(PLAIN_OPTION, "options"),
            option_groups=many(GROUP, "option groups"),
            initial_option=PLAIN_OPTION,
        ),
        "options",
        "option_groups",
    ),
    "multi_static_select": either(
        shape(
            "type",
            **MANY,
            options=many(PLAIN_OPTION, "options"),
            option_groups=many(GROUP, "option groups"),
            initial_options=many(PLAIN_OPTION, "options"),
        ),
        "options",
        "option_groups",
    ),
    "external_select": shape("type", **ASKED, initial_option=PLAIN_OPTION, min_query_length=whole),
    "multi_external_select": shape(
        "type", **MANY, initial_options=many(PLAIN_OPTION, "options"), min_query_length=whole
    ),
    "users_select": shape("type", **ASKED, initial_user=USER),
    "multi_users_select": shape("type", **MANY, initial_users=many(USER, "options", least=0)),
    "channels_select": shape("type", **ASKED, initial_channel=CHANNEL, response_url_enabled=truth),
    "multi_channels_select": shape("type", **MANY, initial_channels=many(CHANNEL, "options", least=0)),
    "conversations_select": shape(
        "type",
        **ASKED,
        initial_conversation=CONVERSATION,
        default_to_current_conversation=truth,
        filter=FILTER,
        response_url_enabled=truth,
    ),
    "multi_conversations_select": shape(
        "type",
        **MANY,
        initial_conversations=many(CONVERSATION, "options", least=0),
        default_to_current_conversation=truth,
        filter=FILTER,
    ),
    "datepicker": shape("type", **ASKED, initial_date=DATE),
    "datetimepicker": shape(
        "type", action_id=ACTION_ID, initial_date_time=MINUTE, confirm=CONFIRM, focus_on_load=truth
    ),
    "timepicker": shape("type", **ASKED, initial_time=TIME, timezone=anything),
    "checkboxes": shape(
        "type options",
        action_id=ACTION_ID,
        options=many(OPTION, "checkbox options"),
        initial_options=many(OPTION, "checkbox options"),
        confirm=CONFIRM,
        focus_on_load=truth,
    ),
    "radio_buttons": shape(
        "type options",
        action_id=ACTION_ID,
        options=many(OPTION, "radio options"),
        initial_option=OPTION,
        confirm=CONFIRM,
        focus_on_load=truth,
    ),
    "overflow": shape(
        "type options",
        action_id=ACTION_ID,
        options=many(PLAIN_OPTION, "overflow options"),
        confirm=CONFIRM,
    ),
    "plain_text_input": written(
        initial_value=string("plain text input value"), multiline=truth, min_length=whole, max_length=whole
    ),
    "email_text_input": written(initial_value=anything),
    "url_text_input": written(initial_value=anything),
    "number_input": shape(
        "type is_decimal_allowed",
        **FILTERED,
        dispatch_action_config=DISPATCH,
        is_decimal_allowed=truth,
        initial_value=anything,
        min_value=anything,
        max_value=anything,
    ),
    "rich_text_input": written(initial_value=anything, min_lines=whole, max_lines=whole),
    "file_input": shape(
        "type",
        action_id=ACTION_ID,
        filetypes=anything,
        max_files=between(1, LIMITS["file input files"]),
    ),
    "url_source": shape("type url text", url=string("button url", least=1), text=anything),
    "feedback_buttons": shape(
        "type positive_button negative_button",
        action_id=ACTION_ID,
        positive_button=FEEDBACK,
        negative_button=FEEDBACK,
    ),
    "icon_button": shape(
        "type icon text",
        action_id=ACTION_ID,
        icon=one_of("trash"),
        text=plain("icon button text"),
        value=string("icon button value"),
        confirm=CONFIRM,
        accessibility_label=string("accessibility label"),
        visible_to_user_ids=anything,
    ),
    "image": IMAGE,
    "plain_text": plain("context text"),
    "mrkdwn": text("context text", "mrkdwn"),
}
