"""The command that measures the reading of details: its JSON, its table, and how it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.app.conftest import Infracare

LINES = [
    {"text": 'job D-12 fails with "Invalid work type" for kqx7', "user": ["kqx7"], "job": ["D-12"]},
    {"text": "1. open a job\n2. press play", "steps": "1. open a job\n2. press play"},
    {"text": "patient MRN 7654321 has the wrong report"},
]


@pytest.fixture
def tickets(tmp_path: Path) -> str:
    path = tmp_path / "tickets.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in LINES))
    return str(path)


def test_in_json_it_is_one_flat_object(tickets: str, tmp_path: Path, infracare: Infracare) -> None:
    (people := tmp_path / "people.csv").write_text("name,user_name\nKim Quax,kqx7\n")
    command = ("eval", "details", "--test", tickets, "--directory", str(people))
    found = json.loads(infracare(*command, "--job-pattern", r"D-\d+", "--json").out)
    assert (found["messages"], found["steps_marked"], found["error_marked"]) == (3, 1, 0)
    assert (found["job_f1"], found["user_f1"], found["steps_recall"]) == (1, 1, 1)
    assert found["error_token_f1"] == 0


def test_without_directory_and_format_less_is_found(tickets: str, infracare: Infracare) -> None:
    ran = infracare("eval", "details", "--test", tickets)
    assert (ran.code, ran.err) == (0, "")
    assert "job numbers    F1 0.000   precision 1.000, recall 0.000, 1 marked" in ran.out
    assert "steps          recall 1.000, 1 marked; 0 read where none are" in ran.out


def test_what_cannot_be_measured_with_is_refused_in_a_sentence(tickets: str, infracare: Infracare) -> None:
    ran = infracare("eval", "details", "--test", "gone.jsonl")
    assert (ran.code, ran.err) == (2, "gone.jsonl: there is no such file; name one that exists.\n")
    ran = infracare("eval", "details", "--test", tickets, "--job-pattern", "(")
    assert ran.code == 2
    assert ran.err.startswith("--job-pattern is no regular expression: ")
