"""Our search beside tantivy, bm25s, SQLite FTS5 and Whoosh in one run: python -m bench.beside --data DIR ...

Every engine runs in a process of its own, in one thread. It builds its index in one and answers from another,
so that memory is that of answering. Questions are asked in turns of a few, so that whatever else the machine
does meets all engines alike. Milliseconds are those of work (time on the processor), not on the wall.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from statistics import fmean, median
from typing import Any, Final

from bench.engines import ENGINES, Engine, documents
from bench.figures import machine
from bench.made import questions, write_corpus
from bench.report import write_report
from knowledge.beir import Document, JudgedCollection, read_collection
from knowledge.evaluation import ndcg, percentile
from knowledge.hits import DEPTH
from knowledge.typos import all_mistyped

SIZES: Final = (1_000, 10_000, 100_000)
ASKED: Final = 300
"""Questions at most; fewer where there are so many documents that some take long."""
TURN: Final = 10
CHANGED: Final = 10
ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS", "RAYON_NUM_THREADS")

COLUMNS: Final = ("build_s", "build_mb", "open_s", "change_ms", "p50_ms", "p99_ms", "rss_mb")

Figures = dict[str, float]
Worker = Callable[..., Any]


def main() -> None:
    """Measure, print tables in Markdown, and keep the figures for the plot."""
    parser = _arguments()
    wanted = parser.parse_args()
    if wanted.docs and not wanted.data:
        parser.error("the docs have a table of quality: name collections with --data, too")
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    found = {
        "machine": machine() | versions() | {"load": os.getloadavg()[0]},
        "speed": {str(size): speed(size, wanted.keep) for size in wanted.sizes},
        "quality": {folder.name: quality(read_collection(folder)) for folder in wanted.data},
    }
    if wanted.out:
        wanted.out.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(tables(found))
    if wanted.docs:
        write_report(found, tables(found), wanted.docs)


def speed(size: int, keep: Path | None = None) -> dict[str, Figures]:
    """By engine: seconds to build and open, milliseconds of a question and of a change, megabytes.

    What is kept under ``keep`` is not built again.
    """
    with ExitStack() as open_ones:
        folder = keep / str(size) if keep else Path(open_ones.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        corpus = folder / "corpus.jsonl"
        if not corpus.exists():
            write_corpus(corpus, size)
        asked = questions(corpus, min(ASKED, 15_000_000 // size) + TURN)
        built = {name: built_index(name, corpus, folder) for name in ENGINES}
        running = {name: open_ones.enter_context(_running(name, folder / name)) for name in ENGINES}
        took = _asked_in_turns(running, asked)
        changes = list(islice(documents(corpus), CHANGED))
        return {name: built[name] | _figures(running[name], took[name], changes) for name in ENGINES}


def quality(collection: JudgedCollection) -> dict[str, Figures]:
    """By engine nDCG@10 on a collection, as asked and with one or two typos in each question."""
    found = {}
    slipped = all_mistyped(collection.questions)
    for name, engine in ENGINES.items():
        with tempfile.TemporaryDirectory() as place:
            engine.stock(collection.folder / "corpus.jsonl", Path(place))
            engine.build(collection.folder / "corpus.jsonl", Path(place))
            here = engine(Path(place))
            found[name] = {
                "ndcg@10": _mean_ndcg(here, collection.questions, collection),
                "with typos": _mean_ndcg(here, slipped, collection),
            }
    return found


def versions() -> dict[str, str]:
    """What is measured beside us; numba where it is installed, as bm25s then compiles its search with it."""
    named = (name for name in ("tantivy", "bm25s", "numba", "Whoosh") if find_spec(name.lower()))
    return {name: version(name) for name in named} | {"SQLite": sqlite3.sqlite_version}


def built_index(name: str, corpus: Path, folder: Path) -> Figures:
    """Build an engine's index in a process of its own, in the folder of its name: seconds and megabytes."""
    told = folder / f"{name}.json"
    if not told.exists():
        (folder / name).mkdir()
        command = [sys.executable, "-m", "bench.worker", name, str(folder / name), str(corpus)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
        told.write_text(done.stdout, "utf-8")
    return dict(json.loads(told.read_text("utf-8")))


def tables(found: Mapping[str, Any]) -> str:
    """The figures in Markdown: one table for speed, ratios in it, and one for quality."""
    where = ", ".join(f"{name} {value}" for name, value in found["machine"].items())
    parts = (_speed_table(found["speed"]), _quality_table(found["quality"]))
    return "\n\n".join([*("\n".join(part) for part in parts), where])


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.beside", description=__doc__)
    parser.add_argument("--data", type=Path, nargs="*", default=[], help="folders in BEIR form")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="how many documents")
    parser.add_argument("--keep", type=Path, help="a folder where indexes stay and are taken from")
    parser.add_argument("--docs", type=Path, help="a checkout in whose docs tables and picture are written")
    parser.add_argument("--out", type=Path, help="where the figures are kept, in JSON")
    return parser


@contextmanager
def _running(name: str, place: Path) -> Iterator[Worker]:
    """An engine in a process of its own; what it is told to do, it does and says how long it took."""
    command = [sys.executable, "-m", "bench.worker", name, str(place)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

        def told(what: str, value: object = None) -> Any:
            assert process.stdin is not None
            assert process.stdout is not None
            print(json.dumps([what, value]), file=process.stdin, flush=True)
            return json.loads(process.stdout.readline())

        yield told


def _asked_in_turns(running: Mapping[str, Worker], asked: Sequence[str]) -> dict[str, list[float]]:
    """The first turn warms up; after it every question is asked once."""
    took: dict[str, list[float]] = {name: [] for name in running}
    for told in running.values():
        told("ask", asked[:TURN])
    for start in range(TURN, len(asked), TURN):
        for name, told in running.items():
            took[name] += told("ask", asked[start : start + TURN])
    return took


def _figures(told: Worker, took: Sequence[float], changes: Sequence[Document]) -> Figures:
    return {
        "open_s": told("opened"),
        "p50_ms": percentile(took, 0.5),
        "p99_ms": percentile(took, 0.99),
        "rss_mb": told("memory"),
        "change_ms": median(told("change", changes)),
    }


def _mean_ndcg(engine: Engine, texts: Mapping[str, str], collection: JudgedCollection) -> float:
    return fmean(ndcg(engine.ask(text, DEPTH), collection.grades[id_]) for id_, text in texts.items())


def _speed_table(found: Mapping[str, Mapping[str, Figures]]) -> Iterator[str]:
    yield (
        "| documents | engine | build, s | at most, MB | open, s | change, ms | p50, ms | p99, ms "
        "| memory, MB | p50 beside tantivy, bm25s |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for size, engines in found.items():
        for name, one in engines.items():
            ratios = ", ".join(
                f"{one['p50_ms'] / engines[other]['p50_ms']:.2f}" for other in ("tantivy", "bm25s")
            )
            cells = (one[key] for key in COLUMNS)
            yield f"| {int(size):,} | {name} | {' | '.join(map(_short, cells))} | {ratios} |"


def _quality_table(found: Mapping[str, Mapping[str, Figures]]) -> Iterator[str]:
    yield f"| engine | {' | '.join(f'{name} | with typos' for name in found)} |"
    yield "|---|" + "---|" * (2 * len(found))
    for engine in ENGINES:
        cells = (f"{of[engine][key]:.3f}" for of in found.values() for key in ("ndcg@10", "with typos"))
        yield f"| {engine} | {' | '.join(cells)} |"


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    main()
