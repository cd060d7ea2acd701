"""Puts questions that are about the same matter into one topic, named by their own words.

Two questions are as like as their words (stems, synonyms as one, rare ones weighing more) and their spellings
(sequences of letters) are on average, and their vectors where there is an encoder. Topics are cut out of the
tree of average linkage (Sokal and Michener 1958): on average, the pairs in one are at least so much alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from guard import Screened
from knowledge.synonyms import GROUPS
from knowledge.words import Word, is_function_word, stem, words

ALIKE: Final = 0.2
"""From this likeness on, on average, questions make one topic."""
ALIKE_WITH_VECTORS: Final = 0.3
"""The same where an encoder has its say; its vectors are alike sooner."""
MOST: Final = 5_000
"""So many questions are grouped at once; the work grows with their square (10 s at most on two cores)."""
LETTERS: Final = (3, 5)
NAMED_BY: Final = 3
"""A topic's name has so many words at the most."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Topic:
    """Questions about one matter: their places in what was given, and the words that tell it from others."""

    members: tuple[int, ...]
    name: str


def topics(
    questions: Sequence[Screened], background: Sequence[str] = (), vectors: Floats | None = None
) -> tuple[Topic, ...]:
    """The topics of at most :data:`MOST` questions, those with most questions first, then in their order.

    ``background`` are texts that say which words are common here (the articles); ``vectors`` has one row of
    length 1 for each question. Each question is in exactly one topic.
    """
    if len(questions) > MOST:
        raise ValueError(f"{len(questions)} questions at once are too many; give at most {MOST}")
    if not questions:
        return ()
    labels = _cut(_likeness(questions, background, vectors), ALIKE if vectors is None else ALIKE_WITH_VECTORS)
    groups = [tuple(map(int, np.flatnonzero(labels == label))) for label in dict.fromkeys(labels)]
    namer = _Namer(questions, background)
    ordered = sorted(groups, key=lambda group: (-len(group), group[0]))
    return tuple(Topic(group, namer.name(group)) for group in ordered)


def _likeness(questions: Sequence[str], background: Sequence[str], vectors: Floats | None) -> Floats:
    """How alike each two are, 0 to 1: (questions, questions)."""
    views = [_weighed(questions, background, analyzer=_matters)]
    views.append(_weighed(questions, background, analyzer="char_wb", ngram_range=LETTERS))
    alike = [np.asarray((view @ view.T).toarray(), np.float32) for view in views]
    if vectors is not None:
        alike.append(np.clip(vectors @ vectors.T, 0, 1).astype(np.float32))
    return np.asarray(np.mean(alike, axis=0), np.float32)


def _weighed(questions: Sequence[str], background: Sequence[str], **cut: Any) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **cut)
    vectorizer.fit([*background, *questions, _ALWAYS])
    return vectorizer.transform(questions)


_ALWAYS = "word"
"""A text that is not empty: without any term there is nothing to weigh by."""


def _cut(likeness: Floats, least: float) -> NDArray[np.intp]:
    """The number of its group for each question."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(likeness) == 1:
        return np.zeros(1, np.intp)
    apart = np.clip(1 - likeness, 0, 1)
    np.fill_diagonal(apart, 0)
    tree = linkage(squareform(apart, checks=False), "average")
    return np.asarray(fcluster(tree, 1 - least, "distance"), np.intp)


def _matters(text: str) -> list[str]:
    """The stems of a text that say what it is about, synonyms as one."""
    return [_kin().get(word.stem, word.stem) for word in _telling(text)]


def _telling(text: str) -> Iterator[Word]:
    return (word for word in words(text) if not is_function_word(word.written))


@lru_cache(maxsize=1)
def _kin() -> dict[str, str]:
    """For each stem the one that stands for its synonyms: the first of the first group it is in."""
    table: dict[str, str] = {}
    for group in GROUPS:
        first, *rest = (stem(word) for word in group.split())
        table.setdefault(first, first)
        for word in rest:
            table.setdefault(word, table[first])
    return table


class _Namer:
    """Names groups of questions by the words that many of them share and few other texts hold."""

    def __init__(self, questions: Sequence[str], background: Sequence[str]) -> None:
        self._told = [tuple(_telling(question)) for question in questions]
        self._common = Counter(kin for text in (*questions, *background) for kin in set(_matters(text)))

    def name(self, group: Sequence[int]) -> str:
        """The most telling words as they were written, in the order of the question that has most of them."""
        shared = Counter(kin for place in group for kin in {_kin_of(word) for word in self._told[place]})
        best = sorted(shared, key=lambda kin: (-(shared[kin] ** 2) / self._common[kin], kin))
        chosen = frozenset(
            [kin for kin in best if shared[kin] * 2 > len(group)][:NAMED_BY] or best[:NAMED_BY]
        )
        written = Counter((_kin_of(word), word.written) for place in group for word in self._told[place])
        usual = {kin: form for (kin, form), _ in reversed(written.most_common())}
        return " ".join(usual[kin] for kin in self._ordered(group, chosen))

    def _ordered(self, group: Sequence[int], chosen: frozenset[str]) -> list[str]:
        orders = [dict.fromkeys(k for k in map(_kin_of, self._told[place]) if k in chosen) for place in group]
        first = max(orders, key=len)
        return [*first, *sorted(chosen - first.keys())]


def _kin_of(word: Word) -> str:
    return _kin().get(word.stem, word.stem)
