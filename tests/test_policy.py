"""The table of the policy is complete: every sentence has a place and a test, and all it names exists."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from app.settings import Settings, read_settings
from bench.policy import Row, rows, with_value
from tests.test_docs import keys

ROOT = Path(__file__).resolve().parents[1]
TABLE = rows(ROOT)
SECTIONS = 14
TECHNICAL = (
    *(
        "slack.",
        "mail.",
        "desk.",
        "console.",
        "storage.",
        "knowledge.",
        "learning.",
        "encoder.",
        "vendor.",
        "triage.",
        "known.",
    ),
)
"""What only says where things are, who is known, or how search and sorting learn; the rest of app.yaml is
policy and must be named in the table."""


def _tests() -> set[str]:
    return {
        node.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


TESTS = _tests()


def test_every_section_and_its_sentences_are_numbered_without_a_gap() -> None:
    numbers = [row.number for row in TABLE]
    assert {int(number.partition(".")[0]) for number in numbers} == set(range(1, SECTIONS + 1))
    for section in range(1, SECTIONS + 1):
        sentences = [int(number.partition(".")[2]) for number in numbers if number.startswith(f"{section}.")]
        assert sentences == list(range(1, len(sentences) + 1))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.number)
def test_a_sentence_has_its_place_and_its_tests(row: Row) -> None:
    assert row.sentence.endswith((".", "?"))
    assert row.places
    assert row.tests, f"no test holds {row.number}"
    assert [place for place in row.places if not (ROOT / place).exists()] == []
    assert [name for name in row.tests if name not in TESTS] == []
    assert [key for key in row.settings if key not in set(keys(Settings))] == []


def test_every_setting_of_the_policy_is_named_by_a_sentence() -> None:
    named = {key for row in TABLE for key in row.settings}
    policy = {key for key in keys(Settings) if not key.startswith(TECHNICAL)}
    assert policy - named == set()


def test_a_setting_is_changed_in_its_own_line() -> None:
    text = (ROOT / "app.yaml").read_text("utf-8")
    for key in {key for row in TABLE for key in row.settings}:
        before, after = text.splitlines(), with_value(text, key).splitlines()
        [(was, now)] = [(was, now) for was, now in zip(before, after, strict=True) if was != now]
        assert was.split(":")[0] == now.split(":")[0]
        assert was.split(":")[0].strip() == key.rpartition(".")[2]


def test_a_change_is_a_value_that_is_taken(tmp_path: Path) -> None:
    text, path = (ROOT / "app.yaml").read_text("utf-8"), tmp_path / "app.yaml"
    before = read_settings(ROOT / "app.yaml")
    for key in {key for row in TABLE for key in row.settings}:
        path.write_text(with_value(text, key), "utf-8")
        assert read_settings(path) != before
