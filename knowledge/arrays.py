"""Arrays on the disk: one .npy file for each kind of number, read by mapping it into memory.

Nothing is unpickled. A file whose header is not exactly that of a plain column is refused before anything of
it is used: the arrays in it are slices, by the layout that was written with it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from weakref import finalize

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
Layout = Mapping[str, tuple[str, int, int]]
"""For each array its file, and where in it the array begins and ends."""

KINDS: Final = {
    kind: np.dtype(f"<{kind}" if kind[1] != "1" else f"|{kind}")
    for kind in ("i8", "i4", "f4", "f2", "u2", "u1", "b1")
}
LONGEST_HEADER: Final = 256
"""Bytes; that of a column has 128."""


class UnfitArraysError(ValueError):
    """Files that do not hold the arrays they should; the message says which."""


def write_arrays(folder: Path, arrays: Arrays) -> Layout:
    """Write columns into ``<kind>.npy`` files; returns where each of them lies."""
    layout: dict[str, tuple[str, int, int]] = {}
    for kind, dtype in KINDS.items():
        chosen = {name: column for name, column in arrays.items() if column.dtype == dtype}
        with (folder / f"{kind}.npy").open("wb") as file:
            shape = (sum(map(len, chosen.values())),)
            npy.write_array_header_1_0(
                file, {"descr": npy.dtype_to_descr(dtype), "fortran_order": False, "shape": shape}
            )
            end = 0
            for name, column in chosen.items():
                np.ascontiguousarray(column).tofile(file)
                layout[name], end = (kind, end, end + len(column)), end + len(column)
    if missing := arrays.keys() - layout.keys():
        raise UnfitArraysError(f"there is no file for the kind of {', '.join(sorted(missing))}")
    return layout


def open_arrays(folder: Path, layout: Layout) -> dict[str, NDArray[Any]]:
    """The columns, mapped; raises :class:`UnfitArraysError` or OSError."""
    columns = {kind: _mapped(folder / f"{kind}.npy", dtype) for kind, dtype in KINDS.items()}
    return {name: _slice(columns, name, place) for name, place in layout.items()}


class FileBytes:
    """A column of bytes that is read from its file when it is wanted, so that it never lies in memory."""

    def __init__(self, folder: Path, layout: Layout, name: str) -> None:
        """Only for a folder that :func:`open_arrays` has taken."""
        kind, start, _ = layout[name]
        path = folder / f"{kind}.npy"
        self._begins = path.stat().st_size - _mapped(path, KINDS["u1"]).nbytes + start
        self._handle = os.open(path, os.O_RDONLY)
        finalize(self, os.close, self._handle)

    def read(self, start: int, end: int) -> bytes:
        """The bytes from ``start`` up to ``end``."""
        return os.pread(self._handle, end - start, self._begins + start)


def _slice(columns: Arrays, name: str, place: Any) -> NDArray[Any]:
    try:
        kind, start, end = place
        if 0 <= start <= end <= len(columns[kind]):
            return columns[kind][start:end]
    except (KeyError, TypeError, ValueError):
        pass
    raise UnfitArraysError(f"the layout of {name} leads out of its file")


def _mapped(path: Path, dtype: np.dtype[Any]) -> NDArray[Any]:
    with path.open("rb") as file:
        start = file.read(LONGEST_HEADER)
        size = os.fstat(file.fileno()).st_size
    header = _HEADER.match(start)
    if not header or header["kind"].decode() != dtype.str:
        raise UnfitArraysError(f"{path.name} does not begin as a column of {dtype} does")
    if size - header.end() != int(header["length"]) * dtype.itemsize:
        raise UnfitArraysError(f"{path.name} is shorter or longer than it says")
    if size == header.end():
        return np.zeros(0, dtype)
    # A plain array over the mapped file: slicing a memmap costs several times as much.
    return np.asarray(np.memmap(path, dtype, "r", header.end(), (int(header["length"]),)))


_HEADER: Final = re.compile(
    rb"\x93NUMPY\x01\x00..\{'descr': '(?P<kind>[<|][a-z]\d)', 'fortran_order': False, "
    rb"'shape': \((?P<length>\d{1,15}),\), \} *\n",
    re.DOTALL,
)
"""Version 1 of the format as numpy writes it; Python's own reader would evaluate whatever stands there."""
