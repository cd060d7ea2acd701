"""Golden messages: a model that sorts one of them otherwise is never put to use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from classifier.category import Category
from classifier.examples import Example, read_examples
from classifier.model import Classifier

GOLDEN = Path(__file__).parent / "golden.jsonl"
"""Those that come along."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A golden message that a model sorts otherwise."""

    text: str
    label: Category
    found: Category


def read_golden(path: Path | None = None) -> tuple[Example, ...]:
    """The messages of this file, or ours; raises :class:`classifier.examples.BadExampleError`, or OSError."""
    return read_examples([path or GOLDEN])


def broken(classifier: Classifier, golden: Sequence[Example]) -> tuple[Broken, ...]:
    """The golden messages that this model, asked without any memory, sorts otherwise."""
    judged = ((one, classifier.triage(one.text).category) for one in golden)
    return tuple(Broken(one.text, one.label, found) for one, found in judged if found is not one.label)
