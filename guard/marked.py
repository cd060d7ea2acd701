"""Texts whose health data is marked, read from a file: a JSON object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

Span = tuple[int, int]

LINE: Final = '{"text": "...", "phi": ["..."]}'
LONGEST_LINE: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Value:
    """Health data as it stands in the text, of which type when the file says so, and where when it does."""

    words: str
    type: str | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """One text and the health data in it; ``known`` are the addresses and phone numbers that may stay."""

    line: int
    text: str
    values: tuple[Value, ...]
    known: tuple[str, ...] = ()

    def places(self, value: Value) -> tuple[Span, ...]:
        """Where the value stands: as a whole, or where it never does, within longer words; () for nowhere."""
        if value.start is not None:
            span = value.start, value.start + len(value.words)
            return (span,) if self.text[slice(*span)] == value.words else ()
        words = re.escape(value.words)
        whole = [found.span() for found in re.finditer(rf"(?<![^\W_]){words}(?![^\W_])", self.text)]
        return tuple(whole or (found.span() for found in re.finditer(words, self.text)))


class MarkedError(Exception):
    """A file that cannot be measured on: one sentence with file, line, what is wrong and what to do."""

    def __init__(self, path: Path, line: int, wrong: str, remedy: str) -> None:
        where = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{where}: {wrong}; {remedy}.")


def read_marked(path: Path) -> list[Marked]:
    """The marked texts of a file; raises :class:`MarkedError`.

    ``phi`` holds strings, or objects with ``value`` and if wanted ``type`` and ``start`` (characters before
    it); types may also stand beside it in ``phi_types``, in the same order. ``known`` lists addresses,
    domains and phone numbers that may stay in this text. All but ``text`` may be left out.
    """
    if not path.is_file():
        raise MarkedError(path, 0, "there is no such file", f"write a JSON object a line into it: {LINE}")
    texts = [_marked(path, number, line) for number, line in _lines(path)]
    if not texts:
        raise MarkedError(path, 0, "it holds no text", f"write a JSON object a line into it: {LINE}")
    return texts


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers."""
    number = 0
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), ""), 1):
                if line.strip():
                    yield number, line
    except UnicodeDecodeError as error:
        raise MarkedError(path, number + 1, "the text is not UTF-8", "save the file as UTF-8") from error


def _marked(path: Path, number: int, line: str) -> Marked:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise MarkedError(path, number, "this is no JSON", f"write {LINE}") from error
    if not isinstance(read, dict):
        raise MarkedError(path, number, "this is no JSON object", f"write {LINE}")
    if not isinstance(read.get("text"), str):
        raise MarkedError(path, number, "the field text is no text", f"write {LINE}")
    try:
        return Marked(number, read["text"], _values(read), tuple(_strings(read, "known")))
    except _FieldError as error:
        raise MarkedError(path, number, *error.args) from error


class _FieldError(Exception):
    """What is wrong with a field, and what to do."""


def _values(read: Mapping[str, Any]) -> tuple[Value, ...]:
    listed = _list(read, "phi")
    types = _strings(read, "phi_types")
    if types and len(types) != len(listed):
        raise _FieldError("phi and phi_types are of different length", "give each value its type")
    values = [_value(one, types[at] if types else None) for at, one in enumerate(listed)]
    return tuple(dict.fromkeys(values))


def _value(one: Any, type_: str | None) -> Value:
    found = one if isinstance(one, dict) else {"value": one}
    words, start = found.get("value"), found.get("start")
    if not isinstance(words, str) or not words.strip():
        raise _FieldError("a value of phi is no text", 'write "..." or {"value": "...", "type": "..."}')
    if not isinstance(found.get("type", ""), str):
        raise _FieldError("a type of phi is no text", 'write {"value": "...", "type": "..."}')
    if start is not None and (not isinstance(start, int) or start < 0):
        raise _FieldError("a start of phi is no number", "write how many characters stand before the value")
    return Value(words, found.get("type", type_), start)


def _strings(read: Mapping[str, Any], name: str) -> list[str]:
    listed = _list(read, name)
    if not all(isinstance(one, str) for one in listed):
        raise _FieldError(f"{name} holds something that is no text", f'write "{name}": ["..."]')
    return listed


def _list(read: Mapping[str, Any], name: str) -> list[Any]:
    listed = read.get(name)
    if listed is None:
        return []
    if not isinstance(listed, list):
        raise _FieldError(f"{name} is no list", f'write "{name}": [...], or leave it out')
    return listed
