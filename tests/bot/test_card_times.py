"""When a card is shown anew while nothing happens (policy 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.desk.card_times import moments
from tests.bot.slack.test_card import OPENED, TICKET


def test_on_the_way_to_the_target_at_the_target_and_when_due() -> None:
    early = replace(TICKET, target_at=OPENED + timedelta(minutes=100))
    assert [(one - OPENED).total_seconds() / 60 for one in moments(early, (0.5, 0.8))] == [50, 80, 100, 120]


def test_a_moment_that_is_two_counts_once() -> None:
    assert [(one - OPENED).total_seconds() / 60 for one in moments(TICKET, (0.5, 0.8))] == [60, 96, 120]


def test_a_ticket_nobody_waits_for_has_none() -> None:
    assert moments(replace(TICKET, waiting_since=None, due_at=None, target_at=None), (0.5, 0.8)) == ()


def test_the_card_is_shown_anew_when_staff_are_warned() -> None:
    """The shares are those of ``promise.warnings`` (policy 4)."""
    assert [(one - OPENED).total_seconds() / 60 for one in moments(TICKET, (0.25,))] == [30, 120]
