"""Puts questions that are about the same matter into one topic, named by their own words.

Two questions are as like as their words (stems, synonyms as one, rare ones weighing more) and their spellings
(sequences of letters) are on average, and their vectors where there is an encoder. Topics are cut out of the
tree of average linkage (Sokal and Michener 1958): on average, the pairs in one are at least so much alike.
What people have put together stays together, and what they have put apart stays apart: such pairs are as
near, or as far, as can be (the constraints of Davidson and Ravi 2005, told by distances).
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
FAR: Final = 1e9
"""The distance of what must not come together: one such pair outweighs the average of all others."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Topic:
    """Questions about one matter: their places in what was given, and the words that tell it from others."""

    members: tuple[int, ...]
    name: str


def topics(
    questions: Sequence[Screened],
    background: Sequence[str] = (),
    vectors: Floats | None = None,
    fixed: Sequence[int | None] = (),
) -> tuple[Topic, ...]:
    """The topics of at most :data:`MOST` questions, those with most questions first, then in their order.

    ``background`` are texts that say which words are common here (the articles); ``vectors`` has one row of
    length 1 for each question. ``fixed`` has a number (or None) for each question: those of one number come
    into one topic, those of different numbers never do. Each question is in exactly one topic.
    """
    if len(questions) > MOST:
        raise ValueError(f"{len(questions)} questions at once are too many; give at most {MOST}")
    if not questions:
        return ()
    apart = _bound(1 - _likeness(questions, background, vectors), fixed)
    labels = _cut(apart, ALIKE if vectors is None else ALIKE_WITH_VECTORS)
    groups = [tuple(map(int, np.flatnonzero(labels == label))) for label in dict.fromkeys(labels)]
    namer = _Namer(questions, background)
    ordered = sorted(groups, key=lambda group: (-len(group), group[0]))
    return tuple(Topic(group, namer.name(group)) for group in ordered)


def _likeness(questions: Sequence[str], background: Sequence[str], vectors: Floats | None) -> Floats:
    """How alike each two are, 0 to 1: (questions, questions)."""
    alike = [np.asarray((view @ view.T).toarray(), np.float32) for view in views(questions, background)]
    if vectors is not None:
        alike.append(np.clip(vectors @ vectors.T, 0, 1).astype(np.float32))
    return np.asarray(np.mean(alike, axis=0), np.float32)


def views(texts: Sequence[str], background: Sequence[str] = ()) -> tuple[Any, Any]:
    """What texts are compared by: the weights of their words and of their letters, sparse, of length 1."""
    by_words = _weighed(texts, background, analyzer=_matters)
    return by_words, _weighed(texts, background, analyzer="char_wb", ngram_range=LETTERS)


def _weighed(questions: Sequence[str], background: Sequence[str], **cut: Any) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **cut)
    vectorizer.fit([*background, *questions, _ALWAYS])
    return vectorizer.transform(questions)


_ALWAYS = "word"
"""A text that is not empty: without any term there is nothing to weigh by."""


def _bound(apart: Floats, fixed: Sequence[int | None]) -> Floats:
    """The distances (questions, questions), made as small and as large as what is fixed wants them."""
    apart = np.clip(apart, 0, 1)
    places = [place for place, number in enumerate(fixed) if number is not None]
    if places:
        numbers = np.array([fixed[place] for place in places])
        same = numbers[:, None] == numbers[None, :]
        apart[np.ix_(places, places)] = np.where(same, 0, FAR)
    np.fill_diagonal(apart, 0)
    return apart


def _cut(apart: Floats, least: float) -> NDArray[np.intp]:
    """The number of its group for each question."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(apart) == 1:
        return np.zeros(1, np.intp)
    tree = linkage(squareform(apart, checks=False), "average")
    return np.asarray(fcluster(tree, 1 - least, "distance"), np.intp)


def matters(text: str) -> dict[str, str]:
    """What a text is about: its telling stems, synonyms as one, each with a word as it was written."""
    found: dict[str, str] = {}
    for word in _telling(text):
        found.setdefault(_kin_of(word), word.written)
    return found


def _matters(text: str) -> list[str]:
    return [_kin_of(word) for word in _telling(text)]


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
