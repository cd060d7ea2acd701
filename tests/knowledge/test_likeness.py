"""Articles that say the same are found, also when a few words differ; others are not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.articles import Article, Audience, Kind
from knowledge.likeness import Alike, duplicates

WORDS = [f"word{number}" for number in range(100)]


def article(slug: str, body: str) -> Article:
    return Article(slug, slug, Kind.TUTORIAL, "x", Audience.STAFF, date(2026, 1, 1), False, (), body, "")


def with_changes(number: int) -> str:
    """A text of 100 words of which ``number`` are others, far apart: each changes four sequences of words."""
    words = list(WORDS)
    for place in range(number):
        words[10 + 12 * place] = f"other{place}"
    return " ".join(words)


def test_signs_and_capitals_make_no_difference() -> None:
    bodies = {"b": "Press *OK*, then wait.", "a": "press ok then WAIT", "c": "Something else is said here."}
    assert duplicates([article(*one) for one in bodies.items()]) == (Alike("a", "b", 1.0),)


@pytest.mark.parametrize(("changes", "likeness"), [(1, 93 / 101), (2, 89 / 105), (3, None)])
def test_from_a_likeness_of_eighty_percent_on_they_are_told(changes: int, likeness: float | None) -> None:
    found = duplicates([article("a", with_changes(0)), article("b", with_changes(changes))])
    assert [one.likeness for one in found] == ([] if likeness is None else [pytest.approx(likeness)])


def test_the_limit_can_be_another() -> None:
    both = [article("a", with_changes(0)), article("b", with_changes(3))]
    assert len(duplicates(both, 0.7)) == 1


def test_of_many_that_say_the_same_each_is_told_once() -> None:
    found = duplicates([article(f"a{number:03}", "One two three four five.") for number in range(200)])
    assert len({one.second for one in found}) == len(found) == 199


@given(st.lists(st.text(alphabet="ab c.", max_size=12), max_size=6))
def test_any_texts_are_compared(bodies: list[str]) -> None:
    found = duplicates([article(f"a{number}", body) for number, body in enumerate(bodies)])
    assert all(0.8 <= one.likeness <= 1 and one.first < one.second for one in found)
