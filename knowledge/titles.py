"""What titles tell of articles that lie beside each other: namesakes, and who speaks of whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from knowledge.keys import BREAK
from knowledge.postings import Floats, Places, changes
from knowledge.proximity import located
from knowledge.ragged import Offsets, Ragged, offsets, sizes, stretches

TELLING: Final = 4
"""Words that carry meaning from which on two titles are surely not the same by chance."""
SPEAKERS: Final = 40
"""How many of the best articles are asked of which others they speak."""
LONGEST: Final = 6
"""Words of a title that is looked for in other articles, at most."""
USUAL: Final = 0.35
"""A title whose rarest word stands in ``n`` articles counts ``n ** -USUAL``: usual words are hardly names."""


_FOLLOWING: Final = np.arange(1, LONGEST)
"""The places of the words of such a title behind its first one."""


@dataclass(frozen=True)
class Titles:
    """The tokens of the titles, as first stretch of each running text, and where the rest begins."""

    tokens: Ragged
    ends: Offsets

    @cached_property
    def namesakes(self) -> Places:
        """For each article a number that it shares with those of the same title."""
        starts = (self.tokens.starts * self.tokens["token"].itemsize).tolist()
        content = self.tokens["token"].tobytes()
        numbers: dict[bytes, int] = {}
        each = [numbers.setdefault(content[start:end], len(numbers)) for start, end in pairwise(starts)]
        return np.array(each, np.intp)

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """Words that carry meaning in each."""
        return sizes(self.tokens.starts)


def titles(running: Ragged) -> Titles:
    """The titles of these articles."""
    first = running.starts[:-1]
    breaks = (running["token"] == BREAK).nonzero()[0]
    ends = breaks[breaks.searchsorted(first)] if len(first) else first
    rows = stretches(first, ends)
    return Titles(Ragged(offsets(ends - first), {"token": running["token"][rows]}), ends)


def shared(score: Floats, named: Titles, lead: float) -> Floats:
    """The scores, of which namesakes have shared theirs: the best hands on so much of its ``lead``.

    Several articles under one title are several answers to one question: what speaks for one of them speaks
    for all (scores regularised over a graph of likeness: Diaz 2005). The fewer words a title has the less.
    """
    title = named.namesakes
    best = np.zeros(len(score), np.float32)
    np.maximum.at(best, title, score)
    share = np.float32(lead) * np.minimum(named.lengths / TELLING, 1).astype(np.float32)
    handed: Floats = score + share * (best[title] - score)
    return handed


@dataclass(frozen=True)
class Speech:
    """Who speaks of whom by their title: each pair once, as ranks of ``speaker`` and ``of``.

    ``length`` has the words of each article, ``name`` how much of a name each title is (0 to 1).
    """

    speaker: Places
    of: Places
    length: NDArray[np.int64]
    name: NDArray[np.float64]


def mentions(score: Floats, running: Ragged, named: Titles, holders: Floats) -> Floats:
    """How much the best articles speak of each by its title, 1 for the one spoken of most.

    ``holders`` tells in how many articles each title's rarest word stands.
    """
    return heard(score, speech(running, named, holders, speakers(score)))


def speakers(score: Floats) -> Places:
    """The ranks of the articles that are asked of which others they speak, ascending."""
    return np.sort(np.argsort(-score, kind="stable")[:SPEAKERS]).astype(np.int32)


def speech(running: Ragged, named: Titles, holders: Floats, speakers: Places) -> Speech:
    """Of whom these ``speakers`` speak."""
    speaker, of = _spoken_of(running, named, speakers)
    length = np.maximum(sizes(running.starts), 1)
    return Speech(speaker, of, length, np.maximum(holders, 1.0) ** -USUAL)


def heard(score: Floats, said: Speech) -> Floats:
    """How much each is spoken of, 1 for the one spoken of most.

    Relevance goes along with mentions as along links (Shakery and Zhai 2006). Who speaks counts by the square
    of its score and by how short it is.
    """
    voice = (np.maximum(score, 0) / max(float(score.max(initial=0.0)), 1e-6)) ** 2 / said.length
    found = np.bincount(said.of, voice[said.speaker], len(score)) * said.name
    return (found / max(float(found.max(initial=0.0)), 1e-9)).astype(np.float32)


def _spoken_of(running: Ragged, named: Titles, speakers: Places) -> tuple[Places, Places]:
    """Who of the ``speakers`` speaks of which others by their title, each pair once."""
    rows = stretches(named.ends[speakers], running.starts[1:][speakers])
    tokens = running["token"][rows]
    place, title = _begun(tokens, named)
    length = named.lengths
    wanted = named.tokens["token"].take(named.tokens.starts[title, None] + _FOLLOWING, mode="clip")
    # Every text ends with a break, which no title holds: beyond the end nothing agrees.
    said = tokens.take(place[:, None] + _FOLLOWING, mode="clip") == wanted
    agrees = (said | (length[title, None] <= _FOLLOWING)).all(axis=1).nonzero()[0]
    place, title = place[agrees], title[agrees]
    speaker = running.starts.searchsorted(rows[place], "right") - 1
    pairs = np.sort((speaker * len(length) + title)[speaker != title])
    pairs = pairs[changes(pairs)]
    return (pairs // len(length)).astype(np.int32), (pairs % len(length)).astype(np.int32)


def _begun(tokens: NDArray[np.int32], named: Titles) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where in a text the first word of which title stands."""
    short = ((named.lengths > 0) & (named.lengths <= LONGEST)).nonzero()[0]
    first = named.tokens["token"][named.tokens.starts[short]]
    order = first.argsort(kind="stable")
    short, first = short[order], first[order]
    starts = changes(first).nonzero()[0]
    places, word = located(tokens, first[starts])
    ends = np.append(starts[1:], len(order))[word]
    begins = starts[word]
    return places.repeat(ends - begins), short[stretches(begins, ends)]
