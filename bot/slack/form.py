"""How a form looks in Slack, and how what was sent is read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from bot import words
from bot.forms.form import (
    CARRIED,
    NEW_THREAD,
    OPTIONS,
    TICKED,
    Choice,
    Field,
    Fields,
    Moment,
    Notice,
    Option,
    Part,
    Sheet,
    Shown,
    Text,
    Tick,
    Told,
)
from bot.slack.budget import OPTION, cut, line
from bot.slack.parts import paragraph, plain, quote, rich, run

__all__ = ["NEW_THREAD", "View", "about", "as_view", "notice_view", "submitted", "to_check"]

View = dict[str, Any]

_TITLE, _LABEL, _QUOTED = 24, 150, 1_000


def as_view(shown: Shown) -> View:
    """The form, or what stands in its place, as Slack takes it."""
    if isinstance(shown, Notice):
        return notice_view("notice", shown.title, shown.text)
    return {
        "type": "modal",
        "callback_id": shown.callback,
        "private_metadata": _metadata(shown),
        "title": plain(shown.title, _TITLE),
        "submit": plain(shown.submit, _TITLE),
        "close": plain(words.CANCEL, _TITLE),
        "blocks": [block for part in shown.parts for block in _blocks(part)],
    }


def notice_view(callback: str, title: str, text: str) -> View:
    """What is only to be read."""
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, _TITLE),
        "close": plain(words.CLOSE, _TITLE),
        "blocks": paragraph(text),
    }


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


def _metadata(form: Sheet) -> str:
    """What the form is about, the value behind ``|``, and behind another what only the errors need."""
    behind = "|".join((form.value, form.carried)) if form.carried else form.value
    return f"{form.about}|{behind}" if behind else form.about


def _kept(view: Mapping[str, Any]) -> tuple[str, str, str]:
    conversation, _, behind = str(view.get("private_metadata") or "").partition("|")
    value, _, carried = behind.partition("|")
    return conversation, value, carried


def _blocks(part: Part) -> list[View]:
    if isinstance(part, Told):
        return rich(quote(run(cut(part.text, _QUOTED)))) if part.quoted else paragraph(part.text)
    return [_input(part)]


def _input(field: Field) -> View:
    made = {
        "type": "input",
        "block_id": field.name,
        "label": plain(field.label, _LABEL),
        "element": {**_element(field.control), "action_id": "value"},
        "optional": field.optional,
    }
    return {**made, "hint": plain(field.hint, _LABEL)} if field.hint else made


@singledispatch
def _element(control: object) -> View:
    raise TypeError(f"Slack has no element for {type(control).__name__}")


@_element.register
def _text(control: Text) -> View:
    longest = control.longest
    known = cut(control.filled, longest) if control.many_lines else line(control.filled, longest)
    element: View = {"type": "plain_text_input", "multiline": control.many_lines, "max_length": longest}
    return {**element, "initial_value": known} if known else element


@_element.register
def _choice(control: Choice) -> View:
    element: View = {"type": "static_select", "options": [_option(one) for one in control.options[:OPTIONS]]}
    chosen = next((one for one in control.options if one.value == control.chosen), None)
    return element if chosen is None else {**element, "initial_option": _option(chosen)}


@_element.register
def _tick(control: Tick) -> View:
    box = _option(Option(TICKED, control.label))
    element: View = {"type": "checkboxes", "options": [box]}
    return {**element, "initial_options": [box]} if control.ticked else element


@_element.register
def _moment(control: Moment) -> View:
    """Slack shows and takes it in the person's own zone."""
    element: View = {"type": "datetimepicker"}
    filled = control.filled
    return element if filled is None else {**element, "initial_date_time": int(filled.timestamp())}


def _option(one: Option) -> View:
    label = one.label if line(one.label, OPTION) else one.value
    return {"text": plain(label, OPTION), "value": one.value}


def _value(given: Mapping[str, Any]) -> str:
    if given.get("type") == "checkboxes":
        return TICKED if given.get("selected_options") else ""
    if given.get("type") == "static_select":
        return str((given.get("selected_option") or {}).get("value", ""))
    if given.get("type") == "datetimepicker":
        return str(given.get("selected_date_time") or "")
    return str(given.get("value") or "")
