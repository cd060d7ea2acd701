"""The views of a text that the model weighs: its words, its letters, its frame, each as a TF-IDF vector."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from classifier.features import clean, frame

Numbers = npt.NDArray[np.float64]


class Row(NamedTuple):
    """One text in one view: the columns it has a value in, and the values; two arrays of equal length."""

    columns: npt.NDArray[np.intp]
    values: Numbers


@dataclass(frozen=True)
class View:
    """One view with what it has learnt: its terms, a column each, and their inverse document frequencies."""

    cut: Callable[[str], list[str]]
    terms: Sequence[str]
    idf: Numbers

    def row(self, text: str) -> Row:
        """TF-IDF as scikit-learn has it: (1 + ln count) times idf, the whole brought to the length one."""
        known = (column for term in self.cut(text) if (column := self._columns.get(term)) is not None)
        counts = Counter(known)
        columns = np.fromiter(counts, np.intp, len(counts))
        values = (1 + np.log(np.fromiter(counts.values(), np.float64, len(counts)))) * self.idf[columns]
        return Row(columns, values / (np.linalg.norm(values) or 1.0))

    @cached_property
    def _columns(self) -> Mapping[str, int]:
        return {term: column for column, term in enumerate(self.terms)}


def words(text: str) -> list[str]:
    """The words of a cleaned text, and its pairs of neighbours."""
    return _runs(_WORD.findall(clean(text)), 2)


def letters(text: str) -> list[str]:
    """Runs of two to five letters within words, which forgive typing errors; a blank marks a word's ends."""
    return [run for word in clean(text).split() for run in _letters(f" {word} ")]


def frames(text: str) -> list[str]:
    """Runs of up to three parts of how a text is put."""
    return _runs(frame(text).split(), 3)


CUTS: Mapping[str, Callable[[str], list[str]]] = {"words": words, "letters": letters, "frames": frames}
"""How each view takes a text apart, in the order of the model's columns."""

_WORD = re.compile(r"[\w']+|[?!]")


def _runs(tokens: Sequence[str], longest: int) -> list[str]:
    sizes = range(1, min(longest, len(tokens)) + 1)
    return [
        " ".join(tokens[start : start + size]) for size in sizes for start in range(len(tokens) - size + 1)
    ]


def _letters(padded: str) -> Iterator[str]:
    for size in range(2, 6):
        if len(padded) <= size:
            yield padded
            return
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size]
