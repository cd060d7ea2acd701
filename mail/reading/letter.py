"""Reads a letter of somebody else: bytes in, what may be believed of them out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, TypeVar

from mail.incoming import Attachment, Automatic, Bounce, Incoming, LeftOut, Proof
from mail.reading.addresses import recipients, sender
from mail.reading.automatic import automatic
from mail.reading.bounce import bounce
from mail.reading.files import files_of
from mail.reading.heads import Heads
from mail.reading.ids import answered_ids, own_id
from mail.reading.params import Valued
from mail.reading.parts import Part, read_parts
from mail.reading.proof import proof
from mail.reading.quotes import new_words
from mail.reading.rules import ReadRules
from mail.reading.subject import is_answer, is_forwarded, numbers_in, subject_of
from mail.reading.texts import SEALED, Placed, placed, words_of

T = TypeVar("T")

_READ_OF_TOO_LARGE: Final = 1_000_000

_NOTHING: Final = Part(Heads(cut=True), Valued("text/plain"), Valued(), 0, 0)
_NO_SENDER: Final = ("", "")
_NO_IDS: tuple[str, ...] = ()
_NO_NUMBERS: tuple[int, ...] = ()
_NO_PARTS: tuple[Placed, ...] = ()
_NO_FILES: tuple[tuple[Attachment, ...], tuple[LeftOut, ...]] = ((), ())
_NOT_TOLD: Automatic | None = Automatic.BULK
_NO_REPORT: Bounce | None = None


def read_letter(raw: bytes, rules: ReadRules) -> Incoming:
    """What a letter says, whatever its bytes are: never raises, linear in their number.

    Of a letter larger than allowed only the beginning is read, and no files; ``trouble`` says so.
    """
    digest = sha256(raw).hexdigest()
    if len(raw) <= rules.largest:
        return _Reading(raw, rules).incoming(digest, whole_letter=True)
    reading = _Reading(raw[:_READ_OF_TOO_LARGE], rules)
    reading.trouble.append(f"it is larger than {rules.largest / 1_000_000:g} MB; only its beginning was read")
    return reading.incoming(digest, whole_letter=False)


@dataclass
class _Reading:
    """One letter being read; ``trouble`` gathers what could not be."""

    raw: bytes
    rules: ReadRules
    trouble: list[str] = field(default_factory=list)

    def incoming(self, digest: str, *, whole_letter: bool) -> Incoming:
        raw, rules, tried = self.raw, self.rules, self._tried
        letter = tried(self._letter, _NOTHING, "its parts")
        heads = letter.heads
        parts = tried(lambda: tuple(placed(raw, letter)), _NO_PARTS, "its parts")
        address, name = tried(lambda: sender(heads), _NO_SENDER, "its sender")
        subject = tried(lambda: subject_of(heads), "", "its subject")
        numbers = tried(lambda: numbers_in(subject, rules.tag), _NO_NUMBERS, "its numbers")
        answered = tried(lambda: answered_ids(heads), _NO_IDS, "which letters it answers")
        reason = tried(lambda: automatic(letter, address, subject, rules), _NOT_TOLD, "who wrote it")
        whole = tried(lambda: self._whole(parts), "", "its text")
        report = tried(lambda: bounce(raw, letter, reason, subject, whole, rules), _NO_REPORT, "its report")
        files, left_out = _NO_FILES
        if whole_letter and report is None:
            files, left_out = tried(lambda: files_of(raw, parts, rules), _NO_FILES, "its files")
        return Incoming(
            digest=digest,
            message_id=tried(lambda: own_id(heads), "", "its id"),
            sender=address,
            sender_name=name,
            to=tried(lambda: recipients(heads), _NO_IDS, "its recipients"),
            subject=subject,
            numbers=numbers,
            replies_to=answered,
            new=tried(lambda: self._new(whole, subject, answered, numbers), whole, "what is new in it"),
            whole=whole,
            proof=tried(lambda: proof(heads, address, rules.authserv_id), Proof.ABSENT, "its proof"),
            automatic=reason,
            bounce=report,
            files=files,
            left_out=left_out,
            trouble=tuple(self.trouble),
        )

    def _letter(self) -> Part:
        letter, unread = read_parts(self.raw)
        self.trouble += unread
        if letter.heads.cut:
            self.trouble.append("it has too many head lines; the sender is not believed")
        return letter

    def _whole(self, parts: tuple[Placed, ...]) -> str:
        text, more = words_of(self.raw, parts, self.rules.text)
        if more:
            self.trouble.append(
                f"its text is longer than {self.rules.text} characters; the rest was not read"
            )
        if not text.strip() and any(one.part.kind.value in SEALED for one in parts):
            self.trouble.append("its words lie in a sealed part, which was kept as a file and not opened")
        return text

    def _new(self, whole: str, subject: str, answered: tuple[str, ...], numbers: tuple[int, ...]) -> str:
        answers = bool(answered or numbers or is_answer(subject)) and not is_forwarded(subject)
        ours = (*self.rules.addresses, f"[{self.rules.tag.lower()} #")
        return new_words(whole, answers=answers, ours=ours)

    def _tried(self, read: Callable[[], T], otherwise: T, what: str) -> T:
        """The belt over the braces: no letter may stop the one who reads it."""
        try:
            return read()
        except Exception:  # noqa: BLE001
            self.trouble.append(f"{what} could not be read")
            return otherwise
