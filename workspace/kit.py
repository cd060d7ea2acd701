"""Block Kit as tables: which fields each block and element has, and what each may hold."""

from __future__ import annotations

from typing import Any

from workspace.rules import (
    Findings,
    Rule,
    anything,
    many,
    matching,
    one_of,
    plain,
    shape,
    string,
    text,
    truth,
    typed,
    whole,
)

DATE = matching(r"\d{4}-\d\d-\d\d", "a date YYYY-MM-DD")
TIME = matching(r"\d\d:\d\d", "a time HH:mm")
USER = matching(r"[UW][A-Z0-9]+", "a user id")
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
            **ASKED,
            options=many(PLAIN_OPTION, "options"),
            option_groups=many(GROUP, "option groups"),
            initial_options=many(PLAIN_OPTION, "options"),
            max_selected_items=whole,
        ),
        "options",
        "option_groups",
    ),
    "external_select": shape("type", **ASKED, initial_option=PLAIN_OPTION, min_query_length=whole),
    "users_select": shape("type", **ASKED, initial_user=USER),
    "datepicker": shape("type", **ASKED, initial_date=DATE),
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
SLACK_ONLY_ELEMENTS = frozenset(
    {
        "rich_text_input",
        "file_input",
        "datetimepicker",
        "multi_external_select",
        "multi_users_select",
        "multi_conversations_select",
        "multi_channels_select",
        "conversations_select",
        "channels_select",
        "workflow_button",
        "url_source",
    }
)
CHOSEN = frozenset(
    {
        "static_select",
        "multi_static_select",
        "external_select",
        "users_select",
        "datepicker",
        "timepicker",
        "checkboxes",
        "radio_buttons",
    }
)
TYPED_IN = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})


def _element(*kinds: str, also: frozenset[str] = frozenset()) -> Rule:
    return typed(ELEMENTS, also.union(kinds), SLACK_ONLY_ELEMENTS)


RICH_INNER = typed(
    {
        "rich_text_section": shape("type elements", elements=anything),
        "rich_text_list": shape(
            "type elements style",
            elements=anything,
            style=one_of("bullet", "ordered"),
            indent=whole,
            offset=whole,
            border=whole,
        ),
        "rich_text_quote": shape("type elements", elements=anything, border=whole),
        "rich_text_preformatted": shape("type elements", elements=anything, border=whole, language=anything),
    },
    frozenset({"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"}),
    frozenset(),
)


def _rich(value: Any, at: str, found: Findings) -> None:
    if not isinstance(value, list):
        found.add("should be an array", at)
        return
    for index, inner in enumerate(value):
        RICH_INNER(inner, f"{at}/{index}", found)


def _block(needs: str, **fields: Rule) -> Rule:
    return shape(f"type {needs}", block_id=string("block_id", least=1), **fields)


BLOCKS: dict[str, Rule] = {
    "section": at_least(
        _block(
            "",
            text=text("section text"),
            fields=many(text("section field"), "section fields"),
            accessory=_element("button", "overflow", "image", also=CHOSEN),
            expand=truth,
        ),
        "text",
        "fields",
    ),
    "header": _block("text", text=plain("header text")),
    "divider": _block(""),
    "markdown": _block("text", text=string("markdown text", least=1)),
    "alert": _block(
        "text", text=text("alert text"), level=one_of("default", "info", "warning", "error", "success")
    ),
    "context": _block(
        "elements", elements=many(_element("image", "plain_text", "mrkdwn"), "context elements")
    ),
    "actions": _block(
        "elements", elements=many(_element("button", "overflow", also=CHOSEN), "actions elements")
    ),
    "context_actions": _block(
        "elements", elements=many(_element("feedback_buttons", "icon_button"), "context_actions elements")
    ),
    "image": either(
        _block(
            "alt_text",
            alt_text=string("image alt text"),
            image_url=string("image url", least=1),
            slack_file=anything,
            title=plain("image title"),
        ),
        "image_url",
        "slack_file",
    ),
    "rich_text": _block("elements", elements=_rich),
    "input": _block(
        "label element",
        label=plain("input label"),
        element=_element(also=CHOSEN | TYPED_IN),
        hint=plain("input hint"),
        optional=truth,
        dispatch_action=truth,
    ),
}
SLACK_ONLY_BLOCKS = frozenset(
    ["table", "card", "carousel", "container", "task_card", "plan", "video", "file", "call", "auth_provider"]
)
IN_MESSAGES = frozenset(BLOCKS)
IN_VIEWS = IN_MESSAGES - {"markdown", "context_actions"}
