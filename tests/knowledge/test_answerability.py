"""The figures of what is not known, on rows of which the answer is clear."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.answerability import Answerability, Told, answered_at, auroc, measured, taken_away
from knowledge.beir import read_collection


def bools(text: str) -> NDArray[np.bool_]:
    return np.array([sign == "1" for sign in text], bool)


@pytest.mark.parametrize(
    ("sure", "right", "area"),
    [
        ([0.9, 0.8, 0.2, 0.1], "1100", 1.0),
        ([0.9, 0.8, 0.2, 0.1], "0011", 0.0),
        ([0.9, 0.8, 0.2, 0.1], "1010", 0.75),
        ([0.5, 0.5], "10", 0.5),
        ([0.5, 0.4], "11", 0.5),
    ],
)
def test_the_area_is_the_share_of_pairs_in_their_order(sure: list[float], right: str, area: float) -> None:
    assert auroc(np.array(sure), bools(right)) == area


@pytest.mark.parametrize(
    ("sure", "right", "share"),
    [
        ([0.9, 0.8, 0.7, 0.6], "1111", 1.0),
        ([0.9, 0.8, 0.7, 0.6], "1101", 0.5),
        ([0.9, 0.8, 0.7, 0.6], "0111", 0.0),
        ([0.9, 0.9, 0.7, 0.6], "1010", 0.0),
    ],
    ids=["all", "as long as it is precise", "the first is wrong", "equals are answered together"],
)
def test_what_can_be_answered_at_a_precision(sure: list[float], right: str, share: float) -> None:
    assert answered_at(np.array(sure), bools(right), bools("1111"), 0.9) == share


def test_shares_are_those_of_their_kind() -> None:
    told = (Told(0.95, True, True), Told(0.95, False, True), Told(0.2, True, True), Told(0.2, False, True))
    without = (Told(0.95, False, False), Told(0.1, False, False))
    found = Answerability(told + without, (0.99, 0.1, 0.1, 0.1), 0.9, 10, 0.0).figures()
    assert found["answered"] == 0.25
    assert found["unanswerable_answered"] == 0.5
    assert found["ood_answered"] == 0.25
    assert found["wrong_confident"] == pytest.approx(2 / 6)


def test_half_of_the_questions_lose_all_of_their_answers_the_same_ones_each_time() -> None:
    answers = {f"q{number}": frozenset({f"d{number // 2}", f"e{number}"}) for number in range(20)}
    gone = taken_away(answers)
    assert gone == taken_away(dict(reversed(answers.items())))
    assert sum(found <= gone for found in answers.values()) == 10


def test_a_run_takes_answers_away_with_their_copies(tmp_path: Path) -> None:
    steps = "open the window and press the green button then wait for the light to turn off again"
    names = ("lamp", "lift", "fax", "pump")
    documents = [
        {"_id": name, "title": f"The {name}", "text": f"About the {name}: {steps}"} for name in names
    ]
    documents += [{**one, "_id": f"{one['_id']}-copy"} for one in documents]
    files = {
        "corpus.jsonl": documents,
        "queries.jsonl": [{"_id": f"q-{name}", "text": f"How is the {name} opened?"} for name in names],
    }
    for file, rows in files.items():
        (tmp_path / file).write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (tmp_path / "qrels.tsv").write_text("\n".join(f"q-{name}\t{name}\t1" for name in names), "utf-8")
    found = measured(read_collection(tmp_path), ["Who won the match?"], threshold=0.9)
    assert found.documents == 4
    assert sorted(one.answerable for one in found.told) == [False, False, True, True]
    assert [one.right for one in found.told] == [one.answerable for one in found.told]
    assert found.foreign == (0.0,)
