"""Hostile letters: none raises, and what is read of one keeps its promises."""

from __future__ import annotations

from random import Random
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.hostile_kinds import KINDS, Kind
from bench.hostile_letters import OURS, faults, letters, run
from mail.reading import read_letter
from tests.mail.reading.letters import letter

HEADS = ("From", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Content-Type", "Return-Path")


def test_generated_hostile_letters_do_no_harm() -> None:
    found = [
        fault for _, raw in letters(200, 11, 40_000) for fault in faults(raw, read_letter(raw, OURS), OURS)
    ]
    assert found == []


def test_a_run_tells_its_figures() -> None:
    found = run(len(KINDS), 5, 10_000)
    assert (found["letters"], found["faults"]) == (len(KINDS), 0)


@pytest.mark.parametrize("kind", dict.fromkeys(KINDS), ids=lambda kind: kind.__name__)
def test_four_times_the_letter_is_about_four_times_the_work(kind: Kind) -> None:
    """Ratios of the thread's own time; quadratic work would take sixteen times as long."""
    for seed in range(3):
        small, large = (kind(Random(seed), size) for size in (20_000, 80_000))
        assert any(_seconds(large) < max(0.03, 9 * _seconds(small)) for _ in range(4)), f"seed {seed}"


def _seconds(raw: bytes) -> float:
    start = thread_time()
    read_letter(raw, OURS)
    return thread_time() - start


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_are_read(raw: bytes) -> None:
    assert faults(raw, read_letter(raw, OURS), OURS) == []


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(st.sampled_from(HEADS), st.text(max_size=80)), st.text(max_size=200))
def test_any_head_lines_are_read(heads: dict[str, str], body: str) -> None:
    raw = letter(body.encode("utf-8", "surrogatepass"), {name: _sent(value) for name, value in heads.items()})
    assert faults(raw, read_letter(raw, OURS), OURS) == []


def _sent(value: str) -> str:
    return value.encode("utf-8", "replace").decode()
