"""The categories a text is sorted into, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """What a message is about, as the customer-care policy tells them apart."""

    EDUCATION = "education"
    INCIDENT = "incident"
    FEATURE = "feature"
    SERVICE = "service"
    EMERGENCY = "emergency"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of the text or a plain-words observation about it; above zero it speaks for the category."""

    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Triage:
    """One text, sorted: the likeliest category, its probability, and why.

    ``probabilities`` holds all categories and sums to one. ``model`` is the version that decided.
    ``remembered`` says that a human had sorted the same words before and the model was not asked.
    """

    category: Category
    sure: float
    probabilities: Mapping[Category, float]
    model: str
    cues: tuple[Cue, ...] = ()
    remembered: bool = False
