"""Which decision about a text costs least: to take it for a category, or to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from classifier.category import Category


@dataclass(frozen=True)
class Costs:
    """What each mistake costs, where one question back costs 1.

    A text is decided when the least expected cost of a mistake lies below that of asking: the reject rule of
    C. K. Chow, On optimum recognition error and reject tradeoff, IEEE Trans. Inf. Theory 16 (1970), with
    a cost for each kind of mistake as in C. Elkan, The foundations of cost-sensitive learning, IJCAI 2001.
    Where all mistakes cost the same, ``wrong``, that is to decide from the probability 1 - 1 / wrong on.
    """

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}
    wrong: float = 5
    incident_missed: float = 6
    emergency_missed: float = 10
    false_emergency: float = 2
    sent_away: float = 5

    def of(self, taken: Category, truth: Category) -> float:
        """What it costs to take a text for the one when it is the other; the dearest mistake counts."""
        if taken is truth:
            return 0.0
        if taken is Category.EMERGENCY:
            return self.false_emergency
        missed = self._missed.get(truth, self.wrong)
        return max(missed, self.sent_away) if taken is Category.OTHER else missed

    @property
    def _missed(self) -> Mapping[Category, float]:
        return {Category.INCIDENT: self.incident_missed, Category.EMERGENCY: self.emergency_missed}

    def expected(self, taken: Category, probabilities: Mapping[Category, float]) -> float:
        """What it costs on average to take a text of these probabilities for this category."""
        return sum(chance * self.of(taken, truth) for truth, chance in probabilities.items())


ASKING = 1.0
"""What a question back costs: the unit of the other costs."""

USUAL = Costs()
"""The costs of the product, unless an installation says otherwise."""

SURE = 1 - ASKING / USUAL.wrong
"""From this probability on a text is decided where a mistake costs what it usually does."""


def decided(probabilities: Mapping[Category, float], costs: Costs) -> Category | None:
    """The category to take a text for, or None where asking costs less than the mistakes to be expected."""
    costing = {taken: costs.expected(taken, probabilities) for taken in probabilities}
    best = min(costing, key=costing.__getitem__)
    return best if costing[best] < ASKING else None
