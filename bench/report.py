"""Writes what `python -m bench.beside` measured into the docs: two tables, on what, and a picture."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

PAGE: Final = Path("docs/search.md")
PICTURE: Final = Path("docs/pictures/search.svg")
QUIET: Final = 1.5
"""A load up to which the machine is taken to have done nothing else."""


def write_report(found: Mapping[str, Any], tables: str, root: Path) -> None:
    """Put the tables into the page and draw the picture, both below ``root``."""
    from bench.plot import draw  # a picture needs matplotlib, measuring does not

    page = root / PAGE
    page.write_text(placed(page.read_text("utf-8"), tables, measured(found["machine"])), "utf-8")
    draw(found, root / PICTURE)


def placed(page: str, tables: str, where: str) -> str:
    """The page with these tables instead of those with the same first cell, and where they were measured."""
    for table in re.findall(r"(?m)^\|.*(?:\n\|.*)*", tables):
        page = _replaced(page, rf"(?m)^{re.escape(_first_cell(table))}.*(?:\n\|.*)*", table)
    return _replaced(page, r"(?m)^Measured on \d{4}-\d\d-\d\d .* with tantivy .*$", where)


def measured(machine: Mapping[str, Any]) -> str:
    """A sentence on where and when it was measured, and whether the machine had other work."""
    versions = ", ".join(f"{name} {machine[name]}" for name in ("tantivy", "bm25s", "Whoosh", "SQLite"))
    busy = "" if machine["load"] < QUIET else ", so other work went on: only the ratios count"
    return (
        f"Measured on {machine['date']} on {machine['cores']} cores ({machine['processor']}, Python "
        f"{machine['python']}) with tantivy {versions.removeprefix('tantivy ')}; the load of the machine was "
        f"{machine['load']:.1f} when it began{busy}."
    )


def _first_cell(table: str) -> str:
    return "|".join(table.split("|", 2)[:2]) + "|"


def _replaced(page: str, pattern: str, text: str) -> str:
    """Raises ValueError where the page has not exactly one place for it."""
    found, times = re.subn(pattern, lambda _: text, page)
    if times != 1:
        raise ValueError(f"{PAGE} has {times} places for what begins with {text[:40]!r}, it needs one")
    return found
