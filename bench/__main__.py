"""Runs the benchmarks in order: python -m bench [NAME ...] [--repeat N] [--json]"""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from bench.figures import Figures, flat, machine, middle, show

ORDER = ("search", "triage", "strangers", "details", "guard", "latency", "startup")
BY_NAME = (
    "hostile-letters",
    "mail-kills",
    "mail-floods",
    "mail-latency",
    "helpdesk-kills",
    "desk",
    "gaps",
    "figure-pages",
    "articles",
)
"""Only when asked for: they take minutes, and no figure of theirs stands in a table."""


def main() -> None:
    """Print a table for each benchmark, or all of them as one JSON object."""
    wanted = _arguments().parse_args()
    figures: dict[str, object] = {}
    for name in wanted.names or [name for name in ORDER if find_spec(f"bench.{name}")]:
        module = import_module(f"bench.{name.replace('-', '_')}")
        runs: list[Figures] = [flat(module.run()) for _ in range(wanted.repeat)]
        figures[name] = middle(runs)
        if not wanted.json:
            _show(name, module, runs)
    if wanted.json:
        print(json.dumps({"machine": machine(), "runs": wanted.repeat, **figures}, indent=2))


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*ORDER, *BY_NAME, []], metavar="NAME", help=_names())
    parser.add_argument("--repeat", type=int, default=1, help="runs of each; the median is told")
    parser.add_argument("--json", action="store_true", help="for programs")
    return parser


def _names() -> str:
    return f"{', '.join(ORDER)}; by name alone: {', '.join(BY_NAME)}"


def _show(name: str, module: ModuleType, runs: list[Figures]) -> None:
    title = getattr(module, "TITLE", name.capitalize())
    show(title, runs, getattr(module, "AIMS", {}), getattr(module, "NOTE", ""))


if __name__ == "__main__":
    main()
