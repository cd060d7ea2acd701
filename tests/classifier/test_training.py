"""Labelled examples, and the report card that measures what was learnt from them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from classifier.category import Category
from classifier.evaluation import calibration_error
from classifier.examples import BadExampleError, Example, read_examples
from classifier.likeness import near_duplicates
from classifier.training import (
    card,
    counts,
    report,
    train,
)


def test_the_examples_of_the_product_are_read(examples: tuple[Example, ...]) -> None:
    assert set(counts(examples)) == set(Category)
    assert min(counts(examples).values()) >= 90
    assert len({example.text for example in examples}) == len(examples) > 900


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "line 2: expected"),
        ('"text"', "line 2: expected"),
        ('{"text": "a"}', "line 2: expected"),
        ('{"text": " ", "label": "other"}', "line 2: the text is empty"),
        ('{"text": 3, "label": "other"}', "line 2: the text is empty"),
        ('{"text": "a", "label": "spam"}', "line 2: 'spam' is no category; use one of education"),
        ('{"text": "a", "label": ["other"]}', "line 2:"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text('{"text": "hello", "label": "other"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(BadExampleError, match=f"mine.jsonl, {problem}"):
        read_examples([path])


def test_a_line_says_what_was_said_by_whom(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    rows = [
        {"text": "hello", "label": "other", "voice": "polite"},
        {"text": "all is down", "label": "incident", "urgency": 2},
        {"text": "hello", "label": "incident"},
    ]
    path.write_text("\n\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert read_examples([path]) == (
        Example("hello", Category.OTHER, "polite", "mine"),
        Example("all is down", Category.EMERGENCY, "mine", "mine"),
    )


def test_a_category_without_examples_cannot_be_learnt() -> None:
    with pytest.raises(BadExampleError, match="no example is labelled education"):
        train([Example("thanks", Category.OTHER)])


def test_near_duplicates_share_a_group() -> None:
    texts = [
        "the editor is slow today",
        "please unlock jdoe",
        "The editor is slow today!",
        "the editor is slow todayy",
    ]
    groups = near_duplicates(texts)
    assert groups[0] == groups[2] == groups[3] != groups[1]


def test_the_card_counts_right() -> None:
    names = list(Category)
    examples = [
        Example("everybody is down", Category.EMERGENCY, "terse", "one"),
        Example("how do I", Category.EDUCATION, "terse", "one"),
        Example("it fails", Category.INCIDENT, "angry", "two"),
        Example("it breaks", Category.INCIDENT, "angry", "two"),
    ]
    judged = np.full((4, 6), 0.02)
    for row, (verdict, sure) in enumerate(
        [("emergency", 0.9), ("education", 0.9), ("incident", 0.5), ("other", 0.9)]
    ):
        judged[row, names.index(Category(verdict))] = sure
    found = card(examples, judged, threshold=0.6)
    assert found.accuracy == 0.75
    assert found.coverage == 0.75
    assert found.accuracy_when_sure == pytest.approx(2 / 3)
    assert found.confusion["incident"]["other"] == 1
    assert found.per_class["incident"].recall == 0.5
    assert found.per_voice == {"angry": 0.5, "terse": 1.0}
    assert found.per_writer == {"one": 1.0, "two": 0.5}
    assert found.emergency_wording.precision == 1.0
    assert found.macro_f1 == pytest.approx((1 + 1 + 2 / 3) / 3)


def test_calibration_is_measured_in_bins() -> None:
    sure = np.array([0.9] * 10)
    assert calibration_error(sure, np.array([True] * 9 + [False])) == pytest.approx(0)
    assert calibration_error(sure, np.array([True] * 10)) == pytest.approx(0.1)


def test_a_report_is_readable_and_plain(few: tuple[Example, ...]) -> None:
    found = report(few, folds=3)
    assert found.count == len(few)
    assert found.accuracy > 0.4
    assert "macro-F1" in str(found)
    assert "emergency" in str(found)
    assert json.loads(json.dumps(found.facts()))["per_class"]["incident"]["count"] == 20
