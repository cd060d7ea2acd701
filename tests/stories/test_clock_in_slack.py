"""Policy 4 in the simulated Slack: the clock by hand from the card's menu, warnings where staff see them."""

from __future__ import annotations

import pytest

from tests.stories.slack_stage import SlackStage, SlackStages
from tests.stories.test_desk_slack import opened
from tickets.values import EntryKind


@pytest.fixture
def stage(slack_stage: SlackStages) -> SlackStage:
    return slack_stage()


def test_staff_stop_the_clock_by_hand_with_a_reason_and_the_customer_sees_nothing_of_it(
    stage: SlackStage,
) -> None:
    said, card = opened(stage)
    sam = stage.person("sam")
    form = card.choose("More…", "Stop the clock by hand", by=sam)
    assert form is not None
    form.fill(words="  ")
    assert "words" in (form.submit() or {})
    form.fill(words="Ada was answered on site.")
    assert form.submit() is None
    card.reads("no answer is owed now", timeout=15)
    stopped = stage.history(1001)[-1]
    stops = [one for one in stage.history(1001) if one.kind is EntryKind.CLOCK_STOPPED]
    assert [one.words for one in stops] == ["Ada was answered on site."]
    assert stopped.audience.value == "staff"
    assert "on site" not in "".join(one.all_text for one in said.replies())
    again = card.choose("More…", "Start the clock by hand", by=sam)
    assert again is not None
    again.fill(words="She rang again.")
    assert again.submit() is None
    card.reads("2 hours left", timeout=15)


def test_warnings_and_a_broken_promise_are_read_in_the_channel(stage: SlackStage) -> None:
    _, card = opened(stage)
    sam = stage.person("sam")
    stage.clock.advance(minutes=61)
    stage.answers(card, "59 minutes left: #1001")
    sam.hears("59 minutes left: #1001", in_="support")
    stage.clock.advance(minutes=60)
    broken = sam.hears("The promise is broken: #1001", in_="support")
    assert "(Northside Clinic) was promised an answer by 14:35 Eastern" in broken.all_text
    assert "Nobody has taken it." in broken.all_text
    assert "promise is broken" not in stage.bots_words(stage.person("ada"))
