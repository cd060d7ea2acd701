"""A thousand letters of machines, and ten thousand hostile ones, down the whole road: who hears what."""

from __future__ import annotations

import logging
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from bench.hostile_letters import letters
from tests.stories.mail_floods import CUSTOMERS, STRANGERS, Flood, flood, foreign, hostile, loops
from tests.stories.stage import Stage, build_sample, open_copy

TITLE = "Floods of letters, from the bytes to the letters that leave for them"
NOTE = "Seconds are of the processor, for one letter with all that follows from it."
AIMS = {
    "machines / most automatic letters to one sender": 1,
    "machines / words told to others": 0,
    "hostile / words told to others": 0,
    "hostile / words in others' tickets": 0,
    "hostile / slowest letter, s": 1,
}

MACHINES: Final = 1_000
HOSTILE: Final = 10_000
LARGEST: Final = 20_000
"""Bytes of a hostile letter; `python -m bench hostile-letters` reads those of any size."""
EACH: Final = timedelta(seconds=40)
"""So far apart that the breaker of an hour opens now and then, and not for all of them."""


def run(machine_letters: int = MACHINES, hostile_letters: int = HOSTILE) -> dict[str, Any]:
    """Let them come; figures of what left."""
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="mail-floods-") as place:
        folder = Path(place)
        build_sample(folder / "sample")
        return {
            "machines": _machines(_made(folder, "machines"), machine_letters),
            "hostile": _hostile(_made(folder, "hostile"), hostile_letters),
        }


def _made(folder: Path, name: str) -> Flood:
    return flood(Stage(open_copy(folder / "sample", folder / name)))


def _machines(made: Flood, count: int) -> dict[str, Any]:
    loops(made, count)
    automatic = made.automatic()
    made.stage.here.engine.dispose()
    return {
        "letters": made.became.total(),
        "senders": len(CUSTOMERS) + len(STRANGERS),
        "most automatic letters to one sender": max(automatic[one] for one in (*CUSTOMERS, *STRANGERS)),
        "words told to others": len(made.astray()),
        **_became(made),
    }


def _hostile(made: Flood, count: int) -> dict[str, Any]:
    for _ in hostile(made, letters(count, 7, LARGEST), EACH):
        pass
    found = {
        "letters": made.became.total(),
        "words told to others": len(made.astray()),
        "words in others' tickets": len(foreign(made)),
        "slowest letter, s": round(made.slowest, 2),
        **_became(made),
    }
    made.stage.here.engine.dispose()
    return found


def _became(made: Flood) -> dict[str, int]:
    return {f"became {state.value}": count for state, count in sorted(made.became.items())}
