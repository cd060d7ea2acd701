"""A zip of JSON and plain arrays with checksums: how models are kept, so that nothing in a file can run."""

from __future__ import annotations

import hashlib
import io
import json
import math
import os
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib import format as npy

LARGEST_FILE = 16 * 1024 * 1024
LARGEST_WHOLE = 64 * 1024 * 1024
"""Bytes of all parts together when unpacked."""

_MANIFEST = "manifest.json"
_TORN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OSError, RuntimeError)
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class UnfitModelError(ValueError):
    """A model file that is torn, foreign or made for another version; the message says which."""


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as one file, with the checksum of each; the same parts give the same bytes."""
    manifest = {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()}
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {_MANIFEST: as_json(manifest), **parts}.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def unzipped(whole: bytes, file: str, expected: Collection[Collection[str]]) -> dict[str, bytes]:
    """The parts whose checksums agree, if they are one of the sets expected and not too large."""
    if len(whole) > LARGEST_FILE:
        raise UnfitModelError(f"{file} is larger than a model can be ({LARGEST_FILE} bytes)")
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            parts = {name: archive.read(name) for name in _checked(archive, file, expected)}
            sums = json.loads(archive.read(_MANIFEST))
    except UnfitModelError:
        raise
    except _TORN as problem:
        raise UnfitModelError(f"{file} is torn or no model file: {problem}") from None
    if not isinstance(sums, dict) or any(
        sums.get(name) != hashlib.sha256(content).hexdigest() for name, content in parts.items()
    ):
        raise UnfitModelError(f"{file} is damaged: its checksums do not agree")
    return parts


def _checked(archive: zipfile.ZipFile, file: str, expected: Collection[Collection[str]]) -> list[str]:
    """The names of the parts, when they are those of a model, packed as one and not too large."""
    inside = archive.infolist()
    names = sorted(part.filename for part in inside)
    if names not in [sorted((*each, _MANIFEST)) for each in expected]:
        raise UnfitModelError(f"{file} does not hold the parts of a model")
    if any(part.compress_type not in _PACKED for part in inside):
        raise UnfitModelError(f"{file} is packed in another way than a model is")
    if sum(part.file_size for part in inside) > LARGEST_WHOLE:
        raise UnfitModelError(f"{file} is larger than {LARGEST_WHOLE} bytes when unpacked")
    return [name for name in names if name != _MANIFEST]


def read_file(path: Path) -> bytes:
    """The bytes of a file, one more than a model can have at the most."""
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def keep(content: bytes, path: Path) -> None:
    """Write these bytes whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".model-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def as_json(value: Any) -> bytes:
    """JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def as_npy(values: npt.NDArray[Any], kind: str = "<f8") -> bytes:
    """An array of this kind as the bytes of a plain ``.npy`` file."""
    file = io.BytesIO()
    np.save(file, np.ascontiguousarray(values, dtype=kind), allow_pickle=False)
    return file.getvalue()


def from_npy(content: bytes, shape: tuple[int, ...], kind: str = "<f8") -> npt.NDArray[Any]:
    """An array of just this shape and kind; header and length are compared before anything is allocated."""
    file = io.BytesIO(content)
    if npy.read_magic(file) != (1, 0):
        raise ValueError("an array is of an unknown version")
    found, _, stored = npy.read_array_header_1_0(file)
    if found != shape or stored != np.dtype(kind):
        raise ValueError(f"an array has the shape {found} instead of {shape}")
    if len(content) - file.tell() != np.dtype(kind).itemsize * math.prod(shape):
        raise ValueError("an array is shorter or longer than it says")
    values: npt.NDArray[Any] = np.load(io.BytesIO(content), allow_pickle=False)
    if not np.isfinite(values).all():
        raise ValueError("an array holds values that are no numbers")
    return np.ascontiguousarray(values)
