"""A run: the questions of a test collection put to the product's own search, timed and judged."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.articles import Audience
from knowledge.beir import JudgedCollection
from knowledge.encoder import Encoder
from knowledge.evaluation import FIGURES, Estimate, estimate
from knowledge.memory import resident_megabytes
from knowledge.search import Search
from knowledge.shelf import silent
from knowledge.stock import stocked
from knowledge.typos import all_mistyped

EVERYBODY: Final = frozenset(Audience)
PASSAGES: Final = 3
"""How many passages the bot shows."""
WARM_UP: Final = 20
SEED: Final = 7


@dataclass(frozen=True)
class Run:
    """What came of it: how good the rankings are, how long a question and the build took, and the memory.

    ``milliseconds`` are those of a question by the clock on the wall, ``cpu_milliseconds`` those of work.
    """

    documents: int
    figures: Mapping[str, Estimate]
    milliseconds: tuple[float, ...]
    cpu_milliseconds: tuple[float, ...]
    build_seconds: float
    resident_megabytes: float


def run(
    collection: JudgedCollection,
    *,
    typos: bool = False,
    learnt: float = 0.0,
    encoder: Encoder | None = None,
    progress: Callable[[int, int], None] = silent,
) -> Run:
    """One run with the settings as they are shipped; nothing is tuned to the collection.

    ``typos`` puts one or two slips into each question. ``learnt`` is the share of the questions (0 to 1) of
    which staff have said beforehand what answers them; the others are measured. An ``encoder`` has read all
    documents before the first question. Raises
    :class:`knowledge.beir.CollectionError`.
    """
    known, asked = halves(collection, learnt)
    texts = {id_: collection.questions[id_] for id_ in asked}
    texts = all_mistyped(texts) if typos else texts
    with stocked(collection.documents(), wordings(collection, known), encoder) as (
        search,
        documents,
        seconds,
    ):
        took = _timed(search, list(texts.values()))
        megabytes = resident_megabytes()
        rankings = _rankings(search, texts, progress)
    values = {
        name: [figure(rankings[id_], collection.grades[id_]) for id_ in asked]
        for name, figure in FIGURES.items()
    }
    return Run(
        documents=documents,
        figures={name: estimate(one) for name, one in values.items()},
        milliseconds=tuple(wall for wall, _ in took),
        cpu_milliseconds=tuple(cpu for _, cpu in took),
        build_seconds=seconds,
        resident_megabytes=megabytes,
    )


def halves(collection: JudgedCollection, share: float) -> tuple[list[str], list[str]]:
    """The ids of the questions that are learnt and of those that are asked: drawn, always the same way."""
    ids = list(collection.questions)
    drawn = set(random.Random(SEED).sample(ids, round(share * len(ids))))  # noqa: S311 (nothing secret)
    return [id_ for id_ in ids if id_ in drawn], [id_ for id_ in ids if id_ not in drawn]


def wordings(collection: JudgedCollection, questions: Iterable[str]) -> dict[str, list[str]]:
    """By document the questions that it answers best."""
    found: dict[str, list[str]] = {}
    for id_ in questions:
        best = max(collection.grades[id_].values())
        for document, grade in collection.grades[id_].items():
            if grade == best:
                found.setdefault(document, []).append(collection.questions[id_])
    return found


def _timed(search: Search, texts: Sequence[str]) -> list[tuple[float, float]]:
    """Milliseconds on the wall and of work for each question, asked as by the bot; the first ones twice."""
    for text in texts[:WARM_UP]:
        search.search(text, audience=EVERYBODY, limit=PASSAGES)
    took = []
    for text in texts:
        wall, cpu = time.perf_counter(), time.process_time()
        search.search(text, audience=EVERYBODY, limit=PASSAGES)
        took.append(((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000))
    return took


def _rankings(
    search: Search, texts: Mapping[str, str], progress: Callable[[int, int], None]
) -> dict[str, list[str]]:
    found = {}
    for done, (id_, text) in enumerate(texts.items(), 1):
        found[id_] = list(search.search(text, audience=EVERYBODY, limit=PASSAGES).order)
        progress(done, len(texts))
    return found
