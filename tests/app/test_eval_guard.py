"""The command that measures the guard: what it prints for people and programs, what it knows, and refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.app.conftest import Infracare

LINES = [
    {"text": "patient Bob Sample MRN 1234567", "phi": ["Bob Sample", "1234567"]},
    {"text": "zyx was here", "phi": [{"value": "zyx", "type": "name"}]},
    {"text": "ask jo@clinic.example or 877-235-7239", "phi": []},
]


def written(tmp_path: Path) -> str:
    path = tmp_path / "marked.jsonl"
    path.write_text("\n".join(map(json.dumps, LINES)))
    return str(path)


def asked(infracare: Infracare, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(infracare("eval", "guard", "--json", *words).out)
    return found


def test_for_people_there_is_a_table(tmp_path: Path, infracare: Infracare) -> None:
    ran = infracare("eval", "guard", "--test", written(tmp_path))
    assert (ran.code, ran.err) == (0, "")
    assert "3 texts, 3 values: 66.7% of them found whole; 3 findings, 66.7% of them right." in ran.out
    assert "Lines that leak: 2\nLines with a false alarm: 3\n" in ran.out


def test_for_programs_there_is_json_without_words(tmp_path: Path, infracare: Infracare) -> None:
    found = asked(infracare, "--test", written(tmp_path))
    assert found["recall"] == found["precision"] == 2 / 3
    assert found["per_type"]["name"]["recall"] == 0.0
    assert found["line_numbers"] == {"leaking": [2], "false_alarm": [3]}
    assert "Sample" not in json.dumps(found)


def test_what_is_named_or_in_a_directory_may_stay(tmp_path: Path, infracare: Infracare) -> None:
    test = written(tmp_path)
    people = tmp_path / "people.csv"
    people.write_text("mail,name\njo@clinic.example,Jo\n")
    for words in (("--known", "clinic.example"), ("--directory", str(people))):
        assert asked(infracare, "--test", test, *words)["precision"] == 1.0


def test_what_cannot_be_measured_is_a_sentence(tmp_path: Path, infracare: Infracare) -> None:
    (tmp_path / "marked.jsonl").write_text("{}")
    for words in (("--test", "none"), ("--test", str(tmp_path / "marked.jsonl"))):
        ran = infracare("eval", "guard", *words)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.endswith('write {"text": "...", "phi": ["..."]}.\n') or "no such file" in ran.err
    ran = infracare("eval", "guard", "--test", written(tmp_path), "--directory", str(tmp_path / "none.csv"))
    assert ran.err == f"{tmp_path / 'none.csv'} cannot be read as CSV; check the path and save it as UTF-8.\n"
