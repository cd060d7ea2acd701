"""A pytest plug-in: simulated Slack workspaces for a test, and a clock that goes when it is told to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from workspace.workspace import Workspace

MONDAY_NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


@dataclass
class Clock:
    """The hour in the play: the same at the start of every test, later only by `advance`.

    Called it gives seconds since 1970, as a Workspace wants; an app under test can be given `now`.
    """

    at: datetime = MONDAY_NOON

    def __call__(self) -> float:
        return self.at.timestamp()

    def now(self) -> datetime:
        return self.at

    def advance(self, **span: float) -> datetime:
        """Let time pass: advance(hours=2), advance(days=1, minutes=30). What the clock shows then."""
        if timedelta(**span) < timedelta():
            raise ValueError("Time does not go back.")
        self.at += timedelta(**span)
        return self.at


@dataclass
class SlackWorkspaces:
    """Opens workspaces, which close with the test."""

    clock: Clock
    opened: list[Workspace] = field(default_factory=list)
    _open: ExitStack = field(default_factory=ExitStack)

    def __call__(self, manifest: Mapping[str, Any], **options: Any) -> Workspace:
        """A workspace in which the app of the manifest is installed; `options` are those of Workspace.

        It goes by the test's clock, and its retries come after milliseconds instead of minutes.
        """
        from workspace import Timing, Workspace

        quick: dict[str, Any] = {"clock": self.clock, "timing": Timing(retry_delays=(0.0, 0.02, 0.05))}
        slack = self._open.enter_context(Workspace(manifest, **(quick | options)))
        self.opened.append(slack)
        return slack

    def close(self) -> list[str]:
        """Close all; what they complained of, which a test that expects it clears."""
        self._open.close()
        return [complaint for slack in self.opened for complaint in slack.complaints]


@pytest.fixture
def clock() -> Clock:
    """The clock of the test and of its workspaces."""
    return Clock()


@pytest.fixture
def slack_workspace(clock: Clock) -> Iterator[SlackWorkspaces]:
    """Call it with a manifest. The test fails when a workspace was left with complaints."""
    workspaces = SlackWorkspaces(clock)
    yield workspaces
    if complaints := workspaces.close():
        pytest.fail("Slack would not have borne this:\n" + "\n".join(complaints), pytrace=False)
