"""The classifier: one scikit-learn pipeline and what can be asked of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import FunctionTransformer

from classifier.category import Category, Cue, Triage
from classifier.features import NAMES, clean, frame, observations

Numbers = npt.NDArray[np.float64]

STRENGTH = 40.0
"""The regression's ``C``, chosen by cross-validation on the labelled examples."""

MOST_CUES = 8
"""Cues named with a verdict."""


class Recall(Protocol):
    """Somewhere human answers are remembered."""

    def recall(self, text: str) -> Category | None:
        """What a human said about these very words, or nearly these."""


@dataclass(frozen=True)
class Classifier:
    """Sorts texts. Immutable: a better one takes its place whole.

    ``pipeline`` was made by :func:`new_pipeline` and fitted; ``version`` names the training set and the
    features; ``memory`` is asked before the model.
    """

    pipeline: Any
    version: str
    memory: Recall | None = None

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

    def with_memory(self, memory: Recall) -> Classifier:
        """The same model, asking this memory first."""
        return replace(self, memory=memory)

    def _sorted(self, text: str) -> Triage:
        blocks = [
            step.transform([text]) for _, step in self.pipeline.named_steps["features"].transformer_list
        ]
        parts = _split(self.pipeline.named_steps["decision"].coef_, (block.shape[1] for block in blocks))
        scores = self.pipeline.named_steps["decision"].intercept_ + sum(
            (block @ part.T).ravel() for block, part in zip(blocks, parts, strict=True)
        )
        probabilities = _softmax(scores)
        best = int(np.argmax(probabilities))
        return Triage(
            self.classes[best],
            float(probabilities[best]),
            MappingProxyType(dict(zip(self.classes, map(float, probabilities), strict=True))),
            self.version,
            self._cues(text, blocks, parts, best),
        )

    @property
    def classes(self) -> tuple[Category, ...]:
        """The categories in the order of the model's own columns."""
        return tuple(Category(name) for name in self.pipeline.named_steps["decision"].classes_)

    def _cues(self, text: str, blocks: list[Any], parts: list[Numbers], best: int) -> tuple[Cue, ...]:
        words, letters, frames, seen = (
            dict(_pulls(block, part, best)) for block, part in zip(blocks, parts, strict=True)
        )
        found = _by_word(clean(text), self._named("words", words), self._named("letters", letters))
        found[_WORDING] += sum(frames.values())
        for column, weight in seen.items():
            found[NAMES[column]] += weight
        ranked = sorted(found.items(), key=lambda item: -abs(item[1]))
        return tuple(
            Cue(name, round(weight, 3)) for name, weight in ranked[:MOST_CUES] if abs(weight) >= 0.01
        )

    def _named(self, step: str, pulls: dict[int, float]) -> dict[str, float]:
        names = self._terms[step]
        return {names[column]: weight for column, weight in pulls.items()}

    @cached_property
    def _terms(self) -> Mapping[str, Sequence[str]]:
        steps = dict(self.pipeline.named_steps["features"].transformer_list)
        return {step: list(steps[step].get_feature_names_out()) for step in ("words", "letters")}


def new_pipeline(strength: float = STRENGTH) -> Any:
    """The pipeline of the product, not yet fitted: four views of a text into one regression."""
    return Pipeline(
        [
            ("features", FeatureUnion([*vectorizers().items(), ("seen", FunctionTransformer(observations))])),
            ("decision", LogisticRegression(C=strength, max_iter=2_000, class_weight="balanced")),
        ]
    )


def vectorizers() -> dict[str, Any]:
    """TF-IDF over words and pairs, over runs of letters (which forgive typing errors), and over frames."""
    return {
        "words": _tfidf(preprocessor=clean, tokenizer=_WORD.findall, ngram_range=(1, 2)),
        "letters": _tfidf(preprocessor=clean, analyzer="char_wb", ngram_range=(2, 5), min_df=2),
        "frames": _tfidf(preprocessor=frame, tokenizer=str.split, ngram_range=(1, 3), min_df=2),
    }


_WORD = re.compile(r"[\w']+|[?!]")
_REMEMBERED = Cue("a human sorted these words before", 1.0)
_NO_WORDS = Cue("holds no words", 1.0)
_WORDING = "the way it is put"


def _tfidf(**settings: Any) -> Any:
    return TfidfVectorizer(sublinear_tf=True, token_pattern=None, **settings)


def _certain(category: Category) -> Mapping[Category, float]:
    return MappingProxyType({each: float(each is category) for each in Category})


def _split(matrix: Numbers, widths: Iterable[int]) -> list[Numbers]:
    edges = np.cumsum([0, *widths])
    return [matrix[:, start:end] for start, end in pairwise(edges)]


def _softmax(scores: Numbers) -> Numbers:
    powers: Numbers = np.exp(scores - np.max(scores))
    shares: Numbers = powers / powers.sum()
    return shares


def _pulls(row: Any, part: Numbers, best: int) -> Iterator[tuple[int, float]]:
    """How far each feature of the text pulls towards the winner, against the average of all categories."""
    columns = row.indices
    pulls = row.data * (part[best, columns] - part[:, columns].mean(axis=0))
    return zip(map(int, columns), map(float, pulls), strict=True)


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
