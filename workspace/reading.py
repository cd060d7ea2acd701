"""What a person sees of blocks: the text in reading order, and what can be pressed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workspace.elements import ELEMENTS
from workspace.inputs import elements, options
from workspace.rules import Findings
from workspace.shapes import escape, unescape
from workspace.things import Json
from workspace.world import World

MARKED = re.compile(r"<([@#!]?)([^>|]+)(?:\|([^>]*))?>")

# The fields with something to read, in the order Slack shows them: labels first, hints last.
READ = (
    *("hero_image", "title", "rich_text_title", "subtitle", "label", "text", "body", "fields", "rows"),
    *("elements", "element", "accessory", "actions", "child_blocks", "tasks", "details", "output", "sources"),
    *("placeholder", "options", "option_groups", "positive_button", "negative_button"),
    *("description", "hint"),
)


@dataclass(frozen=True)
class Pressable:
    """A button, or an option of a menu. `chosen` holds the fields this choice adds to the action."""

    label: str
    block: Json
    element: Json
    chosen: Json


def as_read(world: World, text: str) -> str:
    """Slack's text as a person reads it: names for mentions, labels for links, no escapes."""
    return unescape(MARKED.sub(lambda found: _marked(world, found), text))


def _marked(world: World, found: re.Match[str]) -> str:
    sign, target, label = found[1], found[2], found[3]
    if sign == "@":
        person = world.people.get(target)
        return f"@{person.name}" if person else f"@{target}"
    if sign == "#":
        place = world.channels.get(target)
        return f"#{place.name}" if place else f"#{label or target}"
    return f"@{target}" if sign == "!" else label or target


def all_text(world: World, blocks: list[Json]) -> str:
    """Everything there is to read in the blocks, one line per text."""
    return "\n".join(as_read(world, line) for block in blocks for line in _lines(block))


def _lines(thing: Json) -> Iterator[str]:
    """The texts of a block in the order Slack shows them."""
    if thing["type"] == "rich_text":
        yield from (_rich(inner) for inner in thing["elements"])
        return
    if thing["type"] == "markdown":
        yield _without_marks(thing["text"])
        return
    for name in READ:
        yield from _inner(thing.get(name))
    if thing["type"] == "image":
        yield thing.get("alt_text", "")
    for name in ("initial_value", "initial_date"):
        yield from _inner(thing.get(name))


def _without_marks(markdown: str) -> str:
    """Markdown as it is read: no stars, no rules below the heads of tables, no signs that escape."""
    unruled = re.sub(r"^\|(?: --- \|)+\n", "", markdown, flags=re.MULTILINE)
    return re.sub(r"\*\*(.+?)\*\*|\\([^\w\s])", lambda found: found[1] or found[2], unruled)


def _inner(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, list):
        for inner in thing:
            yield from _inner(inner)
    elif isinstance(thing, dict):
        yield from _lines({"type": ""} | thing)


def _rich(inner: Json) -> str:
    if "elements" in inner:
        between = "\n" if inner["type"] == "rich_text_list" else ""
        return between.join(_rich(element) for element in inner["elements"])
    if inner["type"] == "user":
        return f"<@{inner['user_id']}>"
    return escape(str(inner.get("text") or inner.get("url") or inner.get("name", "")))  # as other texts are


def pressables(blocks: list[Json]) -> list[Pressable]:
    """Every button and every option that can be pressed, in order."""
    return [pressable for block, element in elements(blocks) for pressable in _of(block, element)]


def _of(block: Json, element: Json) -> Iterator[Pressable]:
    kind = element["type"]
    if kind in ("button", "icon_button"):
        yield Pressable(unescape(element["text"]["text"]), block, element, {})
    elif kind == "feedback_buttons":
        for name in ("positive_button", "negative_button"):
            button = element[name]
            chosen = {"text": button["text"], "value": button["value"]}
            yield Pressable(button["text"]["text"], block, element, chosen)
    elif kind in ("overflow", "static_select", "radio_buttons") and block["type"] != "input":
        for option in options(element):
            yield Pressable(option["text"]["text"], block, element, {"selected_option": option})


def problems_of(element: Json) -> list[str]:
    """What is wrong with an element, in Slack's words."""
    found = Findings()
    ELEMENTS[element["type"]](element, "", found)
    return found.wrong
