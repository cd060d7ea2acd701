"""The model on disk: a zip of JSON and plain arrays with checksums, nothing in it can run."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from classifier import features
from classifier.archive import (
    UnfitModelError,
    as_json,
    as_npy,
    from_npy,
    keep,
    read_file,
    unzipped,
    zipped,
)
from classifier.category import Category
from classifier.examples import Example, read_examples, version_of
from classifier.model import Classifier
from classifier.scope import Gate
from classifier.views import CUTS, View

SHIPPED = Path(__file__).parent / "shipped" / "triage.zip"
"""The model that comes along; ``infracare classifier train --ship`` makes it anew when examples change."""

FORMAT = 2
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
_EXPECTED = (_PARTS, (*_PARTS, *_GATE))


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
    return zipped(_parts(classifier, metrics or {}))


def load(path: Path) -> Classifier:
    """The classifier in this file, equal to the one saved; what is wrong raises :class:`UnfitModelError`."""
    return unpacked(read_file(path), path.name)


def unpacked(content: bytes, name: str) -> Classifier:
    """The classifier in these bytes, which the sentence of an :class:`UnfitModelError` calls by this name."""
    parts = unzipped(content, name, _EXPECTED)
    try:
        return _rebuilt(_about(parts["about.json"], name), parts)
    except UnfitModelError:
        raise
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as problem:
        raise UnfitModelError(f"{name} does not hold a model of this program: {problem}") from None


def metrics(path: Path) -> dict[str, Any]:
    """The figures that were stored with the model."""
    found: dict[str, Any] = _about(unzipped(read_file(path), path.name, _EXPECTED)["about.json"], path.name)[
        "metrics"
    ]
    return found


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
        "about.json": as_json(about),
        **{f"{name}.json": as_json(list(view.terms)) for name, view in classifier.views.items()},
        **{f"{name}.npy": as_npy(view.idf) for name, view in classifier.views.items()},
        "weights.npy": as_npy(classifier.weights),
        "offsets.npy": as_npy(classifier.offsets),
        **_gate_parts(classifier.gate),
    }


def _gate_parts(gate: Gate | None) -> dict[str, bytes]:
    if gate is None:
        return {}
    return dict(zip(_GATE, (as_npy(gate.weights), as_npy(np.array([gate.offset]))), strict=True))


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
            name: View(cut, terms[name], from_npy(parts[f"{name}.npy"], (len(terms[name]),)))
            for name, cut in CUTS.items()
        },
        from_npy(parts["weights.npy"], (len(classes), columns)),
        from_npy(parts["offsets.npy"], (len(classes),)),
        classes,
        about["version"],
        gate=_gate(parts, columns),
    )


def _gate(parts: Mapping[str, bytes], columns: int) -> Gate | None:
    if _GATE[0] not in parts:
        return None
    weights, offset = (from_npy(parts[name], (size,)) for name, size in zip(_GATE, (columns, 1), strict=True))
    return Gate(weights, float(offset[0]))


def _terms(content: bytes) -> list[str]:
    terms = json.loads(content)
    if not isinstance(terms, list) or not 0 < len(terms) <= MOST_TERMS:
        raise ValueError("a vocabulary is empty or too large")
    if not all(isinstance(term, str) for term in terms) or len(set(terms)) != len(terms):
        raise ValueError("a vocabulary holds something else than different words")
    return terms
