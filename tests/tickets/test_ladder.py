"""The ladder of escalation: thread, telephone, web conference (policy 9)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tickets.ladder import Climb, Rung, answered_at, is_credible
from tickets.policy import LadderRules

NOON = datetime(2026, 11, 23, 17, 0, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("climb", "rung", "missing"),
    [
        (Climb(), Rung.CALL, 2),
        (Climb(replies=1), Rung.CALL, 1),
        (Climb(replies=2), Rung.CALL, 0),
        (Climb(replies=3), Rung.CALL, 0),
        (Climb(visiting=True), Rung.CALL, 0),
        (Climb(replies=9), Rung.CONFERENCE, 1),
        (Climb(visiting=True), Rung.CONFERENCE, 1),
        (Climb(replies=2, calls=1), Rung.CONFERENCE, 0),
    ],
)
def test_each_step_comes_after_attempts_at_the_one_before(climb: Climb, rung: Rung, missing: int) -> None:
    """Policy 9: two replies before a call, one call before a conference; visits go to the phone at once."""
    assert climb.missing(rung, LadderRules()) == missing


def test_the_numbers_are_those_of_the_installation() -> None:
    """Policy 9: defaults that an installation may change."""
    rules = LadderRules(replies_before_call=0, calls_before_conference=2)
    assert Climb().missing(Rung.CALL, rules) == 0
    assert Climb(calls=1).missing(Rung.CONFERENCE, rules) == 1


@pytest.mark.parametrize(
    ("begun", "waiting_since", "answered"),
    [
        (NOON, None, None),
        (NOON, NOON - MINUTE, NOON),
        (NOON.replace(second=0), NOON, NOON),
        (NOON.replace(second=0), NOON.replace(microsecond=5), NOON.replace(microsecond=5)),
        (NOON.replace(second=0) - timedelta(seconds=1), NOON, None),
    ],
)
def test_a_call_answers_what_was_said_before_it(
    begun: datetime, waiting_since: datetime | None, answered: datetime | None
) -> None:
    """Policy 4: a call recorded as begun is a response; a form gives minutes."""
    assert answered_at(begun, waiting_since) == answered


def test_a_call_is_recorded_while_it_is_remembered_and_never_before_it_begins() -> None:
    assert is_credible(NOON, NOON)
    assert is_credible(NOON - timedelta(hours=24), NOON)
    assert is_credible(NOON + timedelta(seconds=60), NOON)
    assert not is_credible(NOON - timedelta(hours=24, seconds=1), NOON)
    assert not is_credible(NOON + timedelta(seconds=61), NOON)
