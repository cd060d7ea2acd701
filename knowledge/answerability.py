"""How well the search knows what it does not know: half of the questions lose their answers."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as Several
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from knowledge.alike import covers, shingles
from knowledge.beir import Document, JudgedCollection
from knowledge.runs import EVERYBODY, SEED
from knowledge.search import Search
from knowledge.shelf import silent
from knowledge.stock import stocked

REMOVED: Final = 0.5
"""The share of the questions that lose all of their answers."""


@dataclass(frozen=True)
class Told:
    """What the search said to one question: how sure it was of the first passage, and whether it was right.

    ``sure`` is the precision of all answers given as surely (:class:`knowledge.hits.Hits`), ``answerable``
    says whether any answer was left.
    """

    sure: float
    right: bool
    answerable: bool


@dataclass(frozen=True)
class Answerability:
    """What came of it. ``foreign`` is how sure it was of questions that nothing answers."""

    told: tuple[Told, ...]
    foreign: tuple[float, ...]
    threshold: float
    documents: int
    learnt_seconds: float

    def figures(self) -> dict[str, float]:
        """All figures by the names they are told under; each is defined by its function."""
        sure = np.array([one.sure for one in self.told])
        right = np.array([one.right for one in self.told], bool)
        answerable = np.array([one.answerable for one in self.told], bool)
        answered = sure >= self.threshold
        return {
            "auroc": auroc(sure, right),
            "answered_at_p90": answered_at(sure, right, answerable, 0.9),
            "answered_at_p80": answered_at(sure, right, answerable, 0.8),
            "answered": _share(answered & right, answerable),
            "unanswerable_answered": _share(answered & ~answerable, ~answerable),
            "ood_answered": float(np.mean(np.array(self.foreign) >= self.threshold)) if self.foreign else 0.0,
            "wrong_confident": float(np.mean(answered & ~right)),
        }


def auroc(sure: NDArray[Any], right: NDArray[np.bool_]) -> float:
    """The probability that a right first passage is surer than one that is wrong (Fawcett 2006, section 7).

    A question without an answer has no right first passage. One half of what is all right or all wrong.
    """
    count = int(right.sum())
    wrong = len(right) - count
    if not count or not wrong:
        return 0.5
    ranks = rankdata(sure)
    return float((ranks[right].sum() - count * (count + 1) / 2) / (count * wrong))


def answered_at(
    sure: NDArray[Any], right: NDArray[np.bool_], answerable: NDArray[np.bool_], precision: float
) -> float:
    """The share of the answerable questions that are rightly answered at the best threshold for a precision.

    The threshold is the lowest at which this share of all answers given is right, those given to questions
    without an answer among them.
    """
    order = np.argsort(-sure, kind="stable")
    rightly = np.cumsum(right[order])
    last = np.append(np.diff(sure[order]) != 0, True)
    enough = np.flatnonzero(last & (rightly >= precision * np.arange(1, len(order) + 1)))
    number = int(answerable.sum())
    return float(rightly[enough[-1]] / number) if len(enough) and number else 0.0


def measured(
    collection: JudgedCollection,
    foreign: Sequence[str] = (),
    *,
    threshold: float,
    progress: Callable[[int, int], None] = silent,
) -> Answerability:
    """Take the answers of half of the questions away, let the search learn from what is left, and ask all.

    An answer is taken away with its copies (:mod:`knowledge.alike`), and a copy of an answer is right. Which
    questions lose theirs is drawn, always the same way; that articles answer one half is known to the search,
    as outcomes would tell it. ``threshold`` is the product's own. Raises
    :class:`knowledge.beir.CollectionError`.
    """
    documents = list(collection.documents())
    answers = _answers(collection, _Copies(documents))
    gone = taken_away(answers)
    left = (document for document in documents if document.id not in gone)
    with stocked(left, {}, answerable=1 - REMOVED) as (search, number, _):
        start = time.process_time()
        search.learn_sureness(at_once=True)
        seconds = time.process_time() - start
        told = tuple(_asked(search, collection, answers, gone, progress))
        sure = tuple(search.search(text, audience=EVERYBODY, limit=1).precision for text in foreign)
    return Answerability(told, sure, threshold, number, seconds)


def taken_away(answers: dict[str, frozenset[str]]) -> frozenset[str]:
    """The documents to take away, so that half of the questions lose all that answers them."""
    order = sorted(answers)
    random.Random(SEED).shuffle(order)  # noqa: S311 (nothing secret)
    gone: Several[str] = frozenset()
    for question in order:
        if sum(found <= gone for found in answers.values()) >= REMOVED * len(answers):
            break
        gone |= answers[question]
    return frozenset(gone)


def _asked(
    search: Search,
    collection: JudgedCollection,
    answers: dict[str, frozenset[str]],
    gone: frozenset[str],
    progress: Callable[[int, int], None],
) -> Iterator[Told]:
    for done, (id_, right) in enumerate(answers.items(), 1):
        found = search.search(collection.questions[id_], audience=EVERYBODY, limit=1)
        yield Told(found.precision, bool(found.hits) and found.hits[0].slug in right, not right <= gone)
        progress(done, len(answers))


def _answers(collection: JudgedCollection, copies: _Copies) -> dict[str, frozenset[str]]:
    """For each question the documents that answer it, and their copies."""
    return {
        id_: frozenset(
            other for one, grade in grades.items() if grade > 0 for other in (one, *copies.of(one))
        )
        for id_, grades in collection.grades.items()
    }


class _Copies:
    """Which documents say all that another one says."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._shingles = {one.id: shingles(f"{one.title} {one.text}") for one in documents}
        self._holding: dict[str, list[str]] = {}
        for id_, found in self._shingles.items():
            for shingle in found:
                self._holding.setdefault(shingle, []).append(id_)
        self._known: dict[str, frozenset[str]] = {}

    def of(self, id_: str) -> frozenset[str]:
        if id_ not in self._known:
            own = self._shingles.get(id_, frozenset())
            near = {other for shingle in own for other in self._holding[shingle]} - {id_}
            self._known[id_] = frozenset(one for one in near if covers(own, self._shingles[one]))
        return self._known[id_]


def _share(chosen: NDArray[np.bool_], of: NDArray[np.bool_]) -> float:
    return float(chosen.sum() / of.sum()) if of.any() else 0.0
