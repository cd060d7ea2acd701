"""Takes the life out of people's words, so that nothing in them mentions, links or formats in Slack."""

from __future__ import annotations

import re

_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), 127), " ")
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_TURNS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\u2060")
_DEAD = {**_CONTROLS, **_HALVES, **_TURNS}
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MARKER = re.compile(r"(?<!\w)([*_~`])|([*_~`])(?!\w)")
_QUOTE = re.compile(r"^(\s*)&gt;", re.MULTILINE)
_CALL = re.compile(r"@(?=(?:here|channel|everyone|group)\b)", re.IGNORECASE)
_SLACKS = re.compile(r"<(?=[@#][A-Z0-9]|![a-z]|(?:https?|mailto):[^>]*\|)")
_BREAK = "\u200b"


def legible(text: str) -> str:
    """The text without control signs and without signs that turn the direction of what follows.

    Every sign is replaced by one sign, so that places in the text stay where they are.
    """
    return text.translate(_DEAD)


def unlinked(markdown: str) -> str:
    """Markdown in which Slack's own ways to mention and to call a channel are broken, in code as well."""
    broken = _SLACKS.sub(f"<{_BREAK}", legible(markdown))
    return _CALL.sub(f"@{_BREAK}", broken)


def mrkdwn(text: str) -> str:
    """People's words for Slack's markup: entities by Slack's rule, then no mention, marker or quote lives.

    A zero-width space follows each marker that could open or close a format; a marker within a word
    (``upload_failed``) formats nothing and is left alone. Words that are to be copied back belong in
    plain or rich text elements, where nothing is live and nothing has to be changed.
    """
    escaped = legible(text).translate(_ENTITIES)
    unmarked = _MARKER.sub(lambda found: f"{_BREAK}{found[0]}{_BREAK}", escaped)
    return _CALL.sub(f"@{_BREAK}", _QUOTE.sub(rf"\1{_BREAK}&gt;", unmarked))
