"""Asks git about a repository on this machine, so that nothing in it is run and nothing is fetched."""

from __future__ import annotations

import os
import subprocess
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from knowledge.sources.source import SourceError

SECONDS: Final = 120
MOST_COMMITS: Final = 20_000
"""So far back the history is read for the days on which files changed."""

_SAFELY: Final = (
    *("--no-pager", "--no-optional-locks", "--no-replace-objects", "--literal-pathspecs"),
    *("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never"),
    *("-c", "safe.directory=*", "-c", "log.showSignature=false", "-c", "core.quotePath=false"),
    *("-c", "core.attributesFile=/dev/null", "-c", "core.excludesFile=/dev/null"),
)


@dataclass(frozen=True)
class File:
    """A tracked file: its path below the folder that was asked about, its blob, its size in bytes.

    ``mode`` is git's: 100644 or 100755 for a file, 120000 for a link, 160000 for another repository.
    """

    path: str
    mode: str
    blob: str
    size: int


def commit_of(folder: Path) -> str:
    """The commit that is checked out, or that a bare repository's HEAD names; raises :class:`SourceError`."""
    return _ask(folder, "rev-parse", "--verify", "--end-of-options", "HEAD^{commit}").decode().strip()


def prefix_of(folder: Path) -> str:
    """Where the folder lies in its repository: empty, or a path that ends with a slash."""
    if _ask(folder, "rev-parse", "--is-bare-repository").strip() == b"true":
        return ""
    return _ask(folder, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n")


def files_of(folder: Path, commit: str) -> Iterator[File]:
    """The files that are tracked below the folder."""
    for entry in _ask(folder, "ls-tree", "-r", "-z", "--long", commit).split(b"\0"):
        if entry:
            facts, _, path = entry.partition(b"\t")
            mode, _, blob, size = facts.decode().split()
            yield File(path.decode("utf-8", "surrogateescape"), mode, blob, int(size) if size != "-" else 0)


def days_of(folder: Path, commit: str) -> dict[str, date]:
    """The day of the last commit that touched a file, by its path in the repository."""
    written = _ask(
        folder,
        *(
            "log",
            "--format=%x01%cs",
            "--name-only",
            "--no-renames",
            "--no-ext-diff",
            "--no-textconv",
            "-m",
            "-z",
        ),
        *("--first-parent", f"--max-count={MOST_COMMITS}", commit, "--", "."),
    )
    days: dict[str, date] = {}
    day = date.min
    for part in written.replace(b"\n", b"\0").split(b"\0"):
        if part.startswith(b"\x01"):
            day = date.fromisoformat(part[1:].decode())
        elif part:
            days.setdefault(part.decode("utf-8", "surrogateescape"), day)
    return days


class Blobs:
    """The contents of blobs, read by one process that ends with this object."""

    def __init__(self, folder: Path) -> None:
        self._process = _started(folder, "cat-file", "--batch")
        self._end = weakref.finalize(self, _ended, self._process)

    def read(self, blob: str) -> bytes:
        """Its bytes; raises ``OSError`` when the repository does not hold it."""
        asked, answered = self._process.stdin, self._process.stdout
        if asked is None or answered is None:
            raise OSError("git gives nothing")
        asked.write(f"{blob}\n".encode())
        asked.flush()
        facts = answered.readline().split()
        if len(facts) != 3 or facts[1] != b"blob":
            raise OSError("the repository does not hold it (a partial clone?)")
        content = answered.read(int(facts[2]))
        answered.read(1)
        return content


def _ended(process: subprocess.Popen[bytes]) -> None:
    with process:
        process.kill()


def _ask(folder: Path, *words: str) -> bytes:
    try:
        with _started(folder, *words) as process:
            out, wrong = process.communicate(timeout=SECONDS)
    except FileNotFoundError as error:
        raise SourceError("git is not installed here; install it, or name a plain folder instead.") from error
    except subprocess.TimeoutExpired as error:
        process.kill()
        raise SourceError(
            f"git takes more than {SECONDS} seconds about {folder}; look at the disk."
        ) from error
    if process.returncode:
        said = wrong.decode("utf-8", "replace").strip().split("\n")[0][:200]
        said = said if said.isprintable() else ascii(said)
        raise SourceError(f"{folder} cannot be read as a git repository ({said}); correct the path.")
    return out


def _started(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """git with nobody's settings but ours, without a terminal, without secrets in its environment."""
    return subprocess.Popen(  # noqa: S603 (no shell; the words are ours)
        ["git", *_SAFELY, "-C", str(folder), *words],  # noqa: S607 (wherever the system keeps it)
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE if words[0] != "cat-file" else subprocess.DEVNULL,
        env={
            "PATH": os.environ.get("PATH", os.defpath),
            "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_ATTR_NOSYSTEM": "1",
        },
    )
