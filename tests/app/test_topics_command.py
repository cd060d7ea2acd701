"""The commands that group questions by topic, and measure how well."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.app.conftest import Infracare
from tests.app.homes import Home


def test_questions_nobody_could_answer_are_grouped(home: Home, infracare: Infracare) -> None:
    assert infracare("topics").out == "No question is waiting for an article.\n"
    infracare("ask", "How do I set the zebrafinch wheel for one of our users?")
    infracare("ask", "Where does the zebrafinch store its settings?")
    [topic] = json.loads(infracare("topics", "--json").out)
    assert "zebrafinch" in topic["name"]
    assert (topic["questions"], len(topic["gaps"])) == (2, 2)
    assert "2 questions" in infracare("topics").out


def test_grouping_is_measured_on_known_topics(tmp_path: Path, infracare: Infracare) -> None:
    lines = [
        ("fax number", "fax"),
        ("the fax number", "fax"),
        ("watermark", "marks"),
        ("left pedal", "pedal"),
    ]
    data = tmp_path / "known.jsonl"
    data.write_text("".join(json.dumps({"text": text, "topic": topic}) + "\n" for text, topic in lines))
    found = json.loads(infracare("eval", "topics", "--data", str(data), "--json").out)
    assert (found["questions"], found["known"], found["rand"]) == (4, 3, 1.0)
    assert "adjusted Rand index 1.000" in infracare("eval", "topics", "--data", str(data)).out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no question"),
        (b'{"text": "a"}\n', "line 1 must be like"),
        (b"[]\n", "line 1 must be like"),
        (b"\xff\xfe\n", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_measured_with_is_refused_in_a_sentence(
    tmp_path: Path, infracare: Infracare, content: bytes, said: str
) -> None:
    data = tmp_path / "known.jsonl"
    data.write_bytes(content)
    refused = infracare("eval", "topics", "--data", str(data))
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err
