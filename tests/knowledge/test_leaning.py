"""Which section of an article leans to being shown, whatever the question says."""

from __future__ import annotations

from itertools import pairwise

from knowledge.leaning import LEAD, STEPS, leanings
from knowledge.sections import Section, Shape, Unit


def section(heading: str, shape: Shape = Shape.SENTENCE) -> Section:
    return Section(heading, heading.lower(), (), (Unit("Press the button.", shape, 1),))


def test_an_only_section_leans_to_nothing() -> None:
    assert leanings([section("")]) == [0.0]
    assert leanings([section("Steps", Shape.STEP)]) == [0.0]
    assert leanings([]) == []


def test_steps_come_before_words_and_early_sections_before_late_ones() -> None:
    plain = leanings([section("One"), section("Two"), section("Three")])
    assert all(earlier > later for earlier, later in pairwise(plain))
    with_steps = leanings([section("One"), section("Two", Shape.STEP), section("Three")])
    assert with_steps[1] - plain[1] == STEPS
    assert with_steps[1] == max(with_steps)


def test_the_lead_gives_way_to_the_sections_below_it() -> None:
    lead, below = leanings([section(""), section("One")])
    assert lead == LEAD
    assert below > lead
