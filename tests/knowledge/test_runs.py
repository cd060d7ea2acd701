"""A test collection is read, mistyped, learnt, asked and judged; what cannot be read is said so."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from knowledge.articles import Article, Audience, Kind
from knowledge.beir import CollectionError, Document, read_collection, read_questions
from knowledge.runs import EVERYBODY, halves, run, wordings
from knowledge.sections import sections
from knowledge.stock import as_markdown, stocked
from knowledge.typos import mistyped

CORPUS: list[dict[str, Any]] = [
    {"_id": "d1", "title": "Reset a password", "text": "Press the button in the console."},
    {"_id": "d2", "title": "Upload a recording", "text": "Drop the <file> on the page."},
    {"_id": "d3", "title": "", "text": "Invoices are sent on the first of the month.", "metadata": {}},
    {"_id": "d4", "title": "Holidays"},
]
QUERIES = [
    {"_id": "q1", "text": "how do I reset the password"},
    {"_id": "q2", "text": "recording upload"},
    {"_id": "q3", "text": "when are invoices sent"},
    {"_id": "q4", "text": "nobody judged this"},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t1\nq2\td2\t1\nq3\td3\t1\nq4\td1\t0\nq9\td1\t1\n"


def lines(values: Sequence[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(value) + "\n" for value in values)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus.jsonl").write_text(lines(CORPUS), "utf-8")
    (tmp_path / "queries.jsonl").write_text(lines(QUERIES) + "\n", "utf-8")
    (tmp_path / "qrels.tsv").write_text(QRELS, "utf-8")
    return tmp_path


def test_only_questions_that_were_judged_are_asked(folder: Path) -> None:
    found = read_collection(folder)
    assert list(found.questions) == ["q1", "q2", "q3"]
    assert found.grades["q1"] == {"d1": 2, "d2": 1}
    assert list(found.documents())[3] == Document("d4", "Holidays", "")


def test_judgements_need_no_header_and_may_lie_where_beir_has_them(folder: Path) -> None:
    before = read_collection(folder).grades
    (folder / "qrels.tsv").unlink()
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text(QRELS.partition("\n")[2].replace("q1\t", "q1\t0\t"), "utf-8")
    assert read_collection(folder).grades == before


BROKEN = [
    ("corpus.jsonl", None, "corpus.jsonl: there is no such file; write a JSON object a line into it"),
    ("corpus.jsonl", '{"_id": "d1", "text": "x"}\n{"_id"', "corpus.jsonl, line 2: this is no JSON; write"),
    ("corpus.jsonl", "[1]", "corpus.jsonl, line 1: this is no JSON object; write"),
    ("corpus.jsonl", '{"text": "x"}', "corpus.jsonl, line 1: the field _id is missing; give"),
    ("corpus.jsonl", '{"_id": "d1"}', "corpus.jsonl, line 1: the field text is no text; write"),
    ("corpus.jsonl", '{"_id": "d", "text": "x"}\n' * 2, "line 2: the _id 'd' stands there twice; give each"),
    ("corpus.jsonl", "\ud8ff", "corpus.jsonl, line 1: the text is not UTF-8; save the file as UTF-8."),
    ("queries.jsonl", None, "queries.jsonl: there is no such file; write"),
    ("queries.jsonl", '{"_id": 1, "text": 2}', "queries.jsonl, line 1: the field text is no text; write"),
    ("queries.jsonl", '{"_id": 1, "text": "x"}\n' * 2, "line 2: the _id '1' stands there twice; give each"),
    ("qrels.tsv", None, "qrels.tsv: there is no such file; write question, document and grade"),
    ("qrels.tsv", "q1\td1\t1\nq2 d2 1\n", "qrels.tsv, line 2: a judgement has three fields; write"),
    ("qrels.tsv", "q1\td1\t1\nq2\td2\tyes\n", "qrels.tsv, line 2: 'yes' is no grade; write a whole number"),
    ("qrels.tsv", "q8\td1\t1\n", "qrels.tsv: it judges no question of queries.jsonl; use the same ids"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), BROKEN)
def test_what_cannot_be_read_is_said_with_file_line_and_remedy(
    folder: Path, name: str, content: str | None, sentence: str
) -> None:
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_text(content, "utf-8", errors="surrogatepass")
    with pytest.raises(CollectionError) as refused:
        list(read_collection(folder).documents())
    assert sentence in str(refused.value)
    assert str(refused.value).endswith(".")


def test_questions_without_documents_can_be_read(folder: Path) -> None:
    assert read_questions(folder / "queries.jsonl")[0] == "how do I reset the password"


def test_every_question_is_asked_and_judged(folder: Path) -> None:
    found = run(read_collection(folder))
    assert (found.documents, len(found.milliseconds), len(found.cpu_milliseconds)) == (4, 3, 3)
    assert {name: one.mean for name, one in found.figures.items()} == pytest.approx(
        {"ndcg@10": 1.0, "mrr@10": 1.0, "recall@5": 5 / 6, "success@1": 1.0}, abs=0.1
    )
    assert found.figures["success@1"].mean == 1.0
    assert found.build_seconds > 0
    assert found.resident_megabytes > 10


def test_what_is_learnt_finds_its_article_and_is_not_asked(folder: Path) -> None:
    (folder / "queries.jsonl").write_text(
        lines([{"_id": f"q{number}", "text": "who pays for the zeppelin"} for number in (1, 2)]), "utf-8"
    )
    (folder / "qrels.tsv").write_text("q1\td3\t1\nq2\td3\t1\n", "utf-8")
    collection = read_collection(folder)
    assert run(collection).figures["success@1"].mean == 0.0
    learnt = run(collection, learnt=0.5)
    assert len(learnt.milliseconds) == 1
    assert learnt.figures["success@1"].mean == 1.0


def test_a_wording_goes_to_the_documents_that_answer_best(folder: Path) -> None:
    collection = read_collection(folder)
    assert wordings(collection, ["q1", "q2"]) == {
        "d1": ["how do I reset the password"],
        "d2": ["recording upload"],
    }
    known, asked = halves(collection, 1 / 3)
    assert (len(known), len(asked)) == (1, 2)
    assert sorted([*known, *asked]) == ["q1", "q2", "q3"]


def test_a_document_without_any_text_is_borne() -> None:
    documents = [
        Document("rule", "Reset", "---"),
        Document("nothing", "", ""),
        Document("title", "Reset", ""),
    ]
    with stocked(documents, {}) as (search, number, _):
        found = search.search("reset", audience=EVERYBODY)
    assert number == 3
    assert sorted((hit.slug, hit.passage) for hit in found.hits) == [("rule", "---"), ("title", "Reset")]


@pytest.mark.slow
def test_a_large_collection_is_built_in_another_process() -> None:
    documents = [Document(str(number), f"Title {number}", "Some text.") for number in range(600)]
    with stocked(documents, {}, large=600) as (search, number, seconds):
        found = search.search("title 77", audience=EVERYBODY)
    assert (number, found.hits[0].slug, seconds > 0) == (600, "77", True)


SIGNS = st.characters(
    codec="ascii", categories=("L", "N", "P", "S"), include_characters=" \n", exclude_characters="|"
)


@given(st.text(SIGNS))
@example("a | b\n--- | ---\nc | d")
def test_plain_text_stays_as_it_is_in_markdown(text: str) -> None:
    day = date(2026, 1, 2)
    article = Article(
        "a", "", Kind.TUTORIAL, "x", Audience.EVERYBODY, day, False, (), as_markdown(text), "digest"
    )
    read = " ".join(unit.text for part in sections(article) for unit in part.units)
    assert read.split() == text.split()


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz  ")), st.integers())
def test_one_or_two_words_are_mistyped_by_one_slip_each_and_always_alike(text: str, seed: int) -> None:
    slipped = mistyped(text, str(seed))
    assert slipped == mistyped(text, str(seed))
    pairs = list(zip(text.split(" "), slipped.split(" "), strict=True))
    distances = [OSA.distance(*pair) for pair in pairs]
    assert set(distances) <= {0, 1}
    assert all(len(word) >= 4 for (word, _), distance in zip(pairs, distances, strict=True) if distance)
    assert sum(distances) in ({1, 2} if any(len(word) >= 4 for word, _ in pairs) else {0})
