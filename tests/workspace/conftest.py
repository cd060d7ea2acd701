"""A workspace without an app, and Slack's own client for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from tests.workspace import manifests
from workspace import Timing, Workspace

QUICK = Timing(acknowledge_within=0.4, retry_delays=(0.0, 0.02, 0.05))


@pytest.fixture
def slack() -> Iterator[Workspace]:
    """A workspace of nobody but the bot, at a fixed time; its complaints are for the tests to look at."""
    with Workspace(manifests.SOCKET, clock=lambda: 1_700_000_000.0, timing=QUICK) as workspace:
        yield workspace


@pytest.fixture
def web(slack: Workspace) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url)
