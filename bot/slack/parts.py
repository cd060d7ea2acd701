"""The building stones of a message in Slack: paragraphs, rows, lists, buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.slack.budget import BUTTON, BUTTONS, HEADER, OPTION, OPTIONS, SECTION, Block, cut, line
from bot.slack.escape import legible, mrkdwn, unlinked

Run = dict[str, Any]
"""A stretch of rich text in one style. Nothing in it is live: people's words go here unchanged."""

_ROWS = 5
_CELL, _VALUE = 600, 200


def plain(text: str, length: int) -> dict[str, Any]:
    """One line of plain text, for headers, labels and buttons."""
    return {"type": "plain_text", "text": line(text, length), "emoji": False}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, HEADER)}


def paragraph(text: str, length: int = SECTION) -> list[Block]:
    """A paragraph, or nothing when there are no words."""
    shown = cut(text, length)
    if not shown:
        return []
    return [{"type": "section", "text": {"type": "plain_text", "text": shown, "emoji": False}}]


def aside(*texts: str) -> list[Block]:
    """A small grey line, or nothing."""
    elements = [plain(text, 300) for text in texts if text.strip()]
    return [{"type": "context", "elements": elements[:10]}] if elements else []


def run(text: str, *styles: str) -> list[Run]:
    """A stretch of rich text; none when it is empty, as Slack refuses empty ones."""
    shown = legible(text)
    if not shown:
        return []
    piece: Run = {"type": "text", "text": shown}
    return [{**piece, "style": dict.fromkeys(styles, True)} if styles else piece]


def person(user: str) -> Run:
    """Somebody of the workspace: Slack shows their name."""
    return {"type": "user", "user_id": user}


def address(there: str) -> Run:
    """An address that can be pressed. It is shown as it is: no other words can hide where it leads."""
    return {"type": "link", "url": there}


def markdown(text: str) -> list[Block]:
    """A block of Markdown, in which whoever wrote it has escaped what people said."""
    shown = unlinked(text)
    return [{"type": MARKDOWN, "text": shown}] if shown.strip() else []


def rich(*elements: dict[str, Any]) -> list[Block]:
    """A block of rich text; elements without words are left out."""
    filled = [one for one in elements if one["elements"]]
    return [{"type": "rich_text", "elements": filled}] if filled else []


def stretch(runs: Sequence[Run]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(runs)}


def quote(runs: Sequence[Run]) -> dict[str, Any]:
    return {"type": "rich_text_quote", "elements": list(runs)}


def points(items: Iterable[Sequence[Run]]) -> dict[str, Any]:
    """A list with bullets."""
    return {
        "type": "rich_text_list",
        "style": "bullet",
        "elements": [stretch(runs) for runs in items if runs],
    }


def columns(title: str, rows: Sequence[tuple[str, str]]) -> list[Block]:
    """Rows of a name and people's words beside it, under a title; nothing when there are no rows."""
    fields = [cell for name, value in rows[:_ROWS] for cell in (_bold(name), _words(value))]
    if not fields:
        return []
    return [{"type": "section", "text": _bold(title), "fields": fields}]


def grid(rows: Sequence[tuple[str, str]]) -> list[Block]:
    """Names with their values beneath, two beside each other; for values of our own books."""
    cells = [_under(name, value) for name, value in rows]
    return [{"type": "section", "fields": cells[at : at + 10]} for at in range(0, len(cells), 10)]


def button(label: str, action: str, value: str, *, primary: bool = False) -> dict[str, Any]:
    made = {"type": "button", "text": plain(label, BUTTON), "action_id": action, "value": value}
    return {**made, "style": "primary"} if primary else made


def menu(label: str, action: str, options: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A list of further things to press: (value, label) each; see :func:`bot.slack.read.act_of`."""
    shown = [{"text": plain(name, OPTION), "value": value} for value, name in options[:OPTIONS]]
    return {
        "type": "static_select",
        "placeholder": plain(label, 150),
        "action_id": action,
        "options": shown,
    }


def buttons(pressable: Sequence[dict[str, Any]]) -> list[Block]:
    """Rows of buttons, 25 in each."""
    rows = range(0, len(pressable), BUTTONS)
    return [{"type": "actions", "elements": list(pressable[at : at + BUTTONS])} for at in rows]


MARKDOWN = "markdown"
FEEDBACK = "context_actions"
"""The types of blocks that older Slacks may not know; what the thumbs offer stands in buttons too."""


def thumbs(action: str, up: tuple[str, str], down: tuple[str, str]) -> list[Block]:
    """A thumb up and one down, each with its label and value."""
    shown: dict[str, Any] = {"type": "feedback_buttons", "action_id": action}
    for name, (label, value) in (("positive_button", up), ("negative_button", down)):
        shown[name] = {
            "text": plain(label, BUTTON),
            "value": value,
            "accessibility_label": line(label, BUTTON),
        }
    return [{"type": FEEDBACK, "elements": [shown]}]


def _bold(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": f"*{mrkdwn(line(text, 150))}*", "verbatim": True}


def _words(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": cut(text, _CELL) or "–", "emoji": False}


def _under(name: str, value: str) -> dict[str, Any]:
    shown = mrkdwn(line(value, _VALUE)) or "–"
    return {"type": "mrkdwn", "text": f"*{name}*\n{shown}", "verbatim": True}
