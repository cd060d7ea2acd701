"""Fits boosted trees and lays them out as plain arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import GradientBoostingRegressor

from classifier.details.trees import Trees

DEPTH = 4


def boosted(
    rows: npt.NDArray[np.float32], wanted: Sequence[float], weights: Sequence[float], trees: int = 350
) -> Trees:
    """Trees whose sum comes near ``wanted``, a number from 0 to 1 for each row, each weighing its weight."""
    fitted = GradientBoostingRegressor(
        n_estimators=trees,
        learning_rate=0.04,
        max_depth=DEPTH,
        subsample=0.6,
        min_samples_leaf=8,
        max_features=0.12,
        random_state=7,
    ).fit(rows, wanted, sample_weight=weights)
    laid = [_laid_out(each.tree_, fitted.learning_rate) for each in fitted.estimators_[:, 0]]
    columns, cuts, values = (np.array(part) for part in zip(*laid, strict=True))
    start = float(fitted.init_.constant_[0, 0])
    return Trees(DEPTH, columns.astype(np.int16), cuts.astype(np.float32), values.astype(np.float32), start)


def _laid_out(tree: Any, rate: float) -> tuple[list[int], list[float], list[float]]:
    """A tree with all its nodes filled; a leaf above the last level is repeated below."""
    inner = 2**DEPTH - 1
    nodes, columns, cuts = [0], [], []
    for at in range(inner):
        node = nodes[at]
        leaf = tree.children_left[node] < 0
        columns.append(0 if leaf else int(tree.feature[node]))
        cuts.append(0.0 if leaf else float(tree.threshold[node]))
        nodes += [node, node] if leaf else [int(tree.children_left[node]), int(tree.children_right[node])]
    return columns, cuts, [rate * float(tree.value[node][0, 0]) for node in nodes[inner:]]
