"""Kills on the way to a helpdesk: tickets and words lost or doubled, with a double and with a real one."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.fakes.request_tracker import TOKEN
from tests.fakes.request_tracker_http import open_request_tracker
from tests.helpdesk.kills import run as kill
from tests.helpdesk.real import is_installed, running

TITLE = "Processes killed on the way to a helpdesk"
AIMS = {
    f"{where} / {what}": 0.0
    for where in ("double", "real")
    for what in ("lost", "doubled", "words_lost", "words_doubled", "replies_lost", "wrong_status")
}
NOTE = (
    "Two workers and one follower in each process, SIGKILL. The double tells when a call is at work, and "
    "takes 0.1 to 0.35 s for each. Blind: repeating without a look. Real: Request Tracker 5, where installed."
)


def run(kills: int = 140, blind_kills: int = 20, real_kills: int = 40) -> dict[str, Mapping[str, float]]:
    """What was lost and doubled: by the rule, without it, and with the real one where it is installed."""
    found = {"double": _with_double(kills), "blind": _with_double(blind_kills, blind=True)}
    return {**found, "real": _with_real(real_kills)} if is_installed() else found


def _with_double(kills: int, *, blind: bool = False) -> Mapping[str, float]:
    dice = random.Random(3)
    with open_request_tracker() as tracker, tempfile.TemporaryDirectory() as folder:
        tracker.slow = lambda: 0.1 + dice.random() * 0.25
        where, tickets = Path(folder) / "var", kills // 2
        return vars(kill(where, tracker, TOKEN, tickets=tickets, kills=kills, settle=1.5, blind=blind))


def _with_real(kills: int) -> Mapping[str, float]:
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "rt") as tracker:
        where, tickets = Path(folder) / "var", kills // 2
        return vars(kill(where, tracker, tracker.token, tickets=tickets, kills=kills, settle=5.0))
