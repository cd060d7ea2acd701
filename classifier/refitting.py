"""Has a refit done in a process of its own, at low priority and without the program's secrets."""

from __future__ import annotations

import base64
import binascii
import json
import os
import selectors
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from classifier.archive import LARGEST_FILE, UnfitModelError
from classifier.category import Category
from classifier.golden import Broken
from classifier.refit import Figures, Order
from classifier.refit_child import written
from classifier.store import unpacked

LONGEST_SECONDS = 3600.0
ASKED_EVERY_SECONDS = 5.0
MOST_ANSWERED = 2 * LARGEST_FILE


class RefitError(Exception):
    """The refit came to no result; the sentence says why."""


@dataclass(frozen=True)
class Outcome:
    """What came of a refit (:class:`classifier.refit.Candidate`); ``content`` are the bytes of the model."""

    version: str
    corrections: int
    frozen: int
    figures: Figures
    base: Figures
    fallen: tuple[str, ...]
    broken: tuple[Broken, ...]
    content: bytes

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.fallen and not self.broken


def refit(
    order: Order, alive: Callable[[], None], tell: Callable[[str], None] = lambda _step: None
) -> Outcome:
    """Order it and wait; ``alive`` is called every few seconds, and what it raises ends the process.

    Raises :class:`RefitError`.
    """
    process = _started()
    try:
        _send(process, order)
        for line in _lines(process, alive):
            if "step" in line:
                tell(str(line["step"]))
            if "candidate" in line:
                return _outcome(line["candidate"])
    finally:
        process.kill()
        process.communicate()
    raise RefitError(f"the process ended without a result (exit code {process.returncode})")


def _started() -> subprocess.Popen[bytes]:
    """The process; of the environment it gets nothing but the way to its modules."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG") if name in os.environ}
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    return subprocess.Popen(
        [sys.executable, "-m", "classifier.refit_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**kept, **single, "PYTHONIOENCODING": "utf-8"},
    )


def _send(process: subprocess.Popen[bytes], order: Order) -> None:
    if process.stdin is None:
        raise RefitError("there is no pipe to the process")
    try:
        process.stdin.write(json.dumps(written(order)).encode())
        process.stdin.close()
    except OSError as error:
        raise RefitError(f"the process did not take its order ({error})") from error
    process.stdin = None


def _lines(process: subprocess.Popen[bytes], alive: Callable[[], None]) -> Iterator[Mapping[str, Any]]:
    """What the process says, line by line, until it is silent for ever."""
    if process.stdout is None:
        raise RefitError("there is no pipe from the process")
    heard, waited = bytearray(), 0.0
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        while waited < LONGEST_SECONDS and len(heard) < MOST_ANSWERED:
            alive()
            if not waiting.select(ASKED_EVERY_SECONDS):
                waited += ASKED_EVERY_SECONDS
                continue
            part = os.read(process.stdout.fileno(), 1 << 20)
            heard += part
            *whole, rest = bytes(heard).split(b"\n")
            heard = bytearray(rest)
            yield from map(_said, whole)
            if not part:
                return
    raise RefitError(f"it takes longer than {LONGEST_SECONDS:.0f} seconds, or gives more than a model")


def _said(line: bytes) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = json.loads(line)
    except ValueError as error:
        raise RefitError("the process said something that is no JSON") from error
    return found


def _outcome(given: Mapping[str, Any]) -> Outcome:
    """The result, its model opened once: what cannot be opened here cannot be opened by a replica."""
    try:
        content = base64.b64decode(given["model"], validate=True)
        unpacked(content, "the candidate")
    except (binascii.Error, UnfitModelError) as error:
        raise RefitError(f"its model cannot be used: {error}") from error
    wrong = tuple(
        Broken(one["text"], Category(one["label"]), Category(one["found"])) for one in given["broken"]
    )
    return Outcome(
        given["version"],
        given["corrections"],
        given["frozen"],
        given["figures"],
        given["base"],
        tuple(given["fallen"]),
        wrong,
        content,
    )
