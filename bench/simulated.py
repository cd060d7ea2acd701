"""The simulated Slack workspace as a process of its own, driven by its control API."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlencode

from bench.bot import ROOT


class SimulatedSlack:
    """A context manager. ``environment`` is what the bot needs to find this workspace."""

    def __init__(self, manifest: Path) -> None:
        command = [sys.executable, "-m", "workspace", "--manifest", str(manifest), "--socket"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.environment: dict[str, str] = json.loads(self.process.stdout.readline())
        self._url = self.environment["SLACK_API_URL"]
        self._control = self._url.removesuffix("/api/") + "/control/"

    def __enter__(self) -> SimulatedSlack:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)

    def team(self) -> str:
        """The workspace's id."""
        bearer = {"Authorization": f"Bearer {self.environment['SLACK_BOT_TOKEN']}"}
        team: str = _answer(urllib.request.Request(f"{self._url}auth.test", b"", bearer))["team_id"]
        return team

    def do(self, act: str, **body: Any) -> dict[str, Any]:
        """Do what people do: one act of the control API."""
        content = {"Content-Type": "application/json"}
        return _answer(
            urllib.request.Request(f"{self._control}{act}", json.dumps(body).encode(), content, method="POST")
        )

    def see(self, noun: str, **query: str) -> list[dict[str, Any]]:
        """What there is to see, e.g. all messages (transcript) or deliveries."""
        answer = _answer(urllib.request.Request(f"{self._control}{noun}?{urlencode(query)}"))
        seen: list[dict[str, Any]] = next(value for value in answer.values() if isinstance(value, list))
        return seen


def _answer(request: urllib.request.Request) -> dict[str, Any]:
    with urllib.request.urlopen(request, timeout=60) as answer:
        read: Mapping[str, Any] = json.load(answer)
    return dict(read)
