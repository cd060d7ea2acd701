"""Draws what `python -m bench.beside --out FILE` measured: python -m bench.plot FILE PICTURE.svg"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.engines import ENGINES

PANELS: Final = {
    "p50_ms": "a question, half of them within (ms)",
    "p99_ms": "a question, 99 of 100 within (ms)",
    "change_ms": "one document changed and found (ms)",
    "rss_mb": "memory of the process (MB)",
}
COLOURS: Final = dict(zip(ENGINES, ("#0b3d91", "#c8553d", "#588157", "#b08900", "#777777"), strict=True))
METADATA: Final = {"Date": None}
"""Without the date of drawing, the same figures make the same picture."""


def draw(found: Mapping[str, Any], path: Path) -> None:
    """Four panels over the number of documents, both axes logarithmic, and one of quality by collection."""
    with mpl.rc_context({"svg.hashsalt": "infracare", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=(10, 9), layout="constrained")
        grid = figure.add_gridspec(3, 2)
        for place, (name, title) in enumerate(PANELS.items()):
            _lines(figure.add_subplot(grid[divmod(place, 2)]), name, title, found["speed"])
        _bars(figure.add_subplot(grid[2, :]), found["quality"])
        figure.savefig(path, metadata=METADATA)


def _lines(axes: Axes, name: str, title: str, speed: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
    sizes = sorted(int(size) for size in speed)
    for engine, colour in COLOURS.items():
        values = [speed[str(size)][engine][name] for size in sizes]
        wide = 2.5 if engine == "InfraCare" else 1.3
        axes.plot(sizes, values, "o-", color=colour, linewidth=wide, label=engine)
    axes.set(xscale="log", yscale="log", title=title, xlabel="documents")
    axes.grid(visible=True, alpha=0.3)
    axes.legend(frameon=False, fontsize=7)


def _bars(axes: Axes, quality: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
    """For each collection a group of engines: the bar as asked, the mark in it with typos."""
    wide = 0.8 / len(COLOURS)
    for place, (engine, colour) in enumerate(COLOURS.items()):
        middle = [group + (place - len(COLOURS) / 2 + 0.5) * wide for group in range(len(quality))]
        axes.bar(
            middle, [of[engine]["ndcg@10"] for of in quality.values()], wide * 0.9, color=colour, label=engine
        )
        axes.plot(
            middle, [of[engine]["with typos"] for of in quality.values()], "_", color="white", markersize=12
        )
    axes.set(title="nDCG@10; the white mark: with one or two typos in each question", ylim=(0, 1))
    axes.set_xticks(range(len(quality)), list(quality))
    axes.legend(frameon=False, fontsize=7, ncols=len(COLOURS))


if __name__ == "__main__":
    draw(json.loads(Path(sys.argv[1]).read_text("utf-8")), Path(sys.argv[2]))
