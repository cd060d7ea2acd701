"""One sample installation for all stories, copied for each; and the stages they are played on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.fakes.request_tracker import RequestTracker
from tests.helpdesk.real import RealTracker
from tests.helpdesk.trackers import double, real_tracker, token, tracker
from tests.stories.helpdesk_stage import Behind, open_behind
from tests.stories.slack_stage import SlackStage, SlackStages, bot_at_work
from tests.stories.stage import MONDAY_NOON, Stage, build_sample, open_copy
from tickets.history_clock import Difference, compared, recompute
from tickets.values import Ticket
from workspace import Timing
from workspace.pytest_plugin import Clock, SlackWorkspaces

__all__ = ["double", "real_tracker", "token", "tracker"]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "var"
    build_sample(folder)
    return folder


@pytest.fixture
def stage(sample: Path, tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(open_copy(sample, tmp_path / "var"))
    yield stage
    differing = {one.number: found for one in stage.tickets() if (found := recomputed(stage, one))}
    stage.here.engine.dispose()
    assert differing == {} or stage.tampered, "the clock does not come out of the history as it is stored"


@pytest.fixture
def behind(
    sample: Path, tmp_path: Path, tracker: RequestTracker | RealTracker, token: str
) -> Iterator[Behind]:
    """A desk with a Request Tracker behind it."""
    opened = open_behind(sample, tmp_path / "var", tracker, token)
    yield opened
    stage = opened.stage
    differing = {one.number: found for one in stage.tickets() if (found := recomputed(stage, one))}
    stage.here.engine.dispose()
    assert differing == {}, "the clock does not come out of the history as it is stored"


def recomputed(stage: Stage, ticket: Ticket) -> tuple[Difference, ...]:
    """Where the clock of a ticket differs from its history: in no story, whatever it is about (policy 4)."""
    return compared(ticket, recompute(stage.history(ticket.number)))


@pytest.fixture
def clock() -> Clock:
    """The plug-in's clock, at the hour at which the stories begin."""
    return Clock(MONDAY_NOON)


@pytest.fixture
def slack_stage(sample: Path, tmp_path: Path, slack_workspace: SlackWorkspaces) -> Iterator[SlackStages]:
    """The bot at work in a workspace of the plug-in's; the test fails when a complaint is left."""
    with ExitStack() as at_work:

        def open_stage(*, http: bool = False, timing: Timing | None = None) -> SlackStage:
            shutil.copytree(sample, tmp_path / "var")
            running = bot_at_work(slack_workspace, tmp_path / "var", http=http, timing=timing)
            return at_work.enter_context(running)

        yield open_stage
