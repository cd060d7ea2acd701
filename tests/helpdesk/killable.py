"""A process that brings tickets to a helpdesk until it is killed: `python -m tests.helpdesk.killable CONFIG`.

For each line on its standard input it forks a fresh one and answers with its process id. What is loaded once
in the parent is not loaded again for each of them.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.settings import read_settings
from app.worker import DeliveryWorker, utc_now
from bot.outside import HELPDESK
from helpdesk.calls import Calls
from helpdesk.deliver import HelpdeskPost, OpenedByCall
from helpdesk.follow import Follower
from helpdesk.request_tracker import RequestTracker
from records.engine import open_database, transactions

ROOT = Path(__file__).resolve().parents[2]


class Blind(RequestTracker):
    """One that does not look before it repeats: what the rule is measured against."""

    def find(self, key: str) -> str | None:
        return None

    def has_said(self, reference: str, key: str) -> bool:
        return False


def work(config: Mapping[str, Any]) -> None:
    """Two workers and one that follows, until somebody kills the process."""
    settle = float(config["settle"])
    token = {"Authorization": f"token {config['token']}"}
    kind = Blind if config["blind"] else RequestTracker
    helpdesk = kind(Calls(str(config["url"]), token, settle=settle), str(config["queue"]))
    engine = open_database(str(config["database"]))
    reading, writing = transactions(engine, only_reading=True), transactions(engine)
    rules = read_settings(ROOT / "app.yaml").rules()
    secret = b"the secret of these processes"
    post = HelpdeskPost(reading, writing, helpdesk, OpenedByCall(helpdesk), rules, secret, settle)
    worker = DeliveryWorker(HELPDESK, post, writing, lease=settle)
    follower = Follower(reading, writing, helpdesk, _screened, str(config["staff"]), False, _nothing, utc_now)
    for step in (worker.step, worker.step, follower.step):
        threading.Thread(target=_forever, args=(step,), daemon=True).start()
    threading.Event().wait()


def _forever(step: Any) -> None:
    while True:
        if not step():
            time.sleep(0.05)


def _screened(text: str) -> Any:
    from guard import screen

    return screen(text).text


def _nothing() -> None:
    """Nobody waits to be told."""


def main() -> None:
    config = json.loads(Path(sys.argv[1]).read_text())
    import httpx

    del httpx
    for _line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            try:
                work(config)
            finally:
                os._exit(1)
        threading.Thread(target=os.waitpid, args=(pid, 0), daemon=True).start()
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
