"""A letter that came in, as a value: what of its bytes may be believed, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LOOP_HEAD: Final = "X-Loop"
"""The head line by which our own letters are known when they come back; its value is our address."""


class Proof(StrEnum):
    """What our own mail system says of the sender's address (RFC 8601): proven, forged, or nothing."""

    PASSED = "passed"
    FAILED = "failed"
    ABSENT = "absent"


class Automatic(StrEnum):
    """Why a letter is taken for one that no person wrote (RFC 3834); it never gets an automatic answer."""

    AUTO_SUBMITTED = "auto-submitted"
    EMPTY_ENVELOPE = "empty envelope sender"
    DAEMON = "mail system"
    REPORT = "delivery report"
    LIST = "mailing list"
    LOOP = "our own loop mark"
    VACATION = "vacation notice"
    BULK = "bulk"


@dataclass(frozen=True)
class Attachment:
    """A file of a letter. ``name`` is made anew and safe as a file's name; ``media_type`` by content."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class LeftOut:
    """A file of a letter that is not passed on; ``why`` is a clear clause for people."""

    name: str
    why: str


@dataclass(frozen=True)
class Bounce:
    """A report that a letter of ours did not arrive (RFC 3464), or not yet where it is not ``permanent``.

    ``tokens`` and ``message_ids`` are what it names of ours; ``status`` is the enhanced code (5.1.1).
    """

    permanent: bool
    status: str
    why: str
    recipient: str
    tokens: tuple[str, ...]
    message_ids: tuple[str, ...]


@dataclass(frozen=True)
class Incoming:
    """What a letter says. Empty where it says nothing that can be believed.

    ``digest`` is the SHA-256 of the bytes, in hex. ``sender`` is one plain address in lower case, empty when
    the ``From`` line is broken or names several. ``to`` are all addresses it was sent to, in lower case.
    ``new`` is the text without what it quotes, ``whole`` with it; both are plain, bounded, not yet screened.
    ``replies_to`` are the ids it answers, the nearest first; ``numbers`` the tickets' in its subject, under
    our tag. ``trouble`` says in words what could not be read of it.
    """

    digest: str
    message_id: str
    sender: str
    sender_name: str
    to: tuple[str, ...]
    subject: str
    numbers: tuple[int, ...]
    replies_to: tuple[str, ...]
    new: str
    whole: str
    proof: Proof
    automatic: Automatic | None
    bounce: Bounce | None
    files: tuple[Attachment, ...]
    left_out: tuple[LeftOut, ...]
    trouble: tuple[str, ...] = ()
