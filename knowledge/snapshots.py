"""Folders of derived files: built aside, sealed with checksums, renamed, and named by ``CURRENT``.

``<folder>/snap-N/`` holds files that nobody changes any more and, written last, ``state.json`` with the
version of the program that wrote them, facts about them, and the checksum of each. A snapshot is made in
``snap-N.building``, brought to the disk and renamed; then ``CURRENT`` is replaced by a file that names it.
Whatever a killed process leaves behind is a whole snapshot or is ignored, and swept away by the next one.
Several processes may share a folder: one of them builds at a time, and none ever sees a mixture.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from whoosh.util.filelock import FileLock

Reached = Callable[[str], None]
"""Told the name of each step that has just been finished."""
Write = Callable[[Path], Mapping[str, Any]]
"""Writes the files of a snapshot into an empty folder; returns facts about them, as JSON has them."""

STATE: Final = "state.json"
CURRENT: Final = "CURRENT"
LARGEST_STATE: Final = 256 * 1024 * 1024


def unwatched(_step: str) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True)
class Sealed:
    """A whole snapshot, and the facts it was sealed with."""

    path: Path
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Snapshots:
    """The snapshots in a folder that this ``version`` of the program can read."""

    folder: Path
    version: str

    def newest(self) -> Sealed | None:
        """The one that ``CURRENT`` names, or else the newest that is whole; None when there is none."""
        return next(self._whole(), None)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Only one process builds at a time; the lock goes with the process that holds it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(self.folder / "lock"))
        lock.acquire(blocking=True)
        try:
            yield
        finally:
            lock.release()

    def build(self, write: Write, reached: Reached = unwatched) -> Sealed:
        """A new snapshot of what ``write`` writes; only within :meth:`alone`. Raises OSError."""
        before = self.newest()
        path = self.folder / f"snap-{max(_numbers(self.folder), default=0) + 1}"
        aside = path.with_suffix(".building")
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        facts = write(aside)
        reached("written")
        _seal(aside, self.version, facts)
        reached("sealed")
        shutil.rmtree(path, ignore_errors=True)
        aside.rename(path)
        to_disk(self.folder)
        reached("published")
        _replace(self.folder / CURRENT, f"{path.name}\n")
        reached("current")
        _sweep(self.folder, [path] + ([before.path] if before else []))
        reached("swept")
        if not (sealed := self._opened(path)):
            raise OSError(f"what lies in {path} is damaged although it was just written; look at the disk")
        return sealed

    def _whole(self) -> Iterator[Sealed]:
        names = [f"snap-{number}" for number in sorted(_numbers(self.folder), reverse=True)]
        current = _current(self.folder)
        for name in sorted(names, key=lambda name: name != current):
            if sealed := self._opened(self.folder / name):
                yield sealed

    def _opened(self, path: Path) -> Sealed | None:
        """The snapshot if every file is as it was sealed; nothing else in it is read before that is known."""
        try:
            state = _state(path)
            whole = state["version"] == self.version and state["files"] == _checksums(path)
            return Sealed(path, dict(state["facts"])) if whole else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None


def files(path: Path) -> list[Path]:
    """The files of a snapshot, without its state and the locks of whoever wrote it."""
    return sorted(
        file for file in path.iterdir() if not file.name.startswith("state.") and "LOCK" not in file.name
    )


def to_disk(path: Path) -> None:
    """Bring a file or folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _numbers(folder: Path) -> list[int]:
    names = (re.fullmatch(r"snap-(\d{1,9})", path.name) for path in folder.glob("snap-*"))
    return [int(name.group(1)) for name in names if name]


def _current(folder: Path) -> str:
    try:
        with (folder / CURRENT).open(encoding="utf-8") as file:
            return file.read(100).strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _state(path: Path) -> Mapping[str, Any]:
    file = path / STATE
    if file.stat().st_size > LARGEST_STATE:
        raise ValueError(f"{file} is larger than a state can be")
    state: Mapping[str, Any] = json.loads(file.read_text("utf-8"))
    return state


def _seal(aside: Path, version: str, facts: Mapping[str, Any]) -> None:
    for file in files(aside):
        to_disk(file)
    state = {"version": version, "facts": facts, "files": _checksums(aside)}
    _replace(aside / STATE, json.dumps(state))


def _replace(path: Path, content: str) -> None:
    """Put a small file in the place of another, so that one of the two is always whole."""
    draft = path.with_suffix(".draft")
    draft.write_text(content, "utf-8")
    to_disk(draft)
    draft.replace(path)
    to_disk(path.parent)


def _checksums(path: Path) -> dict[str, str]:
    return {file.name: _checksum(file) for file in files(path)}


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sweep(folder: Path, kept: Collection[Path]) -> None:
    """Remove all but the newest two: another process may still be opening the one before."""
    for path in folder.glob("snap-*"):
        if path not in kept:
            shutil.rmtree(path, ignore_errors=True)
