"""The arithmetic of the benchmarks: percentiles, arrivals, and what counts as lost or doubled."""

from __future__ import annotations

import math
import random
from itertools import pairwise
from typing import Any

import pytest

from bench.figures import flat, middle, percentile
from bench.heard import acknowledgements, answered
from bench.load import FOLLOW_UP, arrivals, burst, people, sayings
from bench.second_opinion import differences, moments
from bot.words.outages import SUSPECTED_BY_US


@pytest.mark.parametrize(("share", "value"), [(0.0, 1), (0.5, 50), (0.99, 99), (0.991, 100), (1.0, 100)])
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(share: float, value: int) -> None:
    values = list(range(1, 101))
    random.Random(1).shuffle(values)
    assert percentile(values, share) == value


def test_percentiles_of_one_value_and_of_none() -> None:
    assert percentile([7.0], 0.5) == percentile([7.0], 0.99) == 7.0
    assert math.isnan(percentile([], 0.5))


def test_the_middle_of_runs_takes_each_figure_for_itself() -> None:
    assert middle([{"a": 1, "b": 9}, {"a": 3, "b": 7}, {"a": 2}]) == {"a": 2, "b": 8}


def test_facts_become_figures_with_the_name_of_their_group() -> None:
    assert flat({"a": 1, "b": {"c": 2.5, "d": {"e": 3}}, "name": "x"}) == {
        "a": 1,
        "b / c": 2.5,
        "b / d / e": 3,
    }


def test_arrivals_are_a_poisson_process() -> None:
    moments = arrivals(20, 1000, random.Random(3))
    gaps = [after - before for before, after in pairwise(moments)]
    mean = sum(gaps) / len(gaps)
    variance = sum((gap - mean) ** 2 for gap in gaps) / len(gaps)
    assert moments == sorted(moments)
    assert moments[0] > 0
    assert moments[-1] < 1000
    assert mean == pytest.approx(1 / 20, rel=0.05)
    assert math.sqrt(variance) == pytest.approx(mean, rel=0.05), "in an exponential law both are the same"


def test_the_same_seed_says_the_same_and_everybody_has_a_turn_before_anybody_speaks_anew() -> None:
    moments = arrivals(20, 20, random.Random(3))
    plan = sayings(people(), moments)
    roots = [one.person for one in plan if one.after is None]
    assert plan == sayings(people(), moments)
    assert [one.at for one in plan] == moments
    assert len(set(roots)) == len(roots)
    assert {one.person for one in burst(people())} == set(people())


def test_words_that_follow_stand_in_the_thread_of_the_same_person_once() -> None:
    plan = sayings(people(), arrivals(20, 30, random.Random(3)))
    later = [(one, plan[one.after]) for one in plan if one.after is not None]
    assert later
    assert len({one.after for one, _ in later}) == len(later)
    for one, root in later:
        assert (one.person, one.channel, root.after) == (root.person, root.channel, None)
        assert FOLLOW_UP[0] <= one.at - root.at <= FOLLOW_UP[1]


def test_answers_are_matched_in_the_order_of_their_lane() -> None:
    found = answered(
        [
            _said("D1", 10.0),
            _said("D1", 11.0),
            _bot("D1", 10.5, 10.0, "a"),
            _bot("D1", 11.25, 11.0, "b"),
            _said("C1", 10.0),
            _bot("C1", 12.0, 10.0, "c"),
        ]
    )
    assert found.waits == ((10.0, 0.5), (10.0, 2.0), (11.0, 0.25))
    assert (found.lost, found.doubled) == (0, 0)
    assert found.between(10.0, 11.0) == [0.5, 2.0]


def test_a_changed_answer_answers_the_words_that_amended_the_question() -> None:
    found = answered([_said("D1", 10.0), _said("D1", 14.0, 10.0), _bot("D1", 10.5, 10.0, "a", edited=14.25)])
    assert found.waits == ((10.0, 0.5), (14.0, 0.25))


def test_what_is_missing_is_lost_and_what_is_too_much_is_doubled() -> None:
    lost = answered([_said("D1", 10.0), _said("D1", 11.0), _bot("D1", 10.5, 10.0, "a")])
    doubled = answered([_said("D1", 10.0), _bot("D1", 10.5, 10.0, "a"), _bot("D1", 10.6, 10.0, "b")])
    assert (lost.lost, lost.doubled) == (1, 0)
    assert (doubled.lost, doubled.doubled) == (0, 1)


def test_a_thread_the_bot_begins_is_no_answer() -> None:
    found = answered([_said("D1", 10.0), _bot("D1", 10.2, 10.2, "draft"), _bot("D1", 10.5, 10.0, "a")])
    assert (found.waits, found.lost, found.doubled) == (((10.0, 0.5),), 0, 0)


def test_news_of_an_outage_is_counted_for_itself_and_an_answer_behind_such_news_is_an_answer() -> None:
    news = f"{SUSPECTED_BY_US}\nCall the emergency line."
    told = {"text": news} | _bot("D1", 10.6, 10.0, "b")
    whole = {"text": f"{news}\nThis is how."} | _bot("D1", 10.5, 10.0, "a")
    found = answered([_said("D1", 10.0), told, whole])
    assert (found.waits, found.lost, found.doubled, found.news) == (((10.0, 0.5),), 0, 0, 1)


def test_an_acknowledgement_is_that_of_the_first_attempt() -> None:
    took, again = acknowledgements(
        [
            {"attempts": [{"took": 0.01}]},
            {"attempts": [{"took": None}, {"took": 0.02}]},
            {"attempts": []},
        ]
    )
    assert (took, again) == ([0.01], 1)


def _said(channel: str, ts: float, thread: float | None = None) -> dict[str, Any]:
    message = {"channel": channel, "ts": f"{ts:.6f}", "user": "U1"}
    return message if thread is None else message | {"thread_ts": f"{thread:.6f}"}


def _bot(channel: str, ts: float, thread: float, name: str, edited: float | None = None) -> dict[str, Any]:
    metadata = {"event_payload": {"delivery": name}}
    said = _said(channel, ts, thread) | {"bot_id": "B1", "metadata": metadata}
    return said if edited is None else said | {"edited": {"ts": f"{edited:.6f}"}}


def test_the_second_opinion_names_the_moments_at_which_another_clock_differs() -> None:
    """Policy 4: two hours in the office, eight at night; three years of quarters of an hour."""
    noon, night = 1_784_736_000, 1_784_692_800  # a Wednesday: 12:00 and 00:00 Eastern
    same = [f"{noon} {noon + 7_200}", f"{night} {night + 28_800}"]
    assert list(differences(same)) == []
    (told,) = differences([*same, f"{noon} {noon + 7_260}"])
    assert told == "2026-07-22 16:00 UTC: office until 18:00, the other says 18:01"
    assert len(list(moments())) == 105_216
