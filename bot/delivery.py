"""What every door says of a delivery: done, not now, or never."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tickets.values import Place


@dataclass(frozen=True)
class Delivered:
    """It is done. ``receipt`` is what the far side gave for it.

    ``bind`` names a place where the conversation is held from now on, with its role.
    """

    receipt: Mapping[str, Any]
    bind: tuple[str, Place] | None = None


class NotNowError(Exception):
    """The far side cannot take it now; try again, after ``wait`` seconds when it said so."""

    def __init__(self, sentence: str, wait: float | None = None) -> None:
        super().__init__(sentence)
        self.wait = wait


class NotThereError(Exception):
    """The far side will never take it; the sentence says why."""
