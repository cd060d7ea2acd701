"""Labelled examples: what a classifier is trained on, and the name of the model they make."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier import features
from classifier.category import Category
from classifier.scope import FOREIGN_WEIGHT, GATE_STRENGTH, foreign_queries

EXAMPLES = Path(__file__).parent / "examples"
"""The labelled lines the product is trained on."""

STRENGTH = 15.0
"""``C`` of the regression over the views, chosen leaving each writer of the examples out in turn."""

RATIO_STRENGTH = 20.0
"""``C`` of the one over log-count ratios, which has the other vote."""

TEMPERATURE = 0.86
"""What their mean log-probabilities are multiplied by, so that they mean what they say to unseen writers."""

_DETAILS = frozenset({"tickets.jsonl"})
"""Labelled for their details rather than their category."""


class BadExampleError(ValueError):
    """A labelled line that cannot be used; the message names file, line and remedy."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled message, the voice in which it speaks, and its writer (the file it stands in)."""

    text: str
    label: Category
    voice: str = ""
    writer: str = ""


def read_examples(paths: Iterable[Path] = ()) -> tuple[Example, ...]:
    """The labelled lines of these files, or of the product's own; same text twice counts once."""
    files = tuple(paths) or tuple(
        path for path in sorted(EXAMPLES.glob("*.jsonl")) if path.name not in _DETAILS
    )
    found: dict[str, Example] = {}
    for path in files:
        for example in _lines(path):
            found.setdefault(example.text, example)
    return tuple(found.values())


def version_of(examples: Sequence[Example]) -> str:
    """The name of the model these examples and this program's features make."""
    learnt_by = (STRENGTH, RATIO_STRENGTH, TEMPERATURE, GATE_STRENGTH, FOREIGN_WEIGHT)
    lines = [
        str(learnt_by),
        *foreign_queries(),
        *sorted(json.dumps([example.text, example.label]) for example in examples),
    ]
    return f"{features.VERSION}-{hashlib.sha256(chr(10).join(lines).encode()).hexdigest()[:12]}"


def _lines(path: Path) -> Iterator[Example]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _example(line, f"{path.name}, line {number}")


def _example(line: str, where: str) -> Example:
    try:
        row = json.loads(line)
        text, label = row["text"], row["label"]
    except (ValueError, KeyError, TypeError) as problem:
        raise BadExampleError(
            f'{where}: expected {{"text": ..., "label": ...}} on one line ({problem})'
        ) from None
    if not isinstance(text, str) or not text.strip():
        raise BadExampleError(f"{where}: the text is empty")
    if label not in list(Category):
        raise BadExampleError(f"{where}: {label!r} is no category; use one of {', '.join(Category)}")
    writer = where.partition(".")[0]
    return Example(text, _grown(Category(label), row), str(row.get("voice") or writer), writer)


def _grown(label: Category, row: Mapping[str, Any]) -> Category:
    """The oldest lines know no emergencies: they are incidents that concern many (see GUIDE.md)."""
    return Category.EMERGENCY if label is Category.INCIDENT and row.get("urgency") == 2 else label
