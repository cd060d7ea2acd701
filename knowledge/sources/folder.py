"""Folders of files as sources: articles in the house's form, or texts of any making."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from knowledge.articles import ArticleError, parse_article, read_file
from knowledge.sources.confined import Confined
from knowledge.sources.drafts import drafted, linked, slugs_of
from knowledge.sources.formats import SAVE_AS, ending, format_of, is_asset
from knowledge.sources.source import Defaults, Listing, Skipped, SourceError, Taken, fingerprint
from knowledge.sources.text import Text, UnreadableError

FOLDER: Final = "folder:"
"""What the source of an article in the house's form begins with; the folder's path follows."""
FILES: Final = "files:"
"""The same for a folder of files of any making."""
MOST_FILES: Final = 100_000
LONGEST_PATH: Final = 500
LONGEST_NAME: Final = 255


@dataclass(frozen=True)
class HouseFolder:
    """A folder of Markdown articles with front matter; whatever is wrong in one of them is refused."""

    folder: Path

    @property
    def name(self) -> str:
        return FOLDER + self.folder.as_posix()

    @property
    def place(self) -> str:
        return self.folder.as_posix()

    def listing(self) -> Listing:
        check_folder(self.folder, self.name)
        return Listing(tuple(sorted(path.relative_to(self.folder).as_posix() for path in self._files())))

    def digest(self, path: str) -> str:
        return hashlib.sha256(read_file(self.folder / path, self.folder)).hexdigest()

    def slugs(self, path: str) -> Sequence[str]:
        return (Path(path).stem,)

    def article(self, path: str, confined: Confined) -> Taken:
        file = self.folder / path
        return Taken(parse_article(file, read_file(file, self.folder)))

    def _files(self) -> Iterator[Path]:
        for where, below, names in os.walk(self.folder):
            below[:] = [name for name in below if not name.startswith(".")]
            for name in names:
                if name.lower().endswith(".md") and name.lower() != "readme.md" and not name.startswith("."):
                    yield Path(where) / name


@dataclass(frozen=True)
class FileFolder:
    """A folder of Markdown, HTML, PDF and Word files. ``largest`` is in bytes, of one file."""

    folder: Path
    defaults: Defaults = field(default_factory=Defaults)
    largest: int = 20_000_000

    @property
    def name(self) -> str:
        return FILES + self.folder.as_posix()

    @property
    def place(self) -> str:
        return self.folder.as_posix()

    def listing(self) -> Listing:
        check_folder(self.folder, self.name)
        found = sorted(self._files())
        if len(found) > MOST_FILES:
            raise SourceError(f"{self.folder} holds more than {MOST_FILES} files; name a folder below it.")
        return sifted(self.place, found)

    def digest(self, path: str) -> str:
        return fingerprint(hashlib.sha256(self._content(path)).hexdigest(), path, self.defaults)

    def slugs(self, path: str) -> Sequence[str]:
        return slugs_of(path)

    def article(self, path: str, confined: Confined) -> Taken:
        content = self._content(path)
        text = parsed(self.folder / path, content, confined)
        link = linked(self.defaults.link, path)
        return drafted(text, path, self.place, self.defaults, self._changed(path), link)

    def _files(self) -> Iterator[tuple[str, str]]:
        """Path and what is in the way of reading it (empty where nothing is)."""
        for where, below, names in os.walk(self.folder):
            links = [name for name in below if (Path(where) / name).is_symlink()]
            below[:] = sorted(name for name in below if not name.startswith(".") and name not in links)
            for name in (*names, *links):
                file = Path(where) / name
                yield file.relative_to(self.folder).as_posix(), _LINK if file.is_symlink() else ""

    def _content(self, path: str) -> bytes:
        return content_of(self.folder / path, self.largest)

    def _changed(self, path: str) -> date:
        return datetime.fromtimestamp((self.folder / path).stat().st_mtime, UTC).date()


_LINK = "it is a link; name the folder it leads to as a source of its own"


def check_folder(folder: Path, name: str) -> None:
    """Raises :class:`SourceError` for a folder that is not there, or too far down to be remembered."""
    if not folder.is_dir():
        raise SourceError(f"{folder} is no folder; correct the path or create it.")
    if len(name) > LONGEST_NAME:
        most = LONGEST_NAME - len(name.partition(":")[0]) - 1
        raise SourceError(f"{folder} is longer than {most} characters; move the folder to a shorter path.")


def sifted(place: str, found: Sequence[tuple[str, str]]) -> Listing:
    """Of all files those to read, and of the others those somebody may miss."""
    paths: list[str] = []
    skipped: list[Skipped] = []
    for path, hindrance in found:
        shown = shown_path(place, path)
        if any(part.startswith(".") for part in path.split("/")) or (is_asset(path) and not hindrance):
            continue
        if wrong := hindrance or _name_hinders(path) or _format_hinders(path):
            skipped.append(Skipped(shown, f"{shown}: {wrong}."))
        else:
            paths.append(path)
    return Listing(tuple(paths), tuple(skipped))


def shown_path(place: str, path: str) -> str:
    """A path as it is printed: whatever a terminal might obey is written out."""
    whole = f"{place}/{path}"
    return whole if whole.isprintable() else ascii(whole)[1:-1]


def content_of(file: Path, largest: int) -> bytes:
    """The bytes of a regular file, never of what a link leads to; raises :class:`ArticleError`."""
    try:
        opened = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise ArticleError(file, 0, f"it cannot be read ({error.strerror})", "look at its rights") from error
    with os.fdopen(opened, "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise ArticleError(file, 0, "it is no regular file", "remove it")
        content = stream.read(largest + 1)
    check_size(file, len(content), largest)
    return content


def check_size(file: Path, size: int, largest: int) -> None:
    """Raises :class:`ArticleError` for a file of more than ``largest`` bytes."""
    if size > largest:
        remedy = "split it, or raise knowledge.largest_mb"
        raise ArticleError(file, 0, f"it is larger than {largest / 1e6:g} MB", remedy)


def parsed(file: Path, content: bytes, confined: Confined) -> Text:
    """The text of a file; raises :class:`ArticleError`."""
    if content.startswith(_LFS):
        raise ArticleError(file, 0, "it is only a pointer of Git LFS", "fetch the file itself (git lfs pull)")
    try:
        return confined.read(format_of(file.name), content)
    except UnreadableError as error:
        raise ArticleError(file, 0, error.wrong, error.remedy) from error


_LFS = b"version https://git-lfs.github.com/spec/"


def _name_hinders(path: str) -> str:
    if len(path) > LONGEST_PATH:
        return f"its path is longer than {LONGEST_PATH} characters; move it"
    return "" if path.isprintable() else "its name holds signs that cannot be printed; rename it"


def _format_hinders(path: str) -> str:
    if format_of(path):
        return ""
    remedy = SAVE_AS.get(ending(path), "save it as Markdown, HTML, PDF or .docx if it is an article")
    return f"files of this kind are not read; {remedy}"
