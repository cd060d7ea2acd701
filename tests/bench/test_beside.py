"""The engines the search is measured beside find, and find what was changed; their corpus and its figures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.beside import COLUMNS, tables
from bench.engines import ENGINES, Engine, documents
from bench.made import WORDS, questions, write_corpus
from bench.plot import draw
from bench.report import PAGE, measured, placed
from knowledge.beir import Document

CORPUS = [
    Document("d1", "Reset a password", "Press the button in the console of the office."),
    Document("d2", "Upload a recording", "Drop the recordings on the page and wait."),
    Document("d3", "", "Invoices are sent on the first of the month."),
]


MACHINE = {
    "date": "2031-02-03",
    "cores": 2,
    "processor": "x86_64",
    "python": "3.11",
    "load": 0.4,
    **dict.fromkeys(("tantivy", "bm25s", "Whoosh", "SQLite"), "1.0"),
}


@pytest.mark.parametrize("engine", ENGINES.values(), ids=list(ENGINES))
def test_each_engine_finds_and_finds_what_was_changed(engine: type[Engine], tmp_path: Path) -> None:
    corpus, place = tmp_path / "corpus.jsonl", tmp_path / "place"
    lines = [{"_id": one.id, "title": one.title, "text": one.text} for one in CORPUS]
    corpus.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    place.mkdir()
    engine.stock(corpus, place)
    engine.build(corpus, place)
    here = engine(place)
    assert here.ask("how do I upload recordings?", 5)[0] == "d2"
    assert here.ask('title:"(zzz', 5) == []
    here.change(CORPUS[2]._replace(text="Zeppelins are sent instead."))
    assert here.ask("zeppelins", 5) == ["d3"]
    assert here.ask("invoices", 5) == []


def test_a_corpus_of_any_size_is_the_same_each_time_and_its_ids_differ(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_corpus(tmp_path / name, 40)
    made = list(documents(tmp_path / "one"))
    assert made == list(documents(tmp_path / "other"))
    assert len({one.id for one in made}) == 40
    assert all(one.title and len(one.text.split()) > WORDS for one in made)


def test_questions_have_ten_words_and_a_third_are_peoples(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", 40)
    asked = questions(tmp_path / "corpus", 30)
    assert [len(question.split()) for question in asked] == [WORDS] * 30
    texts = " ".join(one.text for one in documents(tmp_path / "corpus"))
    assert sum(question in texts for question in asked) == 20


def figures(value: float) -> dict[str, object]:
    speed = dict.fromkeys(COLUMNS, value)
    return {
        "machine": MACHINE,
        "speed": {size: {name: dict(speed) for name in ENGINES} for size in ("1000", "10000")},
        "quality": {"faq": {name: {"ndcg@10": 0.5, "with typos": 0.4} for name in ENGINES}},
    }


def test_the_figures_become_tables_with_ratios(tmp_path: Path) -> None:
    written = tables(figures(2.5))
    assert "| 1,000 | tantivy | 2.5 | 2.5 | 2.5 | 2.5 | 2.5 | 2.5 | 2.5 | 1.00, 1.00 |" in written
    assert "| Whoosh | 0.500 | 0.400 |" in written


def test_the_figures_become_a_picture(tmp_path: Path) -> None:
    draw(figures(2.5), tmp_path / "figures.svg")
    drawn = (tmp_path / "figures.svg").read_text("utf-8")
    assert all(name in drawn for name in (*ENGINES, "faq"))


def test_the_page_takes_the_tables_and_says_whether_the_machine_was_quiet() -> None:
    written = tables(figures(2.5))
    page = placed(PAGE.read_text("utf-8"), written, measured(MACHINE))
    assert all(line in page for line in written.splitlines() if line.startswith("|"))
    assert page.count("\n| documents | engine |") == page.count("\n| engine |") == 1
    assert "Measured on 2031-02-03 on 2 cores" in page
    assert "ratios" not in measured(MACHINE)
    assert "only the ratios count" in measured({**MACHINE, "load": 3.0})
    assert placed(page, written, measured(MACHINE)) == page
