"""The gate before the categories: what concerns the desk, and what does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from classifier.category import Category
from classifier.examples import Example
from classifier.gated import fitted_gated
from classifier.model import Classifier
from classifier.scope import Gate, foreign_queries, passed
from classifier.training import train
from classifier.views import Row


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("good morning everybody", True),
        ("thank you so much, have a nice weekend", True),
        ("what is the capital of Portugal", True),
        ("book me a table for two at an Italian restaurant", True),
        ("how do I add a work type", False),
        ("the dictation of Dr. Lee never arrived", False),
        ("please unlock user jmorales", False),
        ("every site is down", False),
    ],
)
def test_the_gate_tells_what_is_out_of_scope(classifier: Classifier, text: str, *, foreign: bool) -> None:
    assert (classifier.foreign(classifier.triage(text)) > 0.5) is foreign


def test_the_gate_has_the_word_on_what_is_out_of_scope_and_leaves_the_rest_in_proportion() -> None:
    flat = np.array([[0.2, 0.3, 0.5], [0.0, 0.0, 1.0]])
    found = passed(flat, 1, np.array([0.6, 0.0]))
    assert found == pytest.approx(np.array([[0.4 * 2 / 7, 0.6, 0.4 * 5 / 7], [0.0, 0.0, 1.0]]))
    assert passed(np.array([[0.0, 1.0]]), 1, np.array([0.9]))[0] == pytest.approx([0.0, 0.9])


def test_the_gate_weighs_each_view_by_its_own_columns() -> None:
    gate = Gate(np.array([2.0, -1.0, 3.0]), -0.5)
    rows = [Row(np.array([1]), np.array([0.5])), Row(np.array([0]), np.array([1.0]))]
    score = -0.5 - 0.5 + 3.0
    assert gate.foreign(rows, [gate.weights[:2], gate.weights[2:]]) == pytest.approx(1 / (1 + np.exp(-score)))


@pytest.mark.parametrize(("offset", "foreign"), [(1e6, 1.0), (-1e6, 0.0)])
def test_the_surest_gate_overflows_nothing(offset: float, foreign: float) -> None:
    assert Gate(np.zeros(1), offset).foreign([], []) == pytest.approx(foreign)


def test_the_probabilities_are_those_of_the_fitted_pipeline_and_its_gate(few: tuple[Example, ...]) -> None:
    texts = [one.text for one in few]
    fitted = fitted_gated(texts, [str(one.label) for one in few])
    sorts = train(few)
    found = [[sorts.triage(text).probabilities[Category(name)] for name in fitted.classes_] for text in texts]
    assert np.allclose(found, fitted.predict_proba(texts), atol=1e-12)


def test_where_nothing_is_out_of_scope_there_is_no_gate(few: tuple[Example, ...]) -> None:
    known = [one for one in few if one.label in (Category.INCIDENT, Category.EDUCATION)]
    fitted = fitted_gated([one.text for one in known], [str(one.label) for one in known])
    texts = ["thanks a lot"]
    assert fitted.predict_proba(texts) == pytest.approx(fitted.pipeline.predict_proba(texts))


def test_what_the_gate_decides_is_explained_by_what_it_weighs(classifier: Classifier) -> None:
    text = "thanks, see you at lunch"
    cues = {cue.words: cue.weight for cue in classifier.explain(text)}
    assert cues["thanks or takes leave"] > 0
    other = replace(
        classifier, gate=replace(gate_of(classifier), weights=-gate_of(classifier).weights, offset=9.0)
    )
    turned = {cue.words: cue.weight for cue in other.explain(text)}
    assert turned["thanks or takes leave"] == -cues["thanks or takes leave"]


def gate_of(classifier: Classifier) -> Gate:
    assert classifier.gate is not None
    return classifier.gate


def test_there_are_hundreds_of_foreign_queries_and_none_twice() -> None:
    foreign = foreign_queries()
    assert len(set(foreign)) == len(foreign) > 500
