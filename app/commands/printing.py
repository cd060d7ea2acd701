"""How commands print: lines for people, JSON for programs, what is under way on stderr."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Limit = Annotated[int, typer.Option(min=1, max=10_000, help="How many at the most.")]


def say(words: str, style: str = "") -> None:
    """A line on stdout, in rich's markup, as long as it has to be."""
    Console().print(words, style=style, soft_wrap=True, highlight=False)


def complain(words: str) -> None:
    """A sentence on stderr, as it stands."""
    Console(stderr=True).print(words, style="red", soft_wrap=True, highlight=False, markup=False)


def print_json(value: Any) -> None:
    """A value on stdout for programs."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def print_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Rows on stdout for spreadsheets, with a line of names first; what is not known is empty."""
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def under_way(words: str) -> AbstractContextManager[object]:
    """Says on stderr what takes its time, while it lasts and where a person looks on."""
    return Console(stderr=True).status(words)


@contextmanager
def counted(words: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr; what it gives is told how many are done, of how many."""
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
