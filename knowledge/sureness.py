"""Learns aside how sure the search is, keeps it on the disk, and notices when it has to be learnt anew."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from knowledge import shelf
from knowledge.articles import Article
from knowledge.calibration import FEWEST, checked, fitted
from knowledge.evidence import FEATURES
from knowledge.outcomes import Judged, heard
from knowledge.selftraining import Ask, learn
from knowledge.shipped import SHIPPED
from knowledge.sure import Calibration, Head, Model
from knowledge.volume import version
from records.engine import Transactions

log = logging.getLogger(__name__)

SAMPLED: Final = 512
"""How many hashes stand for all articles (Broder 1997: the smallest ones are a fair sample)."""
UNCHANGED: Final = 0.9
"""From this share of the same articles on, what was learnt still holds."""

GROWN: Final = 1.2
"""When people have said so many times as much as before, it is recalibrated."""

_SOURCES: Final = (
    "calibration",
    "evidence",
    "logistic",
    "outcomes",
    "pseudo",
    "question",
    "ranking",
    "selftraining",
    "shipped",
    "sure",
    "synonyms",
)


@dataclass(frozen=True)
class Lesson:
    """A model, the engine it was learnt with, and a sample of the articles it was learnt from.

    ``number`` is how many articles those were, ``heard`` how much people had said when it was calibrated
    (:func:`knowledge.outcomes.heard`; 0 when it was not).
    """

    model: Model
    engine: str
    articles: tuple[str, ...]
    number: int = 0
    heard: int = 0

    @property
    def learnt(self) -> bool:
        """Whether it was learnt from these articles: they were enough."""
        return (self.model.first, self.model.following) != (SHIPPED.first, SHIPPED.following)


@lru_cache(maxsize=1)
def engine() -> str:
    """What a model depends on besides the articles, as a hash: the code that ranks and learns."""
    sources = [(Path(__file__).parent / f"{name}.py").read_bytes() for name in _SOURCES]
    return hashlib.sha256(b"\0".join([*sources, version().encode()])).hexdigest()


def sample(stamps: Mapping[str, str]) -> tuple[str, ...]:
    """A sample of articles, given by slug with what each was made from."""
    hashes = (hashlib.sha256(f"{slug}\0{stamp}".encode()).hexdigest()[:16] for slug, stamp in stamps.items())
    return tuple(sorted(hashes)[:SAMPLED])


def likeness(left: Sequence[str], right: Sequence[str]) -> float:
    """About which share of the articles are the same in two samples (Jaccard's coefficient): 0 to 1."""
    smallest = set(sorted({*left, *right})[:SAMPLED])
    return len(smallest & set(left) & set(right)) / len(smallest) if smallest else 1.0


def read_lesson(path: Path) -> Lesson | None:
    """What is kept there; None when there is nothing that this engine could use."""
    try:
        found = _lesson(json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as problem:
        log.warning("how sure the search is has to be learnt anew, %s cannot be read: %s", path.name, problem)
        return None
    return found if found.engine == engine() else None


def write_lesson(path: Path, lesson: Lesson) -> None:
    """Keep it there, whole or not at all; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(f".{os.getpid()}.new")
    new.write_text(json.dumps(_as_json(lesson), indent=1), "utf-8")
    new.replace(path)


def taught(ask: Ask, stamps: Mapping[str, str], transaction: Transactions) -> Lesson:
    """What the articles teach now; the shipped model where they are too few."""

    def read(slugs: Sequence[str]) -> list[Article]:
        with transaction() as session:
            return shelf.articles(session, slugs)

    model = learn(ask, sorted(stamps), read) or SHIPPED
    return Lesson(model, engine(), sample(stamps), len(stamps))


def recalibrated(
    lesson: Lesson, transaction: Transactions, judge: Callable[[Head], Judged], before: Calibration
) -> Lesson:
    """The lesson with what people have said by now; the same one while that is no fifth more than before.

    ``before`` is what is expected as long as nobody has said anything, ``judge`` asks again what people have
    judged (:func:`knowledge.outcomes.judged`).
    """
    with transaction() as session:
        said = heard(session)
    if said < max(FEWEST, GROWN * lesson.heard):
        return lesson
    found = judge(lesson.model.first)
    calibration = fitted(found.logits, found.right, before)
    return replace(lesson, model=replace(lesson.model, calibration=calibration), heard=said)


def _as_json(lesson: Lesson) -> dict[str, Any]:
    model = lesson.model
    return {
        "engine": lesson.engine,
        "first": _head_as_json(model.first),
        "following": _head_as_json(model.following),
        "calibration": vars(model.calibration),
        "asked": model.asked,
        "number": lesson.number,
        "heard": lesson.heard,
        "articles": lesson.articles,
    }


def _head_as_json(head: Head) -> dict[str, Any]:
    return {"bias": head.bias, **dict(zip(FEATURES, head.weights, strict=True))}


def _lesson(kept: Mapping[str, Any]) -> Lesson:
    calibration = checked(Calibration(**kept["calibration"]))
    asked = tuple(float(logit) for logit in kept["asked"])
    model = Model(_head(kept["first"]), _head(kept["following"]), asked, calibration)
    articles = tuple(map(str, kept["articles"]))
    return Lesson(model, str(kept["engine"]), articles, int(kept["number"]), int(kept["heard"]))


def _head(kept: Mapping[str, float]) -> Head:
    return Head(tuple(float(kept[name]) for name in FEATURES), float(kept["bias"]))
