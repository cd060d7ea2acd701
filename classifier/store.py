"""The model on disk: a zip of JSON and plain arrays with checksums, nothing in it can run."""

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
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy

from classifier import features
from classifier.category import Category
from classifier.examples import Example, read_examples, version_of
from classifier.model import Classifier, Numbers
from classifier.scope import Gate
from classifier.views import CUTS, View

SHIPPED = Path(__file__).parent / "shipped" / "triage.zip"
"""The model that comes along; ``infracare classifier train --ship`` makes it anew when examples change."""

FORMAT = 2
LARGEST_FILE = 16 * 1024 * 1024
LARGEST_WHOLE = 64 * 1024 * 1024
"""Bytes of all parts together when unpacked."""
MOST_TERMS = 500_000
_PARTS = (
    "about.json",
    *(f"{view}.json" for view in CUTS),
    *(f"{view}.npy" for view in CUTS),
    "weights.npy",
    "offsets.npy",
)
_GATE = ("gate-weights.npy", "gate-offset.npy")
"""Parts of a model with a gate."""
_MANIFEST = "manifest.json"


_TORN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OSError, RuntimeError)
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class UnfitModelError(ValueError):
    """A model file that is torn, foreign or made for another version; the message says which."""


def ensure_model(folder: Path, examples: Sequence[Example] | None = None) -> Classifier:
    """The model that fits these examples (the product's own by default): stored, shipped, or made."""
    known = read_examples() if examples is None else tuple(examples)
    version = version_of(known)
    path = folder / f"triage-{version}.zip"
    return _fit(path, version) or _fit(SHIPPED, version) or _made(known, path)


def shipped_model() -> Classifier:
    """The model of the product's own examples; made in a moment where the shipped one does not fit them."""
    known = read_examples()
    with tempfile.TemporaryDirectory() as folder:
        return _fit(SHIPPED, version_of(known)) or _made(known, Path(folder) / "triage.zip")


def _fit(path: Path, version: str) -> Classifier | None:
    """The model in this file if it is whole and of this version."""
    try:
        found = load(path)
    except (FileNotFoundError, UnfitModelError):
        return None
    return found if found.version == version else None


def _made(examples: Sequence[Example], path: Path) -> Classifier:
    from classifier.training import train  # scikit-learn takes a second to import

    fresh = train(examples)
    save(fresh, path)
    return fresh


def save(classifier: Classifier, path: Path, metrics: Mapping[str, Any] | None = None) -> None:
    """Write the file whole or not at all; ``metrics`` travel with it."""
    keep(packed(classifier, metrics), path)


def packed(classifier: Classifier, metrics: Mapping[str, Any] | None = None) -> bytes:
    """The model as the bytes of its file."""
    return _packed(_parts(classifier, metrics or {}))


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


def load(path: Path) -> Classifier:
    """The classifier in this file, equal to the one saved; what is wrong raises :class:`UnfitModelError`."""
    return unpacked(_read(path), path.name)


def unpacked(content: bytes, name: str) -> Classifier:
    """The classifier in these bytes, which the sentence of an :class:`UnfitModelError` calls by this name."""
    parts = _unpacked(content, name)
    try:
        return _rebuilt(_about(parts["about.json"], name), parts)
    except UnfitModelError:
        raise
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as problem:
        raise UnfitModelError(f"{name} does not hold a model of this program: {problem}") from None


def metrics(path: Path) -> dict[str, Any]:
    """The figures that were stored with the model."""
    found: dict[str, Any] = _about(_unpacked(_read(path), path.name)["about.json"], path.name)["metrics"]
    return found


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def _parts(classifier: Classifier, figures: Mapping[str, Any]) -> dict[str, bytes]:
    about = {
        "format": FORMAT,
        "features": features.VERSION,
        "version": classifier.version,
        "classes": [str(name) for name in classifier.classes],
        "observations": list(features.NAMES),
        "metrics": dict(figures),
    }
    return {
        "about.json": _json(about),
        **{f"{name}.json": _json(list(view.terms)) for name, view in classifier.views.items()},
        **{f"{name}.npy": _npy(view.idf) for name, view in classifier.views.items()},
        "weights.npy": _npy(classifier.weights),
        "offsets.npy": _npy(classifier.offsets),
        **_gate_parts(classifier.gate),
    }


def _gate_parts(gate: Gate | None) -> dict[str, bytes]:
    if gate is None:
        return {}
    return dict(zip(_GATE, (_npy(gate.weights), _npy(np.array([gate.offset]))), strict=True))


def _packed(parts: Mapping[str, bytes]) -> bytes:
    manifest = {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()}
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {_MANIFEST: _json(manifest), **parts}.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def _unpacked(whole: bytes, file: str) -> dict[str, bytes]:
    """The parts whose checksums agree, never more of them or larger than a model can be."""
    if len(whole) > LARGEST_FILE:
        raise UnfitModelError(f"{file} is larger than a model can be ({LARGEST_FILE} bytes)")
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            parts = {name: archive.read(name) for name in _checked(archive, file)}
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


def _checked(archive: zipfile.ZipFile, file: str) -> Sequence[str]:
    """The names of the parts, when they are those of a model, packed as one and not too large."""
    inside = archive.infolist()
    names = sorted(part.filename for part in inside)
    if names not in (sorted((*_PARTS, _MANIFEST)), sorted((*_PARTS, *_GATE, _MANIFEST))):
        raise UnfitModelError(f"{file} does not hold the parts of a model")
    if any(part.compress_type not in _PACKED for part in inside):
        raise UnfitModelError(f"{file} is packed in another way than a model is")
    if sum(part.file_size for part in inside) > LARGEST_WHOLE:
        raise UnfitModelError(f"{file} is larger than {LARGEST_WHOLE} bytes when unpacked")
    return [name for name in names if name != _MANIFEST]


def _about(content: bytes, file: str) -> dict[str, Any]:
    about = json.loads(content)
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise UnfitModelError(f"{file} has another format than {FORMAT}")
    if about.get("features") != features.VERSION or about.get("observations") != list(features.NAMES):
        raise UnfitModelError(f"{file} was made for other features than those of this program")
    if sorted(about.get("classes", ())) != sorted(Category):
        raise UnfitModelError(f"{file} names other categories than those of this program")
    if not isinstance(about.get("version"), str) or not isinstance(about.get("metrics"), dict):
        raise UnfitModelError(f"{file} does not say which version it is")
    return about


def _rebuilt(about: Mapping[str, Any], parts: Mapping[str, bytes]) -> Classifier:
    terms = {name: _terms(parts[f"{name}.json"]) for name in CUTS}
    classes = tuple(Category(name) for name in about["classes"])
    columns = sum(map(len, terms.values())) + len(features.NAMES)
    return Classifier(
        {
            name: View(cut, terms[name], _array(parts[f"{name}.npy"], (len(terms[name]),)))
            for name, cut in CUTS.items()
        },
        _array(parts["weights.npy"], (len(classes), columns)),
        _array(parts["offsets.npy"], (len(classes),)),
        classes,
        about["version"],
        gate=_gate(parts, columns),
    )


def _gate(parts: Mapping[str, bytes], columns: int) -> Gate | None:
    if _GATE[0] not in parts:
        return None
    weights, offset = (_array(parts[name], (size,)) for name, size in zip(_GATE, (columns, 1), strict=True))
    return Gate(weights, float(offset[0]))


def _terms(content: bytes) -> list[str]:
    terms = json.loads(content)
    if not isinstance(terms, list) or not 0 < len(terms) <= MOST_TERMS:
        raise ValueError("a vocabulary is empty or too large")
    if not all(isinstance(term, str) for term in terms) or len(set(terms)) != len(terms):
        raise ValueError("a vocabulary holds something else than different words")
    return terms


def _array(content: bytes, shape: tuple[int, ...]) -> Numbers:
    """An array of exactly this shape; header and length are compared before anything is allocated."""
    file = io.BytesIO(content)
    if npy.read_magic(file) != (1, 0):
        raise ValueError("an array is of an unknown version")
    found, _, kind = npy.read_array_header_1_0(file)
    if found != shape or kind != np.dtype("<f8"):
        raise ValueError(f"an array has the shape {found} instead of {shape}")
    if len(content) - file.tell() != 8 * math.prod(shape):
        raise ValueError("an array is shorter or longer than it says")
    values: Numbers = np.load(io.BytesIO(content), allow_pickle=False)
    if not np.isfinite(values).all():
        raise ValueError("an array holds values that are no numbers")
    return np.ascontiguousarray(values)


def _npy(values: Numbers) -> bytes:
    file = io.BytesIO()
    np.save(file, np.ascontiguousarray(values, dtype="<f8"), allow_pickle=False)
    return file.getvalue()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
