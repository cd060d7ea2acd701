"""What an installation sets about articles that are written in the console."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge.versions import KEPT


@dataclass(frozen=True)
class WritingRules:
    """``reviewed``: only another person, whom it was given to, publishes. ``export`` is the folder for files.

    ``keep`` earlier versions of an article stay.
    """

    reviewed: bool = False
    export: Path | None = None
    keep: int = KEPT
