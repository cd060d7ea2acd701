"""What the inputs of a view or message hold: initial values, what was entered, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from workspace.limits import LIMITS
from workspace.things import Json

Filled = Mapping[tuple[str, str], Any]

# element type: (the field of state.values, the field with the initial value)
STATEFUL = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "file_input": ("files", "initial_files"),  # there is no such field: files are never filled in before
}
MANY = {"checkboxes", "file_input", *(kind for kind in STATEFUL if kind.startswith("multi_"))}
NESTED = {"container": "child_blocks", "carousel": "elements", "plan": "tasks"}
REQUIRED = "Please complete this required field."
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def all_blocks(blocks: list[Json]) -> Iterator[Json]:
    """Every block, and after each those that stand in it: of a container, a carousel or a plan."""
    for block in blocks:
        yield block
        yield from all_blocks(block.get(NESTED.get(block["type"], ""), []))


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element with the block it stands in: of inputs, actions, context actions, cards, accessories."""
    for block in all_blocks(blocks):
        inside = [block.get("element"), block.get("accessory"), *block.get("actions", [])]
        if block["type"] in ("actions", "context_actions"):
            inside += block["elements"]
        yield from ((block, element) for element in inside if element)


def state_values(blocks: list[Json], filled: Filled) -> Json:
    """`state.values` as Slack sends it: by block id and action id, with null where nothing is selected."""
    values: Json = {}
    for block, element in elements(blocks):
        if element["type"] in STATEFUL:
            field, _ = STATEFUL[element["type"]]
            held = value(block, element, filled)
            values.setdefault(block["block_id"], {})[element["action_id"]] = {
                "type": element["type"],
                field: held,
            }
    return values


def value(block: Json, element: Json, filled: Filled) -> Any:
    """What one input holds: what was entered, else its initial value, else None (or no options)."""
    nothing: list[Json] | None = [] if element["type"] in MANY else None
    initial = element.get(STATEFUL[element["type"]][1], nothing)
    held = filled.get((block["block_id"], element["action_id"]), initial)
    return nothing if held == "" else held


def client_errors(blocks: list[Json], filled: Filled) -> dict[str, str]:
    """What Slack's client refuses to submit, by block id: empty required fields and malformed values."""
    errors: dict[str, str] = {}
    for block in blocks:
        if block["type"] == "input":
            held = value(block, block["element"], filled)
            problem = _problem(block, held)
            errors |= {block["block_id"]: problem} if problem else {}
    return errors


def _problem(block: Json, held: Any) -> str:
    element = block["element"]
    if held in (None, []):
        return "" if block.get("optional") else REQUIRED
    if isinstance(held, list):
        return _many_problem(element, held)
    if element["type"] == "email_text_input" and not EMAIL.fullmatch(held):
        return "Please enter a valid email address."
    if element["type"] == "url_text_input" and not held.startswith(("http://", "https://")):
        return "Please enter a valid URL."
    if element["type"] == "number_input":
        return _number_problem(element, held)
    return _length_problem(element, held) if isinstance(held, str) else ""


def _many_problem(element: Json, held: list[Any]) -> str:
    if element["type"] == "file_input":
        return _file_problem(element, held)
    most = element.get("max_selected_items", len(held))
    return "" if len(held) <= most else f"Please choose no more than {most}."


def _file_problem(element: Json, held: list[Json]) -> str:
    most, kinds = element.get("max_files", LIMITS["file input files"]), element.get("filetypes")
    if len(held) > most:
        return f"Please upload no more than {most} files."
    wrong = [file["name"] for file in held if kinds and file["filetype"] not in kinds]
    return f"These files are of the wrong type: {', '.join(wrong)}" if wrong else ""


def _number_problem(element: Json, held: str) -> str:
    pattern = r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+"
    return "" if re.fullmatch(pattern, held) else "Please enter a valid number."


def _length_problem(element: Json, held: str) -> str:
    if len(held) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    if len(held) > element.get("max_length", 3000):
        return f"Please enter no more than {element.get('max_length', 3000)} characters."
    return ""


def options(element: Json) -> list[Json]:
    """The options an element offers, of its groups as well."""
    groups = element.get("option_groups", [])
    return [*element.get("options", []), *(o for group in groups for o in group["options"])]
