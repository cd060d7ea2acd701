"""Fitting a classifier on labelled examples, and the report card that measures it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support
from sklearn.model_selection import StratifiedGroupKFold

from classifier import features
from classifier.category import Category
from classifier.costs import SURE
from classifier.decisions import Decisions, by_price, decisions
from classifier.evaluation import calibration_error, found_outside
from classifier.examples import EXAMPLES, BadExampleError, Example, version_of
from classifier.gated import Gated, fitted_gated
from classifier.likeness import near_duplicates
from classifier.model import Classifier, Numbers
from classifier.pipeline import compiled

FOLDS = 5

Truth = npt.NDArray[np.bool_]


def train(examples: Sequence[Example]) -> Classifier:
    """Fit the pipeline on all examples; takes seconds."""
    missing = set(Category) - {example.label for example in examples}
    if missing:
        raise BadExampleError(
            f"no example is labelled {', '.join(sorted(missing))}; add some to {EXAMPLES.name}/"
        )
    fitted = _fitted(examples)
    return replace(compiled(fitted.pipeline, version_of(examples)), gate=fitted.compiled())


@dataclass(frozen=True, slots=True)
class Score:
    """How one category fares: of those named so, how many are; of those that are, how many were named."""

    precision: float
    recall: float
    f1: float
    count: int


@dataclass(frozen=True, slots=True)
class ReportCard:
    """How well texts are sorted that were not trained on. Shares lie between 0 and 1.

    ``ece`` is the expected calibration error over fifteen bins, ``brier`` the summed squared error of the
    probabilities; ``coverage`` is the share of texts decided with at least ``threshold``. ``confusion``
    is read ``confusion[truth][verdict]``. ``emergency_wording`` measures the observation that everybody is
    affected by a fault, taken alone as a verdict. ``outside_per_writer`` is what is found of each writer's
    messages out of scope where 5 % of the others are taken for it. ``decisions`` are those of the
    product at its usual costs, ``by_price`` those at others.
    """

    count: int
    accuracy: float
    macro_f1: float
    per_class: Mapping[str, Score]
    per_voice: Mapping[str, float]
    per_writer: Mapping[str, float]
    confusion: Mapping[str, Mapping[str, int]]
    ece: float
    brier: float
    threshold: float
    coverage: float
    accuracy_when_sure: float
    emergency_wording: Score
    outside_per_writer: Mapping[str, float]
    decisions: Decisions
    by_price: tuple[Decisions, ...]

    def facts(self) -> dict[str, Any]:
        """The card as plain numbers, fit for JSON."""
        return {name: _plain(getattr(self, name)) for name in self.__dataclass_fields__}

    def __str__(self) -> str:
        return "\n".join(_printed(self))


def report(
    examples: Sequence[Example], threshold: float = SURE, folds: int = FOLDS, strength: float | None = None
) -> ReportCard:
    """Cross-validated: each text is judged by a model that saw neither it nor its near-duplicates."""
    texts, labels = _columns(examples)
    judged = np.zeros((len(texts), len(Category)))
    cut = StratifiedGroupKFold(folds, shuffle=True, random_state=7)
    for inside, outside in cut.split(texts, labels, near_duplicates(texts)):
        pipeline = _fitted([examples[index] for index in inside], strength)
        judged[outside] = _judge(pipeline, [texts[index] for index in outside])
    return card(examples, judged, threshold)


def by_other_writers(examples: Sequence[Example]) -> Numbers:
    """Probabilities of each example, by a model that learnt from the other writers alone."""
    judged = np.zeros((len(examples), len(Category)))
    writers = np.array([example.writer for example in examples])
    for writer in np.unique(writers):
        fitted = _fitted([example for example in examples if example.writer != writer])
        at = np.flatnonzero(writers == writer)
        judged[at] = _judge(fitted, [example.text for example in examples if example.writer == writer])
    return judged


def holdout(inside: Sequence[Example], outside: Sequence[Example], threshold: float = SURE) -> ReportCard:
    """Trained on the one set, measured on the other."""
    return card(outside, _judge(_fitted(inside), [example.text for example in outside]), threshold)


def card(examples: Sequence[Example], judged: Numbers, threshold: float = SURE) -> ReportCard:
    """The card for given probabilities: a row per example, a column per category in their order."""
    texts, labels = _columns(examples)
    names = np.array([str(each) for each in Category])
    truth = np.array(labels)
    verdicts = names[judged.argmax(axis=1)]
    sure = judged.max(axis=1)
    right: Truth = verdicts == truth
    decided: Truth = sure >= threshold
    per_class = _per_class(truth, verdicts)
    return ReportCard(
        count=len(texts),
        accuracy=float(right.mean()),
        macro_f1=float(np.mean([score.f1 for score in per_class.values()])),
        per_class=MappingProxyType(per_class),
        per_voice=_shares([example.voice for example in examples], right),
        per_writer=_shares([example.writer for example in examples], right),
        confusion=_confusion(truth, verdicts),
        ece=calibration_error(sure, right),
        brier=float(((judged - (truth[:, None] == names[None, :])) ** 2).sum(axis=1).mean()),
        threshold=threshold,
        coverage=float(decided.mean()),
        accuracy_when_sure=float(right[decided].mean()) if decided.any() else 0.0,
        emergency_wording=_wording(texts, truth),
        outside_per_writer=_outside(examples, truth, judged),
        decisions=decisions([example.label for example in examples], judged),
        by_price=tuple(by_price([example.label for example in examples], judged)),
    )


def _columns(examples: Sequence[Example]) -> tuple[list[str], list[str]]:
    return [example.text for example in examples], [str(example.label) for example in examples]


def _fitted(examples: Sequence[Example], strength: float | None = None) -> Gated:
    return fitted_gated(*_columns(examples), strength)


def _judge(pipeline: Gated, texts: Sequence[str]) -> Numbers:
    """Probabilities in the order of :class:`Category`, 0 for a category the pipeline never saw."""
    given = pipeline.predict_proba(texts)
    columns = {name: column for column, name in enumerate(pipeline.classes_)}
    nothing = np.zeros(len(texts))
    return np.column_stack([given[:, columns[each]] if each in columns else nothing for each in Category])


def _per_class(truth: Any, verdicts: Any) -> dict[str, Score]:
    present = [str(each) for each in Category if (truth == each).any()]
    columns = precision_recall_fscore_support(truth, verdicts, labels=present, zero_division=0.0)
    return {
        name: Score(float(precision), float(recall), float(f1), int(count))
        for name, precision, recall, f1, count in zip(present, *columns, strict=True)
    }


def _shares(names: Sequence[str], right: Truth) -> Mapping[str, float]:
    found = np.array(names)
    return MappingProxyType({str(name): float(right[found == name].mean()) for name in np.unique(found)})


def _outside(examples: Sequence[Example], truth: Any, judged: Numbers) -> Mapping[str, float]:
    foreign, writers = (
        judged[:, list(Category).index(Category.OTHER)],
        np.array([one.writer for one in examples]),
    )
    found = {
        str(writer): found_outside(foreign[writers == writer], (truth == Category.OTHER)[writers == writer])
        for writer in np.unique(writers)
    }
    return MappingProxyType({writer: share for writer, share in found.items() if share is not None})


def _confusion(truth: Any, verdicts: Any) -> Mapping[str, Mapping[str, int]]:
    names = [str(each) for each in Category]
    table = confusion_matrix(truth, verdicts, labels=names)
    rows = (dict(zip(names, map(int, row), strict=True)) for row in table)
    return MappingProxyType(dict(zip(names, rows, strict=True)))


def _wording(texts: Sequence[str], truth: Any) -> Score:
    column = features.NAMES.index(features.EVERYBODY)
    said = np.array([features.observe(text)[column] for text in texts])
    meant = truth == Category.EMERGENCY
    both = int((said & meant).sum())
    precision, recall = both / max(int(said.sum()), 1), both / max(int(meant.sum()), 1)
    return Score(precision, recall, 2 * both / max(int(said.sum() + meant.sum()), 1), int(meant.sum()))


def _plain(value: Any) -> Any:
    if isinstance(value, Score | Decisions):
        return _plain(asdict(value))
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def _printed(of: ReportCard) -> Iterator[str]:
    yield f"{of.count} messages: accuracy {of.accuracy:.3f}, macro-F1 {of.macro_f1:.3f}"
    yield f"calibration: ECE {of.ece:.3f}, Brier {of.brier:.3f}"
    yield (
        f"sure ({of.threshold:.2f} and above): {of.coverage:.1%} of the messages, "
        f"{of.accuracy_when_sure:.1%} of them right"
    )
    yield f"\n{'category':<12}{'precision':>10}{'recall':>10}{'F1':>10}{'count':>8}"
    for name, score in (*of.per_class.items(), ("(wording)", of.emergency_wording)):
        yield f"{name:<12}{score.precision:>10.3f}{score.recall:>10.3f}{score.f1:>10.3f}{score.count:>8}"
    yield "(wording: the words of an emergency taken alone)\n"
    yield from _decided(of)
    yield f"{'truth / verdict':<16}" + "".join(f"{name:>11}" for name in of.confusion)
    for truth, row in of.confusion.items():
        yield f"{truth:<16}" + "".join(f"{count:>11}" for count in row.values())
    tables = (("voice", "accuracy", of.per_voice), ("writer", "accuracy", of.per_writer))
    for title, what, shares in (*tables, ("writer", "outside", of.outside_per_writer)):
        yield f"\n{title:<12}{what:>10}"
        yield from (f"{name:<12}{share:>10.3f}" for name, share in shares.items())


def _decided(of: ReportCard) -> Iterator[str]:
    alarms, outside = of.decisions.emergencies, of.decisions.outside
    found = "nothing to find" if outside.found_at_5pct is None else f"{outside.found_at_5pct:.1%} found"
    yield (
        f"at the costs of the product: {of.decisions.coverage:.1%} decided, {of.decisions.accuracy:.1%} of "
        f"them rightly; a message costs {of.decisions.cost:.2f} questions back"
    )
    yield (
        f"suspected outages: {alarms.precision:.1%} of those recorded are; {alarms.recall:.1%} of those that "
        f"are get recorded, {alarms.asked:.1%} asked about"
    )
    yield (
        f"out of scope: {outside.sent_away:.1%} sent away, {outside.asked:.1%} asked about; "
        f"{outside.wrongly_sent_away:.2%} of the questions sent away wrongly; {found} where 5 % of them are"
    )
    yield f"\n{'a mistake costs':<16}{'decided':>10}{'rightly':>10}"
    yield from (f"{one.costs.wrong:<16g}{one.coverage:>10.1%}{one.accuracy:>10.1%}" for one in of.by_price)
    yield ""


def counts(examples: Sequence[Example]) -> Mapping[str, int]:
    """How many examples each category has."""
    return MappingProxyType(dict(Counter(str(example.label) for example in examples)))
