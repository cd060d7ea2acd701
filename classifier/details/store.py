"""What was learnt, on disk: JSON and plain arrays with checksums, small enough to be read at the start."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from classifier.archive import UnfitModelError, as_json, as_npy, from_npy, keep, read_file, unzipped, zipped
from classifier.details.learnt import Learnt
from classifier.details.table import WIDTH, Talk
from classifier.details.tagger import OFFSETS, TAGS, Head, Tagger
from classifier.details.trees import Trees

SHIPPED = Path(__file__).parent / "learnt.zip"
"""What comes along; ``infracare classifier train --ship`` makes it anew when examples change."""

FORMAT = 1
HEADS = 2
MOST = 200_000
"""Names of attributes, or words."""

_TREES = ("errors", "people")
_PARTS = (
    *("about.json", "names.json", "heard.json", "shown.json"),
    *("wide.npy", "narrow.npy", "outside.npy", "moves.npy", "starts.npy"),
    *(f"{name}-{part}.npy" for name in _TREES for part in ("columns", "cuts", "values")),
)
_SMALL, _EXACT, _INDEX = "<f2", "<f8", "<i2"


@lru_cache(maxsize=1)
def shipped() -> Learnt:
    """What comes along, read once."""
    return load(SHIPPED)


def save(learnt: Learnt, path: Path) -> None:
    """Write the file whole or not at all."""
    keep(zipped(_parts(learnt)), path)


def load(path: Path) -> Learnt:
    """What was saved in this file; what is wrong with it raises :class:`UnfitModelError`."""
    parts = unzipped(read_file(path), path.name, [_PARTS])
    try:
        return _rebuilt(_about(parts["about.json"], path.name), parts)
    except UnfitModelError:
        raise
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as problem:
        raise UnfitModelError(f"{path.name} does not hold what reads details: {problem}") from None


def _parts(learnt: Learnt) -> dict[str, bytes]:
    tagger, trees = learnt.tagger, {"errors": learnt.errors, "people": learnt.people}
    about = {
        "format": FORMAT,
        "version": learnt.version,
        "width": WIDTH,
        "trees": {name: [len(each.columns), each.depth, each.start] for name, each in trees.items()},
    }
    arrays = {
        "wide": as_npy(tagger.wide, _SMALL),
        "narrow": as_npy(tagger.narrow, _SMALL),
        "outside": as_npy(tagger.outside, _SMALL),
        "moves": as_npy(np.array([head.moves for head in tagger.heads])),
        "starts": as_npy(np.array([head.starts for head in tagger.heads])),
        **{f"{name}-columns": as_npy(each.columns, _INDEX) for name, each in trees.items()},
        **{f"{name}-cuts": as_npy(each.cuts, "<f4") for name, each in trees.items()},
        **{f"{name}-values": as_npy(each.values, _SMALL) for name, each in trees.items()},
    }
    wide = [name for name, place in tagger.names.items() if place > 0]
    narrow = [name for name, place in tagger.names.items() if place < 0]
    return {
        "about.json": as_json(about),
        "names.json": as_json([wide, narrow]),
        "heard.json": as_json(learnt.talk.heard),
        "shown.json": as_json(learnt.talk.shown),
        **{f"{name}.npy": content for name, content in arrays.items()},
    }


def _about(content: bytes, file: str) -> Mapping[str, Any]:
    about = json.loads(content)
    if not isinstance(about, dict) or about.get("format") != FORMAT or about.get("width") != WIDTH:
        raise UnfitModelError(f"{file} was made by another version of this program")
    if not isinstance(about.get("version"), str) or not isinstance(about.get("trees"), dict):
        raise UnfitModelError(f"{file} does not say which version it is")
    return about


def _rebuilt(about: Mapping[str, Any], parts: Mapping[str, bytes]) -> Learnt:
    errors, people = (_trees(name, about["trees"][name], parts) for name in _TREES)
    return Learnt(
        _tagger(parts),
        errors,
        people,
        Talk(_counts(parts["heard.json"]), _counts(parts["shown.json"])),
        about["version"],
    )


def _tagger(parts: Mapping[str, bytes]) -> Tagger:
    wide, narrow = (_names(names) for names in json.loads(parts["names.json"]))
    tags = HEADS * TAGS
    moves = from_npy(parts["moves.npy"], (HEADS, TAGS, TAGS))
    starts = from_npy(parts["starts.npy"], (HEADS, TAGS))
    names = {name: place for place, name in enumerate(wide, 1)}
    names |= {name: -place for place, name in enumerate(narrow, 1)}
    return Tagger(
        names,
        from_npy(parts["wide.npy"], (len(wide) + 1, len(OFFSETS) * tags), _SMALL).astype(np.float32),
        from_npy(parts["narrow.npy"], (len(narrow) + 1, tags), _SMALL).astype(np.float32),
        from_npy(parts["outside.npy"], (len(OFFSETS), tags), _SMALL).astype(np.float32),
        [Head(*each) for each in zip(moves, starts, strict=True)],
    )


def _trees(name: str, about: list[Any], parts: Mapping[str, bytes]) -> Trees:
    many, depth, start = int(about[0]), int(about[1]), float(about[2])
    if not (0 < many < 5_000 and 0 < depth < 10):
        raise ValueError("there are too many trees")
    columns = from_npy(parts[f"{name}-columns.npy"], (many, 2**depth - 1), _INDEX)
    if columns.min() < 0:
        raise ValueError("a tree looks at a column that is not there")
    cuts = from_npy(parts[f"{name}-cuts.npy"], (many, 2**depth - 1), "<f4")
    values = from_npy(parts[f"{name}-values.npy"], (many, 2**depth), _SMALL).astype(np.float32)
    return Trees(depth, columns, cuts, values, start)


def _names(found: Any) -> list[str]:
    if not isinstance(found, list) or len(found) > MOST or not all(isinstance(name, str) for name in found):
        raise ValueError("the names of attributes are no words")
    return found


def _counts(content: bytes) -> dict[str, int]:
    found = json.loads(content)
    if (
        not isinstance(found, dict)
        or len(found) > MOST
        or not all(isinstance(n, int) for n in found.values())
    ):
        raise ValueError("the counts of words are no numbers")
    return found
