"""What every form is made of, whichever door shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as of_class
from datetime import datetime

from bot import codes
from bot.codes import Read
from bot.message import Act, ActName, Message
from bot.rules import Rules
from guard import Screened
from records.engine import Session
from tickets.values import Person

Fields = Mapping[str, str]
"""What was filled in, by the name of the field."""

CARRIED = "|carried"
"""The name, no field's, under which the errors of a form find what the form carries besides."""

NEW_THREAD = "new-"
"""How the thread of a place begins whose first reply is yet to make it."""

TICKED = "yes"
LONGEST, SHORT = 3_000, 150
"""Signs that a field takes, and that one for a line takes where it is said."""
OPTIONS, OPTION_VALUE = 100, 150
"""How many there are to choose from at the most, and how long the value behind one may be."""


@dataclass(frozen=True)
class Text:
    """A field for words, or for a code."""

    filled: str = ""
    many_lines: bool = False
    longest: int = LONGEST


@dataclass(frozen=True)
class Option:
    """One of what there is to choose from."""

    value: str
    label: str


@dataclass(frozen=True)
class Choice:
    """A list to choose one from; ``chosen`` is the value of what is chosen beforehand, or None."""

    options: tuple[Option, ...]
    chosen: str | None = None


@dataclass(frozen=True)
class Tick:
    """A single box to tick; sent as :data:`TICKED` or as nothing."""

    label: str
    ticked: bool = False


@dataclass(frozen=True)
class Moment:
    """A day and an hour; sent as seconds since 1970."""

    filled: datetime | None = None


Control = Text | Choice | Tick | Moment


@dataclass(frozen=True)
class Field:
    """One field with its label; ``name`` is what its content is known by."""

    name: str
    label: str
    control: Control
    hint: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Told:
    """A paragraph to be read; ``quoted`` when these are somebody's own words."""

    text: str
    quoted: bool = False


Part = Field | Told


@dataclass(frozen=True)
class Sheet:
    """A form as it opens. It is sent as ``callback``.

    ``about`` is the conversation (its number) or the thread to be made, ``value`` what the act is about
    besides, ``carried`` what only the errors need to know.
    """

    callback: str
    title: str
    submit: str
    about: str
    parts: tuple[Part, ...]
    value: str = ""
    carried: str = ""


@dataclass(frozen=True)
class Notice:
    """What stands in the place of a form that cannot be filled in now: why not."""

    title: str
    text: str


Shown = Sheet | Notice


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

    The errors see the fields, and under :data:`CARRIED` what the form carries behind the value.

    ``codes`` are the fields that hold no words but something of an exact shape, and how each is read.
    """

    view: Callable[[Opening], Shown | None]
    errors: Callable[[Fields, Rules, datetime], dict[str, str]] = nothing_wrong
    codes: Mapping[str, Read] = of_class(default_factory=dict)


def sheet(
    act: ActName,
    title: str,
    submit: str,
    about: int | str,
    parts: Sequence[Part],
    *,
    value: object = "",
    carried: object = "",
) -> Sheet:
    """The form of an act. ``about`` is its conversation's number or a thread to be made."""
    return Sheet(callback(act), title, submit, str(about), tuple(parts), str(value), str(carried))


def callback(act: ActName) -> str:
    """What the form of an act is sent as."""
    return f"form_{act}"


def field(name: str, label: str, control: Control, *, hint: str = "", optional: bool = False) -> Field:
    """One field with its label."""
    return Field(name, label, control, hint, optional)


def told(text: str, *, quoted: bool = False) -> list[Part]:
    """A paragraph, or nothing when there are no words."""
    return [Told(text, quoted)] if text.strip() else []


def text_input(filled: str, *, many_lines: bool, longest: int = LONGEST) -> Text:
    """A field for words, with what is known filled in."""
    return Text(filled, many_lines, longest)


def one_of(options: Sequence[Option], chosen: Option | None) -> Choice:
    """A list to choose one from."""
    return Choice(tuple(options[:OPTIONS]), None if chosen is None else chosen.value)


def option(value: str, label: str) -> Option:
    """One of the options of a list."""
    return Option(value, label)


def tick_box(label: str, *, ticked: bool) -> Tick:
    """A single box to tick."""
    return Tick(label, ticked)


def moment_input(filled: datetime | None) -> Moment:
    """A day and an hour."""
    return Moment(filled)


def moment_of(sent: str) -> datetime | None:
    """The moment that such a field was sent with; None when it was left empty."""
    return codes.moment(sent)
