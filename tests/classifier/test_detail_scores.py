"""Scoring what was read of messages against what a person marked in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from classifier.details import Details, Span, read_details
from classifier.details.marked import Entry, GoldError, Marked, read_entries, read_marked
from classifier.details.scores import covered, known_people, measured, person, scored, token_f1
from guard import restored

PEOPLE = (Entry("Jane Porter", "jporter"), Entry("", "mblake"), Entry("Ann-Marie Wu", ""))


def spans(*values: str) -> tuple[Span, ...]:
    return tuple(Span(restored(value), 0, len(value)) for value in values)


def test_jobs_are_counted_over_all_messages() -> None:
    found = scored(
        [
            (Marked("a", job=("7000001", "7000002")), Details(jobs=spans("#7000001"))),
            (Marked("b"), Details(jobs=spans("123456"))),
        ]
    ).jobs
    assert (found.right, found.read, found.marked) == (1, 2, 2)
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)


def test_titles_and_user_names_are_the_same_person() -> None:
    people = known_people(PEOPLE)
    assert person("Dr. Jane Porter", people) == person("jporter", people) == person("jane porter's", people)
    assert person("Dr. Jane Porter", {}) == person("Jane Porter", {}) != person("jporter", {})
    assert person("MBlake", people) == "mblake"
    assert person("ann-marie wu", people) == person("Ann Marie Wu", people)


@pytest.mark.parametrize(
    ("directory", "f1"), [(PEOPLE, 1.0), ((), pytest.approx(2 / 3))], ids=["known", "unknown"]
)
def test_with_a_directory_one_name_of_a_person_is_enough(directory: tuple[Entry, ...], f1: float) -> None:
    pair = Marked("x", user=("Dr. Jane Porter", "jporter")), Details(users=spans("jporter"))
    assert scored([pair], directory).users.f1 == f1


@pytest.mark.parametrize(
    ("marked", "read", "expected"),
    [
        ("Invalid work type", "invalid work type", 1),
        ("Invalid work type", "work type", 0.8),
        ("a a b", "a b b", 2 / 3),
        ("Invalid", "", 0),
        ("", "Invalid", 0),
    ],
)
def test_errors_are_compared_by_their_tokens(marked: str, read: str, expected: float) -> None:
    assert token_f1(marked, read) == pytest.approx(expected)


def test_an_invented_error_counts_nothing_and_silence_about_nothing_is_left_out() -> None:
    invented = Marked("x"), Details(error=spans("boom")[0])
    right = Marked("x", error="boom"), Details(error=spans("boom")[0])
    assert scored([invented, right]).error_token_f1 == 0.5
    assert scored([(Marked("x"), Details()), right]).error_token_f1 == 1
    assert (found := scored([invented, right]).errors).precision == 0.5
    assert found.recall == 1


def test_steps_count_from_half_of_their_tokens_on() -> None:
    assert covered("open a job, press F5", "a job press") == 0.6
    steps = Marked("x", steps="open job press F5")
    half, less = spans("press f5")[0], spans("F5")[0]
    found = scored(
        [(steps, Details(steps=half)), (steps, Details(steps=less)), (Marked("x"), Details(steps=half))]
    )
    assert (found.steps_recall, found.steps, found.steps_invented) == (0.5, 2, 1)


def test_nothing_marked_and_nothing_read_is_right() -> None:
    found = scored([(Marked("hello"), Details())])
    assert (found.jobs.f1, found.users.f1, found.error_token_f1, found.steps_recall) == (1, 1, 1, 1)


def test_the_reading_that_is_handed_in_is_measured() -> None:
    messages = [Marked("job 7000123 fails", job=("7000123",))]
    found = measured(messages, lambda text: read_details(restored(text)))
    assert (found.messages, found.jobs.f1) == (1, 1)
    assert found.p50_ms >= 0


def test_the_shipped_examples_are_such_a_file() -> None:
    found = read_marked(Path("classifier/examples/tickets.jsonl"))
    assert found[0] == Marked(found[0].text, ("bsmith",), ("7000123",), "Invalid work type")


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        ('{"text": "x"}\nnope', "line 2: it is no JSON object"),
        ('{"text": "x"}\n\n["x"]', "line 3: it is no JSON object"),
        ('{"user": []}', 'line 1: it has no "text"'),
        ('{"text": "x", "user": [1]}', 'line 1: its "user" is no list of words'),
        ('{"text": "x", "job": {}}', 'line 1: its "job" is no list of words'),
        ('{"text": "x", "error": ["y"]}', 'line 1: its "error" is no text'),
        ('{"text": "x", "steps": 3}', 'line 1: its "steps" is no text'),
        ("\n", "there is no message in it"),
    ],
)
def test_a_bad_line_is_named(lines: str, refusal: str, tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(lines)
    with pytest.raises(GoldError) as refused:
        read_marked(path)
    assert refusal in str(refused.value)


def test_the_columns_of_the_directory_may_stand_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("\ufeffmail,User_Name, name\nx@example.org,jporter,Jane Porter\n,,\n\ny\n")
    assert read_entries(path) == (Entry("Jane Porter", "jporter"), Entry("", ""))


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"mail,name\n", "line 1: the first line has no column user_name"),
        (b"", "line 1: the first line has no column name and no column user_name"),
        (b"\xff\xfe", "it is not UTF-8"),
    ],
)
def test_a_file_that_is_no_directory_is_refused(content: bytes, refusal: str, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(GoldError) as refused:
        read_entries(path)
    assert refusal in str(refused.value)
