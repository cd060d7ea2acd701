"""The guard's figures say what they claim: whole values, right findings, needless blanks, bad files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from guard import screen
from guard.evaluation import MISSED, Report, evaluate
from guard.marked import MarkedError, read_marked


def measured(tmp_path: Path, *lines: Any) -> Report:
    path = tmp_path / "marked.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return evaluate(read_marked(path), lambda one: screen(one.text, known=one.known, known_numbers=one.known))


def one(text: str, *phi: Any, **more: Any) -> dict[str, Any]:
    return {"text": text, "phi": list(phi), **more}


def test_what_is_found_whole_counts_by_the_kind_that_found_it(tmp_path: Path) -> None:
    figures = measured(tmp_path, one("patient Bob Sample MRN 1234567", "Bob Sample", "1234567")).figures()
    assert (figures["recall"], figures["precision"], figures["needless_share"]) == (1.0, 1.0, 0.0)
    assert {name: row["recall"] for name, row in figures["per_type"].items()} == {
        "patient name": 1.0,
        "record number": 1.0,
    }


def test_half_a_value_is_not_found(tmp_path: Path) -> None:
    found = measured(tmp_path, one("patient Bob Sample", "patient Bob Sample"))
    assert found.figures()["recall"] == 0.0
    assert found.figures()["precision"] == 1.0
    assert found.lines("leaks") == [1]


def test_signs_at_the_edge_of_a_value_may_stay(tmp_path: Path) -> None:
    assert measured(tmp_path, one("call (202) 555-0143.", "(202) 555-0143.")).figures()["recall"] == 1.0


def test_a_value_must_go_wherever_it_stands_as_a_whole(tmp_path: Path) -> None:
    report = measured(
        tmp_path,
        one("MRN 4455 is missing, and then zyx 4455 again", "4455"),
        one("patient Winters, see Wintersburg", "Winters"),
        one("MRN4455667", "4455667"),
    )
    assert report.lines("leaks") == [1]


def test_a_place_may_be_named(tmp_path: Path) -> None:
    phi = {"value": "4455", "start": 4}
    text = "MRN 4455, not the ward zyx 4455"
    assert measured(tmp_path, one(text, phi)).lines("leaks") == []


def test_a_missed_value_without_a_type_counts_as_missed(tmp_path: Path) -> None:
    figures = measured(tmp_path, one("zyx is not well", "zyx")).figures()
    assert figures["per_type"][MISSED]["values"] == 1
    assert (figures["recall"], figures["precision"], figures["f1"]) == (0.0, None, None)


@pytest.mark.parametrize(
    "line",
    [
        one(
            "patient Bob Sample, zyx",
            {"value": "Bob Sample", "type": "name"},
            {"value": "zyx", "type": "name"},
        ),
        one("patient Bob Sample, zyx", "Bob Sample", "zyx", phi_types=["name", "name"]),
    ],
)
def test_types_of_the_file_have_their_own_recall(tmp_path: Path, line: dict[str, Any]) -> None:
    rows = measured(tmp_path, line).figures()["per_type"]
    assert (rows["name"]["values"], rows["name"]["recall"]) == (2, 0.5)
    assert (rows["patient name"]["findings"], rows["patient name"]["precision"]) == (1, 1.0)


def test_false_alarms_are_counted_and_located(tmp_path: Path) -> None:
    report = measured(
        tmp_path, one("her number is 123-45-6789"), one("nothing"), one("mrn 4455667", "4455667")
    )
    figures = report.figures()
    assert (figures["precision"], figures["false_alarms"]) == (0.5, 1)
    assert (figures["clean_lines"], figures["clean_lines_with_false_alarm"]) == (2, 1)
    assert report.lines("false_alarms") == [1]


def test_what_went_beyond_the_values_is_told(tmp_path: Path) -> None:
    figures = measured(tmp_path, one("patient Bob Sample", "Bob")).figures()
    assert figures["needless_share"] == 6 / 9


def test_what_is_known_may_stay(tmp_path: Path) -> None:
    line = one("jo@clinic.example or 202-555-0143", known=["clinic.example", "202-555-0143"])
    assert measured(tmp_path, line).figures()["findings"] == 0


def test_a_value_that_is_not_in_the_text_is_not_counted(tmp_path: Path) -> None:
    figures = measured(
        tmp_path, one("mrn 4455667", "4455667", "Jane", {"value": "mrn", "start": 2})
    ).figures()
    assert (figures["values"], figures["values_not_in_text"], figures["recall"]) == (1, 2, 1.0)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "line 2: this is no JSON; write"),
        ("[" * 100_000, "line 2: this is no JSON; write"),
        ("[]", "line 2: this is no JSON object; write"),
        ({"txt": "x"}, "line 2: the field text is no text; write"),
        (one("x") | {"phi": "x"}, "line 2: phi is no list; write"),
        (one("x", 7), "line 2: a value of phi is no text; write"),
        (one("x", " "), "line 2: a value of phi is no text; write"),
        (one("x", {"value": "x", "type": 1}), "line 2: a type of phi is no text; write"),
        (one("x", {"value": "x", "start": -1}), "line 2: a start of phi is no number; write"),
        (one("x", "x", phi_types=["a", "b"]), "line 2: phi and phi_types are of different length; give"),
        (one("x", known=[1]), "line 2: known holds something that is no text; write"),
    ],
)
def test_a_bad_line_is_a_sentence(tmp_path: Path, line: Any, sentence: str) -> None:
    with pytest.raises(MarkedError) as refused:
        measured(tmp_path, one("a"), line)
    assert sentence in str(refused.value)


def test_a_bad_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n")
    (tmp_path / "latin.jsonl").write_bytes(b'{"text": "x"}\n{"text": "\xe9"}')
    for name, sentence in (
        ("none", "there is no such file"),
        ("empty", "holds no text"),
        ("latin", "is not UTF-8"),
    ):
        with pytest.raises(MarkedError, match=sentence):
            read_marked(tmp_path / f"{name}.jsonl")
