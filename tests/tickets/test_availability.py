"""Availability (policy 7): overlaps count once, published maintenance is excluded, unscheduled counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.availability import (
    Availability,
    Down,
    DownBy,
    Span,
    availability,
    clipped,
    length,
    merged,
    without,
)

ZERO = datetime(2026, 11, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PERIOD_MINUTES = 300


def span(start: int, end: int) -> Span:
    return ZERO + start * MINUTE, ZERO + end * MINUTE


PERIOD = span(0, PERIOD_MINUTES)
minutes = st.integers(-50, PERIOD_MINUTES + 50)
spans = st.lists(st.tuples(minutes, minutes), max_size=8)
causes = st.lists(st.sampled_from(DownBy), min_size=8, max_size=8)


def oracle(downs: list[tuple[int, int, DownBy]], published: list[tuple[int, int]]) -> tuple[int, int, int]:
    """Minute by minute: how many are excluded, down, and down by unscheduled maintenance."""
    excluded = down = unscheduled = 0
    for minute in range(PERIOD_MINUTES):
        if any(start <= minute < end for start, end in published):
            excluded += 1
            continue
        by = {cause for start, end, cause in downs if start <= minute < end}
        down += bool(by)
        unscheduled += DownBy.UNSCHEDULED in by
    return excluded, down, unscheduled


@given(spans, causes, spans)
def test_it_agrees_with_an_oracle_that_counts_minutes_policy_7(
    down: list[tuple[int, int]], by: list[DownBy], published: list[tuple[int, int]]
) -> None:
    known = [(start, end, cause) for (start, end), cause in zip(down, by, strict=False)]
    found = availability(
        PERIOD,
        [Down(span(start, end), cause) for start, end, cause in known],
        [span(*one) for one in published],
        99.99,
    )
    excluded, lost, unscheduled = oracle(known, published)
    assert (found.excluded, found.down, found.unscheduled) == (
        excluded * MINUTE,
        lost * MINUTE,
        unscheduled * MINUTE,
    )
    counted = PERIOD_MINUTES - excluded
    assert found.share == (1 - Fraction(lost, counted) if counted else None)


@given(spans)
def test_merged_spans_are_apart_in_order_and_hold_the_same_time(found: list[tuple[int, int]]) -> None:
    together = merged(span(*one) for one in found)
    assert all(one[1] < other[0] for one, other in pairwise(together))
    assert merged(reversed(together)) == together
    assert length(together) == sum(any(a <= m < b for a, b in found) for m in range(-50, 400)) * MINUTE


@given(spans, spans)
def test_what_is_taken_out_and_what_is_left_make_the_whole(
    found: list[tuple[int, int]], holes: list[tuple[int, int]]
) -> None:
    whole, out = [span(*one) for one in found], [span(*one) for one in holes]
    left = without(whole, out)
    assert length(left) + length(without(whole, left)) == length(merged(whole))
    assert without(left, out) == left


@pytest.mark.parametrize(("seconds", "kept"), [(259, True), (259.2, True), (259.200001, False), (260, False)])
def test_the_promise_of_99_99_percent_is_4_minutes_and_19_seconds_in_a_month_of_30_days_policy_7(
    seconds: float, kept: bool
) -> None:
    month = ZERO, ZERO + timedelta(days=30)
    down = Down((ZERO, ZERO + timedelta(seconds=seconds)), DownBy.OUTAGE)
    assert availability(month, [down], [], 99.99).kept is kept


def test_published_maintenance_is_excluded_and_unscheduled_is_counted_policy_7() -> None:
    downs = [Down(span(10, 40), DownBy.OUTAGE), Down(span(100, 130), DownBy.UNSCHEDULED)]
    found = availability(PERIOD, downs, [span(20, 60)], 99.99)
    assert found.excluded == 40 * MINUTE
    assert found.down == 40 * MINUTE
    assert found.unscheduled == 30 * MINUTE
    assert found.counted == 260 * MINUTE
    assert not found.kept


def test_a_period_that_is_all_maintenance_has_no_share_and_breaks_nothing() -> None:
    found = availability(PERIOD, [Down(PERIOD, DownBy.OUTAGE)], [PERIOD], 99.99)
    assert found.share is None
    assert found.kept


def test_spans_that_touch_are_one_and_empty_ones_are_none() -> None:
    assert merged([span(5, 9), span(2, 5), span(11, 11)]) == (span(2, 9),)
    assert clipped([span(-9, 0), span(-9, 4), span(300, 309)], PERIOD) == (span(0, 4),)


def test_the_share_is_exact() -> None:
    micro = timedelta(microseconds=1)
    found = Availability((ZERO, ZERO + 3 * micro), timedelta(), micro, timedelta(), 99.99)
    assert found.share == Fraction(2, 3)
