"""A volume: a segment with what is shown of its pages, in memory or mapped from the disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import markdown_it
import numpy as np
from numpy.typing import NDArray

from knowledge.arrays import Arrays, FileBytes, open_arrays, write_arrays
from knowledge.bm25f import FIELDS, Means, article_rows, lengths, mean_lengths, section_rows
from knowledge.columns import Columns
from knowledge.leaves import Leaves, Stamp
from knowledge.postings import Lexicon, Postings
from knowledge.ragged import Ragged
from knowledge.sections import Section
from knowledge.segment import Segment, compiled
from knowledge.texts import Head, head, section
from knowledge.vocabulary import Shelf
from knowledge.wordlist import Wordlist

TEXTS: Final = "segment.columns.texts.byte"
_SOURCES: Final = (
    *("arrays", "articles", "bm25f", "columns", "keys", "leaning", "leaves", "pages", "passages"),
    *("postings", "ragged", "sections", "segment", "texts", "volume", "wordlist", "words"),
)
"""The modules a volume on the disk depends on: with any change in them it is made again."""


class UnfitVolumeError(ValueError):
    """A folder whose arrays are torn, foreign or hostile; the message says which."""


@dataclass(frozen=True)
class Volume:
    """Pages in the order of their slugs (``stamps``), their segment, and the words they are written in.

    ``uses`` counts the pages that hold each of the words. ``in_pages`` and ``in_sections`` hold how many
    terms stand in each field of each page and section. On the disk texts are read from ``file``.
    """

    stamps: Mapping[str, Stamp]
    segment: Segment
    words: Wordlist
    uses: NDArray[np.int32]
    in_pages: NDArray[np.float32]
    in_sections: NDArray[np.float32]
    file: FileBytes | None = None

    def __len__(self) -> int:
        """The number of pages."""
        return len(self.segment)

    @property
    def leaves(self) -> Leaves:
        """Its pages as they were before they were bound."""
        return Leaves(self.stamps, self.segment.columns, self.words)

    @property
    def lengths(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """How many terms stand in each field of its pages, and of their sections: a row for each."""
        return self.in_pages.reshape(-1, FIELDS), self.in_sections.reshape(-1, FIELDS)

    @cached_property
    def slugs(self) -> tuple[str, ...]:
        """The slug of each page."""
        return tuple(self.stamps)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The number of each page, by its slug."""
        return {slug: place for place, slug in enumerate(self.stamps)}

    def without(self, slugs: Iterable[str]) -> NDArray[np.bool_]:
        """Which of its pages are none of these."""
        others = np.ones(len(self), bool)
        others[[self.places[slug] for slug in slugs if slug in self.places]] = False
        return others

    @cached_property
    def shelf(self) -> Shelf:
        """The words its pages are written in, with how many pages hold each."""
        return Shelf(dict(zip(self.words.words(), self.uses.tolist(), strict=True)))

    def head(self, page: int) -> Head:
        """What the page of this number is."""
        start, first, _ = self._layout(page)
        return head(self._bytes(start, first))

    def section(self, page: int, number: int) -> Section:
        """One of its sections."""
        _, first, lengths = self._layout(page)
        start = first + sum(lengths[:number])
        return section(self._bytes(start, start + lengths[number]))

    def sections(self, page: int) -> list[Section]:
        """All its sections."""
        return [self.section(page, number) for number in range(len(self._layout(page)[2]))]

    def _layout(self, page: int) -> tuple[int, int, list[int]]:
        """Where its head and its sections begin, and how long each section is, in bytes."""
        table = self.segment.columns.sections
        lengths = table["length"][table.starts[page] : table.starts[page + 1]].tolist()
        start, end = self.segment.columns.texts.starts[page : page + 2].tolist()
        return start, end - sum(lengths), lengths

    def _bytes(self, start: int, end: int) -> bytes:
        if self.file:
            return self.file.read(start, end)
        return self.segment.columns.texts["byte"][start:end].tobytes()


def bound(loose: Leaves, means: Means | None = None) -> Volume:
    """The volume of these pages; with ``means`` its weights compare with those of another volume."""
    segment, lengths = compiled(loose.columns, means), _field_lengths(loose.columns)
    return Volume(loose.stamps, segment, loose.words, _uses(loose), *lengths)


def _uses(loose: Leaves) -> NDArray[np.int32]:
    """How many pages hold each of the words."""
    written = loose.words.keys.searchsorted(loose.columns.written["key"])
    return np.bincount(written, minlength=len(loose.words.keys)).astype(np.int32)


def _field_lengths(columns: Columns) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    term = np.zeros(len(columns.words["key"]), np.int8)
    return lengths(article_rows(columns, term)).ravel(), lengths(section_rows(columns, term)).ravel()


def means_of(parts: Sequence[tuple[Volume, NDArray[np.bool_]]]) -> Means:
    """The exact mean lengths over the chosen pages of several volumes."""
    articles = [volume.lengths[0][chosen] for volume, chosen in parts]
    sections = [
        volume.lengths[1][np.repeat(chosen, np.diff(volume.segment.columns.sections.starts))]
        for volume, chosen in parts
    ]
    return Means(mean_lengths(*articles), mean_lengths(*sections))


def write_volume(folder: Path, volume: Volume) -> Mapping[str, Any]:
    """Write a volume into an empty folder; returns the facts that :func:`open_volume` wants."""
    return {
        "stamps": {slug: list(dict.fromkeys(stamp)) for slug, stamp in volume.stamps.items()},
        "means": volume.segment.means,
        "layout": write_arrays(folder, dict(_named(volume, ""))),
    }


def open_volume(folder: Path, facts: Mapping[str, Any]) -> Volume:
    """The volume in a folder, mapped; raises :class:`UnfitVolumeError` when the folder holds none."""
    try:
        tree = _tree(open_arrays(folder, facts["layout"]))
        stamps = {str(slug): Stamp(str(one[0]), str(one[-1])) for slug, one in facts["stamps"].items()}
        articles, sections = (tuple(map(float, means)) for means in facts["means"])
        segment = _segment(tree["segment"], Means(articles, sections))
        file = FileBytes(folder, facts["layout"], TEXTS) if hasattr(os, "pread") else None
        volume = Volume(
            stamps, segment, _words(tree["words"]), tree["uses"], tree["in_pages"], tree["in_sections"], file
        )
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as problem:
        raise UnfitVolumeError(f"{folder} does not hold the arrays of this program: {problem}") from problem
    if len(volume) != len(stamps):
        raise UnfitVolumeError(f"{folder} holds {len(volume)} pages instead of {len(stamps)}")
    return volume


@lru_cache(maxsize=1)
def version() -> str:
    """What arrays depend on, as a hash: the code that makes them, and the parser of articles."""
    sources = [(Path(__file__).parent / f"{name}.py").read_bytes() for name in _SOURCES]
    parts = [*sources, markdown_it.__version__.encode(), np.__version__.partition(".")[0].encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _named(value: Any, name: str) -> Iterator[tuple[str, NDArray[Any]]]:
    """All arrays in a value, each by its path."""
    if isinstance(value, np.ndarray):
        yield name, value
    elif isinstance(value, Ragged):
        yield f"{name}.starts", value.starts
        for column, content in value.columns.items():
            yield f"{name}.{column}", content
    elif is_dataclass(value):
        for one in fields(value):
            yield from _named(getattr(value, one.name), f"{name}.{one.name}".lstrip("."))


def _tree(arrays: Arrays) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for path, array in arrays.items():
        *above, last = path.split(".")
        branch = tree
        for name in above:
            branch = branch.setdefault(name, {})
        branch[last] = array
    return tree


def _segment(tree: Mapping[str, Any], means: Means) -> Segment:
    return Segment(
        columns=Columns(**{name: _ragged(branch) for name, branch in tree["columns"].items()}),
        lexicon=Lexicon(**tree["lexicon"]),
        articles=Postings(**tree["articles"]),
        sections=Postings(**tree["sections"]),
        labels=_ragged(tree["labels"]),
        pair_lexicon=Lexicon(**tree["pair_lexicon"]),
        pairs=Postings(**tree["pairs"]),
        means=means,
    )


def _words(tree: Mapping[str, Any]) -> Wordlist:
    return Wordlist(tree["keys"], _ragged(tree["texts"]))


def _ragged(branch: Mapping[str, Any]) -> Ragged:
    return Ragged(branch["starts"], {name: column for name, column in branch.items() if name != "starts"})
