"""Draws how often verdicts are right at each degree of sureness: python -m bench.reliability PICTURE.svg"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from bench.plot import METADATA
from classifier.category import Category
from classifier.evaluation import Numbers, Truth, calibration_error
from classifier.examples import Example, read_examples
from classifier.training import by_other_writers

BINS = 15


def draw(sure: Numbers, right: Truth, path: Path) -> None:
    """The share of right verdicts over the mean sureness of each bin; the size tells how many there are."""
    at = np.clip(np.ceil(sure * BINS).astype(int) - 1, 0, BINS - 1)
    bins = [each for each in range(BINS) if (at == each).any()]
    said = [sure[at == each].mean() for each in bins]
    true = [right[at == each].mean() for each in bins]
    many = [(at == each).mean() * 1_500 + 8 for each in bins]
    with mpl.rc_context({"svg.hashsalt": "infracare", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=(5, 5), layout="constrained")
        axes = figure.add_subplot()
        axes.plot([0, 1], [0, 1], "--", color="#777777", linewidth=1)
        axes.plot(said, true, color="#0b3d91", linewidth=1.5)
        axes.scatter(said, true, s=many, color="#0b3d91", alpha=0.5)
        error = calibration_error(sure, right)
        title = f"{len(sure):,} messages by writers the model never read; ECE {error:.3f}"
        axes.set(xlabel="how sure it says it is", ylabel="how often it is right", title=title)
        axes.set(xlim=(0.2, 1.02), ylim=(0.2, 1.02))
        axes.grid(visible=True, alpha=0.3)
        figure.savefig(path, metadata=METADATA)


def unread(examples: Sequence[Example]) -> tuple[Numbers, Truth]:
    """How sure each verdict is and whether it is right, by a model that learnt from the other writers."""
    names = np.array([str(each) for each in Category])
    judged = by_other_writers(examples)
    truth = np.array([str(example.label) for example in examples])
    return judged.max(axis=1), names[judged.argmax(axis=1)] == truth


if __name__ == "__main__":
    draw(*unread(read_examples()), Path(sys.argv[1]))
