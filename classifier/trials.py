"""Trials of the classifier on labelled documents: one trained for them, or the one that is shipped."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from classifier.category import Category, Triage
from classifier.costs import SURE
from classifier.evaluation import OUT_OF_SCOPE, Judged, Numbers, figures
from classifier.labelled import Document, Labelled, LabelledFileError, renamed
from classifier.model import Classifier

SYNONYMS: Mapping[str, str] = MappingProxyType(
    {
        "feature_request": Category.FEATURE,
        "service_request": Category.SERVICE,
        **dict.fromkeys(OUT_OF_SCOPE, Category.OTHER),
    }
)
"""Other names of our categories, understood in labelled files."""

TIMED = 300
"""So many documents at the most are timed one by one."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The figures of one trial, how many rows were left out for an unknown label, and the model's name."""

    figures: Mapping[str, Any]
    ignored: int
    model: str


def trained(train: Sequence[Labelled], test: Sequence[Labelled], threshold: float = SURE) -> Trial:
    """The pipeline of the product, trained on the one set and measured on the other; may take minutes."""
    from classifier.fitting import fitted

    classes = sorted({row.label for row in train})
    if len(classes) < 2:
        raise LabelledFileError(
            f"all {len(train)} lines to train on are labelled {classes[0]!r}; add lines of another label"
        )
    rows = [row for row in test if row.label in {*classes, *OUT_OF_SCOPE}]
    _check(rows, test, classes)
    began = time.perf_counter()
    model = fitted([row.document for row in train], [row.label for row in train])
    seconds = time.perf_counter() - began
    probabilities = model.predict_proba([row.document for row in rows])
    found = figures(
        Judged(
            [row.label for row in rows],
            classes,
            probabilities,
            _foreign(probabilities, classes),
            _timed(rows, lambda document: model.predict_proba([document])),
            _groups(rows),
            threshold,
        )
    )
    chosen = {
        "trained_on": len(train),
        "train_s": seconds,
        "votes": [str(member) for member in model.choice.votes],
        "alternatives": {str(member): loss for member, loss in model.choice.alternatives.items()},
    }
    return Trial(found | chosen, len(test) - len(rows), "trained")


def shipped(classifier: Classifier, test: Sequence[Labelled], threshold: float = SURE) -> Trial:
    """The classifier as it is. Where no row is an emergency, an emergency it sees counts as an incident."""
    named = renamed(test, SYNONYMS)
    rows = [row for row in named if row.label in classifier.classes]
    _check(rows, named, classifier.classes)
    judged = [classifier.triage(row.document.text) for row in rows]
    classes = list(classifier.classes)
    if Category.EMERGENCY not in {row.label for row in rows}:
        classes.remove(Category.EMERGENCY)
    found = figures(
        Judged(
            [row.label for row in rows],
            classes,
            np.array([_chances(triage, classes) for triage in judged]),
            np.array([classifier.foreign(triage) for triage in judged]),
            _timed(rows, lambda document: classifier.triage(document.text)),
            _groups(rows),
            threshold,
        )
    )
    return Trial(found, len(test) - len(rows), classifier.version)


def _check(rows: Sequence[Labelled], test: Sequence[Labelled], classes: Sequence[str]) -> None:
    if not any(row.label in classes for row in rows):
        given = ", ".join(sorted({row.label for row in test})[:12])
        raise LabelledFileError(
            f"none of the labels to measure on is known ({given}); known are {', '.join(classes)}: "
            "say which is which with --map THEIRS=OURS"
        )


def _chances(triage: Triage, classes: Sequence[str]) -> list[float]:
    """The probabilities of these classes; where emergency is none of them, it counts as incident."""
    chances = {str(name): chance for name, chance in triage.probabilities.items()}
    if Category.EMERGENCY not in classes:
        chances[Category.INCIDENT] += chances.get(Category.EMERGENCY, 0.0)
    return [chances.get(name, 0.0) for name in classes]


def _foreign(probabilities: Numbers, classes: Sequence[str]) -> Numbers:
    """How likely each is out of scope: the probability of that class, or else how unsure the model is."""
    columns = [column for column, name in enumerate(classes) if name in OUT_OF_SCOPE]
    foreign: Numbers = probabilities[:, columns].sum(axis=1) if columns else 1 - probabilities.max(axis=1)
    return foreign


def _groups(rows: Sequence[Labelled]) -> list[str]:
    groups = [row.document.group for row in rows]
    return groups if any(groups) else []


def _timed(rows: Sequence[Labelled], judge: Callable[[Document], object]) -> list[float]:
    """Milliseconds a document, one after the other, the first of them once before."""
    documents = [row.document for row in rows[:: -(-len(rows) // TIMED)]]
    judge(documents[0])
    taken = []
    for document in documents:
        began = time.perf_counter()
        judge(document)
        taken.append(1000 * (time.perf_counter() - began))
    return taken
