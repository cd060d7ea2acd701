"""Machines that answer machines come to an end, and what enemies write reaches nobody it is not for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bench.hostile_letters import letters
from tests.stories.mail_floods import CUSTOMERS, STRANGERS, flood, foreign, hostile, loops
from tests.stories.stage import Stage

pytestmark = pytest.mark.slow


def test_of_letters_that_machines_write_none_is_answered(stage: Stage) -> None:
    made = flood(stage)
    loops(made, 90)
    automatic = made.automatic()
    assert {one: automatic[one] for one in CUSTOMERS} == dict.fromkeys(CUSTOMERS, 1)
    assert {automatic[one] for one in STRANGERS} <= {0, 1}
    assert any(automatic[one] for one in STRANGERS)
    assert made.astray() == []
    assert foreign(made) == []


def test_hostile_letters_reach_nobody_they_are_not_for(stage: Stage) -> None:
    made = flood(stage, letters_per_hour=1_000_000)
    for _ in hostile(made, letters(40, 5, 20_000), timedelta(seconds=40)):
        pass
    assert made.astray() == []
    assert foreign(made) == []
    assert made.out.letters, "nothing was sent at all"
