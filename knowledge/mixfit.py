"""Fits the mix of the signals to questions whose article is known, and keeps it only where it proves better.

Coordinate search on a small grid for the mean reciprocal rank (Metzler and Croft 2007, "Linear feature-based
models for information retrieval"), cross-validated; whether it is better is judged by the paired bootstrap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from knowledge import dense
from knowledge.mix import DEFAULT, NAMES, Mix, Signals, values
from knowledge.postings import Floats, Places
from knowledge.ranking import Closely
from knowledge.titles import Speech, Titles, heard, shared, speakers, speech

FEWEST: Final = 100
"""Confirmed answers below which nothing is fitted."""
MARGIN: Final = 0.01
"""By so much the mean reciprocal rank has to rise on questions that were left out."""
FOLDS: Final = 5
ROUNDS: Final = 3
RESAMPLES: Final = 1000
SEED: Final = 11

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """The candidates of one question as any mix ranks them; ``right`` is the rank of its article among them.

    ``cosine`` is what an encoder says, as far as ``unexplained`` lets it weigh; None without one.
    """

    signals: Signals
    speech: Speech
    named: Titles
    right: int
    cosine: Floats | None = None
    unexplained: float = 0.0

    def score(self, mix: Mix) -> Floats:
        """What the ranking gives each candidate."""
        own = self.signals.mixed(mix)
        said = heard(own, _of(self.speech, speakers(own)))
        score = shared(own + mix.mentioned * said, self.named, mix.namesakes)
        if self.cosine is None:
            return score
        return dense.mixed(score, self.cosine, self.unexplained, mix.dense)

    def reciprocal_rank(self, mix: Mix) -> float:
        """One over the place of the right article, 1 being the first; the earlier candidate wins a tie."""
        score = self.score(mix)
        own = score[self.right]
        return 1.0 / (1 + int(np.sum(score > own)) + int(np.sum(score[: self.right] == own)))


@dataclass(frozen=True)
class Fit:
    """The mix to use, the number of ``pairs`` (question and article), and the cross-validated gain.

    ``gain`` is that in mean reciprocal rank over the mix as shipped, ``error`` its standard error.
    """

    mix: Mix = DEFAULT
    pairs: int = 0
    gain: float = 0.0
    error: float = 0.0


def case(found: Closely, right: int, cosine: Floats | None = None, unexplained: float = 0.0) -> Case:
    """The case of a question whose article is the candidate of rank ``right``."""
    everybody = np.arange(len(found.candidates.articles), dtype=np.int32)
    said = speech(found.running, found.named, found.holders, everybody)
    return Case(found.signals, said, found.named, right, cosine, unexplained)


def fit(cases: Sequence[Case | None]) -> Fit:
    """The mix fitted to these cases where that is surely better, else the one as shipped.

    None stands for a question whose article is no candidate: no mix finds it. The same cases give the same.
    """
    if len(cases) < FEWEST:
        return Fit(pairs=len(cases))
    judge = _Judge(cases)
    gains = _cross_validated(judge) - judge.ranks(DEFAULT)
    gain, error = float(gains.mean()), standard_error(gains)
    better = gain > max(MARGIN, error)
    mix = _best(judge, np.arange(len(cases))) if better else DEFAULT
    return Fit(mix, len(cases), gain, error)


def standard_error(gains: Numbers) -> float:
    """That of the mean, by resampling the questions (Efron and Tibshirani 1993)."""
    chance = np.random.default_rng(SEED)
    means = [gains[chance.integers(0, len(gains), len(gains))].mean() for _ in range(RESAMPLES)]
    return float(np.std(means))


class _Judge:
    """The reciprocal rank of every case under a mix, reckoned once."""

    def __init__(self, cases: Sequence[Case | None]) -> None:
        self._cases, self._known = cases, dict[Mix, Numbers]()
        dense = any(one is not None and one.cosine is not None for one in cases)
        self.names = tuple(name for name in NAMES if dense or name != "dense")

    def __len__(self) -> int:
        return len(self._cases)

    def ranks(self, mix: Mix) -> Numbers:
        if mix not in self._known:
            ranks = [0.0 if one is None else one.reciprocal_rank(mix) for one in self._cases]
            self._known[mix] = np.array(ranks, np.float64)
        return self._known[mix]


def _cross_validated(judge: _Judge) -> Numbers:
    """The reciprocal rank of each case under a mix that was fitted to the cases of other folds."""
    order = np.random.default_rng(SEED).permutation(len(judge))
    ranks = np.zeros(len(judge))
    for number in range(FOLDS):
        left_out = order[number::FOLDS]
        mix = _best(judge, np.setdiff1d(order, left_out))
        ranks[left_out] = judge.ranks(mix)[left_out]
    return ranks


def _best(judge: _Judge, rows: NDArray[Any]) -> Mix:
    """The best mix for these cases, one weight after the other; what is no better stays as it was."""
    best = DEFAULT
    for _ in range(ROUNDS):
        before = best
        for name in judge.names:
            tried = [best, *(replace(best, **{name: value}) for value in values(name))]
            best = max(tried, key=lambda mix: float(judge.ranks(mix)[rows].mean()))
        if best == before:
            break
    return best


def _of(said: Speech, speakers: Places) -> Speech:
    """What these of the speakers say."""
    heard_of = np.isin(said.speaker, speakers)
    return replace(said, speaker=said.speaker[heard_of], of=said.of[heard_of])
