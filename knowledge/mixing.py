"""The mix of an installation: fitted aside to its own confirmed answers, kept on the disk, explained."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from math import isfinite
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from knowledge import shelf, verdicts
from knowledge.dense import Dense
from knowledge.lessons import lessons
from knowledge.mix import DEFAULT, read_mix
from knowledge.mixfit import FEWEST, SEED, Case, Fit, fit
from knowledge.rules import LearningRules
from knowledge.snapshot import Snapshot
from knowledge.untaught import untaught
from knowledge.volume import version
from records.engine import Transactions

log = logging.getLogger(__name__)

MOST_PAIRS: Final = 1000
"""Confirmed answers that are fitted to, drawn by chance when there are more."""
AGAIN: Final = timedelta(days=1)
"""After so long it is fitted again: articles have changed."""
GROWN: Final = 1.2
"""... or when there are so many times the confirmed answers."""
LARGEST: Final = 10_000
"""Bytes that a file with a mix has at most."""

_SOURCES: Final = (
    *("dense", "mix", "mixfit", "mixing", "proximity", "question", "ranking", "synonyms", "titles"),
)

Pair = tuple[str, str]
"""The wording of a confirmed question, and the slug of the article that answers it."""


@dataclass(frozen=True)
class Kept:
    """What was fitted when, from how many confirmed answers of all there were (``confirmed``)."""

    fit: Fit
    confirmed: int
    at: datetime


@lru_cache(maxsize=1)
def engine() -> str:
    """What a mix depends on besides the confirmed answers, as a hash: the code that ranks."""
    sources = [(Path(__file__).parent / f"{name}.py").read_bytes() for name in _SOURCES]
    return hashlib.sha256(b"\0".join([*sources, version().encode()])).hexdigest()


def pairs(session: Session, rules: LearningRules) -> list[Pair]:
    """All wordings that articles on the shelf have learnt, in a fixed order."""
    taught = sorted(verdicts.revisions(session).keys() & shelf.digests(session).keys())
    learnt = lessons(session, taught, rules)
    return sorted((str(text), slug) for slug, lesson in learnt.items() for text in lesson.wordings)


def due(kept: Kept | None, confirmed: int, now: datetime) -> bool:
    """Whether it is time to fit (again), with so many confirmed answers."""
    if kept is None:
        return confirmed >= FEWEST
    if confirmed < FEWEST:
        return kept.fit.mix != DEFAULT
    return now - kept.at >= AGAIN or confirmed >= GROWN * kept.confirmed


def fitted(
    snapshot: Snapshot, confirmed: Sequence[Pair], transaction: Transactions, dense: Dense | None
) -> Fit:
    """The mix for these confirmed answers. Seconds of work.

    Each question is asked as if no article had learnt anything: its own wording would answer it at once.
    """
    if len(confirmed) < FEWEST:
        return fit([None] * len(confirmed))
    chance = random.Random(SEED)  # noqa: S311 (nothing secret)
    some = confirmed if len(confirmed) <= MOST_PAIRS else chance.sample(confirmed, MOST_PAIRS)
    with transaction() as session:
        bare = untaught(session, snapshot, {slug for _, slug in confirmed})
    return fit(_cases(bare, some, dense))


def read_kept(path: Path) -> Kept | None:
    """What is kept there; None when there is nothing that this engine could use."""
    try:
        with path.open("rb") as file:
            return _kept(json.loads(file.read(LARGEST)))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError) as problem:
        log.warning("the weights of the search are as shipped, %s cannot be used: %s", path.name, problem)
        return None


def write_kept(path: Path, kept: Kept) -> None:
    """Keep it there, whole or not at all; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(f".{os.getpid()}.new")
    content = {"engine": engine(), "confirmed": kept.confirmed, "at": kept.at.isoformat()}
    new.write_text(json.dumps(content | asdict(kept.fit), indent=1), "utf-8")
    new.replace(path)


def _cases(snapshot: Snapshot, confirmed: Sequence[Pair], dense: Dense | None) -> list[Case | None]:
    return [snapshot.case(text, slug, dense) for text, slug in confirmed]


def _kept(found: Mapping[str, Any]) -> Kept:
    if found["engine"] != engine():
        raise ValueError("it was made by another version of the search")
    gain, error, number, confirmed = (found[name] for name in ("gain", "error", "pairs", "confirmed"))
    at = datetime.fromisoformat(found["at"])
    if not (isfinite(gain) and isfinite(error) and at.tzinfo and 0 <= int(number) <= int(confirmed)):
        raise ValueError("its figures make no sense")
    mix = read_mix(found["mix"])
    if mix != DEFAULT and number < FEWEST:
        raise ValueError("it was fitted to too few confirmed answers")
    return Kept(Fit(mix, int(number), float(gain), float(error)), int(confirmed), at)
