"""The files of letters that came in: what is known of them, and their bytes while the letter is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.files import LETTER
from guard import Screened
from guard.screen import Screening
from mail import words
from mail.incoming import Attachment, Incoming, LeftOut
from mail.sealed import NotKeptError, Safe
from records.engine import Session, Transactions
from tickets import letters
from tickets.values import FileRef

_PART = "part"
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")
_ANY_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class LetterFiles:
    """The files of letters. Their bytes lie in the sealed letter alone, which is read again for them."""

    safe: Safe
    reading: Transactions
    read: Callable[[bytes], Incoming]
    screen: Callable[[str], Screening]
    now: Callable[[], datetime]

    def refs(self, _session: Session, letter: Incoming, _at: datetime) -> tuple[FileRef, ...]:
        """The files of a letter as its message names them: those that came whole, then those left out."""
        came = (self._ref(letter.digest, part, file) for part, file in enumerate(letter.files))
        return (*came, *(self._left_out(letter.digest, one) for one in letter.left_out))

    def fetch(self, file: FileRef) -> bytes | str:
        """The content of a file that came with a letter, or a sentence that says why it cannot be had."""
        try:
            raw = self._letter(file.origin[LETTER])
        except NotKeptError as error:
            return f"The file {file.name} came by mail and is not passed on. {error}"
        found = self.read(raw).files[int(file.origin[_PART]) :][:1]
        if not found or not self._is(found[0], file):
            return f"The file {file.name} is not found in its letter any more; it is not passed on."
        return found[0].content

    def _letter(self, digest: str) -> bytes:
        with self.reading() as session:
            came = letters.came_with(session, digest)
            if came is None:
                raise NotKeptError("Its letter is not known.")
            return self.safe.opened(session, came.id, self.now())

    def _is(self, found: Attachment, file: FileRef) -> bool:
        """Whether it is still the file that was meant: other limits may count the parts otherwise."""
        return (self._named(found.name), len(found.content)) == (file.name, file.size)

    def _ref(self, digest: str, part: int, file: Attachment) -> FileRef:
        name = self._named(file.name)
        kind = file.media_type if _TYPE.fullmatch(file.media_type) else _ANY_TYPE
        origin = {LETTER: digest, _PART: str(part)}
        why = words.left_out(name, words.NOT_KEPT) if not self.safe.keeps else words.NOTHING
        return FileRef(f"{digest}:{part}", name, kind, len(file.content), origin, why)

    def _left_out(self, digest: str, file: LeftOut) -> FileRef:
        name = self._named(file.name)
        why = words.left_out(name, self.screen(file.why).text)
        return FileRef(f"{digest}:-", name, _ANY_TYPE, 0, {LETTER: digest}, why)

    def _named(self, name: str) -> Screened:
        """The name, screened: also where signs stand for the spaces that were in it."""
        spaced = self.screen(name.replace("_", " "))
        return spaced.text if spaced.found else self.screen(name).text
