"""A form as a browser shows it, and what is read when it comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.forms.form import TICKED, Choice, Field, Moment, Option, Part, Sheet, Text, Tick, Told
from bot.words import console_acts as words
from web.console.acts import moments

BEFORE = ".before"
"""Behind the name of a field for a moment: the hidden field with the moment that it was shown with."""


@dataclass(frozen=True)
class Input:
    """A part of a form, ready for its template. ``kind`` is how it is shown; ``error`` what is wrong."""

    kind: str
    label: str
    name: str = ""
    value: str = ""
    hint: str = ""
    required: bool = False
    longest: int = 0
    options: tuple[Option, ...] = ()
    before: str = ""
    error: str = ""


def inputs(
    sheet: Sheet, zone: str, typed: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> tuple[Input, ...]:
    """The form's parts, with what was ``typed`` kept and what is wrong with it beside it."""
    return tuple(_input(part, zone, typed, errors or {}) for part in sheet.parts)


def read(sheet: Sheet, form: Mapping[str, str], zone: str) -> dict[str, str]:
    """What was posted, by the names of the form's fields, as its act expects it."""
    return {one.name: _read(one, form, zone) for one in _fields(sheet.parts)}


def faults(sheet: Sheet, fields: Mapping[str, str]) -> dict[str, str]:
    """What no form may lack or hold: an empty field that is needed, too many signs, a choice not offered."""
    found = ((one.name, _fault(one, fields.get(one.name, ""))) for one in _fields(sheet.parts))
    return {name: fault for name, fault in found if fault}


def _fields(parts: Iterable[Part]) -> list[Field]:
    return [one for one in parts if isinstance(one, Field)]


def _fault(field: Field, value: str) -> str:
    if not field.optional and not isinstance(field.control, Tick) and not value.strip():
        return words.NEEDED
    if isinstance(field.control, Text) and len(value) > field.control.longest:
        return words.too_long(len(value), field.control.longest)
    if isinstance(field.control, Choice) and value:
        return "" if any(one.value == value for one in field.control.options) else words.OTHER_CHOICE
    return ""


def _read(field: Field, form: Mapping[str, str], zone: str) -> str:
    given = form.get(field.name, "")
    if isinstance(field.control, Tick):
        return TICKED if given else ""
    if isinstance(field.control, Moment):
        return moments.sent(given, zone, _before(form.get(f"{field.name}{BEFORE}", "")))
    return given


def _before(sent: str) -> datetime | None:
    seconds = sent.isascii() and sent.isdigit() and len(sent) < 12
    return datetime.fromtimestamp(int(sent), UTC) if seconds else None


def _input(part: Part, zone: str, typed: Mapping[str, str] | None, errors: Mapping[str, str]) -> Input:
    if isinstance(part, Told):
        return Input("quote" if part.quoted else "told", part.text)
    kind, value = _kind(part), _filled(part, zone) if typed is None else typed.get(part.name, "")
    control = part.control
    return Input(
        kind,
        part.label,
        part.name,
        value,
        part.hint,
        required=not part.optional and kind != "tick",
        longest=control.longest if isinstance(control, Text) else 0,
        options=_options(part),
        before=_seconds(control, typed, f"{part.name}{BEFORE}"),
        error=errors.get(part.name, ""),
    )


def _kind(field: Field) -> str:
    control = field.control
    if isinstance(control, Text):
        return "words" if control.many_lines else "line"
    return {Choice: "choice", Tick: "tick", Moment: "moment"}[type(control)]


def _filled(field: Field, zone: str) -> str:
    control = field.control
    if isinstance(control, Text):
        return control.filled
    if isinstance(control, Choice):
        return control.chosen or ""
    if isinstance(control, Tick):
        return TICKED if control.ticked else ""
    return moments.shown(control.filled, zone)


def _options(field: Field) -> tuple[Option, ...]:
    """What there is to choose from; a box says what is ticked."""
    if isinstance(field.control, Choice):
        return field.control.options
    return (Option(TICKED, field.control.label),) if isinstance(field.control, Tick) else ()


def _seconds(control: object, typed: Mapping[str, str] | None, name: str) -> str:
    if not isinstance(control, Moment):
        return ""
    if typed is not None:
        return typed.get(name, "")
    return "" if control.filled is None else str(int(control.filled.timestamp()))
