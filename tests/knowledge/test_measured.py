"""The search is measured: on questions written from the titles alone, and on some that nothing answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.search import read_questions, success
from knowledge.search import Search
from tests.knowledge.conftest import READER, SAMPLE

QUESTIONS = SAMPLE.parent / "questions.jsonl"
OWN = Path(__file__).parent / "dev.jsonl"
THRESHOLD = 0.9


def test_the_measured_set_is_whole() -> None:
    lines = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    slugs = {path.stem for path in SAMPLE.rglob("*.md")}
    assert len({line["question"] for line in lines}) == len(lines) == 150
    assert all(line["articles"] and set(line["articles"]) <= slugs for line in lines)


def test_questions_written_from_the_titles_find_their_article(sample_search: Search) -> None:
    figures = success(sample_search, read_questions(QUESTIONS))
    assert figures["success@1"] >= 0.74
    assert figures["success@3"] >= 0.86
    assert figures["answered"] >= 0.22
    assert figures["wrong_confident"] <= 0.01


def test_own_paraphrases_find_their_article(sample_search: Search) -> None:
    answerable = [(text, right) for text, right in read_questions(OWN) if right]
    figures = success(sample_search, answerable)
    assert len(answerable) >= 40
    assert figures["success@1"] >= 0.85
    assert figures["success@3"] >= 0.95
    assert figures["answered"] >= 0.55
    assert figures["wrong_confident"] <= 0.02


@pytest.mark.parametrize(("questions", "share"), [(QUESTIONS, 0.66), (OWN, 0.78)])
def test_of_the_right_article_the_section_is_shown_that_a_person_marked(
    sample_search: Search, questions: Path, share: float
) -> None:
    found = list(_marked_sections(sample_search, questions))
    assert len(found) >= 60
    assert sum(found) / len(found) >= share


def _marked_sections(search: Search, questions: Path) -> Iterator[bool]:
    """Whether the section shown is among the marked ones, for each question that finds its article."""
    for line in map(json.loads, questions.read_text("utf-8").splitlines()):
        hits = search.search(line["question"], audience=READER, limit=3).hits if "sections" in line else ()
        right = [hit.section for hit in hits if hit.slug in line["articles"]]
        if right:
            yield right[0] in line["sections"]


def test_one_or_two_typos_cost_little(sample_search: Search) -> None:
    questions = [(text, right) for text, right in read_questions(QUESTIONS) if right]
    spoilt = [(_spoilt(text), right) for text, right in questions]
    assert (
        success(sample_search, spoilt)["success@3"] >= success(sample_search, questions)["success@3"] - 0.08
    )


def _spoilt(text: str) -> str:
    """The text with two letters swapped in its longest word, and one dropped in the next, if long enough."""
    long = sorted(
        {word for word in text.split() if word.isalpha() and len(word) > 4}, key=lambda word: -len(word)
    )
    for number, word in enumerate(sorted(long[:2])):
        wrong = word[:2] + word[3] + word[2] + word[4:] if number else word[:3] + word[4:]
        text = text.replace(word, wrong)
    return text


def test_what_nothing_answers_is_hardly_ever_answered(sample_search: Search) -> None:
    own = read_questions(OWN)
    unanswerable = [text for text, right in own if not right]
    answered = [
        text for text in unanswerable if sample_search.search(text, audience=READER).precision >= THRESHOLD
    ]
    assert len(unanswerable) >= 40
    assert len(answered) <= 1, answered
    assert success(sample_search, own)["wrong_confident"] < 0.03


@pytest.mark.parametrize(
    "text",
    [
        "what is the weather",
        "how do I cook rice",
        "who won the match",
        "reset my iPhone",
        "tell me a joke",
        "what time is it in Tokyo",
        "hello",
        "thanks",
        "my car does not start",
    ],
)
def test_what_is_off_the_subject_is_far_below_the_threshold(sample_search: Search, text: str) -> None:
    assert sample_search.search(text, audience=READER).sure < 0.5


def test_what_differs_by_one_word_alone_is_not_answered(sample_search: Search) -> None:
    found = sample_search.search("how do I delete my Facebook account", audience=READER)
    assert found.precision < THRESHOLD
