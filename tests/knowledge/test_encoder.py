"""The encoder: vectors of length 1, kept in whole parts, re-ranking as far as words explain nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.dense import LEAST, MOST, WEIGHT, mixed
from knowledge.encoder import EncoderError, open_encoder
from knowledge.search import Search, open_search
from knowledge.vectors import Vectors, VectorStore, remove_vectors
from tests.fakes.tiny_encoder import write_encoder
from tests.knowledge.conftest import EVERYONE, Desk, article


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_encoder(tmp_path_factory.mktemp("encoder"))


def furnished(desk: Desk, encoder: Path | None) -> Search:
    """A lamp and a chair that share a word; both have been read by the encoder, when there is one."""
    desk.write("chair", article("Move the chair", "Lower the chair with the wheel of the desk.\n"))
    desk.write("lamp", article("Move the lamp", "Dim the lamp with the wheel of the desk.\n"))
    desk.sync()
    model = open_encoder(encoder) if encoder else None
    search = open_search(desk.transaction, desk.place / "index", encoder=model)
    while search.encode_some():
        pass
    return search


def found(search: Search, question: str) -> list[str]:
    return [hit.slug for hit in search.search(question, audience=EVERYONE).hits]


# The model.


def test_texts_become_vectors_of_length_one_in_their_order(tiny: Path) -> None:
    encoder = open_encoder(tiny)
    rows = encoder.encode(["dim the lamp", "chair", "soften a light, a lantern", "?", ""])
    assert rows.shape == (5, encoder.dimensions) == (5, 4)
    assert np.linalg.norm(rows[:3], axis=1) == pytest.approx([1, 1, 1])
    assert rows[1].tolist() == [0, 1, 0, 0]
    assert float(rows[0] @ rows[2]) == pytest.approx(3 / np.sqrt(2 * 5))
    assert not rows[3:].any()
    assert encoder.encode([]).shape == (0, 4)


def test_many_texts_are_as_one_by_one(tiny: Path) -> None:
    encoder = open_encoder(tiny)
    texts = ["lamp " * (number % 7) + "chair" for number in range(50)]
    together = encoder.encode(texts)
    assert np.allclose(together, np.concatenate([encoder.encode([text]) for text in texts]), atol=1e-6)


def broken(tiny: Path, folder: Path, how: str) -> Path:
    """A copy of the encoder with a fault."""
    folder.mkdir()
    for path in tiny.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    if how == "no model":
        (folder / "model.onnx").unlink()
    elif how == "two models":
        (folder / "model_int8.onnx").write_bytes(b"")
    elif how == "no tokenizer":
        (folder / "tokenizer.json").unlink()
    elif how == "torn model":
        (folder / "model.onnx").write_bytes((tiny / "model.onnx").read_bytes()[:100])
    elif how == "torn tokenizer":
        (folder / "tokenizer.json").write_text('{"version": "1.0"')
    elif how == "strange input":
        write_encoder(folder, inputs=("pixel_values",))
    elif how == "other words":
        (folder / "tokenizer.json").write_text(
            (tiny / "tokenizer.json")
            .read_text()
            .replace('"lamp":1', '"lamp":1,"long":999')
            .replace('"lamp": 1', '"lamp": 1, "long": 999')
        )
    return folder


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("no model", "holds no file of the name model*.onnx"),
        ("two models", "holds 2 files of the name model*.onnx"),
        ("no tokenizer", "holds no tokenizer.json"),
        ("torn model", "is no ONNX model that can be read"),
        ("torn tokenizer", "is no tokenizer that can be read"),
        ("strange input", "wants the inputs pixel_values"),
        ("other words", "gives no vectors"),
    ],
)
def test_a_folder_that_holds_no_encoder_is_refused_in_a_sentence(
    tiny: Path, tmp_path: Path, how: str, sentence: str
) -> None:
    with pytest.raises(EncoderError, match=sentence.replace("*", r"\*")) as refused:
        open_encoder(broken(tiny, tmp_path / "broken", how))
    assert "\n" not in str(refused.value)


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="holds no file"):
        open_encoder(tmp_path / "nowhere")


# What is kept.


def vector(*values: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array([values], np.float32)


def test_vectors_are_read_again_and_the_newest_counts(tmp_path: Path) -> None:
    store = VectorStore(tmp_path, "abc", 2)
    store.add({"lamp": vector(1, 0), "chair": vector(0, 1)}, {"lamp": "one", "chair": "two"})
    store.add({"lamp": vector(0, 1)}, {"lamp": "three"})
    vectors = store.read()
    assert (vectors.digest("lamp"), vectors.digest("chair"), vectors.digest("desk")) == ("three", "two", "")
    assert vectors.of("lamp").tolist() == [[0, 1]]
    assert VectorStore(tmp_path, "another", 2).read().newest == {}
    assert remove_vectors(tmp_path) == 1
    assert store.read().newest == {}


@pytest.mark.parametrize("suffix", [".npy", ".json"])
def test_a_part_that_is_torn_is_left_out(tmp_path: Path, suffix: str) -> None:
    store = VectorStore(tmp_path, "abc", 2)
    store.add({"lamp": vector(1, 0)}, {"lamp": "one"})
    store.add({"chair": vector(1, 0)}, {"chair": "two"})
    [first] = tmp_path.glob(f"vectors-*/part-1{suffix}")
    first.write_bytes(first.read_bytes()[:-3])
    assert set(store.read().newest) == {"chair"}
    assert VectorStore(tmp_path, "abc", 3).read().newest == {}


def test_vectors_of_what_is_gone_are_dropped_once_they_are_most(tmp_path: Path) -> None:
    store = VectorStore(tmp_path, "abc", 2)
    for slug in ("lamp", "chair", "desk"):
        store.add({slug: vector(1, 0)}, {slug: slug})
    vectors = store.read()
    assert store.compacted(vectors, ["lamp", "chair"]) is vectors
    assert set(store.compacted(vectors, ["lamp", "nowhere"]).newest) == {"lamp"}
    assert set(store.read().newest) == {"lamp"}
    assert len(list(tmp_path.glob("vectors-*/part-*"))) == 2


def test_an_article_is_as_near_as_its_nearest_row_and_an_unread_one_as_the_mean(tmp_path: Path) -> None:
    rows = np.array([[1, 0], [0, 1]], np.float32)
    VectorStore(tmp_path, "abc", 2).add({"lamp": rows, "desk": vector(0.6, 0.8)}, {"lamp": "l", "desk": "d"})
    vectors = VectorStore(tmp_path, "abc", 2).read()
    question = np.array([1, 0], np.float32)
    near = vectors.likeness(question, ["desk", "unread", "lamp"])
    assert near.tolist() == pytest.approx([0.6, 0.8, 1.0], abs=1e-3)
    assert Vectors(2).likeness(question, ["desk"]).tolist() == [0]


# The ranking.


def test_the_encoder_speaks_as_far_as_words_explain_nothing() -> None:
    score, cosine = np.array([2, 1], np.float32), np.array([0.2, 0.9], np.float32)
    for unexplained, weight in ((0.0, LEAST), (0.05, LEAST + 0.05 * WEIGHT), (1.0, MOST)):
        expected = [1 + weight * 0.2, 0.5 + weight * 0.9]
        assert mixed(score, cosine, unexplained).tolist() == pytest.approx(expected)


def test_a_question_in_other_words_finds_the_article_that_means_the_same(desk: Desk, tiny: Path) -> None:
    question = "the wheel: soften that lantern"
    assert found(furnished(desk, None), question) == ["chair", "lamp"]
    assert found(furnished(desk, tiny), question) == ["lamp", "chair"]
    assert found(furnished(desk, tiny), "the wheel: sink that seat") == ["chair", "lamp"]


def test_a_changed_article_is_read_again_and_a_restart_reads_nothing(desk: Desk, tiny: Path) -> None:
    search = furnished(desk, tiny)
    assert search.encoded() == (2, 0)
    desk.write("lamp", article("Move the lamp", "Lower the stool with the wheel.\n"))
    desk.sync()
    search.refresh()
    assert search.encoded() == (2, 1)
    assert search.encode_some() == 0
    again = open_search(desk.transaction, desk.place / "index", encoder=open_encoder(tiny))
    assert again.encoded() == (2, 0)
    assert open_search(desk.transaction, desk.place / "other").encoded() == (2, 2)
