"""Kills mail's half of the bot at every point on a letter's way: what was lost, and what came twice."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import Any, Final

from tests.stories.mail_kills import kill, points, scene, settle
from tests.stories.stage import build_sample

TITLE = "SIGKILL on a letter's way"
NOTE = (
    "Real processes, a real Dovecot and a real SMTP conversation. Every kill has a letter in hand. "
    "Letters sent again bear the same Message-ID."
)
AIMS = {"lost": 0, "doubled": 0, "never answered": 0, "in another folder than Processed": 0}

KILLS: Final = 120


def run(kills: int = KILLS) -> dict[str, Any]:
    """Die so many times, at each point in turn; figures of what became of the letters."""
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="mail-kills-") as place:
        folder = Path(place)
        build_sample(folder / "sample")
        with scene(folder / "sample", folder / "run") as made:
            every = points(made, folder / "points")
            while made.kills.total() < kills:
                kill(made, every[: kills - made.kills.total()], first=len(made.opened) + len(made.joined))
            found = settle(made)
    return {
        "kills": found.kills,
        "letters": found.letters,
        "tickets": found.tickets,
        "lost": found.lost,
        "doubled": found.doubled,
        "never answered": found.unanswered,
        "in another folder than Processed": found.astray,
        "sent again by SMTP": found.again,
        "killed": dict(sorted(found.at.items())),
    }
