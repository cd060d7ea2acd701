"""The figures of a ranking against values worked out by hand, and their intervals."""

from __future__ import annotations

from math import isnan

import pytest

from knowledge.evaluation import estimate, ndcg, percentile, recall, reciprocal_rank, success

GRADES = {"a": 2, "c": 1, "d": 1, "e": 0}


@pytest.mark.parametrize(
    ("ranked", "value"),
    [
        ("acd", 1.0),
        ("a", 2 / 3.1309297535714573),  # the ideal is 2 / 1 + 1 / log2(3) + 1 / 2
        ("xac", (2 / 1.584962500721156 + 1 / 2) / 3.1309297535714573),
        ("ex", 0.0),
        ("", 0.0),
    ],
)
def test_ndcg_discounts_grades_by_the_logarithm_of_the_rank(ranked: str, value: float) -> None:
    assert ndcg(ranked, GRADES) == pytest.approx(value)


def test_ndcg_sees_ten_documents_and_as_many_of_the_ideal() -> None:
    many = {str(number): 1 for number in range(12)}
    assert ndcg([str(number) for number in range(10)], many) == pytest.approx(1.0)
    assert ndcg([*"abcdefghij", "0"], many) == 0.0


@pytest.mark.parametrize(("ranked", "value"), [("a", 1), ("xed", 1 / 3), ("e", 0), ("xxxxxxxxxxa", 0)])
def test_the_reciprocal_rank_is_that_of_the_first_document_that_answers(ranked: str, value: float) -> None:
    assert reciprocal_rank(ranked, GRADES) == pytest.approx(value)


@pytest.mark.parametrize(("ranked", "value"), [("acd", 1), ("xxxxa", 1 / 3), ("xxxxxa", 0), ("ee", 0)])
def test_recall_is_the_share_of_the_right_ones_among_the_first_five(ranked: str, value: float) -> None:
    assert recall(ranked, GRADES) == pytest.approx(value)


@pytest.mark.parametrize(("ranked", "value"), [("ca", 1), ("xa", 0), ("ea", 0), ("", 0)])
def test_success_is_a_right_document_at_the_top(ranked: str, value: float) -> None:
    assert success(ranked, GRADES) == value


def test_without_any_right_document_every_figure_is_nought() -> None:
    assert [figure("a", {"a": 0}) for figure in (ndcg, reciprocal_rank, recall, success)] == [0, 0, 0, 0]


def test_the_interval_of_a_share_is_that_of_the_binomial_distribution() -> None:
    found = estimate([1.0] * 80 + [0.0] * 20)
    assert found.mean == pytest.approx(0.8)
    assert found.low == pytest.approx(0.8 - 1.96 * (0.8 * 0.2 / 100) ** 0.5, abs=0.015)
    assert found.high == pytest.approx(0.8 + 1.96 * (0.8 * 0.2 / 100) ** 0.5, abs=0.015)


def test_the_interval_is_the_same_each_time_and_narrow_where_all_agree() -> None:
    assert estimate([0.1, 0.9, 0.4]) == estimate([0.1, 0.9, 0.4])
    assert estimate([0.5] * 9) == estimate([0.5])


def test_nothing_judged_is_nothing_to_estimate() -> None:
    with pytest.raises(ValueError, match="no question"):
        estimate([])


@pytest.mark.parametrize(("share", "value"), [(0.0, 1), (0.5, 50), (0.99, 99), (0.991, 100), (1.0, 100)])
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(share: float, value: int) -> None:
    assert percentile(list(range(100, 0, -1)), share) == value
    assert isnan(percentile([], share))
