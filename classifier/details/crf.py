"""Fits the tagger: the weights under which the marked tags are likeliest, by L-BFGS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from classifier.details.attributes import is_narrow
from classifier.details.crf_matrix import PAD, Attributes, ones_at
from classifier.details.surroundings import Rows
from classifier.details.tagger import OFFSETS, TAGS, Head, Tagger

Numbers = npt.NDArray[np.float64]

SEEN_IN = 3
"""Texts in which an attribute must stand to count."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text for the tagger: its tokens' attributes, the tags of each head, and how much it weighs there."""

    rows: Rows
    tags: Sequence[Sequence[int]]
    weights: Sequence[float]


def fitted(texts: Sequence[Tagged], heads: int, strength: float, rounds: int, least: float = 0.0) -> Tagger:
    """The tagger of these texts. Attributes whose weights are all below ``least`` are left out."""
    names = _names(texts)
    layout = _Layout(names)
    columns = layout.matrix(texts)
    sizes = np.array([len(text.rows) for text in texts])
    found = []
    for head in range(heads):
        tags = np.concatenate([np.asarray(text.tags[head]) for text in texts])
        weights = np.array([text.weights[head] for text in texts])
        found.append(_Chains(columns, sizes, tags, weights, strength).fitted(rounds))
    return layout.tagger(found, least)


def _names(texts: Sequence[Tagged]) -> list[str]:
    seen = Counter(name for text in texts for name in {name for row in text.rows for name in row})
    return sorted(name for name, count in seen.items() if count >= SEEN_IN)


class _Layout:
    """Which column is which attribute; behind the wide ones stands "beyond the text"."""

    def __init__(self, names: Sequence[str]) -> None:
        self.wide = [name for name in names if not is_narrow(name)]
        self.narrow = [name for name in names if is_narrow(name)]
        self.at = {name: number for number, name in enumerate([*self.wide, *self.narrow])}

    def matrix(self, texts: Sequence[Tagged]) -> Attributes:
        """The attributes of every token of all texts."""
        size = len(self.wide)
        apart = [[size]] * PAD
        wide, narrow = [*apart], list[list[int]]()
        places: list[int] = []
        for text in texts:
            known = [[self.at[name] for name in dict.fromkeys(row) if name in self.at] for row in text.rows]
            places += range(len(wide), len(wide) + len(known))
            wide += [[number for number in row if number < size] for row in known]
            narrow += [[number - size for number in row if number >= size] for row in known]
            wide += apart
        return Attributes(
            ones_at(wide, size + 1), ones_at(narrow, len(self.narrow)), np.array(places, dtype=np.int64)
        )

    def tagger(self, fits: Sequence[tuple[Numbers, Head]], least: float) -> Tagger:
        """The weights in the arrays of the tagger; what hardly weighs is left out."""
        size, tags = len(self.wide), TAGS * len(fits)
        weights = np.concatenate([weights for weights, _ in fits], axis=1)
        blocks = weights[: len(OFFSETS) * (size + 1)].reshape(len(OFFSETS), size + 1, tags)
        wide = blocks[:, :size].transpose(1, 0, 2).reshape(size, -1)
        narrow = weights[len(OFFSETS) * (size + 1) :]
        kept_wide = np.flatnonzero(np.abs(wide).max(axis=1, initial=0) >= least)
        kept_narrow = np.flatnonzero(np.abs(narrow).max(axis=1, initial=0) >= least)
        names = {self.wide[number]: place for place, number in enumerate(kept_wide.tolist(), 1)}
        names |= {self.narrow[number]: -place for place, number in enumerate(kept_narrow.tolist(), 1)}
        return Tagger(
            names,
            _with_nothing(wide[kept_wide]),
            _with_nothing(narrow[kept_narrow]),
            blocks[:, size].astype(np.float32),
            [head for _, head in fits],
        )


def _with_nothing(rows: Numbers) -> npt.NDArray[np.float32]:
    return np.concatenate([np.zeros((1, rows.shape[1])), rows]).astype(np.float32)


class _Chains:
    """The likelihood of marked tags over all texts at once, token by token through the longest."""

    def __init__(
        self,
        columns: Attributes,
        sizes: npt.NDArray[np.int64],
        tags: npt.NDArray[np.int64],
        weights: Numbers,
        strength: float,
    ) -> None:
        self.columns, self.strength = columns, strength
        order = np.argsort(-sizes, kind="stable")
        starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        self.weights = weights[order]
        self.places = [starts[order[: int((sizes > at).sum())]] + at for at in range(int(sizes.max()))]
        marked = np.eye(TAGS)[tags]
        self.per_token = np.repeat(weights, sizes)[:, None]
        self.marked = marked * self.per_token
        self.marked_columns = columns.slope(self.marked)
        self.marked_moves = sum(
            (
                marked[before[: len(after)]].T @ self.marked[after]
                for before, after in zip(self.places, self.places[1:], strict=False)
            ),
            start=np.zeros((TAGS, TAGS)),
        )
        self.marked_starts = self.marked[self.places[0]].sum(axis=0)

    def fitted(self, rounds: int) -> tuple[Numbers, Head]:
        size = self.columns.count * TAGS
        start = np.zeros(size + TAGS * TAGS + TAGS)
        best = minimize(
            self._loss, start, jac=True, method="L-BFGS-B", options={"maxiter": rounds, "maxcor": 8}
        ).x
        weights, moves, starts = self._parts(best)
        return weights, Head(moves, starts)

    def _parts(self, values: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        size = self.columns.count * TAGS
        moves = values[size : size + TAGS * TAGS].reshape(TAGS, TAGS)
        return values[:size].reshape(-1, TAGS), moves, values[size + TAGS * TAGS :]

    def _loss(self, values: Numbers) -> tuple[float, Numbers]:
        """The negative log-likelihood with its gradient, both with the penalty."""
        weights, moves, starts = self._parts(values)
        scores = self.columns.scores(weights)
        whole, chances, moved = self._chances(scores, np.exp(moves), np.exp(starts))
        loss = (
            whole
            - (scores * self.marked).sum()
            - (moves * self.marked_moves).sum()
            - starts @ self.marked_starts
        )
        slope = np.concatenate(
            (
                (self.columns.slope(chances * self.per_token) - self.marked_columns).ravel(),
                (moved - self.marked_moves).ravel(),
                (chances[self.places[0]] * self.weights[:, None]).sum(axis=0) - self.marked_starts,
            )
        )
        return loss + self.strength / 2 * (values @ values), slope + self.strength * values

    def _chances(self, scores: Numbers, moves: Numbers, starts: Numbers) -> tuple[float, Numbers, Numbers]:
        """The log-likelihood of all tags together, how likely each token's tags are, and each move.

        Forward and backward with scaling (Rabiner 1989, section V.A): the rows of ``ahead`` sum to 1.
        """
        top = scores.max(axis=1, keepdims=True)
        worth = np.exp(scores - top)
        ahead, scales = self._forward(worth, moves, starts)
        chances, moved = np.zeros_like(scores), np.zeros_like(moves)
        behind = np.ones((0, TAGS))
        whole = float((self.per_token * top).sum())
        for at in range(len(self.places) - 1, -1, -1):
            place, following = self.places[at], len(behind)
            here = np.ones((len(place), TAGS))
            if following:
                after = worth[self.places[at + 1]] * behind / scales[at + 1]
                moved += moves * ((ahead[at][:following] * self.weights[:following, None]).T @ after)
                here[:following] = after @ moves.T
            chances[place] = ahead[at] * here
            whole += float(self.weights[: len(place)] @ np.log(scales[at][:, 0]))
            behind = here
        return whole, chances, moved

    def _forward(
        self, worth: Numbers, moves: Numbers, starts: Numbers
    ) -> tuple[list[Numbers], list[Numbers]]:
        """How likely the tags are by all tokens up to each, and what these were divided by."""
        ahead: list[Numbers] = []
        scales: list[Numbers] = []
        for at, place in enumerate(self.places):
            here = worth[place] * (ahead[-1][: len(place)] @ moves if at else starts)
            scale = here @ np.ones((TAGS, 1))
            ahead.append(here / scale)
            scales.append(scale)
        return ahead, scales
