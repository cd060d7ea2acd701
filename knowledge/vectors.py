"""The vectors of articles on the disk and in memory: in parts that are written once, named by the model.

``<folder>/vectors-<model>/part-N.npy`` holds rows of half floats, ``part-N.json`` (written last) which rows
are whose, and the checksum of the first. A part that is torn or strange is left out and made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float16]
Floats = NDArray[np.float32]

FORMAT: Final = 1


class Span(NamedTuple):
    """The rows of an article in a part, and the content hash of the article they were made of."""

    digest: str
    start: int
    end: int


@dataclass(frozen=True)
class Part:
    """Some articles' rows: (rows, dimensions), and whose they are by slug."""

    rows: Rows
    spans: Mapping[str, Span]


@dataclass(frozen=True)
class Vectors:
    """The vectors of articles, of each the newest. Never changed: what is added gives another."""

    dimensions: int
    parts: tuple[Part, ...] = ()
    newest: Mapping[str, Part] = field(default_factory=dict)

    def digest(self, slug: str) -> str:
        """The content hash of the article that its vectors were made of; empty when it has none."""
        part = self.newest.get(slug)
        return part.spans[slug].digest if part else ""

    def of(self, slug: str) -> Rows:
        """The rows of one article, (rows, dimensions); none when it has none yet."""
        part = self.newest.get(slug)
        if part is None:
            return np.zeros((0, self.dimensions), np.float16)
        _, start, end = part.spans[slug]
        return part.rows[start:end]

    def likeness(self, question: Floats, slugs: Sequence[str]) -> Floats:
        """The cosine of the question and each article's nearest row (0 to 1); their mean where unknown."""
        found = [self.of(slug) for slug in slugs]
        lengths = np.array([len(rows) for rows in found], np.int64)
        known = lengths > 0
        if not known.any():
            return np.zeros(len(slugs), np.float32)
        cosines = np.concatenate(found).astype(np.float32) @ question
        best = np.maximum.reduceat(cosines, (np.cumsum(lengths) - lengths)[known])
        values = np.full(len(slugs), best.mean(), np.float32)
        values[known] = best
        return np.maximum(values, np.float32(0))

    def with_part(self, part: Part) -> Vectors:
        """These, and over them those of another part."""
        newest = {**self.newest, **dict.fromkeys(part.spans, part)}
        return Vectors(self.dimensions, (*self.parts, part), newest)


class VectorStore:
    """The parts of one model in a folder. Only one thread of one process writes."""

    def __init__(self, folder: Path, model: str, dimensions: int) -> None:
        """``model`` is the checksum of the encoder that the vectors are of."""
        self._folder, self._dimensions = folder / f"vectors-{model[:16]}", dimensions

    def read(self) -> Vectors:
        """All parts that are whole."""
        found = (_read(path, self._dimensions) for path in self._files())
        vectors = Vectors(self._dimensions)
        for part in filter(None, found):
            vectors = vectors.with_part(part)
        return vectors

    def add(self, rows: Mapping[str, Floats], digests: Mapping[str, str]) -> Part:
        """Write the rows of some articles (by slug) as a part; returns it as it is read again."""
        self._folder.mkdir(parents=True, exist_ok=True)
        stacked = np.concatenate(list(rows.values())).astype(np.float16)
        ends = np.cumsum([len(one) for one in rows.values()]).tolist()
        spans = {
            slug: Span(digests[slug], end - len(rows[slug]), end)
            for slug, end in zip(rows, ends, strict=True)
        }
        number = max((_number(path) for path in self._files()), default=0) + 1
        content = BytesIO()
        np.save(content, stacked, allow_pickle=False)
        state = {"format": FORMAT, "checksum": _checksum(content.getvalue()), "spans": spans}
        _write(self._folder / f"part-{number}.npy", content.getvalue())
        _write(self._folder / f"part-{number}.json", json.dumps(state).encode())
        return Part(stacked, spans)

    def compacted(self, vectors: Vectors, wanted: Collection[str]) -> Vectors:
        """One part of the articles that are wanted, when most rows are of others or of older versions."""
        live = sum(len(vectors.of(slug)) for slug in wanted)
        if 2 * live >= sum(len(part.rows) for part in vectors.parts):
            return vectors
        before = self._files()
        kept = {slug: vectors.of(slug).astype(np.float32) for slug in wanted if slug in vectors.newest}
        fresh = Vectors(self._dimensions)
        if kept:
            fresh = fresh.with_part(self.add(kept, {slug: vectors.digest(slug) for slug in kept}))
        for path in before:
            path.unlink(missing_ok=True)
            path.with_suffix(".npy").unlink(missing_ok=True)
        return fresh

    def _files(self) -> list[Path]:
        found = (path for path in self._folder.glob("part-*.json") if path.stem[5:].isdecimal())
        return sorted(found, key=_number)


def remove_vectors(folder: Path) -> int:
    """Remove the vectors of all models; returns of how many models there were any."""
    found = [path for path in folder.glob("vectors-*") if path.is_dir()]
    for path in found:
        shutil.rmtree(path, ignore_errors=True)
    return len(found)


def _number(path: Path) -> int:
    return int(path.stem.removeprefix("part-"))


def _read(path: Path, dimensions: int) -> Part | None:
    """The part, when it is as it was written."""
    try:
        state: dict[str, Any] = json.loads(path.read_text("utf-8"))
        content = path.with_suffix(".npy").read_bytes()
        if state["format"] != FORMAT or state["checksum"] != _checksum(content):
            return None
        rows = np.load(BytesIO(content), allow_pickle=False)
        spans = {
            str(slug): Span(str(one[0]), int(one[1]), int(one[2])) for slug, one in state["spans"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None
    fits = rows.dtype == np.float16 and rows.ndim == 2 and rows.shape[1] == dimensions
    return Part(rows, spans) if fits and all(_within(one, len(rows)) for one in spans.values()) else None


def _within(span: Span, length: int) -> bool:
    return 0 <= span.start < span.end <= length


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(path.name + ".draft")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
