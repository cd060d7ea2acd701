"""Keeps what is sent within Slack's limits: lengths of texts, numbers of blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from bot.slack.escape import legible, mrkdwn

Block = dict[str, Any]
Content = tuple[list[Block], str]
"""What one message shows: its blocks, and the text of its notification."""

MOST_BLOCKS: Final = 50
MOST_SIGNS: Final = 10_000
"""Over all blocks of a message; Slack has refused messages from about 11,300 on."""
SECTION: Final = 3_000
FALLBACK: Final = 3_000
"""A longer notification text is refused when a message is brought up to date."""
INPUT: Final = 3_000
HEADER: Final = 150
BUTTON: Final = 75
BUTTONS: Final = 25
OPTION: Final = 75
OPTION_VALUE: Final = 150
OPTIONS: Final = 100

_READ = ("text", "elements", "fields", "element", "label", "hint", "placeholder", "title")
_CUT_ENTITY = re.compile(r"&[a-z]{0,4}$")


def size(text: str) -> int:
    """The length of a text as a browser counts it, where an emoji is two: the stricter count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, length: int) -> str:
    """The text, or its beginning with an ellipsis, cut at a word where one ends near."""
    clean = legible(text).strip()
    if size(clean) <= length:
        return clean
    head = clean.encode("utf-16-le")[: 2 * (length - 1)].decode("utf-16-le", "ignore")
    at = max(head.rfind(" "), head.rfind("\n"))
    return (head[:at] if at > len(head) * 2 // 3 else head).rstrip() + "…"


def line(text: str, length: int) -> str:
    """The text on one line, cut to ``length``."""
    return cut(" ".join(legible(text).split()), length)


def fallback(*parts: str) -> str:
    """The notification of a message: its parts as lines, escaped, at most 3,000 signs."""
    text = mrkdwn("\n".join(part for part in (part.strip() for part in parts) if part))
    if len(text) <= FALLBACK:
        return text
    return _CUT_ENTITY.sub("", text[: FALLBACK - 1]) + "…"


def signs(content: Any) -> int:
    """How many signs a person reads in a block, or in anything that stands in one."""
    if isinstance(content, str):
        return size(content)
    if isinstance(content, Mapping):
        return sum(signs(content[name]) for name in _READ if name in content)
    return sum(signs(one) for one in content)


def within(blocks: Iterable[Block], keep: Iterable[Block] = ()) -> list[Block]:
    """The blocks that fit into one message, then those to ``keep`` whatever else has to go."""
    kept = list(keep)
    room, left = MOST_BLOCKS - len(kept), MOST_SIGNS - signs(kept)
    fitting: list[Block] = []
    for block in blocks:
        left -= signs(block)
        if len(fitting) == room or left < 0:
            break
        fitting.append(block)
    return [*fitting, *kept]
