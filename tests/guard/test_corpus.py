"""The corpus the guard is measured on: two halves, well marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from guard import Screening, screen
from guard.evaluation import evaluate
from guard.marked import Marked, read_marked
from tests.guard.rows import KNOWN_NUMBERS

CORPUS = Path(__file__).parent / "corpus"
HALVES = ("development", "held_out", "clinics_development", "clinics_held_out")


def half(name: str) -> list[Marked]:
    return read_marked(CORPUS / f"{name}.jsonl")


def test_it_is_large_and_no_text_stands_in_both_halves() -> None:
    texts = [one for name in HALVES for one in half(name)]
    assert len({one.text.casefold() for one in texts}) == len(texts)
    assert sum(bool(one.values) for one in texts) >= 500
    assert sum(not one.values for one in texts) >= 500


@pytest.mark.parametrize("name", HALVES)
def test_what_is_marked_stands_in_its_text_and_has_a_type(name: str) -> None:
    for one in half(name):
        assert all(one.places(value) and value.type for value in one.values), one.line


@pytest.mark.parametrize(
    ("name", "recall", "precision", "alarmed"),
    [
        ("development", 0.89, 0.98, 6),
        ("held_out", 0.82, 0.96, 13),
        ("clinics_development", 0.84, 0.96, 3),
        ("clinics_held_out", 0.62, 0.87, 8),
    ],
)
def test_the_guard_does_not_get_worse(name: str, recall: float, precision: float, alarmed: int) -> None:
    figures = evaluate(half(name), screened).figures()
    assert figures["recall"] >= recall
    assert figures["precision"] >= precision
    assert figures["clean_lines_with_false_alarm"] <= alarmed


def screened(one: Marked) -> Screening:
    return screen(one.text, known=one.known, known_numbers=(*one.known, *KNOWN_NUMBERS))
