"""The command that measures sorting: what it prints for people and programs, and how it refuses."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.app.conftest import Infracare

KEYS = {
    *("accuracy", "macro_f1", "group_mean_macro_f1", "per_class", "groups", "ece", "brier"),
    *("p50_ms", "p95_ms", "coverage", "accuracy_when_sure", "oos_recall_at_5pct"),
}
BUGS = ("it crashes", "this fails with an error", "the page is broken", "saving does not work", "it freezes")
WISHES = ("please add a filter", "it would be nice to export", "support dark mode", "allow tags", "add a map")


def lines(path: Path, rows: Iterable[object]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def issue(label: str | None, title: str, repo: str) -> dict[str, str | None]:
    return {"kind": label, "title": title, "body": f"{title} in the {repo} project", "repo": repo}


@pytest.fixture
def issues(tmp_path: Path) -> Path:
    rows = [
        issue(label, title, repo)
        for repo in ("one", "two")
        for label, titles in (("bug", BUGS), ("wish", WISHES))
        for title in titles
    ]
    return lines(tmp_path / "issues.jsonl", [*rows, issue(None, "left out", "one")])


def measured(infracare: Infracare, *arguments: str) -> dict[str, object]:
    ran = infracare("eval", "triage", *arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, object] = json.loads(ran.out)
    return found


ISSUES = ("--text", "title,body", "--label", "kind", "--group", "repo")


def test_the_pipeline_learns_from_any_labelled_lines(issues: Path, infracare: Infracare) -> None:
    found = measured(infracare, "--train", str(issues), "--test", str(issues), *ISSUES)
    assert found.keys() >= KEYS
    assert (found["count"], found["trained_on"], found["accuracy"]) == (20, 20, 1.0)
    assert found["groups"] == {"one": 1.0, "two": 1.0}
    assert found["per_class"] == {"bug": 1.0, "wish": 1.0}


def test_for_people_it_is_said_in_lines(issues: Path, infracare: Infracare) -> None:
    ran = infracare("eval", "triage", "--train", str(issues), "--test", str(issues), *ISSUES)
    assert "20 texts (0 left out, their label is unknown)" in ran.out
    assert "mean of the groups' macro-F1: 1.000" in ran.out


def test_the_shipped_model_is_measured(tmp_path: Path, infracare: Infracare) -> None:
    rows = [
        {"text": "the editor crashes when I save", "label": "bug"},
        {"text": "nobody at any of our sites can log in, everything is down", "label": "bug"},
        {"text": "it would be great to have a dark mode", "label": "feature_request"},
        {"text": "lunch today?", "label": "out_of_scope"},
        {"text": "a spam", "label": "spam"},
    ]
    test = lines(tmp_path / "chat.jsonl", rows)
    found = measured(infracare, "--test", str(test), "--map", "bug=incident,x=y")
    assert found.keys() >= KEYS
    assert (found["count"], found["ignored"]) == (4, 1)
    assert found["per_class"] == {"feature": 1.0, "incident": 1.0, "other": 1.0}
    assert found["oos_recall_at_5pct"] == 1.0


@pytest.mark.parametrize(
    ("content", "arguments", "sentence"),
    [
        (b"{", (), "line 1: is no JSON; write one JSON object a line"),
        (b"[1]", (), "line 1: is no JSON object; write {...} with the texts and the label"),
        (b'\n{"text": "a"}', (), "line 2: there is no field 'label'; name the right one with --label"),
        (b'{"text": 3, "label": "a"}', (), "line 1: the field 'text' is no text; write it as"),
        (
            b'{"text": "a", "label": "a"}',
            ("--text", "body"),
            "there is no field 'body'; name the right one with",
        ),
        (b'{"text": "a", "label": null}', (), "no line has a label; write one JSON object a line"),
        (b"\xff\xfe", (), "is not text in UTF-8; save it as UTF-8"),
        (b'{"text": "a", "label": "spam"}', (), "say which is which with --map THEIRS=OURS"),
        (b'{"text": "a", "label": "spam"}', ("--map", "spam"), "--map spam: write THEIRS=OURS"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(
    tmp_path: Path, infracare: Infracare, content: bytes, arguments: tuple[str, ...], sentence: str
) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_bytes(content)
    ran = infracare("eval", "triage", "--test", str(path), *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err


def test_one_label_alone_cannot_be_learnt(tmp_path: Path, infracare: Infracare) -> None:
    path = lines(tmp_path / "one.jsonl", [{"text": "a", "label": "bug"}, {"text": "b", "label": "bug"}])
    ran = infracare("eval", "triage", "--train", str(path), "--test", str(path))
    assert ran.code == 2
    assert "all 2 lines to train on are labelled 'bug'; add lines of another label" in ran.err


def test_a_missing_file_is_named(tmp_path: Path, infracare: Infracare) -> None:
    ran = infracare("eval", "triage", "--test", str(tmp_path / "none.jsonl"))
    assert f"{tmp_path / 'none.jsonl'}: there is no such file" in ran.err
