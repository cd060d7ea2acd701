"""Which decision costs least: a category, or a question back."""

from __future__ import annotations

import pytest

from classifier.category import Category
from classifier.costs import SURE, USUAL, Costs, decided

EVEN = Costs(wrong=4, incident_missed=4, emergency_missed=4, false_emergency=4, sent_away=4)


def chances(**given: float) -> dict[Category, float]:
    rest = (1 - sum(given.values())) / (len(Category) - len(given))
    return {each: given.get(each.value, rest) for each in Category}


@pytest.mark.parametrize("category", list(Category))
@pytest.mark.parametrize(("chance", "sure"), [(0.76, True), (0.74, False)])
def test_where_all_mistakes_cost_the_same_it_is_the_rule_of_chow(
    category: Category, chance: float, *, sure: bool
) -> None:
    """Decide from the probability 1 - 1 / cost on."""
    assert decided(chances(**{category.value: chance}), EVEN) is (category if sure else None)


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ({"emergency": 0.51, "incident": 0.49}, Category.EMERGENCY),
        ({"emergency": 0.49, "incident": 0.51}, None),
        ({"emergency": 0.11, "incident": 0.89}, None),
        ({"emergency": 0.09, "incident": 0.91}, Category.INCIDENT),
        ({"other": 0.81, "education": 0.19}, Category.OTHER),
        ({"other": 0.79, "education": 0.21}, None),
        ({"other": 0.19, "education": 0.81}, Category.EDUCATION),
        ({"education": 0.84, "incident": 0.16}, Category.EDUCATION),
        ({"education": 0.82, "incident": 0.18}, None),
        ({"incident": 0.81, "education": 0.19}, Category.INCIDENT),
        ({"other": 1.0}, Category.OTHER),
    ],
)
def test_each_kind_of_mistake_has_its_price(given: dict[str, float], verdict: Category | None) -> None:
    assert decided(chances(**given), USUAL) is verdict


def test_the_dearest_mistake_counts() -> None:
    assert USUAL.of(Category.OTHER, Category.EMERGENCY) == max(USUAL.emergency_missed, USUAL.sent_away)
    assert USUAL.of(Category.EDUCATION, Category.INCIDENT) > USUAL.of(Category.INCIDENT, Category.EDUCATION)
    assert [USUAL.of(each, each) for each in Category] == [0.0] * len(Category)


def test_where_no_mistake_costs_more_than_asking_nothing_is_asked() -> None:
    free = Costs(wrong=1, incident_missed=1, emergency_missed=1, false_emergency=1, sent_away=1)
    assert decided(chances(incident=0.2), free) is Category.INCIDENT


def test_the_usual_threshold_is_that_of_the_usual_mistake() -> None:
    assert 1 - 1 / USUAL.wrong == SURE
