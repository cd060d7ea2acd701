"""How soon the pages of the figures answer with 100,000 tickets, and how long counting them takes."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from app.build import Installation, install
from app.demo import no_secrets, sample_settings
from app.figuring import count_all, count_some, note_states
from bench.figures import percentile
from bench.large_desk import Size, make, staff_mail
from records.engine import open_database
from records.migrate import upgrade
from tests.fakes.postgres import PostgresServer, find_programs
from tests.web.console.browser import Browser, here_of, signed_in
from web.console.figures.catalog import FIGURES

TITLE = "Figures"
NOTE = (
    "Pages: milliseconds of a whole request, in one process: by the clock on the wall, and of the processor "
    "(work). Rounds and counting: this thread's time."
)
AIMS = {f"{name} / worst p95 of a page": 100.0 for name in ("SQLite", "PostgreSQL")}

ROOT: Final = Path(__file__).resolve().parents[1]
NOW: Final = datetime(2026, 11, 24, 15, tzinfo=UTC)
SIZE: Final = Size()
TIMES: Final = 40
YEARS: Final = f"from={(NOW - timedelta(days=730)).date()}&by=month"
PAGES: Final = {
    "90 days by day": "/figures",
    "90 days by week": "/figures?by=week",
    "one customer": "/figures?customer=5",
    "a hundred days": f"/figures?from={(NOW - timedelta(days=100)).date()}",
    "two years by month": f"/figures?{YEARS}",
    "a file": "/figures/questions.csv",
}
PARTS: Final = {f"two years, {key}": f"/figures/{key}?{YEARS}" for key in FIGURES}


def run(size: Size = SIZE, times: int = TIMES) -> dict[str, Any]:
    """Fill each database, count its history, then look at every page so many times."""
    return {name: measured(url, size, times) for name, url in _databases()}


def _databases() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="bench-figures-") as folder:
        yield "SQLite", f"sqlite:///{Path(folder) / 'desk.db'}"
    programs = find_programs()
    if programs is not None:
        with PostgresServer(programs) as server:
            yield "PostgreSQL", server.url(server.create())


def measured(url: str, size: Size, times: int) -> dict[str, Any]:
    """The figures of one database, new and empty."""
    with _filled(url, size) as installation:
        began = time.thread_time()
        count_all(installation, NOW)
        counting = time.thread_time() - began
        lead = signed_in(here_of(installation, NOW), staff_mail("lead"))
        lead.sees("/figures")
        with _what_stays_passed_over():
            found = _pages(lead, times)
        return {
            "counting all of it, thread s": counting,
            "round with nothing new, thread ms": _round(installation),
            "worst p95 of a page": max(one["p95"] for one in found.values()),
            "worst p95 of a page's work": max(one["p95 of work"] for one in found.values()),
            **found,
        }


@contextmanager
def _filled(url: str, size: Size) -> Iterator[Installation]:
    engine = open_database(url)
    upgrade(engine)
    make(engine, size, NOW)
    engine.dispose()
    with tempfile.TemporaryDirectory(prefix="bench-figures-var-") as folder:
        secrets = replace(no_secrets(), database_url=url)
        installation = install(sample_settings(ROOT, Path(folder)), secrets, ROOT)
        yield installation
        installation.engine.dispose()


@contextmanager
def _what_stays_passed_over() -> Iterator[None]:
    """As `infracare serve` does once it stands."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def _pages(lead: Browser, times: int) -> dict[str, dict[str, float]]:
    return {name: _looked(lead, path, times) for name, path in {**PAGES, **PARTS}.items()}


def _looked(lead: Browser, path: str, times: int) -> dict[str, float]:
    lead.sees(path)
    wall, work = [], []
    for _ in range(times):
        began, worked = time.perf_counter(), time.process_time()
        lead.sees(path)
        wall.append((time.perf_counter() - began) * 1000)
        work.append((time.process_time() - worked) * 1000)
    figures = {"p50": percentile(wall, 0.5), "p95": percentile(wall, 0.95)}
    return figures | {"p50 of work": percentile(work, 0.5), "p95 of work": percentile(work, 0.95)}


def _round(installation: Installation) -> float:
    began = time.thread_time()
    count_some(installation, NOW)
    note_states(installation, NOW)
    return (time.thread_time() - began) * 1000
