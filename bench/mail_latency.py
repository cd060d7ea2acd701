"""From a letter handed in by SMTP to its receipt, through a real mailbox; and how soon IDLE tells of one."""

from __future__ import annotations

import logging
import tempfile
import threading
import time
from pathlib import Path
from statistics import median
from typing import Any, Final

from mail.imap import OpenMailbox
from tests.fakes.dovecot import Dovecot
from tests.stories.mail_kills import Scene, scene, soon
from tests.stories.stage import build_sample

TITLE = "A letter's way, there and back"
NOTE = "Dovecot gathers what it announces for half a second (imap_notify, its own default)."

LETTERS: Final = 20


def run(letters: int = LETTERS) -> dict[str, Any]:
    """One letter after the other, each when the one before was answered."""
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="mail-latency-") as place:
        folder = Path(place)
        build_sample(folder / "sample")
        with scene(folder / "sample", folder / "run") as made:
            made.writes(0)
            made.start_bot()
            assert soon(made.all_answered, 60)
            answers = [_answered(made, number) for number in range(1, letters + 1)]
            made.stop_bot()
    announced = _announced(letters)
    return {
        "letter handed in to receipt, median s": round(median(answers), 2),
        "letter handed in to receipt, worst s": round(max(answers), 2),
        "letter delivered to IDLE's word, median s": round(median(announced), 2),
        "letter delivered to IDLE's word, worst s": round(max(announced), 2),
    }


def _answered(made: Scene, number: int) -> float:
    start = time.perf_counter()
    made.writes(number)
    assert soon(made.all_answered, 60)
    return time.perf_counter() - start


def _announced(letters: int) -> list[float]:
    with Dovecot() as server, OpenMailbox(server.account()) as box:
        return [_wait(server, box) for _ in range(letters)]


def _wait(server: Dovecot, box: OpenMailbox) -> float:
    """Seconds from the end of a delivery to the end of waiting for it."""
    delivered = [0.0]

    def deliver() -> None:
        server.deliver(b"From: pat@customer.test\r\nSubject: x\r\n\r\nx\r\n")
        delivered[0] = time.perf_counter()

    box.look()
    late = threading.Timer(0.3, deliver)
    late.start()
    box.wait(60, lambda: False)
    told = time.perf_counter()
    late.join()
    return told - delivered[0]
