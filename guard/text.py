"""The type of text that has passed the guard, and the only ways to make one."""

from __future__ import annotations

import re
from typing import Any, LiteralString, final

_KEY = object()


@final
class Screened(str):
    """Text without patients' data. Columns, logs, letters and doors take nothing else.

    Only this room makes one: :func:`guard.screen.screen` for what people wrote, :func:`own` for
    sentences of the program itself, :func:`join` for both together, and :func:`restored` for what the
    database gives back. Slicing or adding yields a plain ``str`` again, which no column accepts.
    """

    __slots__ = ()

    def __new__(cls, text: str = "", *, key: object = None) -> Screened:
        if key is not _KEY:
            raise TypeError("screened text is made by guard.screen, guard.own, guard.join or guard.restored")
        return super().__new__(cls, text)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
        """Typed values read back from storage hold it as it is; nothing is turned into it on the way."""
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(cls)


def passed(text: str) -> Screened:
    """Mark text that the rules of this room have just gone through. For ``guard`` itself only."""
    return Screened(text, key=_KEY)


def own(text: LiteralString) -> Screened:
    """A sentence of the program itself (a literal in the source), which holds nobody's data."""
    return Screened(text, key=_KEY)


def join(*parts: Screened, by: LiteralString = " ") -> Screened:
    """Screened texts put together; empty ones are left out."""
    for part in parts:
        if not isinstance(part, Screened):
            raise TypeError(f"only screened text can be joined, not {type(part).__name__}")
    return Screened(by.join(part for part in parts if part), key=_KEY)


def fill(template: LiteralString, /, **values: Screened | int) -> Screened:
    """A sentence of ours with screened values in its ``{places}``."""
    for name, value in values.items():
        if not isinstance(value, Screened | int):
            raise TypeError(f"{name} must be screened text or a number, not {type(value).__name__}")
    return Screened(template.format(**values), key=_KEY)


def shorten(text: Screened, length: int) -> Screened:
    """The first ``length`` characters, cut at a word where one ends near, with an ellipsis when cut."""
    if len(text) <= length:
        return text
    head = text[: max(length - 1, 0)]
    at = head.rfind(" ")
    return Screened((head[:at] if at > length * 2 // 3 else head).rstrip() + "…", key=_KEY)


def struck(text: Screened, words: Screened, instead: Screened) -> Screened:
    """The text with ``instead`` for the words where they are whole lines; within other words they stay."""
    lines = re.compile(rf"^{re.escape(words)}$", re.MULTILINE)
    return Screened(lines.sub(lambda _: instead, text).strip(), key=_KEY) if words else text


def restored(value: Any) -> Any:
    """What our own storage gives back: every string in it (keys excepted) was screened when written."""
    if isinstance(value, str):
        return value if isinstance(value, Screened) else Screened(value, key=_KEY)
    if isinstance(value, dict):
        return {name: restored(item) for name, item in value.items()}
    if isinstance(value, list):
        return [restored(item) for item in value]
    return value
