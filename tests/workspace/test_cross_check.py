"""Our limits and fields against those in slack_sdk's own models: nothing is forgotten, nothing differs."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from slack_sdk.models import basic_objects, views
from slack_sdk.models.blocks import basic_components, block_elements, blocks

from workspace.elements import ELEMENTS
from workspace.kit import BLOCKS
from workspace.limits import LIMITS
from workspace.rules import Findings, Rule

# The limit in slack_sdk: our row for it.
SAME = {
    "ActionsBlock.elements": "actions elements",
    "Block.block_id": "block_id",
    "ButtonElement.agent_prompt": "button agent prompt",
    "ButtonElement.text": "button text",
    "ButtonElement.url": "button url",
    "ButtonElement.value": "button value",
    "CardBlock.body": "card body",
    "CardBlock.subtitle": "card subtitle",
    "CardBlock.title": "card title",
    "CarouselBlock.elements": "carousel elements",
    "ConfirmObject.confirm": "confirm button",
    "ConfirmObject.deny": "confirm button",
    "ConfirmObject.text": "confirm text",
    "ConfirmObject.title": "confirm title",
    "ContainerBlock.child_blocks": "container blocks",
    "ContainerBlock.subtitle": "container subtitle",
    "ContainerBlock.title": "container title",
    "ContextActionsBlock.elements": "context_actions elements",
    "ContextBlock.elements": "context elements",
    "FeedbackButtonObject.text": "feedback text",
    "FeedbackButtonObject.value": "feedback value",
    "HeaderBlock.text": "header text",
    "ImageBlock.alt_text": "image alt text",
    "ImageBlock.image_url": "image url",
    "ImageBlock.title": "image title",
    "ImageElement.alt_text": "image alt text",
    "ImageElement.image_url": "image url",
    "InputBlock.hint": "input hint",
    "InputBlock.label": "input label",
    "InputInteractiveElement.placeholder": "placeholder",
    "InteractiveElement.action_id": "action_id",
    "MarkdownBlock.text": "markdown text",
    "Option.label": "option text",
    "Option.value": "option value",
    "OptionGroup.label": "option group label",
    "OptionGroup.options": "options",
    "OverflowMenuElement.options": "overflow options",
    "SectionBlock.fields": "section fields",
    "SectionBlock.text": "section text",
    "SelectElement.option_groups": "option groups",
    "SelectElement.options": "options",
    "StaticMultiSelectElement.option_groups": "option groups",
    "StaticMultiSelectElement.options": "options",
    "StaticSelectElement.option_groups": "option groups",
    "StaticSelectElement.options": "options",
    "View.blocks": "view blocks",
    "View.callback_id": "callback_id",
    "View.close": "view close",
    "View.private_metadata": "private_metadata",
    "View.submit": "view submit",
    "View.title": "view title",
}
NOT_SIMULATED = ("AuthProviderBlock.", "VideoBlock.")
MODULES = (blocks, block_elements, basic_components, views)


def classes(*modules: ModuleType) -> Iterator[type]:
    for module in modules:
        for _, found in inspect.getmembers(module, inspect.isclass):
            if issubclass(found, basic_objects.JsonObject):
                yield found


def their_limits() -> dict[str, int]:
    """All limits in the models, as "Class.field"."""
    return {
        f"{model.__name__}.{name.removesuffix('_max_length')}": limit
        for model in classes(*MODULES)
        for name, limit in vars(model).items()
        if name.endswith("_max_length") and isinstance(limit, int)
    }


def test_every_limit_of_slack_sdk_has_a_row() -> None:
    theirs = {name for name in their_limits() if not name.startswith(NOT_SIMULATED)}
    assert theirs == set(SAME)


@pytest.mark.parametrize("name", SAME)
def test_the_limit_is_the_same(name: str) -> None:
    assert LIMITS[SAME[name]] == their_limits()[name]


def their_fields() -> dict[str, set[str]]:
    """The fields of each "block" and "element", without construction: the models demand arguments."""
    found: dict[str, set[str]] = {}
    for module, table, where in ((blocks, BLOCKS, "block"), (block_elements, ELEMENTS, "element")):
        for model in classes(module):
            kind: Any = vars(model).get("type")
            if model.__module__ == module.__name__ and isinstance(kind, str) and kind in table:
                bare: Any = object.__new__(model)
                found.setdefault(f"{kind} {where}", set()).update(bare.attributes)
    return found


# Fields the models only inherit: the documents of these elements do not have them.
INHERITED = {
    **{kind: {"alt_text"} for kind in ("button", "feedback_buttons", "icon_button", "overflow")},
    **{kind: {"placeholder"} for kind in ("checkboxes", "datetimepicker", "radio_buttons")},
    **{kind: {"confirm"} for kind in ("plain_text_input", "rich_text_input", "number_input")},
    **{kind: {"confirm"} for kind in ("email_text_input", "url_text_input")},
    "file_input": {"confirm", "focus_on_load", "placeholder"},
}


@pytest.mark.parametrize("name", sorted(their_fields()))
def test_every_field_of_slack_sdk_is_known(name: str) -> None:
    kind, _, where = name.partition(" ")
    rule: Rule = (BLOCKS if where == "block" else ELEMENTS)[kind]
    found = Findings()
    rule(dict.fromkeys(their_fields()[name]) | {"type": kind}, "", found)
    unknown = {p.split(": ")[1].split(" ")[0] for p in found.wrong if "invalid additional property" in p}
    assert unknown == INHERITED.get(kind, set())
