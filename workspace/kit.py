"""The blocks of Block Kit as tables: which fields each has, what each may hold, and where it may stand."""

from __future__ import annotations

from typing import Any

from workspace.elements import ELEMENTS, IMAGE, at_least, either
from workspace.limits import LIMITS
from workspace.rules import (
    Findings,
    Rule,
    anything,
    many,
    one_of,
    plain,
    shape,
    string,
    text,
    truth,
    typed,
    whole,
    words,
)

SLACK_ONLY_ELEMENTS = frozenset({"workflow_button"})
MENUS = frozenset(
    {
        *("static_select", "external_select", "users_select", "conversations_select", "channels_select"),
        *("multi_static_select", "multi_external_select", "multi_users_select"),
        *("multi_conversations_select", "multi_channels_select"),
    }
)
CHOSEN = MENUS | {"datepicker", "timepicker", "checkboxes", "radio_buttons"}
TYPED_IN = frozenset(
    {
        *("plain_text_input", "email_text_input", "url_text_input", "number_input"),
        *("rich_text_input", "file_input", "datetimepicker"),
    }
)


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


def _rows(value: Any, at: str, found: Findings) -> None:
    """The rows of a table: how many, how long, and how much text in all cells together."""
    many(many(CELL, "table cells"), "table rows")(value, at, found)
    if not found.wrong and sum(len(_cell(cell)) for row in value for cell in row) > LIMITS["table text"]:
        found.add(f"no more than {LIMITS['table text']} characters in all cells together", at)


def _cell(thing: Any) -> str:
    """The text of a cell, of rich text all its parts together."""
    if isinstance(thing, list):
        return "".join(_cell(inner) for inner in thing)
    if isinstance(thing, dict):
        return "".join(_cell(thing.get(name)) for name in ("text", "elements"))
    return thing if isinstance(thing, str) else ""


def _divided(rule: Rule) -> Rule:
    """`rule`, and no divider below the header of what can be collapsed."""

    def both(value: Any, at: str, found: Findings) -> None:
        rule(value, at, found)
        if isinstance(value, dict) and value.get("is_collapsible") and value.get("has_header_divider"):
            found.add("`has_header_divider` cannot be set when `is_collapsible` is true", at)

    return both


def _only(kind: str, rule: Rule) -> Rule:
    return typed({kind: rule}, frozenset({kind}), frozenset())


COLUMN = shape("", align=one_of("left", "center", "right"), is_wrapped=truth)
RICH_TEXT = _block("elements", elements=_rich)
CELL = typed(
    {
        "raw_text": shape("type text", text=words),
        "raw_number": shape("type value text", value=anything, text=words),
        "rich_text": RICH_TEXT,
    },
    frozenset({"raw_text", "raw_number", "rich_text"}),
    frozenset(),
)
CARD = at_least(
    _block(
        "",
        hero_image=IMAGE,
        icon=IMAGE,
        title=text("card title"),
        subtitle=text("card subtitle"),
        body=text("card body"),
        actions=many(_element("button"), "card actions"),
    ),
    "hero_image",
    "title",
    "actions",
    "body",
)
TASK = _block(
    "task_id title status",
    task_id=words,
    title=words,
    details=RICH_TEXT,
    output=RICH_TEXT,
    sources=many(_element("url_source"), "message blocks"),
    status=one_of("pending", "in_progress", "complete", "error"),
)
SINGLE: dict[str, Rule] = {
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
        "elements",
        elements=many(
            _element("button", "overflow", "datetimepicker", "rich_text_input", also=CHOSEN),
            "actions elements",
        ),
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
    "rich_text": RICH_TEXT,
    "input": _block(
        "label element",
        label=plain("input label"),
        element=_element(also=CHOSEN | TYPED_IN),
        hint=plain("input hint"),
        optional=truth,
        dispatch_action=truth,
    ),
    "card": CARD,
    "carousel": _block("elements", elements=many(_only("card", CARD), "carousel elements")),
    "task_card": TASK,
    "plan": _block("title", title=words, tasks=many(_only("task_card", TASK), "message blocks")),
    "table": _block("rows", rows=_rows, column_settings=many(COLUMN, "table column settings", least=0)),
}
SLACK_ONLY_BLOCKS = frozenset(["video", "file", "call", "auth_provider", "data_table", "data_visualization"])
# docs.slack.dev/blocks.json says where a block may stand; of table, plan and task_card it is taken to be
# messages alone, and of what stands in a container whatever does not ask for anything.
IN_CONTAINERS = frozenset(SINGLE) - {"alert", "input"}
CONTAINER = at_least(
    _block(
        "child_blocks",
        child_blocks=many(typed(SINGLE, IN_CONTAINERS, SLACK_ONLY_BLOCKS), "container blocks"),
        title=plain("container title"),
        rich_text_title=RICH_TEXT,
        subtitle=text("container subtitle"),
        width=one_of("narrow", "standard", "wide", "full"),
        icon=IMAGE,
        is_collapsible=truth,
        default_collapsed=truth,
        has_header_divider=truth,
    ),
    "title",
    "rich_text_title",
)
BLOCKS = SINGLE | {"container": _divided(CONTAINER)}
IN_MESSAGES = frozenset(BLOCKS) - {"alert"}
IN_MODALS = frozenset(SINGLE) - {"markdown", "context_actions", "task_card", "plan", "table", "carousel"}
IN_HOMES = IN_MODALS - {"alert"} | {"carousel"}
