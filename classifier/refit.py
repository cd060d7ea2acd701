"""Fits a candidate to examples and corrections, and judges it on messages kept out of the fit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from classifier import features
from classifier.category import Category
from classifier.examples import Example
from classifier.golden import Broken, broken
from classifier.model import Classifier

ONE_OF = 5
"""One of so many examples is frozen: no figure of a candidate comes from messages it was fitted to."""

SAME_MESSAGE = 80
"""Texts alike to this degree (0 to 100) as a frozen one are kept out of the fit that is measured."""

SAID_COUNTS = 2
"""What staff said is put into the fit so many times, what was only done once."""

FIGURES = ("accuracy", "macro_f1")

Figures = Mapping[str, float]
"""Each of :data:`FIGURES`, between 0 and 1."""

Train = Callable[[Sequence[Example]], Classifier]
"""How a classifier is fitted to examples (:func:`classifier.training.train`)."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """A text with the category that staff vouch for; ``tacit``: by what they did."""

    text: str
    label: Category
    tacit: bool


@dataclass(frozen=True)
class Order:
    """What a refit works on. ``base`` names the model that came along, which examples alone make.

    ``known`` are figures measured before: ``base`` of that model, ``current`` of the one in use. A candidate
    must not fall below either by more than ``margin``.
    """

    base: str
    examples: tuple[Example, ...]
    vouched: tuple[Vouched, ...]
    golden: tuple[Example, ...]
    margin: float
    known: Mapping[str, Figures]


@dataclass(frozen=True)
class Candidate:
    """A fitted model with its figures on the frozen messages, those to hold it against, and what speaks
    against it: figures that fell too low, and golden messages that are sorted otherwise.
    """

    model: Classifier
    corrections: int
    frozen: int
    figures: Figures
    base: Figures
    fallen: tuple[str, ...]
    broken: tuple[Broken, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.fallen and not self.broken


def candidate(order: Order, train: Train, tell: Callable[[str], None] = lambda _step: None) -> Candidate:
    """Fit two or three times: for the figures without the frozen messages, and once with everything.

    Corrections that are nearly the same as a frozen message are left out of each.
    """
    frozen = tuple(one for one in order.examples if is_frozen(one.text))
    apart = apart_from([one.text for one in frozen])
    measured = tuple(one for one in order.examples if apart(one.text))
    added = tuple(one for one in order.vouched if apart(one.text))[: len(order.examples)]
    base = order.known.get("base")
    if base is None:
        tell("the examples, without the frozen ones")
        base = measure(train(measured), frozen)
    tell("the examples and corrections, without the frozen ones")
    found = measure(train((*measured, *weighted(added))), frozen)
    tell("all examples and corrections")
    model = train((*order.examples, *weighted(added)))
    return Candidate(
        replace(model, version=version(order.base, added)),
        len(added),
        len(frozen),
        found,
        base,
        fallen(found, (base, order.known.get("current", base)), order.margin),
        broken(model, order.golden),
    )


def is_frozen(text: str) -> bool:
    """Whether an example is one of the frozen ones: by its text alone, so that it stays one for ever."""
    digest = hashlib.sha256(" ".join(text.lower().split()).encode()).digest()
    return digest[0] % ONE_OF == 0


def apart_from(frozen: Sequence[str]) -> Callable[[str], bool]:
    """A test for texts that are not, but for little, one of the frozen ones."""
    cleaned = [features.clean(text) for text in frozen]

    def apart(text: str) -> bool:
        found = process.extractOne(
            features.clean(text), cleaned, scorer=fuzz.ratio, score_cutoff=SAME_MESSAGE
        )
        return found is None

    return apart


def weighted(vouched: Sequence[Vouched]) -> tuple[Example, ...]:
    """As examples; what was said more often than what was only done."""
    return tuple(
        Example(one.text, one.label, "correction", "corrections")
        for one in vouched
        for _ in range(1 if one.tacit else SAID_COUNTS)
    )


def measure(classifier: Classifier, rows: Sequence[Example]) -> Figures:
    """Accuracy, and macro-F1 over the categories that the rows have."""
    judged = [(one.label, classifier.triage(one.text).category) for one in rows]
    right = sum(label is found for label, found in judged)
    f1 = [_f1(judged, each) for each in Category if any(label is each for label, _ in judged)]
    return {"accuracy": right / max(len(judged), 1), "macro_f1": sum(f1) / max(len(f1), 1)}


def fallen(found: Figures, before: Sequence[Figures], margin: float) -> tuple[str, ...]:
    """The figures that are more than ``margin`` below the best of those before."""
    return tuple(name for name in FIGURES if found[name] < max(one[name] for one in before) - margin)


def version(base: str, vouched: Sequence[Vouched]) -> str:
    """The name of the model that these make of the one that came along."""
    lines = sorted(f"{one.label} {one.tacit} {one.text}" for one in vouched)
    digest = hashlib.sha256(chr(10).join(lines).encode()).hexdigest()
    return f"{base[:40]}+{len(vouched)}.{digest[:8]}"


def _f1(judged: Sequence[tuple[Category, Category]], category: Category) -> float:
    both = sum(label is found is category for label, found in judged)
    either = sum((label is category) + (found is category) for label, found in judged)
    return 2 * both / either
