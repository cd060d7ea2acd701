"""Arrays on the disk come back as they were; a file that is anything else is refused, and never run."""

from __future__ import annotations

import io
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from knowledge.arrays import Layout, UnfitArraysError, open_arrays, write_arrays

ARRAYS: dict[str, np.ndarray[Any, Any]] = {
    "starts": np.array([0, 2, 5], np.int64),
    "keys": np.array([7, 2**62], np.int64),
    "places": np.arange(4, dtype=np.int32),
    "weights": np.array([0.5, 1.5], np.float32),
    "nothing": np.zeros(0, np.float32),
    "flags": np.array([True, False]),
    "bytes": np.frombuffer(b"text", np.uint8),
}


def test_what_is_written_comes_back_mapped_and_cannot_be_changed(tmp_path: Path) -> None:
    found = open_arrays(tmp_path, write_arrays(tmp_path, ARRAYS))
    assert found.keys() == ARRAYS.keys()
    for name, column in ARRAYS.items():
        assert found[name].dtype == column.dtype
        np.testing.assert_array_equal(found[name], column)
    with pytest.raises(ValueError, match="read-only"):
        found["keys"][0] = 1


def test_a_kind_of_number_without_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnfitArraysError, match="no file for the kind of odd"):
        write_arrays(tmp_path, {"odd": np.zeros(2, np.complex64)})


class Bomb:
    """Says so when it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (pytest.fail, ("it was unpickled",))


def saved(array: np.ndarray[Any, Any], **options: Any) -> bytes:
    file = io.BytesIO()
    np.save(file, array, **options)
    return file.getvalue()


def headed(header: str) -> bytes:
    """A file with this header, and 16 bytes."""
    padded = header.encode().ljust(117) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(padded).to_bytes(2, "little") + padded + bytes(16)


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("i8.npy", b"")
    return file.getvalue()


HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "no array": b"#!/bin/sh\necho\n",
    "a pickle": pickle.dumps(Bomb()),
    "objects": saved(np.array([Bomb()], object), allow_pickle=True),
    "a zip": zipped(),
    "another kind": saved(np.zeros(5, np.int32)),
    "the other byte order": saved(np.zeros(5, ">i8")),
    "two dimensions": saved(np.zeros((5, 1), np.int64)),
    "a single value": saved(np.array(5, np.int64)),
    "another version": b"\x93NUMPY\x03\x00" + saved(np.zeros(5, np.int64))[8:],
    "too short": saved(np.zeros(5, np.int64))[:-1],
    "too long": saved(np.zeros(5, np.int64)) + b"\0",
    "longer than the disk": headed("{'descr': '<i8', 'fortran_order': False, 'shape': (1000000000000,)}"),
    "a negative length": headed("{'descr': '<i8', 'fortran_order': False, 'shape': (-2,)}"),
    "an expression": headed("{'descr': '<i8', 'fortran_order': False, 'shape': (__import__('os').abort(),)}"),
    "nested too deeply": headed("(" * 100),
    "a header without end": b"\x93NUMPY\x01\x00\xff\xff{",
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_file_that_is_no_plain_column_is_refused(tmp_path: Path, how: str) -> None:
    layout = write_arrays(tmp_path, ARRAYS)
    (tmp_path / "i8.npy").write_bytes(HOSTILE[how])
    with pytest.raises(UnfitArraysError, match=r"i8\.npy"):
        open_arrays(tmp_path, layout)


LAYOUTS: dict[str, Callable[[], Layout]] = {
    "beyond the end": lambda: {"keys": ("i8", 3, 6)},
    "before the beginning": lambda: {"keys": ("i8", -2, 2)},
    "backwards": lambda: {"keys": ("i8", 3, 1)},
    "an unknown file": lambda: {"keys": ("../i8", 0, 1)},
    "not three things": lambda: {"keys": ("i8", 0)},  # type: ignore[dict-item]
    "no numbers": lambda: {"keys": ("i8", "0", "1")},  # type: ignore[dict-item]
}


@pytest.mark.parametrize("how", LAYOUTS)
def test_a_layout_that_leads_out_of_its_file_is_refused(tmp_path: Path, how: str) -> None:
    write_arrays(tmp_path, ARRAYS)
    with pytest.raises(UnfitArraysError, match="layout of keys"):
        open_arrays(tmp_path, LAYOUTS[how]())
