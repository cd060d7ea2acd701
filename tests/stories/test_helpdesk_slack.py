"""The running program with a helpdesk behind: Slack on one side, Request Tracker on the other."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.desk_settings import DeskSettings
from tests.fakes.request_tracker import TOKEN, RequestTracker
from tests.fakes.request_tracker_http import open_request_tracker
from tests.stories.slack_stage import SlackStage, bot_at_work
from tickets.values import Status
from workspace.pytest_plugin import SlackWorkspaces

INCIDENT = (
    'Job 7001234 fails with "IW-9977 checksum mismatch on segment 4" for user bcole '
    "after I opened the job, pressed F12 and then chose Merge."
)


@dataclass
class Both:
    """The workspace and the helpdesk."""

    slack: SlackStage
    tracker: RequestTracker


@pytest.fixture
def both(sample: Path, tmp_path: Path, slack_workspace: SlackWorkspaces) -> Iterator[Both]:
    shutil.copytree(sample, tmp_path / "var")
    with open_request_tracker() as tracker:
        desk = DeskSettings(
            kind="request-tracker",
            url=tracker.url,
            queue="Support",
            staff="lea@infraware.example",
            poll_seconds=2,
        )
        tracker.now = slack_workspace.clock.now
        running = bot_at_work(
            slack_workspace, tmp_path / "var", http=False, timing=None, desk=desk, desk_token=TOKEN
        )
        with running as stage:
            yield Both(stage, tracker)


def soon(true: Callable[[], bool], within: float = 30.0) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return true()


@pytest.mark.slow
def test_a_ticket_lives_on_both_sides(both: Both) -> None:
    stage, tracker = both.slack, both.tracker
    said = stage.person("ada").says(INCIDENT)
    said.reply()
    card = stage.person("sam").hears("#1001", in_="support")
    card.reads("In the helpdesk", timeout=30)
    assert tracker.tickets[1].fields["Job number"] == "7001234"

    tracker.writes(1, "sam", "Which version of the Editor is it?")
    stage.answers(said, "Which version of the Editor is it?", timeout=30)
    tracker.writes(1, "alice", "Kim knows this error.", internal=True)
    note = stage.answers(card, "Kim knows this error.", timeout=30)
    assert "Internal note of Lea Kim" in note.all_text
    assert "Kim knows" not in "".join(one.all_text for one in said.replies())

    stage.person("ada").says("It is version 7.1.", thread=said)
    assert soon(lambda: "Ada Brook wrote:\n\nIt is version 7.1." in tracker.said(1))
    tracker.sets_status(1, "sam", "resolved")
    assert soon(lambda: stage.tickets()[0].status is Status.SOLVED)
    stage.settled()
    assert len(tracker.tickets) == 1
    assert tracker.tickets[1].status == "resolved"
    assert [words for words in tracker.said(1) if "Which version" in words] == [
        "Which version of the Editor is it?"
    ]
