"""Checks the blocks of a message and a whole view the way Slack does, and completes what Slack completes."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from workspace.inputs import all_blocks, elements
from workspace.kit import BLOCKS, IN_HOMES, IN_MESSAGES, IN_MODALS, SLACK_ONLY_BLOCKS
from workspace.limits import LIMITS
from workspace.rules import Findings, Rule, anything, many, one_of, plain, shape, string, truth, typed
from workspace.things import Json

MESSAGE_BLOCKS = many(typed(BLOCKS, IN_MESSAGES, SLACK_ONLY_BLOCKS), "message blocks", least=0)
MODAL_BLOCKS = many(typed(BLOCKS, IN_MODALS, SLACK_ONLY_BLOCKS), "view blocks", least=0)
HOME_BLOCKS = many(typed(BLOCKS, IN_HOMES, SLACK_ONLY_BLOCKS), "view blocks", least=0)
SHARED: dict[str, Rule] = {
    "private_metadata": string("private_metadata"),
    "callback_id": string("callback_id"),
    "external_id": string("external_id"),
}
MODAL = shape(
    "type title blocks",
    **SHARED,
    blocks=MODAL_BLOCKS,
    title=plain("view title"),
    submit=plain("view submit"),
    close=plain("view close"),
    clear_on_close=truth,
    notify_on_close=truth,
    submit_disabled=truth,
)
HOME = shape("type blocks", **SHARED, blocks=HOME_BLOCKS, title=anything)
# Where elements may stand that may not stand everywhere: api.slack.com/reference/block-kit/block-elements.
SURFACES = {
    "file_input": {"modal"},
    "rich_text_input": {"modal", "home"},
    "datetimepicker": {"modal", "message"},
}


def check_message(blocks: Any) -> Findings:
    """What Slack would say to these blocks in a message; nothing wrong when they are accepted."""
    found = Findings()
    MESSAGE_BLOCKS(blocks, "/blocks", found)
    if not found.wrong:
        _check_ids(blocks, "/blocks", found)
        _check_surfaces(blocks, "message", "/blocks", found)
        _check_markdown(blocks, found)
        _check_tables(blocks, found)
    return found


def check_view(view: Any, kind: str) -> Findings:
    """What Slack would say to this view; `kind` is "modal" or "home"."""
    found = Findings()
    (MODAL if kind == "modal" else HOME)(view, "/view", found)
    if not found.wrong:
        one_of(kind)(view["type"], "/view/type", found)
        _check_ids(view["blocks"], "/view/blocks", found)
        _check_surfaces(view["blocks"], kind, "/view/blocks", found)
        _check_submit(view, kind, found)
    return found


def _check_ids(blocks: list[Json], at: str, found: Findings) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        for inner in all_blocks([block]):
            block_id = inner.get("block_id")
            if block_id in seen:
                found.add(f"`block_id` {block_id} already exists for another block", f"{at}/{index}/block_id")
            seen |= {block_id} if block_id else set()
            actions = [e["action_id"] for b, e in elements([inner]) if "action_id" in e and b is inner]
            if len(set(actions)) < len(actions):
                found.add("`action_id` must be unique within a block", f"{at}/{index}")


def _check_surfaces(blocks: list[Json], surface: str, at: str, found: Findings) -> None:
    for _, element in elements(blocks):
        if surface not in SURFACES.get(element["type"], {surface}):
            found.add(f"unsupported element in a {surface}: {element['type']}", at)


def _check_tables(blocks: list[Json], found: Findings) -> None:
    if sum(block["type"] == "table" for block in all_blocks(blocks)) > LIMITS["message tables"]:
        found.add("only_one_table_allowed", "/blocks")


def _check_markdown(blocks: list[Json], found: Findings) -> None:
    most = LIMITS["markdown text"]
    if sum(len(b["text"]) for b in blocks if b["type"] == "markdown") > most:
        found.add(f"all markdown blocks together must be less than {most + 1} characters", "/blocks")


def _check_submit(view: Json, kind: str, found: Findings) -> None:
    if kind == "modal" and "submit" not in view and any(b["type"] == "input" for b in view["blocks"]):
        found.add("`submit` is required when an input block is within the blocks array", "/view")


def text_length(blocks: list[Json]) -> int:
    """The characters of all text in these blocks: what the undocumented total counts."""
    return sum(len(text) for block in blocks for text in texts(block))


def texts(thing: Any) -> Iterator[str]:
    """Every text a person would read in a block, in order."""
    if isinstance(thing, list):
        for inner in thing:
            yield from texts(inner)
    elif isinstance(thing, dict):
        for key, inner in thing.items():
            if isinstance(inner, str):
                yield from [inner] if key in ("text", "alt_text") else []
            else:
                yield from texts(inner)


def complete(blocks: list[Json], new_id: Callable[[], str]) -> list[Json]:
    """A copy of the blocks as Slack keeps them: every block and element has an id, every text its flags."""
    kept = copy.deepcopy(blocks)
    for block in all_blocks(kept):
        block.setdefault("block_id", new_id())
    _complete_texts(kept)
    for _, element in elements(kept):
        element.setdefault("action_id", new_id())
    return kept


def _complete_texts(thing: Any) -> None:
    if isinstance(thing, list):
        for inner in thing:
            _complete_texts(inner)
    elif isinstance(thing, dict):
        if thing.get("type") == "plain_text":
            thing.setdefault("emoji", True)
        elif thing.get("type") == "mrkdwn":
            thing.setdefault("verbatim", False)
        for inner in thing.values():
            _complete_texts(inner)
