"""How much each signal of the ranking weighs against the others."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import isfinite
from typing import Any, Final

from knowledge.postings import Floats


@dataclass(frozen=True)
class Mix:
    """What each signal (0 to 1) adds to an article's score, whose words alone make 1 for the best one.

    ``namesakes`` is how much of its lead the best of several articles under one title hands on to the others
    (0 to 1); ``dense`` multiplies the weight of the encoder's opinion.
    """

    section: float = 0.2
    label: float = 0.5
    neighbours: float = 0.25
    near: float = 0.9
    mentioned: float = 0.25
    namesakes: float = 0.6
    dense: float = 1.0


DEFAULT: Final = Mix()
"""As shipped: measured on several collections, tuned to none."""
NAMES: Final = tuple(field.name for field in fields(Mix))
FACTORS: Final = (0.25, 0.5, 1.0, 2.0, 4.0)
"""How many times the weight as shipped a weight can be."""
MOST: Final = {"namesakes": 1.0}
"""Weights that have an upper bound of their own."""


@dataclass(frozen=True)
class Signals:
    """What speaks for each candidate by itself: columns of equal length, each 0 to 1."""

    lexical: Floats
    section: Floats
    label: Floats
    pairs: Floats
    near: Floats

    def mixed(self, mix: Mix) -> Floats:
        """The weighted sum, before what the candidates say of each other."""
        total: Floats = (
            self.lexical
            + mix.section * self.section
            + mix.label * self.label
            + mix.neighbours * self.pairs
            + mix.near * self.near
        )
        return total


def values(name: str) -> tuple[float, ...]:
    """The values one weight is tried with, the least first."""
    shipped = float(getattr(DEFAULT, name))
    return tuple(shipped * factor for factor in FACTORS if shipped * factor <= MOST.get(name, 1e9))


def read_mix(kept: Any) -> Mix:
    """A mix as JSON has it; raises ValueError, TypeError or KeyError when it is none, or out of bounds."""
    if not isinstance(kept, dict) or kept.keys() != set(NAMES):
        raise ValueError("other weights are named than the search has")
    return Mix(**{name: _bounded(name, kept[name]) for name in NAMES})


def _bounded(name: str, value: Any) -> float:
    least, *_, most = values(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"the weight {name} is no number")
    if not isfinite(value) or not least <= value <= most:
        raise ValueError(f"the weight {name} is not between {least:g} and {most:g}")
    return float(value)
