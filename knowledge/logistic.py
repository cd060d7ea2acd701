"""Logistic regression, fitted by Newton's method: a few hundred rows, a few dozen features, no library."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

STEPS: Final = 50
CLOSE_ENOUGH: Final = 1e-8


def sigmoid(values: Array) -> Array:
    """The logistic function; never an overflow."""
    return 1.0 / (1.0 + np.exp(-np.clip(values, -30.0, 30.0)))


def fit(rows: NDArray[Any], right: NDArray[Any], penalty: float) -> tuple[Array, float]:
    """Weights (one a column) and bias of the model that ``right`` (0 to 1 a row) is likeliest under.

    ``penalty`` times half the squared weights, by columns of unit variance, is added to the negative
    logarithm of the likelihood; the bias goes free. Iteratively reweighted least squares (Hastie, Tibshirani
    and Friedman 2009, section 4.4.1). The same rows give the same weights.
    """
    mean, scale = rows.mean(0), rows.std(0)
    scale = np.where(scale > 1e-9, scale, 1.0)
    design = np.column_stack([np.ones(len(rows)), (rows - mean) / scale]).astype(np.float64)
    ridge = np.diag([1e-6, *[penalty] * rows.shape[1]])
    found: Array = np.zeros(design.shape[1])
    for _ in range(STEPS):
        step = _newton(design, right, found, ridge)
        found += step
        if np.abs(step).max() < CLOSE_ENOUGH:
            break
    weights = found[1:] / scale
    return weights, float(found[0] - weights @ mean)


def _newton(design: Array, right: NDArray[Any], found: Array, ridge: Array) -> Array:
    """One step, no longer than a unit in any direction: the data may be separable."""
    chance = sigmoid(design @ found)
    gradient = design.T @ (right - chance) - ridge @ found
    hessian = (design * (chance * (1 - chance))[:, None]).T @ design + ridge
    step = np.linalg.solve(hessian + 1e-9 * np.eye(len(ridge)), gradient)
    return np.asarray(step / max(1.0, float(np.abs(step).max()) / 2), np.float64)
