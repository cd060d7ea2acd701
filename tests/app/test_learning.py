"""The commands about what articles have learnt: list, forget, covered, mix."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from knowledge.mix import DEFAULT
from knowledge.mixfit import Fit
from knowledge.mixing import Kept, write_kept
from knowledge.rules import LearningRules
from tests.app.conftest import Infracare
from tests.app.homes import Home

QUESTION = "How do I set the zebrafinch wheel for one of our users?"
RESET = "reset-a-password"


def in_vain(infracare: Infracare) -> int:
    """The number of a query that nobody could answer."""
    infracare("ask", QUESTION)
    [found] = json.loads(infracare("gaps", "--json").out)
    return int(found["id"])


def test_a_query_is_covered_by_an_article_learnt_listed_and_forgotten(
    home: Home, infracare: Infracare
) -> None:
    assert infracare("knowledge", "learnt").out == "Nothing has been learnt yet.\n"
    number = in_vain(infracare)
    assert "Whoever asked is told" in infracare("knowledge", "covered", str(number), RESET).out
    [one] = json.loads(infracare("knowledge", "learnt", "--json").out)
    assert (one["slug"], one["by_staff"], one["learnt"], one["disputed"]) == (RESET, True, True, False)
    assert "zebrafinch" in one["wording"]
    assert "staff say it answers this; learnt" in infracare("knowledge", "learnt", RESET).out
    found = json.loads(infracare("knowledge", "search", "calibrate the zebrafinch ribbon", "--json").out)
    assert found["hits"][0]["slug"] == RESET
    assert "Forgotten" in infracare("knowledge", "forget", str(one["id"])).out
    assert infracare("knowledge", "learnt").out == "Nothing has been learnt yet.\n"


def test_what_cannot_be_covered_or_forgotten_is_said_in_a_sentence(home: Home, infracare: Infracare) -> None:
    none = infracare("knowledge", "covered", "99", RESET)
    assert (none.code, none.out) == (2, "")
    assert "No unanswered query 99 is open" in none.err
    unknown = infracare("knowledge", "covered", "1", "no-such-article")
    assert "There is no article no-such-article" in unknown.err
    assert "There is no number 7" in infracare("knowledge", "forget", "7").err


def test_the_settings_of_learning_reach_the_search(home: Home) -> None:
    home.set(
        learning__not_quite_from=5, learning__wordings=6, learning__unconfirmed=7, learning__fit_mix=False
    )
    here = home.opened()
    assert here.learning == LearningRules(not_quite_from=5, wordings=6, unconfirmed=7, fit_mix=False)
    here.engine.dispose()


def test_the_weights_of_the_search_are_explained(home: Home, infracare: Infracare) -> None:
    told = infracare("knowledge", "mix").out
    assert "As shipped. Of 100 confirmed answers it takes to fit the weights there are 0." in told
    assert "0.9    words that stand close together\n" in told
    found = json.loads(infracare("knowledge", "mix", "--fit", "--json").out)
    assert (found["fitted"], found["confirmed"], found["last_fit"]["pairs"]) == (False, 0, 0)
    assert found["weights"] == found["shipped"]


def test_weights_that_were_fitted_are_told_with_their_gain(home: Home, infracare: Infracare) -> None:
    here = home.opened()
    at, path = datetime(2026, 1, 5, 9, tzinfo=UTC), here.folder / "index" / "mix.json"
    here.engine.dispose()
    write_kept(path, Kept(Fit(replace(DEFAULT, near=1.8), 120, 0.034, 0.008), 120, at))
    told = infracare("knowledge", "mix").out
    assert "Fitted to 120 confirmed answers on 2026-01-05: +0.034" in told
    assert "1.8    words that stand close together (as shipped: 0.9)" in told
    write_kept(path, Kept(Fit(DEFAULT, 120, 0.004, 0.008), 120, at))
    assert "would not surely" in infracare("knowledge", "mix").out
    home.set(learning__fit_mix=False)
    assert "As shipped: learning.fit_mix in app.yaml is false." in infracare("knowledge", "mix").out
    assert "learning.fit_mix in app.yaml is false" in infracare("knowledge", "mix", "--fit").err
