"""One engine at work in a process of its own: it builds, or it does what lines of JSON on stdin tell it."""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from string import ascii_lowercase
from typing import Any, Final

from bench.engines import ENGINES, Engine
from knowledge.beir import Document
from knowledge.memory import resident_megabytes

SHOWN: Final = 5
LONGEST: Final = 20.0
"""Seconds after which no further document is changed."""


def main(name: str, place: str, corpus: str = "") -> None:
    """Build the index of a corpus and print the seconds and megabytes at the peak, or open it and serve."""
    if corpus:
        ENGINES[name].stock(Path(corpus), Path(place))
        seconds = _milliseconds(partial(ENGINES[name].build, Path(corpus), Path(place))) / 1000
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"build_s": seconds, "build_mb": peak}))
    else:
        _serve(ENGINES[name], Path(place))


def _serve(engine: type[Engine], place: Path) -> None:
    start = time.process_time()
    here = engine(place)
    opened = time.process_time() - start
    does: dict[str, Callable[[Any], object]] = {
        "opened": lambda _: opened,
        "ask": partial(_ask, here),
        "change": partial(_change, here),
        "memory": lambda _: resident_megabytes(),
    }
    for line in sys.stdin:
        what, value = json.loads(line)
        print(json.dumps(does[what](value)), flush=True)


def _ask(engine: Engine, texts: Sequence[str]) -> list[float]:
    return [_milliseconds(partial(engine.ask, text, SHOWN)) for text in texts]


def _change(engine: Engine, changes: Sequence[tuple[str, str, str]]) -> list[float]:
    """Milliseconds from a changed document to the answer that holds it, one by one while there is time."""
    took: list[float] = []
    for id_, title, text in changes:
        word = "".join(random.choices(ascii_lowercase, k=12))
        took.append(_milliseconds(partial(_found_anew, engine, Document(id_, title, f"{text} {word}"), word)))
        if sum(took) > LONGEST * 1000:
            break
    return took


def _found_anew(engine: Engine, changed: Document, word: str) -> None:
    engine.change(changed)
    if changed.id not in engine.ask(word, SHOWN):
        raise AssertionError(f"{type(engine).__name__} does not find what was changed")


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    main(*sys.argv[1:])
