"""Inverted columns are the same, however many rows are sorted at once."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge import postings
from knowledge.postings import inverted

TERM = np.array([2, 0, 2, 2, 5, 0, 2], np.int32)
PLACE = np.array([1, 3, 0, 1, 2, 0, 4], np.int32)
WEIGHT = np.array([1, 2, 4, 8, 16, 32, 64], np.float32)


@pytest.mark.parametrize("at_once", [1, 3, 1000])
def test_rows_of_a_term_are_by_place_and_those_of_one_place_are_put_together(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "AT_ONCE", at_once)
    found = inverted(TERM, PLACE, WEIGHT, 7)
    assert found.starts.tolist() == [0, 2, 2, 5, 5, 5, 6, 6]
    assert found.places.tolist() == [0, 3, 0, 1, 4, 2]
    assert found.weights.tolist() == [32, 2, 4, 9, 64, 16]
    assert inverted(TERM, PLACE, WEIGHT, 7, np.maximum).weights.tolist() == [32, 2, 4, 8, 64, 16]


def test_without_rows_there_is_a_row_of_nothing_for_each_term() -> None:
    nothing = np.zeros(0, np.int32)
    found = inverted(nothing, nothing, np.zeros(0, np.float32), 2)
    assert (found.starts.tolist(), len(found.places)) == ([0, 0, 0], 0)
