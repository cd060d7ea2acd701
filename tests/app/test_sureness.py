"""The command that tells from what it is known how sure an answer is."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from app import as_json
from app.commands import sureness
from guard.screen import screen
from knowledge import verdicts
from knowledge.calibration import Bin
from knowledge.shipped import SHIPPED
from knowledge.sure import Calibration, expected
from knowledge.sureness import Lesson
from knowledge.verdicts import Source
from tests.app.conftest import Infracare
from tests.app.homes import Home
from tests.knowledge.conftest import AT

LEARNT = Lesson(replace(SHIPPED, first=SHIPPED.following), "engine", (), 90)


def test_it_tells_how_right_answers_were_and_never_what_was_asked(home: Home, infracare: Infracare) -> None:
    here = home.opened()
    with here.writing() as session:
        verdicts.record(
            session,
            at=AT,
            slug="reset-a-password",
            source=Source.SOLVED,
            question=screen("Reset the password of the zebrafinch").text,
            said_by="person:1",
            customer_id=1,
        )
    here.engine.dispose()
    told, figures = infracare("knowledge", "sureness"), infracare("knowledge", "sureness", "--json")
    plain = " ".join(told.out.split())
    assert "articles answer 80% of the questions (learning.answerable), until 30 outcomes" in plain
    assert "there are 1." in plain
    assert "Was right" in told.out
    assert "zebrafinch" not in told.out + told.err + figures.out + figures.err
    found = json.loads(figures.out)
    assert (found["calibrated_from"], found["slope"], found["offset"], found["outcomes"]) == (
        0,
        0.7,
        round(expected(0.8).offset, 4),
        1,
    )
    assert 0.5 <= found["answers_from"] < 1
    assert [one["outcomes"] for one in found["reliability"]] == [1]


def test_where_it_comes_from_is_told_in_words() -> None:
    shipped = Lesson(SHIPPED, "engine", (), 7)
    assert "nothing has been learnt from your articles yet" in sureness.model_words(None)
    assert sureness.model_words(shipped) == "As shipped: 7 articles are too few to learn from."
    assert sureness.model_words(LEARNT) == (
        "Learnt from 90 articles, which count 15%; the rest is as shipped."
    )
    assert sureness.calibration_words(Calibration(0.5, 0.25, 300), 310) == (
        "Recalibrated from 300 outcomes: 0.50 times the logit, +0.25."
    )
    assert sureness.calibration_words(expected(), 3).endswith("there are 3.")
    half = replace(expected(0.5), outcomes=60)
    assert sureness.calibration_words(half, 61).startswith("60 outcomes speak for 50% of the questions")


def test_from_when_on_it_answers_is_told() -> None:
    assert sureness.threshold_words(0.9, 0.71) == (
        "So that 90% of the answers given are right (sureness.precision), "
        "it answers from a probability of 71% on."
    )
    assert "Nothing is sure enough" in sureness.threshold_words(0.99, 1.0)


def test_the_same_in_figures() -> None:
    found = as_json.sureness(LEARNT, Calibration(0.5, 0.25, 300), (Bin(10, 0.9, 0.8),), 0.7)
    assert (found["learnt"], found["articles"], found["calibrated_from"]) == (True, 90, 300)
    assert found["error"] == pytest.approx(0.1)
    assert found["reliability"] == [{"outcomes": 10, "said": 0.9, "right": 0.8}]
    assert as_json.sureness(None, expected(), (), 1.0)["articles"] == 0
