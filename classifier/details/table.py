"""The tokens of a text as rows of numbers, and a candidate among them as one row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, log1p

import numpy as np
import numpy.typing as npt

from classifier.details.surroundings import ends_sentence
from classifier.details.tokens import Token
from classifier.details.word_classes import NAMES

Numbers = npt.NDArray[np.float32]

FAR = 25
"""Tokens from which on a word counts as not there."""

MARGIN = 3
"""Rows of nothing before the first token and behind the last."""

_WORDS = (
    *(
        "for",
        "to",
        "from",
        "of",
        "with",
        "user",
        "login",
        "account",
        "and",
        "cc",
        "by",
        "at",
        "as",
        "our",
        "the",
    ),
    *(
        "is",
        "both",
        "like",
        "than",
        "in",
        "on",
        "let",
        "that",
        "only",
        "even",
        "also",
        "not",
        "it",
        "but",
        "or",
    ),
    *(
        "was",
        "has",
        "had",
        "said",
        "asked",
        "wants",
        "who",
        "too",
        "here",
        "'s",
        "s",
        "this",
        "now",
        "then",
        "just",
    ),
)
_SIGNS = ("\n", ".", "!", "?", ",", ":", ";", '"', "'", "-", "–", "(", ")", "/", ">", "=", "[", "]")
_KINDS = (
    *("route", "greeting", "l=label", "l=item", "l=log", "l=erro", "l=warn", "l=thrown", "l=at", "l=path"),
    *("multi", "line1", "lineN", "fence", "qin", "qfirst", "qlast", "(in)", "lstart", "l<20", "l<60"),
    *("Cpersonal", "Cmachine", "Cwhole", "Ci", "Cthey", "Ctalk", "Cpatient", "closed0", "closed1", "closed2"),
    *("closed3", "closed+"),
)
_SHAPES = (
    *(
        "A.",
        "low",
        "CAPS",
        "CAP5",
        "CAP_S",
        "miXed",
        "a1",
        "'s",
        "n=first",
        "n=last",
        "-ed",
        "-ing",
        "-s",
        "c?",
    ),
    *(f"d={digits}" for digits in range(1, 11)),
    *(f"label={name}" for name in ("user", "from", "to", "job", "subject", "patient", "author", "error")),
)
_COLUMNS: Mapping[str, int] = {
    name: at
    for at, name in enumerate(
        (
            *(f"c={name}" for name in NAMES),
            *(f"w={word}" for word in (*_WORDS, *_SIGNS) if word != "\n"),
            *("nl", *_KINDS, *_SHAPES, "heard", "odds"),
        )
    )
}
WIDTH = len(_COLUMNS)
"""Numbers of one token."""

_CUE = slice(0, len(NAMES))


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a text, with :data:`MARGIN` rows before and behind; ``sums`` are of all rows before each.

    ``begins`` and ``ends`` say for each token where its sentence begins and ends.
    """

    rows: Numbers
    sums: Numbers
    begins: Sequence[int]
    ends: Sequence[int]


@dataclass(frozen=True, slots=True)
class Talk:
    """In how many texts words stand: ``heard`` in those of people (in lower case), ``shown`` of programs."""

    heard: Mapping[str, int]
    shown: Mapping[str, int]

    def odds(self, low: str) -> float:
        """The logarithm of how much likelier a program says this word than a person; 0 for signs."""
        if not low[0].isalpha():
            return 0.0
        return _odds(self.shown.get(low, 0), self.heard.get(low, 0))


@lru_cache(maxsize=10_000)
def _odds(shown: int, heard: int) -> float:
    """By counts among 2,500 words of programs and 60,000 of people, none of them zero."""
    return log((shown + 0.3) / (2_500 + 300)) - log((heard + 1) / (60_000 + 3_000))


def table(found: Sequence[Token], attributes: Sequence[Sequence[str]], talk: Talk) -> Table:
    """The rows of these tokens."""
    rows = np.zeros((len(found) + 2 * MARGIN, WIDTH), dtype=np.float32)
    get = _COLUMNS.get
    columns = [get(name, -1) for said in attributes for name in said]
    lines = np.repeat(np.arange(MARGIN, len(found) + MARGIN), [len(said) for said in attributes])
    known = np.array(columns)
    rows[lines[known >= 0], known[known >= 0]] = 1
    rows[MARGIN:-MARGIN, -2] = [log1p(talk.heard.get(token.low, 0)) for token in found]
    rows[MARGIN:-MARGIN, -1] = [talk.odds(token.low) for token in found]
    sums = np.zeros_like(rows)
    np.cumsum(rows[:-1], axis=0, out=sums[1:])
    begins, ends = _sentences(found)
    return Table(rows, sums, begins, ends)


def _sentences(found: Sequence[Token]) -> tuple[list[int], list[int]]:
    begins, ends, begin = [], [0] * len(found), 0
    for at in range(len(found)):
        begins.append(begin)
        if ends_sentence(found, at) or at + 1 == len(found):
            ends[begin : at + 1] = [at + 1] * (at + 1 - begin)
            begin = at + 1
    return begins, ends


def row_of(rows: Table, start: int, end: int, more: Sequence[float]) -> Numbers:
    """A candidate, the tokens from ``start`` up to ``end``, as one row of numbers; ``more`` goes before."""
    here, there = start + MARGIN, end + MARGIN
    total = len(rows.rows) - 2 * MARGIN
    begin, stop = rows.begins[start], max(rows.ends[end - 1], end)
    size = end - start
    inside = rows.sums[there] - rows.sums[here]
    whole = rows.sums[-MARGIN]
    return np.concatenate(
        (
            np.array(
                (*more, size, start - begin, stop - end, start, total - end, total, start / total),
                dtype=np.float32,
            ),
            rows.rows[here - 3 : here + 1].ravel(),
            rows.rows[there - 1 : there + 3].ravel(),
            inside,
            inside[-2:] / size,
            _distances(rows.rows[here - 1 : begin + MARGIN - 1 : -1, _CUE]),
            _distances(rows.rows[there : stop + MARGIN, _CUE]),
            (rows.sums[stop + MARGIN] - rows.sums[there])[_CUE],
            whole / total,
        )
    )


def _distances(rows: Numbers) -> Numbers:
    """How far off the first word of each class is; :data:`FAR` where there is none."""
    if not len(rows):
        return np.full(rows.shape[1], FAR, dtype=np.float32)
    near = rows[:FAR]
    return np.where(near.any(axis=0), near.argmax(axis=0), FAR).astype(np.float32)
