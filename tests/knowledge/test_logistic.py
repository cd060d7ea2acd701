"""Logistic regression finds the weights the data were drawn from, and never breaks."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.logistic import fit, sigmoid


def test_the_weights_the_data_were_drawn_from_are_found() -> None:
    chance = np.random.default_rng(7)
    rows = chance.normal(size=(20_000, 3)) * (1.0, 10.0, 0.1)
    right = chance.random(20_000) < sigmoid(rows @ (1.5, -0.2, 0.0) + 0.5)
    weights, bias = fit(rows, right, 1.0)
    assert weights[:2] == pytest.approx([1.5, -0.2], rel=0.1)
    assert bias == pytest.approx(0.5, abs=0.1)


def test_the_same_rows_give_the_same_weights_and_a_column_that_never_changes_none() -> None:
    rows = np.random.default_rng(1).normal(size=(200, 2))
    rows[:, 1] = 3.0
    weights, bias = fit(rows, rows[:, 0] > 0.2, 1.0)
    again, bias_again = fit(rows, rows[:, 0] > 0.2, 1.0)
    assert (list(weights), bias) == (list(again), bias_again)
    assert weights[1] == 0
    assert np.isfinite([*weights, bias]).all()


def test_a_higher_penalty_trusts_the_data_less() -> None:
    rows = np.linspace(-1, 1, 100).reshape(-1, 1)
    steep, gentle = (fit(rows, rows[:, 0] > 0, penalty)[0][0] for penalty in (0.1, 100.0))
    assert steep > gentle > 0


def test_no_logit_is_too_large() -> None:
    assert sigmoid(np.array([-1e9, 0.0, 1e9])) == pytest.approx([0.0, 0.5, 1.0])
