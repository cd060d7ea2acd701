"""Reads the files with which the reading of details is measured: marked messages, the directory."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple


class GoldError(Exception):
    """A file that cannot be measured with: one sentence with file, line, what is wrong and what to do."""

    def __init__(self, path: Path, line: int, wrong: str, remedy: str) -> None:
        where = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{where}: {wrong}; {remedy}.")


@dataclass(frozen=True, slots=True)
class Marked:
    """A message and what a person marked in it, word for word: nothing where it says nothing.

    ``user`` holds every name of every user, also two of the same person.
    """

    text: str
    user: tuple[str, ...] = ()
    job: tuple[str, ...] = ()
    error: str | None = None
    steps: str | None = None


class Entry(NamedTuple):
    """A line of the directory: a person's full name and user name, either of which may be empty."""

    name: str
    user_name: str


def read_marked(path: Path) -> tuple[Marked, ...]:
    """The marked messages of a file of JSON lines; raises :class:`GoldError`."""
    found = tuple(_marked(path, number, line) for number, line in _lines(path))
    if not found:
        raise GoldError(path, 0, "there is no message in it", f"write lines such as {_EXAMPLE}")
    return found


def read_entries(path: Path) -> tuple[Entry, ...]:
    """The people of a CSV file with the columns name and user_name; raises :class:`GoldError`."""
    rows = csv.reader(_opened(path).splitlines())
    try:
        head = [cell.strip().casefold() for cell in next(rows, [])]
        missing = [column for column in Entry._fields if column not in head]
        if missing:
            wrong = f"the first line has no column {' and no column '.join(missing)}"
            raise GoldError(path, 1, wrong, "begin the file with the line name,user_name")
        return tuple(_entry(dict(zip(head, row, strict=False))) for row in rows if any(row))
    except csv.Error as problem:
        raise GoldError(path, rows.line_num, f"no CSV ({problem})", "write name,user_name on it") from None


def _entry(row: Mapping[str, str]) -> Entry:
    return Entry(row.get("name", "").strip(), row.get("user_name", "").strip())


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(_opened(path).split("\n"), 1):
        if line.strip():
            yield number, line


def _opened(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise GoldError(path, 0, "there is no such file", "name one that exists") from None
    except UnicodeDecodeError:
        raise GoldError(path, 0, "it is not UTF-8", "save it as UTF-8") from None


_EXAMPLE = '{"text": "job 7000123 fails", "user": [], "job": ["7000123"], "error": null, "steps": null}'


def _marked(path: Path, number: int, line: str) -> Marked:
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict):
        raise GoldError(path, number, "it is no JSON object", f"write one on each line, such as {_EXAMPLE}")
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise GoldError(path, number, 'it has no "text"', f"write a line such as {_EXAMPLE}")
    users, jobs = (_many(path, number, name, row.get(name)) for name in ("user", "job"))
    error, steps = (_one(path, number, name, row.get(name)) for name in ("error", "steps"))
    return Marked(text, users, jobs, error, steps)


def _many(path: Path, number: int, name: str, value: Any) -> tuple[str, ...]:
    listed = [] if value is None else [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(each, str) and each.strip() for each in listed):
        raise GoldError(path, number, f'its "{name}" is no list of words', f'write "{name}": [] or ["..."]')
    return tuple(listed)


def _one(path: Path, number: int, name: str, value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise GoldError(path, number, f'its "{name}" is no text', f'write "{name}": null or "..."')
    return value if value and value.strip() else None
