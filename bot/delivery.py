"""What every door says of a delivery: done, not now, or never."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from records.engine import Session
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


def _nothing(_session: Session) -> None:
    """Nothing follows."""


class NotThereError(Exception):
    """The far side will never take it; the sentence says why.

    ``aftermath`` is written in the same transaction as that it was given up.
    """

    def __init__(self, sentence: str, aftermath: Callable[[Session], object] = _nothing) -> None:
        super().__init__(sentence)
        self.aftermath = aftermath
