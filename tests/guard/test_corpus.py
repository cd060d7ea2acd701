"""The corpus the guard is measured on: two halves, well marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from guard.marked import Marked, read_marked

CORPUS = Path(__file__).parent / "corpus"
HALVES = ("development", "held_out")


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
