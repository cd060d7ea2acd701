"""The figures of how well documents are sorted, by hand on a few rows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from classifier.evaluation import Judged, figures, found_outside, rounded

JUDGED = Judged(
    labels=["bug", "bug", "wish", "wish", "other"],
    classes=["bug", "wish"],
    probabilities=np.array([[0.9, 0.1], [0.3, 0.7], [0.2, 0.8], [0.45, 0.55], [0.5, 0.5]]),
    foreign=np.array([0.1, 0.2, 0.3, 0.4, 0.9]),
    milliseconds=[1.0, 2.0, 3.0],
    groups=["a", "a", "b", "b", "b"],
)


def test_the_figures_of_a_few_rows() -> None:
    found = figures(JUDGED)
    assert found["count"] == 4, "what is no class takes part in finding the out of scope alone"
    assert found["accuracy"] == 0.75
    assert found["per_class"] == {"bug": pytest.approx(2 / 3), "wish": pytest.approx(0.8)}
    assert found["macro_f1"] == pytest.approx((2 / 3 + 0.8) / 2)
    assert found["groups"] == {"a": pytest.approx(2 / 3), "b": 1.0}
    assert found["group_mean_macro_f1"] == pytest.approx(5 / 6)
    assert (found["coverage"], found["accuracy_when_sure"]) == (0.75, pytest.approx(2 / 3))
    assert found["brier"] == pytest.approx((2 * 0.01 + 2 * 0.49 + 2 * 0.04 + 2 * 0.45**2) / 4)
    assert found["oos_recall_at_5pct"] == 1.0
    assert (found["p50_ms"], found["p95_ms"]) == (2.0, pytest.approx(2.9))


def test_what_cannot_be_measured_is_none() -> None:
    found = figures(replace(JUDGED, labels=["bug", "bug", "wish", "wish", "wish"], groups=(), threshold=0.99))
    assert found["oos_recall_at_5pct"] is found["group_mean_macro_f1"] is found["accuracy_when_sure"] is None
    assert found["groups"] == {}


def test_the_threshold_of_the_gate_rejects_five_in_a_hundred() -> None:
    inside = np.arange(100) / 100
    foreign = np.concatenate([inside, [0.96, 0.94, 0.2]])
    outside = np.array([False] * 100 + [True] * 3)
    assert found_outside(foreign, outside) == pytest.approx(1 / 3)


def test_figures_are_rounded_for_programs() -> None:
    assert rounded({"a": 1 / 3, "b": {"c": 2 / 3}, "d": None, "e": 4}) == {
        "a": 0.3333,
        "b": {"c": 0.6667},
        "d": None,
        "e": 4,
    }
