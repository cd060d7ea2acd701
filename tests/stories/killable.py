"""A bot that kills itself at a named point: `python -m tests.stories.killable CONFIG.json`.

It counts every commit and every call to the outside. Told to, it ends by SIGKILL right before or after one
of them, in the middle of its work, as a power cut would. The parent process loads everything once and forks
a fresh bot for every run.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from slack_sdk import WebClient
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from app.build import Installation, install
from app.demo import sample_settings
from app.serve import service
from app.settings import Secrets
from bot.slack.connect import Connection
from mail.letter import Letter
from mail.send import Post
from records.engine import Transactions

LEASE = 2.0


@dataclass
class Reached:
    """Counts the points that are passed; at ``stop`` (a point's name and count) the process ends at once."""

    stop: str = ""
    log: Path | None = None
    seen: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, name: str) -> None:
        with self.lock:
            self.seen[name] += 1
            point = f"{name} #{self.seen[name]}"
            if self.log is not None:
                with self.log.open("a") as file:
                    file.write(point + "\n")
            if point == self.stop:
                os.kill(os.getpid(), signal.SIGKILL)


class Watched(Installation):
    """An installation whose commits and outside calls are counted."""

    reached: Reached

    def writing_as(self, name: str) -> Transactions:
        return _watched(self.writing, name, self.reached)

    def connect_to_slack(self) -> Connection:
        plain = super().connect_to_slack()
        client = _WatchedClient(self.reached, plain.client)
        return replace(plain, client=client)

    def letter_post(self) -> Post:
        return _WatchedPost(super().letter_post(), self.reached)


def _watched(transactions: Transactions, name: str, reached: Reached) -> Transactions:
    @contextmanager
    def transaction() -> Iterator[Session]:
        with transactions() as session:
            event.listen(session, "after_flush", _mark)
            event.listen(session, "do_orm_execute", _mark_statement)
            yield session
            session.flush()
            wrote = bool(session.info.get("wrote"))
            if wrote:
                reached(f"{name}: before a commit")
        if wrote:
            reached(f"{name}: after a commit")

    return transaction


def _mark(session: Session, _context: object) -> None:
    session.info["wrote"] = True


def _mark_statement(state: ORMExecuteState) -> None:
    if not state.is_select:
        state.session.info["wrote"] = True


class _WatchedClient(WebClient):
    def __init__(self, reached: Reached, plain: WebClient) -> None:
        super().__init__(token=plain.token, base_url=plain.base_url, timeout=plain.timeout)
        self.retry_handlers.clear()
        self._reached = reached

    def api_call(self, api_method: str, **more: Any) -> Any:
        if api_method in ("assistant.threads.setStatus", "auth.test"):
            return super().api_call(api_method, **more)
        self._reached(f"Slack: before {api_method}")
        answer = super().api_call(api_method, **more)
        self._reached(f"Slack: after {api_method}")
        return answer


@dataclass(frozen=True)
class _WatchedPost:
    post: Post
    reached: Reached

    def send(self, letter: Letter) -> None:
        self.reached("mail: before a letter")
        self.post.send(letter)
        self.reached("mail: after a letter")


def run_bot(config: dict[str, str], reached: Reached, ready: Callable[[], None]) -> None:
    """Serve until SIGTERM."""
    root = Path(config["root"])
    settings = sample_settings(root, Path(config["folder"]))
    slack = settings.slack.model_copy(update={"mode": "socket", "support_channel": config["support"]})
    secrets = Secrets(
        config["SLACK_BOT_TOKEN"],
        config["SLACK_APP_TOKEN"],
        config["SLACK_SIGNING_SECRET"],
        config["SLACK_API_URL"],
        "",
        config["database_url"],
        "a secret of the stories",
    )
    talk = settings.talk.model_copy(update={"amend_seconds": 0})  # every case is a matter of its own
    plain = install(settings.model_copy(update={"slack": slack, "talk": talk}), secrets, root)
    here = Watched(plain.settings, plain.secrets, plain.root, plain.engine)
    here.__dict__["reached"] = reached
    running = service(here, lease=LEASE)
    told = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    running.start()
    ready()
    told.wait()
    running.stop()


def _say(pipe: int) -> None:
    os.write(pipe, b"r")


def main() -> None:
    """Read orders, one JSON object a line; answer each with one line."""
    config: dict[str, str] = json.loads(Path(sys.argv[1]).read_text())
    import classifier.training
    import knowledge.search

    del classifier.training, knowledge.search
    for line in sys.stdin:
        order = json.loads(line)
        sys.stdout.write(json.dumps({"pid": _forked(config, order)}) + "\n")
        sys.stdout.flush()


def _forked(config: dict[str, str], order: dict[str, str]) -> int:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        log = Path(order["log"]) if order.get("log") else None
        try:
            run_bot(config, Reached(order.get("stop", ""), log), lambda: _say(writing))
        except Exception:  # noqa: BLE001 (a fork must not run on as the parent)
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(writing)
    os.read(reading, 1)
    os.close(reading)
    threading.Thread(target=os.waitpid, args=(pid, 0), daemon=True).start()
    return pid


if __name__ == "__main__":
    main()
