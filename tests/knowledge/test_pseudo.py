"""Questions made from articles: from their words, with foreign ones among them."""

from __future__ import annotations

import random

import pytest

from knowledge.pseudo import Elsewhere, Source, elsewhere, foreign_question, question, source
from tests.knowledge.test_ranking import an_article

PEDAL = an_article(
    "pedal",
    "Replace the foot pedal",
    "Unplug the cable first.\n\n## Which cable fits\n\nThe grey cable with seven pins fits the pedal.\n",
)
OTHERS = Elsewhere(("invoice",), {"invoice": 1}, 1)


def test_what_questions_are_made_of_are_the_words_that_carry_meaning() -> None:
    about = source(PEDAL)
    assert about.labels == (("replace", "foot", "pedal"), ("cable", "fits"))
    assert about.sentences[0] == ("unplug", "cable", "first")
    assert {"grey", "pins", "foot"} < set(about.words)


def test_the_same_seed_gives_the_same_questions_another_seed_others() -> None:
    drawn = [[question(source(PEDAL), OTHERS, random.Random(seed)) for _ in range(3)] for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_questions_hold_words_of_the_article_and_some_hold_foreign_or_unknown_ones() -> None:
    chance, about = random.Random(3), source(PEDAL)
    asked = [question(about, OTHERS, chance).split() for _ in range(200)]
    own = [len(set(words) & set(about.words)) for words in asked]
    assert all(count > 0 for count in own)
    assert any("invoice" in words for words in asked)
    assert any(word.startswith("zq") for words in asked for word in words)


def test_an_article_without_words_gives_an_empty_question() -> None:
    assert question(Source((), ()), OTHERS, random.Random(1)) == ""


def test_rare_words_are_lost_rather_than_common_ones() -> None:
    about = Source((("pedal", "gearbox"),), (("pedal", "gearbox", "wheel", "lamp"),))
    others = elsewhere([about, *(Source((("pedal",),), ()) for _ in range(50))])
    assert others.common("zebra") == 0
    assert others.common("gearbox") == pytest.approx(0.17, abs=0.02)
    assert others.common("pedal") == pytest.approx(1)
    chance = random.Random(5)
    asked = [question(about, others, chance).split() for _ in range(300)]
    assert sum("pedal" in words for words in asked) > 1.15 * sum("gearbox" in words for words in asked)


def test_a_foreign_question_is_about_nothing() -> None:
    chance = random.Random(2)
    asked = [foreign_question(OTHERS, chance).split() for _ in range(50)]
    assert {len(words) for words in asked} == {2, 3, 4, 5, 6}
    assert all(word == "invoice" or word.startswith("zq") for words in asked for word in words)
