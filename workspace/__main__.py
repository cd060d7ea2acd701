"""A workspace as a process of its own: python -m workspace --port 4000 --manifest manifest.json --socket"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from workspace.deliveries import Timing
from workspace.workspace import Workspace


def main() -> None:
    """Serve until SIGINT or SIGTERM; the first line written says what the app needs, as JSON."""
    wanted = _arguments().parse_args()
    manifest = _manifest(wanted.manifest, socket=wanted.socket)
    delays = tuple(delay * wanted.retry_scale for delay in Timing().retry_delays)
    seed = json.loads(wanted.seed.read_text()) if wanted.seed else {}
    slack = Workspace(
        manifest, timing=Timing(retry_delays=delays), port=wanted.port, tour=seed.get("tour", ())
    )
    _fill(slack, seed)
    stopped = threading.Event()
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, lambda *_: stopped.set())
    with slack:
        sys.stdout.write(json.dumps(_needed(slack)) + "\n")
        sys.stdout.flush()
        sys.stderr.write(f"The simulated workspace is open at {slack.page_url}\n")
        _verify(slack, wanted.events_url, stopped)
        stopped.wait()


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m workspace", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 (default): a free one")
    parser.add_argument("--manifest", type=Path, required=True, help="the app's manifest.json")
    parser.add_argument("--retry-scale", type=float, default=1.0, help="1 waits 60 and 300 s as Slack does")
    parser.add_argument("--seed", type=Path, help="JSON: people, channels (as in the control API), tour")
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--events-url", default="", help="where the app takes events and interactions")
    way.add_argument("--socket", action="store_true", help="the app uses Socket Mode")
    return parser


def _manifest(path: Path, *, socket: bool) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(path.read_text())
    manifest.setdefault("settings", {})["socket_mode_enabled"] = socket
    return manifest


def _fill(slack: Workspace, seed: dict[str, Any]) -> None:
    for person in seed.get("people", ()):
        slack.person(**person)
    for channel in seed.get("channels", ()):
        slack.channel(**channel)


def _needed(slack: Workspace) -> dict[str, str]:
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
    }


def _verify(slack: Workspace, url: str, stopped: threading.Event) -> None:
    """Knock at the app's URL until it answers, however long it takes to start."""
    while url and not stopped.is_set():
        try:
            return slack.verify_url(url, timeout=1.0)
        except TimeoutError:
            continue
    return None


if __name__ == "__main__":
    main()
