"""The command that measures the search: what it prints for people and programs, and how it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.app.conftest import Infracare

KEYS = {"ndcg@10", "mrr@10", "recall@5", "success@1", "p50_ms", "p99_ms", "rss_mb", "build_s"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    titles = {"d1": "Reset a password", "d2": "Upload a recording"}
    (tmp_path / "corpus.jsonl").write_text(
        "\n".join(json.dumps({"_id": id_, "title": title, "text": "x"}) for id_, title in titles.items())
    )
    (tmp_path / "queries.jsonl").write_text(
        "\n".join(json.dumps({"_id": id_, "text": f"{title} how"}) for id_, title in titles.items())
    )
    (tmp_path / "qrels.tsv").write_text("".join(f"{id_}\t{id_}\t1\n" for id_ in titles))
    return tmp_path


def test_the_figures_are_printed_with_their_intervals(folder: Path, infracare: Infracare) -> None:
    ran = infracare("eval", "search", "--data", str(folder))
    assert (ran.code, ran.err) == (0, "")
    assert "2 documents, 2 questions; 95 % intervals:" in ran.out
    assert "ndcg@10    1.000   1.000 to 1.000" in ran.out


def test_in_json_they_are_one_flat_object(folder: Path, infracare: Infracare) -> None:
    plain = json.loads(infracare("eval", "search", "--data", str(folder), "--json").out)
    typos = json.loads(infracare("eval", "search", "--data", str(folder), "--typos", "--json").out)
    for found in (plain, typos):
        assert found.keys() >= KEYS
        assert all(isinstance(value, int | float) for value in found.values())
    assert plain["success@1"] == plain["success@1_low"] == 1.0


def test_the_learnt_are_not_asked(folder: Path, infracare: Infracare) -> None:
    ran = infracare("eval", "search", "--data", str(folder), "--learnt", "0.5", "--typos")
    assert "2 documents, 1 questions, with typos, 50% learnt; 95 % intervals:" in ran.out


def test_a_folder_that_is_no_collection_is_refused_in_a_sentence(
    tmp_path: Path, infracare: Infracare
) -> None:
    ran = infracare("eval", "search", "--data", str(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{tmp_path / 'queries.jsonl'}: there is no such file; write a JSON object")
