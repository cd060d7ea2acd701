"""The commands about models that were fitted here: models, refit, promote, rollback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.build import Installation
from app.settings import TriageSettings
from classifier import models, state
from classifier.models import Model
from classifier.store import packed
from guard import own
from tests.app.conftest import Infracare
from tests.app.homes import Home

AT = datetime(2026, 11, 23, 17, 35, tzinfo=UTC)
WHY = own("the accuracy on the 300 frozen messages is 79.0%, more than 1 points below what it was")


@pytest.fixture
def here(home: Home) -> Iterator[Installation]:
    here = home.opened()
    yield here
    here.engine.dispose()


def kept(here: Installation, version: str, *, promoted: bool = True) -> None:
    figures, base = {"accuracy": 0.85, "macro_f1": 0.84}, {"accuracy": 0.8, "macro_f1": 0.79}
    model = Model(version, "1-base", AT, 1, 1662, 31, figures, base, promoted, None if promoted else WHY)
    with here.writing() as session:
        models.record(session, model, packed(replace(here.classifier, version=version)), keep=5)


def used(here: Installation) -> str | None:
    with here.reading() as session:
        return state.current(session).model


def test_models_are_listed_promoted_and_gone_back_from(here: Installation, infracare: Infracare) -> None:
    shipped = here.classifier.version
    assert f"* {shipped}  came along with the program" in infracare("classifier", "models").out
    for version, promoted in (("v1", True), ("v2", True), ("v3", False)):
        kept(here, version, promoted=promoted)
    told = infracare("classifier", "models").out
    assert (
        "* v2  2026-11-23 17:35 UTC  1662 examples and 31 corrections  accuracy 85.0%, macro-F1 84.0%" in told
    )
    assert f"refused: {WHY}" in told
    assert infracare("classifier", "rollback").out == "v1 is used from now on.\n"
    assert infracare("classifier", "rollback").out == f"{shipped} is used from now on.\n"
    assert used(here) is None
    none = infracare("classifier", "rollback")
    assert (none.code, "there is none before it" in none.err) == (2, True)
    assert infracare("classifier", "promote", "v3").out == "v3 is used from now on.\n"
    assert infracare("classifier", "rollback", "shipped").code == 0
    listed = json.loads(infracare("classifier", "models", "--json").out)
    assert (listed["used"], listed["shipped"], listed["new"]) == (shipped, shipped, 0)
    assert [(one["version"], one["promoted"], one["used"]) for one in listed["models"]] == [
        ("v3", True, False),
        ("v2", True, False),
        ("v1", True, False),
    ]
    assert listed["models"][0]["why"] == "somebody went back to another model"


@pytest.mark.parametrize("command", ["promote", "rollback"])
def test_a_model_that_is_not_there_is_not_used(
    here: Installation, infracare: Infracare, command: str
) -> None:
    kept(here, "v1")
    wrong = infracare("classifier", command, "v9")
    assert (wrong.code, wrong.out) == (2, "")
    assert "There is no model v9; `infracare classifier models` lists those there are." in wrong.err
    assert used(here) == "v1"


def test_without_a_word_of_staff_there_is_nothing_to_fit(home: Home, infracare: Infracare) -> None:
    told = infracare("classifier", "refit")
    assert (told.code, told.out) == (2, "")
    assert "Staff have not yet corrected or confirmed a category" in told.err


def test_explain_speaks_for_the_model_that_is_used(here: Installation, infracare: Infracare) -> None:
    kept(here, "v1")
    assert "(model v1)" in infracare("classifier", "explain", "How do I add a user?").out


def test_decisions_without_a_ticket_name_their_model_too(here: Installation, infracare: Infracare) -> None:
    assert infracare("classifier", "decisions").out == "No question has been sorted yet.\n"
    question = "How do I reset the password of a transcriptionist?"
    infracare("ask", question)
    [found] = json.loads(infracare("classifier", "decisions", "--json").out)
    told = (found["question"], found["category"], found["model"], found["ticket"])
    assert told == (question, "education", here.classifier.version, None)
    assert here.classifier.version in infracare("classifier", "decisions").out
    assert json.loads(infracare("classifier", "decisions", "--model", "another", "--json").out) == []


def test_the_settings_of_triage_reach_the_refits(home: Home) -> None:
    home.set(triage__refit_after=7, triage__margin=0.05, triage__golden="g.jsonl", triage__keep_models=2)
    here = home.opened()
    here.engine.dispose()
    assert here.refits.settings == TriageSettings(refit_after=7, margin=0.05, golden="g.jsonl", keep_models=2)
