"""Everything that can become of a draft has words."""

from __future__ import annotations

from bot.words import writing as said
from guard import Kind
from knowledge.drafts import Outcome, State
from knowledge.rehearsal import Finding


def test_nothing_goes_without_words() -> None:
    assert set(said.STATES) == set(State)
    assert set(said.OUTCOMES) == set(Outcome)
    assert set(said.FINDINGS) == set(Finding)


def test_what_was_taken_out_is_said_by_its_kinds() -> None:
    assert said.taken_out([]) == ""
    for kind in Kind:
        assert said.taken_out([kind]) == f"What looks like patients' data was taken out: {kind}."
