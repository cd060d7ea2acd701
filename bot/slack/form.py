"""What every form in Slack is made of, and what the registry knows of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as of_class
from datetime import datetime
from typing import Any

from bot import codes, words
from bot.codes import Read
from bot.message import Act, Message
from bot.rules import Rules
from bot.slack.budget import INPUT, OPTION, OPTIONS, cut, line
from bot.slack.parts import paragraph, plain
from guard import Screened
from records.engine import Session
from tickets.values import Person

View = dict[str, Any]
Fields = Mapping[str, str]
"""What was filled in, by the name of the field."""

CARRIED = "|carried"
"""The name, no field's, under which the errors of a form find what its view carries besides."""

NEW_THREAD = "new-"
"""How the thread of a place begins whose first reply is yet to make it."""

TICKED = "yes"
TITLE = 24


@dataclass(frozen=True)
class Opening:
    """A press that opens a form: who presses what, and what the form may be filled with.

    ``nearest`` gives the articles nearest to a question as (short name, title); ``person`` is None for
    somebody unknown.
    """

    session: Session
    message: Message
    act: Act
    person: Person | None
    rules: Rules
    now: datetime
    nearest: Callable[[Screened], tuple[tuple[str, Screened], ...]]


def nothing_wrong(_fields: Fields, _rules: Rules, _now: datetime) -> dict[str, str]:
    """For a form that takes anything."""
    return {}


@dataclass(frozen=True)
class Form:
    """A form: how it looks when it opens (None leaves the answer to the road), and what is wrong with it.

    The errors see the fields, and under :data:`CARRIED` what the view carries behind the value.

    ``codes`` are the fields that hold no words but something of an exact shape, and how each is read.
    """

    view: Callable[[Opening], View | None]
    errors: Callable[[Fields, Rules, datetime], dict[str, str]] = nothing_wrong
    codes: Mapping[str, Read] = of_class(default_factory=dict)


def submitted(view: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a form that was sent, by name; what was left empty is the empty text."""
    values = view["state"]["values"]
    return {field: _value(given["value"]) for field, given in values.items() if "value" in given}


def about(view: Mapping[str, Any]) -> tuple[str, str]:
    """What a form is about: the conversation (its number, or the thread to be made), and the value behind."""
    conversation, value, _ = _kept(view)
    return conversation, value


def to_check(view: Mapping[str, Any]) -> Fields:
    """What the errors of a form look at: its fields, and what the view carries."""
    return {**submitted(view), CARRIED: _kept(view)[2]}


def modal(callback: str, title: str, submit: str, conversation: int | str, blocks: list[View]) -> View:
    """A form. ``conversation`` is its number or a thread to be made; a value may follow behind ``|``.

    Behind another ``|`` stands what only the errors need to know (:data:`CARRIED`).
    """
    return {
        "type": "modal",
        "callback_id": callback,
        "private_metadata": str(conversation),
        "title": plain(title, TITLE),
        "submit": plain(submit, TITLE),
        "close": plain(words.CANCEL, TITLE),
        "blocks": blocks,
    }


def notice(title: str, text: str) -> View:
    """What stands in the place of a form that cannot be filled in now: why not."""
    return {
        "type": "modal",
        "callback_id": "notice",
        "title": plain(title, TITLE),
        "close": plain(words.CLOSE, TITLE),
        "blocks": paragraph(text),
    }


def field(name: str, label: str, element: View, *, hint: str = "", optional: bool = False) -> View:
    """One field with its label; ``name`` is what its content is known by."""
    made = {
        "type": "input",
        "block_id": name,
        "label": plain(label, 150),
        "element": {**element, "action_id": "value"},
        "optional": optional,
    }
    return {**made, "hint": plain(hint, 150)} if hint else made


def text_input(filled: str, *, many_lines: bool) -> View:
    """A field for words, with what is known filled in."""
    known = cut(filled, INPUT) if many_lines else line(filled, INPUT)
    element: View = {"type": "plain_text_input", "multiline": many_lines, "max_length": INPUT}
    return {**element, "initial_value": known} if known else element


def one_of(options: Sequence[View], chosen: View | None) -> View:
    """A list to choose one from."""
    element: View = {"type": "static_select", "options": list(options[:OPTIONS])}
    return {**element, "initial_option": chosen} if chosen else element


def option(value: str, label: str) -> View:
    """One of the options of a list."""
    return {"text": plain(label, OPTION), "value": value}


def tick_box(label: str, *, ticked: bool) -> View:
    """A single box to tick; sent as :data:`TICKED` or as nothing."""
    box = option(TICKED, label)
    element: View = {"type": "checkboxes", "options": [box]}
    return {**element, "initial_options": [box]} if ticked else element


def moment_input(filled: datetime | None) -> View:
    """A day and an hour; sent as seconds since 1970. Slack shows and takes it in the person's own zone."""
    element: View = {"type": "datetimepicker"}
    return element if filled is None else {**element, "initial_date_time": int(filled.timestamp())}


def moment_of(sent: str) -> datetime | None:
    """The moment that such a field was sent with; None when it was left empty."""
    return codes.moment(sent)


def _kept(view: Mapping[str, Any]) -> tuple[str, str, str]:
    conversation, _, behind = str(view.get("private_metadata") or "").partition("|")
    value, _, carried = behind.partition("|")
    return conversation, value, carried


def _value(given: Mapping[str, Any]) -> str:
    if given.get("type") == "checkboxes":
        return TICKED if given.get("selected_options") else ""
    if given.get("type") == "static_select":
        return str((given.get("selected_option") or {}).get("value", ""))
    if given.get("type") == "datetimepicker":
        return str(given.get("selected_date_time") or "")
    return str(given.get("value") or "")
