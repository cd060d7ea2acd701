"""Puts files into a letter: fetched when it leaves, within limits, with a note for each that is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.delivery import NotNowError
from bot.files import Fetch, as_passed_on
from guard import Screened, restored
from guard.screen import Screening
from mail import words
from mail.blocks import Paragraphs, Small, as_text
from mail.letter import Enclosed, Letter
from mail.reading.files import safe_name
from tickets.values import FileRef

PATIENCE = 5
"""So many attempts a letter waits for a file that cannot be fetched; then it leaves without."""

_HEAD_BYTES = 1_500
"""What a file's head lines take at the most."""


@dataclass(frozen=True)
class Limits:
    """How many files a letter may have, and how many megabytes one of them and the whole may."""

    files: int = 10
    file_mb: int = 10
    letter_mb: int = 25


@dataclass(frozen=True)
class Enclosing:
    """What goes into a letter, and a sentence for each file that does not."""

    files: tuple[Enclosed, ...] = ()
    left_out: tuple[Screened, ...] = ()


@dataclass(frozen=True)
class Encloser:
    """Fetches files for letters and screens their text. Megabytes are millions of bytes."""

    fetch: Fetch
    screen: Callable[[str], Screening]
    limits: Limits = Limits()

    def enclose(self, files: Sequence[FileRef], letter_bytes: int, attempt: int) -> Enclosing:
        """The files for a letter that is so large without them, fetched now.

        While a file may still come, it raises :class:`bot.delivery.NotNowError` or ``OSError``.
        """
        taken: list[Enclosed] = []
        left: list[Screened] = []
        room = self.limits.letter_mb * 1_000_000 - letter_bytes
        for file in files:
            found = self._refused(file, file.size, len(taken), room) or self._fetched(file, attempt)
            if isinstance(found, bytes):
                found = self._refused(file, len(found), len(taken), room) or found
            if isinstance(found, bytes):
                room -= _encoded(len(found))
                taken.append(Enclosed(_unused(file.name, taken), file.media_type, found))
            else:
                left.append(found)
        return Enclosing(tuple(taken), tuple(left))

    def _refused(self, file: FileRef, size: int, before: int, room: int) -> Screened | None:
        """Why a file of that size does not travel; None when it does."""
        limits = self.limits
        if before >= limits.files:
            return words.left_out(file.name, words.too_many(limits.files))
        if size > limits.file_mb * 1_000_000:
            return words.left_out(file.name, words.too_large(limits.file_mb))
        if _encoded(size) > room:
            return words.left_out(file.name, words.too_large_together(limits.letter_mb))
        return None

    def _fetched(self, file: FileRef, attempt: int) -> bytes | Screened:
        """The file as it travels, or why it cannot be had."""
        try:
            content = self.fetch(file)
        except (NotNowError, OSError):
            if attempt <= PATIENCE:
                raise
            return words.left_out(file.name, words.NOT_FETCHED)
        if isinstance(content, str):
            return restored(content)  # type: ignore[no-any-return]
        return as_passed_on(file, content, self.screen)


def with_files(letter: Letter, found: Enclosing) -> Letter:
    """The letter with its files, and with the sentences about others before its small print."""
    blocks = list(letter.blocks)
    at = len(blocks) - 1 if blocks and isinstance(blocks[-1], Small) else len(blocks)
    blocks[at:at] = map(Paragraphs, found.left_out)
    return replace(letter, body=as_text(blocks), blocks=tuple(blocks), files=found.files)


def _encoded(size: int) -> int:
    """Bytes a file of so many takes in a letter: base64 in lines of 76, with its head."""
    return -(-size // 57) * 78 + _HEAD_BYTES


def _unused(name: Screened, others: Sequence[Enclosed]) -> Screened:
    """A harmless name that no other file of the letter has. Still screened: signs are only exchanged."""
    taken = {other.name.lower() for other in others}
    return next(one for one in _names(safe_name(name, "file")) if one.lower() not in taken)


def _names(name: str) -> Iterator[Screened]:
    stem, dot, end = name.rpartition(".")
    stem, end = (stem, dot + end) if stem else (name, "")
    yield restored(name)
    for number in range(2, 1_000):
        yield restored(f"{stem}-{number}{end}")
