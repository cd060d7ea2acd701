"""Kills on the way to a helpdesk: real processes die within calls, and nothing is there twice or never.

`python -m bench helpdesk-kills` does the same with more than a hundred kills.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fakes.request_tracker import TOKEN, RequestTracker
from tests.helpdesk.kills import Found, run
from tests.helpdesk.real import RealTracker


def nothing_lost_nothing_doubled(found: Found) -> None:
    assert (found.lost, found.doubled) == (0, 0), found
    assert (found.words_lost, found.words_doubled) == (0, 0), found
    assert (found.replies_lost, found.wrong_status) == (0, 0), found


@pytest.mark.slow
def test_killed_within_calls_tickets_and_words_are_there_once(double: RequestTracker, tmp_path: Path) -> None:
    dice = random.Random(7)
    double.slow = lambda: 0.05 + dice.random() * 0.1
    found = run(tmp_path / "var", double, TOKEN, tickets=3, kills=8, settle=0.8)
    nothing_lost_nothing_doubled(found)
    assert found.in_flight >= 4, found


@pytest.mark.helpdesk
@pytest.mark.timeout(600)
def test_killed_while_it_works_with_the_real_one(real_tracker: RealTracker, tmp_path: Path) -> None:
    found = run(tmp_path / "var", real_tracker, real_tracker.token, tickets=15, kills=30, settle=5.0)
    print(f"\n{found}")
    nothing_lost_nothing_doubled(found)
