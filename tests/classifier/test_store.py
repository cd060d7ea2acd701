"""The model on disk: equal when it comes back, refused when it is not what it should be."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.archive import UnfitModelError
from classifier.category import Category
from classifier.examples import Example, version_of
from classifier.features import NAMES
from classifier.model import Classifier
from classifier.store import SHIPPED, ensure_model, load, metrics, packed, save, unpacked
from tests.fakes.stopwatch import fastest

Parts = dict[str, bytes]


@pytest.fixture
def stored(small: Classifier, tmp_path: Path) -> Path:
    path = tmp_path / "model.zip"
    save(small, path, {"accuracy": 0.9})
    return path


def test_what_comes_back_is_equal(small: Classifier, stored: Path, few: tuple[Example, ...]) -> None:
    again = load(stored)
    assert again.version == small.version
    assert [again.triage(example.text) for example in few] == [small.triage(example.text) for example in few]


def test_the_model_that_comes_along_is_that_of_the_examples(examples: tuple[Example, ...]) -> None:
    assert load(SHIPPED).version == version_of(examples), (
        "examples or features have changed: run `infracare classifier train --ship` and commit the file"
    )
    assert SHIPPED.stat().st_size < 3_000_000


def test_the_first_start_trains_nothing(tmp_path: Path) -> None:
    assert ensure_model(tmp_path).version == load(SHIPPED).version
    assert list(tmp_path.iterdir()) == []


def test_the_figures_travel_with_the_model(stored: Path) -> None:
    assert metrics(stored) == {"accuracy": 0.9}


def test_it_loads_in_a_moment_and_is_small(classifier: Classifier, folder: Path) -> None:
    assert fastest(lambda: load(SHIPPED)) < 1
    assert SHIPPED.stat().st_size < 3_000_000


def test_a_stored_model_is_used_and_a_changed_example_trains_anew(
    few: tuple[Example, ...], tmp_path: Path
) -> None:
    first = ensure_model(tmp_path, few)
    before = (tmp_path / f"triage-{first.version}.zip").stat().st_mtime_ns
    assert ensure_model(tmp_path, few).version == first.version
    assert (tmp_path / f"triage-{first.version}.zip").stat().st_mtime_ns == before
    changed = (*few[:-1], Example("another text altogether", Category.OTHER))
    assert ensure_model(tmp_path, changed).version == version_of(changed) != first.version
    assert len(list(tmp_path.iterdir())) == 2


def test_the_order_of_the_examples_makes_no_other_version(few: tuple[Example, ...]) -> None:
    assert version_of(few) == version_of(tuple(reversed(few)))


def test_a_torn_model_is_trained_again(few: tuple[Example, ...], tmp_path: Path) -> None:
    path = tmp_path / f"triage-{version_of(few)}.zip"
    path.write_bytes(b"PK\x03\x04 half a file")
    assert ensure_model(tmp_path, few).version == load(path).version


def test_nothing_half_written_is_left_behind(small: Classifier, tmp_path: Path) -> None:
    (tmp_path / "model.zip").mkdir()
    with pytest.raises(OSError, match="model"):
        save(small, tmp_path / "model.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["model.zip"]


def rewritten(path: Path, change: Callable[[Parts], None]) -> Path:
    """The same file with other parts and a manifest that fits them."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    change(parts)
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, "manifest.json": json.dumps(sums).encode()}.items():
            archive.writestr(name, content)
    return path


def array(values: object, *, pickled: bool = False) -> bytes:
    file = io.BytesIO()
    np.save(file, np.array(values, dtype=object if pickled else None), allow_pickle=pickled)
    return file.getvalue()


def huge_header() -> bytes:
    file = io.BytesIO()
    shape = {"descr": "<f8", "fortran_order": False, "shape": (10**12,)}
    np.lib.format.write_array_header_1_0(file, shape)
    return file.getvalue() + b"\0" * 8


def about(parts: Parts, **changes: object) -> None:
    parts["about.json"] = json.dumps({**json.loads(parts["about.json"]), **changes}).encode()


HOSTILE: list[tuple[str, Callable[[Parts], None]]] = [
    ("an array of objects", lambda parts: parts.update({"offsets.npy": array([print], pickled=True)})),
    ("an array that claims a terabyte", lambda parts: parts.update({"offsets.npy": huge_header()})),
    ("an array of another shape", lambda parts: parts.update({"offsets.npy": array([1.0, 2.0])})),
    ("an array of text", lambda parts: parts.update({"offsets.npy": array(["a"] * 6)})),
    ("an array of no numbers", lambda parts: parts.update({"offsets.npy": array([float("nan")] * 6)})),
    ("a cut array", lambda parts: parts.update({"weights.npy": parts["weights.npy"][:-8]})),
    ("no array", lambda parts: parts.update({"weights.npy": b"hello"})),
    ("a vocabulary of numbers", lambda parts: parts.update({"words.json": b"[1, 2]"})),
    ("an empty vocabulary", lambda parts: parts.update({"words.json": b"[]"})),
    ("a vocabulary twice the same", lambda parts: parts.update({"words.json": b'["a", "a"]'})),
    ("a broken vocabulary", lambda parts: parts.update({"words.json": b"{"})),
    ("another format", lambda parts: about(parts, format=99)),
    ("another version of the features", lambda parts: about(parts, features=0)),
    ("other observations", lambda parts: about(parts, observations=["x"])),
    ("unknown categories", lambda parts: about(parts, classes=["spam"])),
    ("categories that are none", lambda parts: about(parts, classes=[[1]])),
    ("a category twice", lambda parts: about(parts, classes=["incident"] * 6)),
    ("too few categories", lambda parts: about(parts, classes=["incident", "education"])),
    ("figures that are none", lambda parts: about(parts, metrics=[1])),
    ("a description without a bottom", lambda parts: parts.update({"about.json": b"[" * 200_000})),
    ("a vocabulary without a bottom", lambda parts: parts.update({"words.json": b"[" * 200_000})),
    ("no version", lambda parts: about(parts, version=None)),
    ("a list for a description", lambda parts: parts.update({"about.json": b"[]"})),
    ("a broken description", lambda parts: parts.update({"about.json": b"{"})),
    ("a part too many", lambda parts: parts.update({"evil.py": b"import os"})),
    ("a part too few", lambda parts: parts.__delitem__("words.npy")),
]


@pytest.mark.parametrize(("what", "change"), HOSTILE)
def test_a_file_that_is_no_model_is_refused(stored: Path, what: str, change: Callable[[Parts], None]) -> None:
    with pytest.raises(UnfitModelError, match=r"^model\.zip [^\n]+$"):
        load(rewritten(stored, change))


@pytest.mark.parametrize("content", [b"", b"no zip", pickle.dumps({"a": 1}), b"PK\x05\x06" + b"\0" * 18])
def test_a_foreign_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.zip"
    path.write_bytes(content)
    with pytest.raises(UnfitModelError, match="model"):
        load(path)


def test_a_changed_byte_is_noticed_or_changes_nothing(
    small: Classifier, stored: Path, few: tuple[Example, ...]
) -> None:
    content = bytearray(stored.read_bytes())
    noticed = 0
    for at in range(40, len(content), len(content) // 40):
        changed = bytearray(content)
        changed[at] ^= 0xFF
        stored.write_bytes(bytes(changed))
        try:
            again = load(stored)
        except UnfitModelError:
            noticed += 1
            continue
        same = [again.triage(example.text) == small.triage(example.text) for example in few]
        assert all(same), f"a change of byte {at} went unnoticed"
    assert noticed > 30


def test_every_cut_is_noticed(stored: Path) -> None:
    content = stored.read_bytes()
    for length in range(0, len(content) - 1, len(content) // 25):
        stored.write_bytes(content[:length])
        with pytest.raises(UnfitModelError):
            load(stored)


def test_a_bomb_is_not_unpacked(stored: Path) -> None:
    def swell(parts: Parts) -> None:
        parts["words.json"] = b" " * (65 * 1024 * 1024)

    with pytest.raises(UnfitModelError, match="larger"):
        load(rewritten(stored, swell))


@pytest.mark.parametrize("how", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_another_packing_is_refused(stored: Path, how: int) -> None:
    with zipfile.ZipFile(stored) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(stored, "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(UnfitModelError, match="packed in another way"):
        load(stored)


PLACES = st.integers(0, 1_000_000)


@settings(max_examples=200, deadline=None)
@given(
    bytes_changed=st.lists(st.tuples(PLACES, st.integers(0, 255)), min_size=1, max_size=4),
    cut=st.none() | st.tuples(PLACES, st.integers(0, 300), st.binary(max_size=300)),
)
def test_whatever_bytes_change_nothing_else_is_loaded(
    content: bytes, bytes_changed: list[tuple[int, int]], cut: tuple[int, int, bytes] | None
) -> None:
    """A model is refused in a sentence, or is the very one that was stored."""
    changed = bytearray(content)
    for place, value in bytes_changed:
        changed[place % len(content)] = value
    if cut is not None:
        start, length, instead = cut
        start %= len(content)
        changed[start : start + length] = instead
    try:
        found = unpacked(bytes(changed), "model.zip")
    except UnfitModelError:
        return
    assert packed(found) == packed(unpacked(content, "model.zip")) == content


@pytest.fixture(scope="module")
def content(small: Classifier) -> bytes:
    """A model of few words, so that many changes of it are tried in a second."""
    views = {
        name: replace(view, terms=view.terms[:9], idf=view.idf[:9]) for name, view in small.views.items()
    }
    columns = 9 * len(views) + len(NAMES)
    return packed(replace(small, views=views, weights=small.weights[:, :columns]))


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "model.zip"
    with path.open("wb") as file:
        file.truncate(17 * 1024 * 1024)
    with pytest.raises(UnfitModelError, match="larger"):
        load(path)
    shutil.rmtree(tmp_path, ignore_errors=True)
