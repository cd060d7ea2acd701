"""How soon the console's pages of articles answer with 10,000 articles that were used 500,000 times."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, func, insert, select

from app.build import Installation, install
from app.demo import no_secrets, sample_settings
from bench.figures import percentile
from bench.made import documents
from guard import own
from knowledge import stock, verdicts
from knowledge.uses import SHOWN, How, TotalRow, Use, UseRow, Where, count
from knowledge.verdicts import Source
from tests.fakes.postgres import PostgresServer, find_programs
from tests.web.console.browser import Browser, here_of, signed_in
from tickets.directory import import_directory

TITLE = "Pages of articles"
NOTE = "Milliseconds for a whole answer of the console, and what of it this process has worked."
AIMS = {f"{name} / worst p95": 100.0 for name in ("SQLite", "PostgreSQL")}

ROOT: Final = Path(__file__).parents[1]
NOW: Final = datetime(2026, 11, 24, 15, tzinfo=UTC)
ARTICLES: Final = 10_000
USES: Final = 500_000
MONTHS: Final = 24
TIMES: Final = 40
MOST_USED: Final = "d000000"
ASKED: Final = {
    "the list": "/articles",
    "by views": "/articles?order=views",
    "by share": "/articles?order=share&page=3",
    "last shown": "/articles?order=last_shown&page=100",
    "never shown": "/articles?only=never_shown",
    "stale": "/articles?only=stale&order=views",
    "much refused": "/articles?only=refused",
    "of a kind": "/articles?kind=documentation&order=solved",
    "found by words": "/articles?q=title:printing OR body:template",
    "the most used": f"/articles/{MOST_USED}",
    "a seldom used": "/articles/d005000",
    "a version": f"/articles/{MOST_USED}/versions/1",
}
"""The pages that are looked at."""


def run() -> dict[str, Any]:
    """Fill each database, then measure."""
    return {name: _measured(url) for name, url in _databases()}


def _databases() -> Iterator[tuple[str, str]]:
    yield "SQLite", ""
    programs = find_programs()
    if programs is not None:
        with PostgresServer(programs) as server:
            yield "PostgreSQL", server.url(server.create())


def _measured(url: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="bench-articles-") as folder:
        here = install(sample_settings(ROOT, Path(folder)), replace(no_secrets(), database_url=url), ROOT)
        try:
            _fill(here)
            return _asked(here)
        finally:
            here.engine.dispose()


def _asked(here: Installation) -> dict[str, float]:
    browser = signed_in(here_of(here, NOW), "kim@infraware.example")
    found: dict[str, float] = {}
    for name, address in ASKED.items():
        browser.sees(address)
        taken = [_once(browser, address) for _ in range(TIMES)]
        found[f"{name}, p95"] = percentile([wall for wall, _ in taken], 0.95)
        found[f"{name}, worked, median"] = percentile([worked for _, worked in taken], 0.5)
    found["worst p95"] = max(value for name, value in found.items() if name.endswith("p95"))
    found["counting three shown articles, median"] = _counting(here)
    return found


def _once(browser: Browser, address: str) -> tuple[float, float]:
    wall, worked = time.perf_counter(), time.process_time()
    browser.sees(address)
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - worked)


def _counting(here: Installation) -> float:
    """What a reply that shows three articles takes longer for being counted."""
    taken = []
    for number in range(TIMES):
        with here.writing() as session:
            start = time.thread_time()
            found = [Use(f"d{number + place:06}", How.NEAR, f"new:{number}") for place in range(3)]
            count(session, found, Where(NOW, number, 1))
            session.flush()
            taken.append(1000 * (time.thread_time() - start))
    return percentile(taken, 0.5)


def _fill(here: Installation) -> None:
    with here.writing() as session:
        import_directory(session, ROOT / "sample" / "directory", force=True)
    stock.shelved(here.engine, documents(ARTICLES, random.Random(7)), {})
    _use(here.engine, random.Random(7))
    with here.writing() as session:
        for one in range(200):
            question = own(f"How is the widget of office {one} and its drawer {one % 17} painted?")
            source = Source.NOT_QUITE if one % 5 == 0 else Source.SOLVED
            said_by = f"person:{one}"
            verdicts.record(
                session, at=NOW, slug=MOST_USED, source=source, question=question, said_by=said_by
            )
    if here.engine.dialect.name == "postgresql":
        with here.engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
    here.search.explicit("title:printing", audience=frozenset())


def _use(engine: Engine, chance: random.Random) -> None:
    """Uses by Zipf's law (1949): a tenth of the articles are never shown."""
    shown = ARTICLES * 9 // 10
    weights = list(accumulate(1 / (rank + 1) for rank in range(shown)))
    ways = [How.ANSWER] * 3 + [How.NEAR] * 6 + [How.OPENED, How.SENT, How.SOLVED, How.NOT_QUITE]
    slugs = chance.choices(range(shown), cum_weights=weights, k=USES)
    rows = (_row(number, slug, chance.choice(ways), chance) for number, slug in enumerate(slugs))
    with engine.begin() as connection:
        while part := [row for row, _ in zip(rows, range(5_000), strict=False)]:
            connection.execute(insert(UseRow), part)
        columns = [UseRow.slug, UseRow.how]
        totals = select(*columns, func.count(), func.max(UseRow.at)).group_by(*columns)
        connection.execute(insert(TotalRow).from_select(["slug", "how", "times", "last_at"], totals))


def _row(number: int, slug: int, how: How, chance: random.Random) -> dict[str, Any]:
    at = NOW - timedelta(minutes=chance.randrange(MONTHS * 30 * 24 * 60))
    return {
        "cause": f"entry:{number}" if how in SHOWN else f"judged:{number}",
        "slug": f"d{slug:06}",
        "how": how.value,
        "at": at,
        "month": at.year * 100 + at.month,
        "customer_id": chance.randint(1, 200),
        "conversation_id": number // 3 + 1,
    }
