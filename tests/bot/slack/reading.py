"""Reads what Slack would show, and holds every payload against Slack's own limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from guard import Screened, restored
from workspace.blocks import check_message, check_view, text_length

HOSTILE = (
    "<!channel> <!here|x> <@U123> <#C123|general> <https://evil.example|click> <mailto:a@b.example|mail> "
    "@here @channel *bold* _it_ ~gone~ `code` ```block``` &lt;!everyone&gt; \n> quoted\n>>> all of it"
)
RIGHT_TO_LEFT = "\u202eשלום, ההקלטה לא עולה \u2066مرحبا\u2069 8834127"


def screened(text: str) -> Screened:
    """Text as the guard leaves it."""
    value: Screened = restored(text)
    return value


def accepted(content: tuple[list[dict[str, Any]], str], named: tuple[str, ...] = ()) -> str:
    """Holds a message against the limits; returns what a person reads in it. ``named`` may be mentioned."""
    blocks, text = content
    for block in Block.parse_all(blocks):
        block.to_dict()
    found = check_message(blocks)
    assert not found.wrong, found.wrong
    assert text_length(blocks) <= 10_000
    assert len(text) <= 3_000
    assert_nothing_lives([blocks, {"type": "mrkdwn", "text": text}], named)
    return read(blocks)


def accepted_form(view: dict[str, Any]) -> str:
    """Holds a modal against the limits; returns what a person reads in it."""
    View(**view).to_dict()
    found = check_view(view, "modal")
    assert not found.wrong, found.wrong
    assert_nothing_lives(view)
    return read(view)


def read(shown: Any) -> str:
    """The words of a payload in their order, one piece a line."""
    return "\n".join(text for part in parts(shown) for text in [part.get("text")] if isinstance(text, str))


def bold(shown: Any) -> list[str]:
    """The stretches of rich text in bold."""
    return [part["text"] for part in parts(shown) if part.get("style") == {"bold": True}]


def buttons(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The buttons of a message, in order."""
    return [part for part in parts(blocks) if part.get("type") == "button"]


def labels(blocks: list[dict[str, Any]]) -> list[str]:
    """What stands on the buttons of a message."""
    return [one["text"]["text"] for one in buttons(blocks)]


def parts(shown: Any) -> Iterator[dict[str, Any]]:
    """Every object within a payload, outer ones first."""
    if isinstance(shown, dict):
        yield shown
    for inner in shown.values() if isinstance(shown, dict) else shown if isinstance(shown, list) else ():
        yield from parts(inner)


def assert_nothing_lives(shown: Any, named: tuple[str, ...] = ()) -> None:
    """No mention, no link behind other words, no tag but of who is ``named``: others came from a person."""
    for part in parts(shown):
        if part.get("type") == "user" and part["user_id"] in named:
            continue
        assert part.get("type") not in ("user", "channel", "usergroup", "broadcast", "emoji")
        assert part.get("type") != "link" or "text" not in part  # an address is shown as it is
        if part.get("type") == "mrkdwn":
            assert "<" not in part["text"]
            assert "@here" not in part["text"]
            assert "@channel" not in part["text"]
