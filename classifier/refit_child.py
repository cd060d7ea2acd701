"""The process that refits: an order comes in on standard input, the candidate goes out on standard output."""

from __future__ import annotations

import base64
import json
import os
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from classifier.category import Category
from classifier.examples import Example
from classifier.refit import Candidate, Order, Vouched, candidate
from classifier.store import packed

POLITE = 15
"""How far this process stands back behind the bot (nice)."""


def read_order(given: Mapping[str, Any]) -> Order:
    """The order as :func:`written` put it."""
    return Order(
        given["base"],
        tuple(Example(text, Category(label)) for text, label in given["examples"]),
        tuple(Vouched(text, Category(label), tacit) for text, label, tacit in given["vouched"]),
        tuple(Example(text, Category(label)) for text, label in given["golden"]),
        given["margin"],
        given["known"],
    )


def written(order: Order) -> dict[str, Any]:
    """The order for JSON."""
    return {
        "base": order.base,
        "examples": [(one.text, one.label) for one in order.examples],
        "vouched": [(one.text, one.label, one.tacit) for one in order.vouched],
        "golden": [(one.text, one.label) for one in order.golden],
        "margin": order.margin,
        "known": {name: dict(figures) for name, figures in order.known.items()},
    }


def result(found: Candidate) -> dict[str, Any]:
    """The candidate for JSON, its model among it as the bytes of its file."""
    return {
        "version": found.model.version,
        "corrections": found.corrections,
        "frozen": found.frozen,
        "figures": dict(found.figures),
        "base": dict(found.base),
        "fallen": found.fallen,
        "broken": [asdict(one) for one in found.broken],
        "model": base64.b64encode(packed(found.model, found.figures)).decode(),
    }


def main() -> None:
    """One JSON line for each step, and one with the result."""
    os.nice(POLITE)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    order = read_order(json.load(sys.stdin))
    from classifier.training import train  # scikit-learn stays in this process

    _say({"candidate": result(candidate(order, train, lambda step: _say({"step": step})))})


def _say(line: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _end_with(parent: int) -> None:
    """Whoever ordered this is gone: nobody waits for it any more."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    main()
