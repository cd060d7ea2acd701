"""How well documents are sorted: figures of given probabilities against what humans said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Names = npt.NDArray[np.str_]
Truth = npt.NDArray[np.bool_]

BINS = 15
OUT_OF_SCOPE = ("other", "out_of_scope", "oos")
"""Labels of what belongs to none of the categories."""

FALSE_REJECTS = 0.05
"""This share of what is in scope may be taken for out of scope by mistake."""


@dataclass(frozen=True)
class Judged:
    """Documents with what humans called them, and what the classifier says.

    ``probabilities`` has a row for each of the ``labels`` and a column for each of the ``classes``.
    ``foreign`` says how likely each document is out of scope, on any scale. Rows out of scope take part in
    that figure alone where the classifier has no such class. A verdict counts as sure from ``threshold`` on.
    """

    labels: Sequence[str]
    classes: Sequence[str]
    probabilities: Numbers
    foreign: Numbers
    milliseconds: Sequence[float]
    groups: Sequence[str] = ()
    threshold: float = 0.6


def figures(judged: Judged) -> dict[str, Any]:
    """One flat object: shares between 0 and 1, ``None`` where there is nothing to measure.

    ``macro_f1`` is the mean over the classes that humans used; ``group_mean_macro_f1`` the mean of the
    groups' macro-F1; ``ece`` the expected calibration error over fifteen bins; ``brier`` the summed squared
    error of the probabilities; ``coverage`` the share of sure verdicts; ``oos_recall_at_5pct`` the share of
    what is out of scope that is found where 5 % of the rest are taken for it.
    """
    labels = np.array(judged.labels)
    known: Truth = np.isin(labels, judged.classes)
    truth, chances = labels[known], judged.probabilities[known]
    verdicts: Names = np.array(judged.classes)[chances.argmax(axis=1)]
    sure = chances.max(axis=1)
    right: Truth = verdicts == truth
    decided: Truth = sure >= judged.threshold
    per_class = class_f1(truth, verdicts)
    groups = _by_group(truth, verdicts, np.array(judged.groups)[known]) if judged.groups else {}
    in_scope = [f1 for name, f1 in per_class.items() if name not in OUT_OF_SCOPE]
    p50, p95 = np.percentile(judged.milliseconds, [50, 95])
    return {
        "count": int(known.sum()),
        "accuracy": float(right.mean()),
        "macro_f1": _mean(list(per_class.values())),
        "macro_f1_in_scope": _mean(in_scope),
        "group_mean_macro_f1": _mean(list(groups.values())),
        "per_class": per_class,
        "groups": groups,
        "ece": calibration_error(sure, right),
        "brier": brier(truth, judged.classes, chances),
        "p50_ms": float(p50),
        "p95_ms": float(p95),
        "threshold": judged.threshold,
        "coverage": float(decided.mean()),
        "accuracy_when_sure": float(right[decided].mean()) if decided.any() else None,
        "oos_recall_at_5pct": found_outside(judged.foreign, np.isin(labels, OUT_OF_SCOPE)),
    }


def class_f1(truth: Names, verdicts: Names) -> dict[str, float]:
    """The F1 of each class that humans used: 2 TP / (2 TP + FP + FN)."""
    return {
        str(name): float(
            2
            * ((truth == name) & (verdicts == name)).sum()
            / ((truth == name).sum() + (verdicts == name).sum())
        )
        for name in np.unique(truth)
    }


def calibration_error(sure: Numbers, right: Truth, bins: int = BINS) -> float:
    """Expected calibration error: the gap between sureness and being right, averaged over equal bins."""
    at = np.clip(np.ceil(sure * bins).astype(int) - 1, 0, bins - 1)
    return float(
        sum(
            abs(sure[at == each].mean() - right[at == each].mean()) * (at == each).mean()
            for each in range(bins)
            if (at == each).any()
        )
    )


def brier(truth: Names, classes: Sequence[str], chances: Numbers) -> float:
    """The squared error of the probabilities, summed over the classes, averaged over the rows (0 to 2)."""
    return float(((chances - (truth[:, None] == np.array(classes)[None, :])) ** 2).sum(axis=1).mean())


def found_outside(foreign: Numbers, outside: Truth, rejected: float = FALSE_REJECTS) -> float | None:
    """The recall of what is out of scope, at the threshold that rejects this share of the rest."""
    if not outside.any() or outside.all():
        return None
    threshold = np.quantile(foreign[~outside], 1 - rejected, method="higher")
    return float((foreign[outside] > threshold).mean())


def _by_group(truth: Names, verdicts: Names, groups: Names) -> dict[str, float]:
    """The macro-F1 within each group."""
    return {
        str(group): _mean(list(class_f1(truth[groups == group], verdicts[groups == group]).values())) or 0.0
        for group in np.unique(groups)
    }


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None


def rounded(values: Mapping[str, Any], digits: int = 4) -> dict[str, Any]:
    """The same figures, fit for JSON."""
    return {name: _rounded(value, digits) for name, value in values.items()}


def _rounded(value: Any, digits: int) -> Any:
    if isinstance(value, Mapping):
        return rounded(value, digits)
    return round(value, digits) if isinstance(value, float) else value
