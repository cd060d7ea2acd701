"""The tagger: how likely each stretch of a text is an error or an account of steps, by its tokens.

A linear-chain conditional random field (Lafferty et al. 2001) over the tags outside, first and further token;
each token is scored by its attributes and those of its neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float32]

OFFSETS = (-3, -2, -1, 0, 1, 2, 3)
"""The neighbours whose attributes count."""

OUT, FIRST, FURTHER = 0, 1, 2
TAGS = 3

LONGEST = 60
"""Tokens of one stretch."""

MOST_STARTS = 40
"""Tokens of a text at which a stretch is thought to begin."""

LEAST = 0.002
"""How likely a stretch must begin at a token to be looked at."""


class Stretch(NamedTuple):
    """Tokens from ``start`` up to ``end``, and the logarithm of how likely just they are meant."""

    start: int
    end: int
    log: float


@dataclass(frozen=True, slots=True)
class Head:
    """What follows what, for one detail: ``moves[before, after]`` and ``starts`` at the first token."""

    moves: npt.NDArray[np.float64]
    starts: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tagger:
    """Weights: ``wide`` of shape (attributes, offsets x heads x tags), ``narrow`` (attributes, heads x tags).

    ``outside`` of shape (offsets, heads x tags) counts for neighbours before the first token and behind the
    last. The first row of ``wide`` and of ``narrow`` is zero and stands for attributes never seen.
    ``names`` gives the row in ``wide``, or below zero that in ``narrow``.
    """

    names: Mapping[str, int]
    wide: Numbers
    narrow: Numbers
    outside: Numbers
    heads: Sequence[Head]

    def scored(self, rows: Sequence[Sequence[str]]) -> Numbers:
        """The score of each tag for each token, of shape (tokens, heads, tags)."""
        wide: list[int] = []
        narrow: list[int] = []
        wide_at, narrow_at, place_of = [], [], self.names.get
        for row in rows:
            wide_at.append(len(wide))
            narrow_at.append(len(narrow))
            wide.append(0)
            narrow.append(0)
            for name in row:
                number = place_of(name, 0)
                if number > 0:
                    wide.append(number)
                elif number:
                    narrow.append(-number)
        scores = np.add.reduceat(self.narrow[narrow], narrow_at, axis=0)
        around = np.add.reduceat(self.wide[wide], wide_at, axis=0).reshape(len(rows), len(OFFSETS), -1)
        for column, offset in enumerate(OFFSETS):
            _shift(scores, around[:, column], self.outside[column], offset)
        return scores.reshape(len(rows), len(self.heads), TAGS)


def _shift(scores: Numbers, around: Numbers, outside: Numbers, offset: int) -> None:
    """Add what the neighbour at this offset contributes."""
    if offset < 0:
        scores[:-offset] += outside
        scores[-offset:] += around[:offset]
    elif offset > 0:
        scores[-offset:] += outside
        scores[:-offset] += around[offset:]
    else:
        scores += around


@dataclass(frozen=True, slots=True)
class Chances:
    """Of a text: ``none`` is the logarithm of there being no stretch, ``first[at]`` of one beginning there.

    ``inside[at]`` is how likely a token belongs to one, not as a logarithm.
    """

    none: float
    first: Sequence[float]
    inside: Sequence[float]
    likeliest: Sequence[Stretch]


def chances(scores: Numbers, head: Head, most: int) -> Chances:
    """The likeliest stretches by forward and backward sums; ``scores`` of shape (tokens, tags)."""
    rows: list[list[float]] = scores.astype(float).tolist()
    moves: list[list[float]] = head.moves.tolist()
    ahead, whole = _forward(rows, moves, head.starts.tolist())
    behind = _backward(rows, moves)
    first = [ahead[at][FIRST] + behind[at][FIRST] - whole for at in range(len(rows))]
    out = [ahead[at][OUT] + behind[at][OUT] - whole for at in range(len(rows))]
    starts = [at for at in sorted(range(len(rows)), key=lambda at: -first[at]) if first[at] > log(LEAST)]
    found = [
        stretch
        for start in starts[:MOST_STARTS]
        for stretch in _stretches(rows, moves, head, ahead, behind, whole, start)
    ]
    found.sort(key=lambda stretch: -stretch.log)
    none = head.starts[OUT] + sum(row[OUT] for row in rows) + (len(rows) - 1) * moves[OUT][OUT] - whole
    return Chances(min(float(none), -1e-6), first, [1 - exp(min(each, 0)) for each in out], found[:most])


def _stretches(
    rows: list[list[float]],
    moves: list[list[float]],
    head: Head,
    ahead: list[list[float]],
    behind: list[list[float]],
    whole: float,
    start: int,
) -> list[Stretch]:
    before = ahead[start - 1][OUT] + moves[OUT][FIRST] if start else float(head.starts[FIRST])
    total, tag, found = before + rows[start][FIRST] - whole, FIRST, []
    for end in range(start + 1, min(len(rows), start + LONGEST) + 1):
        if end == len(rows):
            found.append(Stretch(start, end, total))
            break
        found.append(Stretch(start, end, total + moves[tag][OUT] + rows[end][OUT] + behind[end][OUT]))
        total += moves[tag][FURTHER] + rows[end][FURTHER]
        tag = FURTHER
    return found


def _forward(
    rows: list[list[float]], moves: list[list[float]], starts: list[float]
) -> tuple[list[list[float]], float]:
    found = [[start + score for start, score in zip(starts, rows[0], strict=True)]]
    columns = list(zip(*moves, strict=True))
    for row in rows[1:]:
        last = found[-1]
        found.append([_sum(last, column) + score for column, score in zip(columns, row, strict=True)])
    return found, _sum(found[-1], (0.0, 0.0, 0.0))


def _backward(rows: list[list[float]], moves: list[list[float]]) -> list[list[float]]:
    found = [[0.0] * TAGS]
    for row in reversed(rows[1:]):
        last = [score + rest for score, rest in zip(row, found[-1], strict=True)]
        found.append([_sum(last, move) for move in moves])
    return found[::-1]


def _sum(left: Sequence[float], right: Sequence[float]) -> float:
    """The logarithm of the sum of three products given as logarithms."""
    a, b, c = left[0] + right[0], left[1] + right[1], left[2] + right[2]
    top = a if a > b else b
    top = top if top > c else c
    return top + log(exp(a - top) + exp(b - top) + exp(c - top))


def likeliest_path(scores: Numbers, head: Head) -> list[int]:
    """The likeliest tags (Viterbi 1967); ``scores`` of shape (tokens, tags)."""
    best: list[float] = (scores[0] + head.starts).tolist()
    moves = head.moves.tolist()
    came: list[list[int]] = []
    for row in scores[1:].tolist():
        last = best
        came.append(
            [max(range(TAGS), key=lambda tag: last[tag] + moves[tag][after]) for after in range(TAGS)]
        )
        best = [last[came[-1][after]] + moves[came[-1][after]][after] + row[after] for after in range(TAGS)]
    path = [max(range(TAGS), key=lambda tag: best[tag])]
    for row_came in reversed(came):
        path.append(row_came[path[-1]])
    return path[::-1]
