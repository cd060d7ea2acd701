"""The classifier: a linear model over four views of a text, and what can be asked of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Protocol

import numpy as np
import numpy.typing as npt

from classifier.category import Category, Cue, Triage
from classifier.features import NAMES, WEIGHT, clean, observe
from classifier.scope import Gate, passed
from classifier.views import Row, View

Numbers = npt.NDArray[np.float64]

MOST_CUES = 8
"""Cues named with a verdict."""


class Recall(Protocol):
    """Somewhere human answers are remembered."""

    def recall(self, text: str) -> Category | None:
        """What a human said about these very words, or nearly these."""


@dataclass(frozen=True)
class Classifier:
    """Sorts texts. Immutable: a better one takes its place whole.

    ``weights`` has a row for each of the ``classes`` and a column for each term of the ``views`` (words,
    letters, frames) and, at the end, for each name of the observations; ``offsets`` is the intercept of each
    class. They come out of the fitted pipeline of scikit-learn (:mod:`classifier.pipeline`), and give the
    same probabilities; scikit-learn itself is needed for training alone, and takes its time for a single
    text. ``version`` names the training set and the features; ``memory`` is asked before the model, and
    ``gate`` has the word on what is out of scope.
    """

    views: Mapping[str, View]
    weights: Numbers
    offsets: Numbers
    classes: tuple[Category, ...]
    version: str
    memory: Recall | None = None
    gate: Gate | None = None

    def triage(self, text: str) -> Triage:
        """The category of a text. Only its first 4,000 characters are looked at."""
        said = self.memory.recall(text) if self.memory else None
        if said is not None:
            return Triage(said, 1.0, _certain(said), self.version, (_REMEMBERED,), remembered=True)
        if not any(map(str.isalnum, text[:4_000])):
            return Triage(Category.OTHER, 1.0, _certain(Category.OTHER), self.version, (_NO_WORDS,))
        return self._sorted(text)

    def explain(self, text: str) -> tuple[Cue, ...]:
        """The words and observations that decided, the weightiest first."""
        return self.triage(text).cues

    def foreign(self, triage: Triage) -> float:
        """How likely a text that was sorted belongs to none of the categories; the higher the likelier."""
        return triage.probabilities.get(Category.OTHER, 0.0)

    def with_memory(self, memory: Recall) -> Classifier:
        """The same model, asking this memory first."""
        return replace(self, memory=memory)

    def _sorted(self, text: str) -> Triage:
        rows = self._rows(text)
        scores = self.offsets + sum(
            part[:, row.columns] @ row.values for part, row in zip(self._parts, rows, strict=True)
        )
        probabilities = self._gated(_softmax(scores), rows)
        best = int(np.argmax(probabilities))
        return Triage(
            self.classes[best],
            float(probabilities[best]),
            MappingProxyType(dict(zip(self.classes, map(float, probabilities), strict=True))),
            self.version,
            self._cues(text, rows, best),
        )

    def _gated(self, probabilities: Numbers, rows: list[Row]) -> Numbers:
        if self.gate is None:
            return probabilities
        foreign = self.gate.foreign(rows, [part[0] for part in self._gate_parts])
        outside = self.classes.index(Category.OTHER)
        found: Numbers = passed(probabilities[None, :], outside, np.array([foreign]))[0]
        return found

    def _rows(self, text: str) -> list[Row]:
        held = np.flatnonzero(observe(text))
        return [*(view.row(text) for view in self.views.values()), Row(held, np.full(len(held), WEIGHT))]

    @cached_property
    def _parts(self) -> list[Numbers]:
        """The weights of each view's columns, and of the observations'."""
        return _split(self.weights, self._widths)

    @cached_property
    def _gate_parts(self) -> list[Numbers]:
        """The same of the gate; each has one row."""
        return _split(self.gate.weights[None, :], self._widths) if self.gate else []

    @property
    def _widths(self) -> tuple[int, ...]:
        return (*(len(view.terms) for view in self.views.values()), len(NAMES))

    def _pulling(self, rows: list[Row], best: int) -> list[dict[int, float]]:
        """How far each column of each view pulls towards the winner; the gate, where it is its verdict."""
        if self.gate is not None and self.classes[best] is Category.OTHER:
            return [
                _pulls(row, part[0][row.columns]) for row, part in zip(rows, self._gate_parts, strict=True)
            ]
        return [
            _pulls(row, _lead(part[:, row.columns], best))
            for row, part in zip(rows, self._parts, strict=True)
        ]

    def _cues(self, text: str, rows: list[Row], best: int) -> tuple[Cue, ...]:
        words, letters, frames, seen = self._pulling(rows, best)
        found = _by_word(clean(text), self._named("words", words), self._named("letters", letters))
        found[_WORDING] += sum(frames.values())
        for column, weight in seen.items():
            found[NAMES[column]] += weight
        ranked = sorted(found.items(), key=lambda item: -abs(item[1]))
        return tuple(
            Cue(name, round(weight, 3)) for name, weight in ranked[:MOST_CUES] if abs(weight) >= 0.01
        )

    def _named(self, view: str, pulls: dict[int, float]) -> dict[str, float]:
        names = self.views[view].terms
        return {names[column]: weight for column, weight in pulls.items()}


_REMEMBERED = Cue("a human sorted these words before", 1.0)
_NO_WORDS = Cue("holds no words", 1.0)
_WORDING = "the way it is put"


def _certain(category: Category) -> Mapping[Category, float]:
    return MappingProxyType({each: float(each is category) for each in Category})


def _split(matrix: Numbers, widths: Iterable[int]) -> list[Numbers]:
    edges = np.cumsum([0, *widths])
    return [matrix[:, start:end] for start, end in pairwise(edges)]


def _softmax(scores: Numbers) -> Numbers:
    powers: Numbers = np.exp(scores - np.max(scores))
    shares: Numbers = powers / powers.sum()
    return shares


def _lead(weights: Numbers, best: int) -> Numbers:
    """What speaks for the winner, against the average of all categories."""
    lead: Numbers = weights[best] - weights.mean(axis=0)
    return lead


def _pulls(row: Row, weights: Numbers) -> dict[int, float]:
    return dict(zip(map(int, row.columns), map(float, row.values * weights), strict=True))


def _by_word(text: str, by_term: dict[str, float], by_run: dict[str, float]) -> defaultdict[str, float]:
    """Pairs of words and runs of letters, folded into the words they are made of."""
    found: defaultdict[str, float] = defaultdict(float)
    for term, weight in by_term.items():
        for word in term.split():
            found[word] += weight / (1 + term.count(" "))
    homes = _homes(text, by_run)
    for run, weight in by_run.items():
        for word in homes.get(run, ()):
            found[word] += weight / len(homes[run])
    return found


def _homes(text: str, runs: Mapping[str, float]) -> dict[str, set[str]]:
    homes: dict[str, set[str]] = {}
    for word in set(text.split()):
        padded = f" {word} "
        for size in range(2, 6):
            for start in range(len(padded) - size + 1):
                if (run := padded[start : start + size]) in runs:
                    homes.setdefault(run, set()).add(word.strip(".,;:!?()\"'"))
    return homes
