"""A git repository on this machine as a source: the tracked files of the commit that is checked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from knowledge.articles import ArticleError
from knowledge.sources import git
from knowledge.sources.confined import Confined
from knowledge.sources.drafts import drafted, linked, slugs_of
from knowledge.sources.folder import check_folder, check_size, parsed, sifted
from knowledge.sources.source import Defaults, Listing, Taken, fingerprint

GIT: Final = "git:"
"""What the source of an article from a git repository begins with; its path follows."""

_NOT_READ = {
    "120000": "it is a link; name the folder it leads to as a source of its own",
    "160000": "it is another repository; name its checkout as a source of its own",
}


@dataclass(frozen=True)
class Checkout:
    """A working tree, a folder in one, or a bare repository; nothing in it is run, nothing is fetched.

    What is not committed is not seen. ``largest`` is in bytes, of one file.
    """

    folder: Path
    defaults: Defaults = field(default_factory=Defaults)
    largest: int = 20_000_000

    @property
    def name(self) -> str:
        return GIT + self.folder.as_posix()

    @property
    def place(self) -> str:
        return self.folder.as_posix()

    def listing(self) -> Listing:
        check_folder(self.folder, self.name)
        return sifted(self.place, sorted(self._found()))

    def digest(self, path: str) -> str:
        file = self._files[path]
        check_size(self.folder / path, file.size, self.largest)
        return fingerprint(file.blob, path, self.defaults)

    def slugs(self, path: str) -> Sequence[str]:
        return slugs_of(path)

    def article(self, path: str, confined: Confined) -> Taken:
        text = parsed(self.folder / path, self._content(path), confined)
        within = f"{self._prefix}{path}"
        link = linked(self.defaults.link, within, self._commit)
        return drafted(text, path, self.place, self.defaults, self._days.get(within, self._oldest), link)

    def _found(self) -> Iterator[tuple[str, str]]:
        return ((file.path, _NOT_READ.get(file.mode, "")) for file in self._files.values())

    def _content(self, path: str) -> bytes:
        try:
            return self._blobs.read(self._files[path].blob)
        except OSError as error:
            raise ArticleError(
                self.folder / path, 0, str(error), "clone the repository as a whole"
            ) from error

    @cached_property
    def _blobs(self) -> git.Blobs:
        return git.Blobs(self.folder)

    @cached_property
    def _commit(self) -> str:
        return git.commit_of(self.folder)

    @cached_property
    def _prefix(self) -> str:
        return git.prefix_of(self.folder)

    @cached_property
    def _files(self) -> dict[str, git.File]:
        return {file.path: file for file in git.files_of(self.folder, self._commit)}

    @cached_property
    def _days(self) -> dict[str, date]:
        return git.days_of(self.folder, self._commit)

    @cached_property
    def _oldest(self) -> date:
        """The day of a file older than what is read of the history: that of the oldest commit read."""
        return min(self._days.values(), default=date(1970, 1, 1))
