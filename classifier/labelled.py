"""Labelled texts of any origin: JSON lines whose fields the reader names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

LONGEST_LINE = 1_000_000
"""Characters of a line that are read; a longer one is refused."""


class LabelledFileError(ValueError):
    """A file that cannot be used; the message names file and line, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text in its fields (a title and a body, or a message alone), and the group it is known to be of."""

    fields: tuple[str, ...]
    group: str = ""

    @property
    def text(self) -> str:
        """All fields, one below the other."""
        return "\n".join(field for field in self.fields if field)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document, and what a human called it."""

    document: Document
    label: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Which fields of a line hold the texts, the label and the group, if any."""

    texts: tuple[str, ...] = ("text",)
    label: str = "label"
    group: str | None = None


def read_labelled(path: Path, columns: Columns = Columns()) -> tuple[Labelled, ...]:
    """The labelled lines of a file; lines whose label is null are left out."""
    try:
        with path.open(encoding="utf-8") as lines:
            found = tuple(_labelled(path, lines, columns))
    except FileNotFoundError:
        raise LabelledFileError(f"{path}: there is no such file; name one of JSON lines") from None
    except OSError as problem:
        raise LabelledFileError(
            f"{path}: cannot be read ({problem.strerror}); name a file of JSON lines"
        ) from None
    except UnicodeDecodeError:
        raise LabelledFileError(f"{path}: is not text in UTF-8; save it as UTF-8") from None
    if not found:
        raise LabelledFileError(
            f"{path}: no line has a label; write one JSON object a line, "
            f"with the label under {columns.label!r} (or name the field with --label)"
        )
    return found


def renamed(rows: Sequence[Labelled], names: Mapping[str, str]) -> tuple[Labelled, ...]:
    """The same rows, with labels of other names."""
    return tuple(replace(row, label=names.get(row.label, row.label)) for row in rows)


def _labelled(path: Path, lines: Iterator[str], columns: Columns) -> Iterator[Labelled]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            where = f"{path}, line {number}"
            row = _object(line, where)
            label = _value(row, columns.label, "--label", where)
            if label:
                yield Labelled(_document(row, columns, where), label)


def _object(line: str, where: str) -> Mapping[str, Any]:
    if len(line) > LONGEST_LINE:
        raise LabelledFileError(f"{where}: is longer than {LONGEST_LINE:,} characters; shorten its texts")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise LabelledFileError(f"{where}: is no JSON; write one JSON object a line") from None
    if not isinstance(row, dict):
        raise LabelledFileError(f"{where}: is no JSON object; write {{...}} with the texts and the label")
    return row


def _document(row: Mapping[str, Any], columns: Columns, where: str) -> Document:
    fields = tuple(_value(row, name, "--text", where) for name in columns.texts)
    group = _value(row, columns.group, "--group", where) if columns.group else ""
    return Document(fields, group)


def _value(row: Mapping[str, Any], name: str, option: str, where: str) -> str:
    """The text in a field, empty for null."""
    if name not in row:
        known = ", ".join(map(str, row)) or "none"
        raise LabelledFileError(
            f"{where}: there is no field {name!r}; name the right one with {option} (there are: {known})"
        )
    value = row[name]
    if value is not None and not isinstance(value, str):
        raise LabelledFileError(f'{where}: the field {name!r} is no text; write it as "..."')
    return (value or "").strip()
