"""The marked messages from which the reading of details is learnt."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.details.marked import read_entries
from classifier.details.scores import known_people
from classifier.details.surface import surface
from guard import screen

EXAMPLES = Path(__file__).parent / "examples"

WRITERS = ("first", "second", "third", "fourth", "fifth", "sixth")
ROWS = "rows"
"""Short texts of the first writer, each marked for one detail alone."""


@dataclass(frozen=True, slots=True)
class Example:
    """A message as it is read, and what is marked in it: "" where nothing is, None where nobody looked."""

    writer: str
    text: str
    users: tuple[str, ...] | None
    error: str | None
    steps: str | None
    known: tuple[str, ...]


def read_examples(folder: Path = EXAMPLES) -> tuple[Example, ...]:
    """All marked messages, writer after writer."""
    return tuple(example for name in (*WRITERS, ROWS) for example in _examples(folder, name))


def people_of(writer: str, folder: Path = EXAMPLES) -> dict[str, str]:
    """The directory of a writer: names and user names with the key of each person."""
    return known_people(read_entries(folder / f"{writer}_people.csv"))


def version_of(folder: Path = EXAMPLES) -> str:
    """Twelve digits that change with anything in these files."""
    whole = hashlib.sha256()
    for path in sorted(folder.glob("*.*")):
        if path.suffix != ".md":
            whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()[:12]


def lines(name: str, folder: Path = EXAMPLES) -> Sequence[str]:
    """The lines of a file of messages, states or carriers."""
    return [line for line in (folder / name).read_text("utf-8").splitlines() if line]


def _examples(folder: Path, name: str) -> Iterator[Example]:
    writer = WRITERS[0] if name == ROWS else name
    entries = read_entries(folder / f"{writer}_people.csv")
    known = tuple(sorted({each for entry in entries for each in entry if each}))
    for line in lines(f"{name}.jsonl", folder):
        yield _example(writer, json.loads(line), known if name != ROWS else ())


def _example(writer: str, row: dict[str, Any], known: tuple[str, ...]) -> Example:
    users = tuple(_as_read(user) for user in row["user"]) if "user" in row else None
    error, steps = (_as_read(row[name] or "") if name in row else None for name in ("error", "steps"))
    text = surface(str(screen(row["text"]).text)).text
    return Example(writer, text, users, error, steps, tuple(row.get("known", known)))


def _as_read(value: str) -> str:
    return surface(value).text
