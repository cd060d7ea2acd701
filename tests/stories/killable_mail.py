"""Mail in the bot, which kills itself at a named point: `python -m tests.stories.killable_mail FILE`.

The mailbox, the road and the letters out, as `infracare serve` runs them; Slack's door stays shut. The parent
opens the installation once and forks a bot for every order, so that one is at work within milliseconds.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import traceback
from pathlib import Path

from app.build import install
from app.demo import sample_settings
from app.serve import add_mailbox
from app.settings import secrets_of
from app.worker import DeliveryWorker, InboxWorker, Loops, utc_now
from guard import own
from knowledge.articles import Audience
from mail.imap import Account, OpenMailbox
from tests.stories.killable import Reached, Watched

LEASE = 0.5
ADDRESS = "care@infraware.example"


class WatchedMailbox(OpenMailbox):
    """A mailbox whose moves are counted."""

    def __init__(self, account: Account, reached: Reached) -> None:
        self._reached = reached
        super().__init__(account)

    def letter(self, uid: int, most: int) -> bytes | None:
        found = super().letter(uid, most)
        self._reached("IMAP: after reading a letter")
        return found

    def put_away(self, uid: int, folder: str) -> None:
        self._reached("IMAP: before a move")
        super().put_away(uid, folder)
        self._reached("IMAP: after a move")


class WatchedMail(Watched):
    """An installation whose commits, letters and moves are counted."""

    def open_mailbox(self, account: Account) -> OpenMailbox:
        return WatchedMailbox(account, self.reached)


def opened(config: dict[str, str]) -> WatchedMail:
    """The installation, with everything loaded that a letter needs."""
    plain = sample_settings(Path(config["root"]), Path(config["folder"]))
    incoming = plain.mail.incoming.model_copy(
        update={
            "server": "127.0.0.1",
            "port": int(config["imap"]),
            "security": "none",
            "user": config["user"],
            "poll_seconds": 5,
        }
    )
    out = {"server": "127.0.0.1", "port": int(config["smtp"]), "security": "none", "address": ADDRESS}
    talk = plain.talk.model_copy(update={"amend_seconds": 0})  # every letter is a matter of its own
    many = {"letters_per_hour": 10_000, "incoming": incoming}
    mail = plain.mail.model_copy(update={**out, **many})
    settings = plain.model_copy(update={"mail": mail, "talk": talk})
    secrets = secrets_of(
        {
            "IMAP_PASSWORD": config["password"],
            "INFRACARE_SECRET": "a secret of the stories",
            "DATABASE_URL": config["database_url"],
        }
    )
    usual = install(settings, secrets, Path(config["root"]))
    here = WatchedMail(usual.settings, usual.secrets, usual.root, usual.engine)
    here.__dict__["reached"] = Reached()
    _ = here.receiver, here.mail_post
    here.road.tools.search(own("The upload is stuck."), frozenset(Audience), 3)
    _ = here.sorter
    return here


def run_bot(here: WatchedMail) -> None:
    """Serve until SIGTERM."""
    loops = Loops()
    add_mailbox(loops, here, LEASE, utc_now)
    to_mail = DeliveryWorker("mail", here.mail_post, here.writing_as("mail"), LEASE)
    told = loops.add("mail", to_mail.step)
    worker = InboxWorker(here.road, here.writing_as("inbox"), told, lease=LEASE)
    loops.add("inbox", worker.step)
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    loops.start()
    ended.wait()
    loops.stop()


def main() -> None:
    """Read orders, one JSON object a line; answer each with one line."""
    here = opened(json.loads(Path(sys.argv[1]).read_text()))
    here.engine.dispose()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(f"{_forked(here, json.loads(line))}\n")
        sys.stdout.flush()


def _forked(here: WatchedMail, order: dict[str, str]) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            here.reached.stop = order.get("stop", "")
            here.reached.log = Path(order["log"]) if order.get("log") else None
            run_bot(here)
        except Exception:  # noqa: BLE001 (a fork must not run on as the parent)
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    threading.Thread(target=os.waitpid, args=(pid, 0), daemon=True).start()
    return pid


if __name__ == "__main__":
    main()
