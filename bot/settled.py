"""Settles what a question is, or that the person must be asked, by what a mistake would cost."""

from __future__ import annotations

from bot.rules import Rules
from classifier.category import Category, Triage
from classifier.costs import decided

LIKELY = 0.1
"""From this probability on a category is worth a button where the person is asked."""


def settled_category(triage: Triage, rules: Rules) -> Category | None:
    """The category that costs least to take it for; None where it costs less to ask."""
    return decided(triage.probabilities, rules.sure.costs)


def likely(triage: Triage) -> frozenset[Category]:
    """What the question may well be."""
    return frozenset(category for category, chance in triage.probabilities.items() if chance >= LIKELY)
