"""How well messages are sorted, how fast, and by how large a model."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from classifier.examples import Example, read_examples
from classifier.model import Classifier
from classifier.store import load, save
from classifier.training import ReportCard, holdout, report, train


def run() -> dict[str, Any]:
    """All figures: cross-validated, each writer by the others, latency, size and times. Takes a minute."""
    examples = read_examples()
    began = time.perf_counter()
    classifier = train(examples)
    seconds = time.perf_counter() - began
    return {
        "examples": len(examples),
        "cross_validated": _short(report(examples)),
        "by_other_writers": {writer: _short(card) for writer, card in _unseen_writers(examples).items()},
        "one_writer_for_another": _pairs(examples),
        "train_s": round(seconds, 2),
        **_latency(classifier, [example.text for example in examples]),
        **_on_disk(classifier),
    }


def _unseen_writers(examples: Sequence[Example]) -> dict[str, ReportCard]:
    """Each writer's messages, judged by a model that learnt from the others only."""
    return {
        writer: holdout(
            [example for example in examples if example.writer != writer],
            [example for example in examples if example.writer == writer],
        )
        for writer in _writers(examples)
    }


def _pairs(examples: Sequence[Example]) -> dict[str, Any]:
    """Trained on one writer, tested on one other."""
    by_writer = {
        writer: [each for each in examples if each.writer == writer] for writer in _writers(examples)
    }
    return {
        f"{inside} -> {outside}": _short(holdout(by_writer[inside], by_writer[outside]))
        for inside in by_writer
        for outside in by_writer
        if inside != outside
    }


def _writers(examples: Sequence[Example]) -> list[str]:
    return sorted({example.writer for example in examples})


def _short(card: ReportCard) -> dict[str, Any]:
    names = ("count", "accuracy", "macro_f1", "ece", "brier", "coverage", "accuracy_when_sure")
    return {name: card.facts()[name] for name in names}


def _latency(classifier: Classifier, texts: Sequence[str]) -> dict[str, float]:
    classifier.triage(texts[0])
    taken = []
    for text in texts:
        began = time.perf_counter()
        classifier.triage(text)
        taken.append(1000 * (time.perf_counter() - began))
    p50, p95 = np.percentile(taken, [50, 95])
    return {"p50_ms": round(float(p50), 2), "p95_ms": round(float(p95), 2)}


def _on_disk(classifier: Classifier) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.zip"
        save(replace(classifier), path)
        began = time.perf_counter()
        load(path)
        return {"load_s": round(time.perf_counter() - began, 3), "file_bytes": path.stat().st_size}


def _table(figures: dict[str, Any]) -> str:
    """The cards as rows, then the single figures."""
    cards = {"cross-validated": figures["cross_validated"]}
    cards |= {f"{writer} by the others": card for writer, card in figures["by_other_writers"].items()}
    cards |= figures["one_writer_for_another"]
    columns = list(figures["cross_validated"])
    lines = [f"{'':<24}" + "".join(f"{name:>20}" for name in columns)]
    lines += [
        f"{name:<24}" + "".join(f"{card[column]:>20}" for column in columns) for name, card in cards.items()
    ]
    lines += [f"{name}: {value}" for name, value in figures.items() if not isinstance(value, dict)]
    return "\n".join(lines)


if __name__ == "__main__":
    found = run()
    print(_table(found))
    print(json.dumps(found))
