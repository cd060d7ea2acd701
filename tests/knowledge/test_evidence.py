"""The evidence for the first passages: what each figure says, and that no figure has a scale."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.evidence import FEATURES
from knowledge.leaves import leaves
from knowledge.pages import prepare
from knowledge.snapshot import Snapshot
from knowledge.volume import bound
from tests.knowledge.test_ranking import an_article

ARTICLES = [
    an_article("margin", "Print margins", "Widen the margin of the letter.\n"),
    an_article("pedal", "Foot pedal", "Plug the pedal in.\n"),
    an_article("seats", "Licence seats", "Every typist has a seat.\n"),
    *(an_article(f"zz{number}", f"Matter {number}", f"Nothing but {number}.\n") for number in range(4)),
]


def rows(question: str, number: int = 2) -> list[dict[str, float]]:
    """The evidence for the first passages, by name."""
    snapshot = Snapshot(bound(leaves([(prepare(article), article.digest) for article in ARTICLES])))
    made = snapshot.ask(question).rows[:number]
    assert made.shape[1] == len(FEATURES)
    assert np.isfinite(made).all()
    return [dict(zip(FEATURES, map(float, row), strict=True)) for row in made]


def test_what_is_asked_in_the_words_of_a_title_is_covered_and_alone() -> None:
    [first] = rows("foot pedal")
    assert first["cover"] == first["label"] == pytest.approx(1, abs=0.01)
    assert first["pairs"] == first["lead"] == first["lead_in_label"] == first["label_first"] == 1
    assert first["held"] == first["lead_in_near"] == first["clear_label"] == pytest.approx(1, abs=0.01)
    assert first["label_words"] == pytest.approx(np.log1p(2))
    assert first["clear_words"] == pytest.approx(first["words"])
    assert first["size"] > 0
    assert first["repaired"] == first["spread"] == pytest.approx(0, abs=1e-6)


def test_foreign_words_cover_nothing() -> None:
    [first] = rows("foot pedal xylophone quartzite")
    assert 0.3 < first["cover"] < 0.6
    assert first["length"] > rows("foot pedal")[0]["length"]


def test_a_repaired_word_is_seen() -> None:
    assert rows("fooot peddal")[0]["repaired"] > 0


def test_the_second_is_behind_by_as_much_as_the_first_is_ahead() -> None:
    first, second = rows("print margins, and the pedal")
    assert first["lead"] > 0
    assert second["lead"] == pytest.approx(-first["lead"], abs=1e-6)
    assert second["label_first"] == 0
    assert first["spread"] == second["spread"] > 0


def test_articles_that_match_alike_have_no_lead() -> None:
    first, second = rows("nothing but matter")
    assert first["lead"] == second["lead"] == pytest.approx(0, abs=1e-5)


def test_nothing_found_has_no_evidence() -> None:
    assert rows("xylophone") == []
