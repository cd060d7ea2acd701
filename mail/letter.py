"""A letter as a value, turned into the bytes that travel."""

from __future__ import annotations

import hmac
import re
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.header import Header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import format_datetime, quote
from hashlib import sha256

from guard import Screened, fill, own, restored, shorten
from mail.blocks import Block, Paragraphs
from mail.clean import (
    NAME_LENGTH,
    SUBJECT_LENGTH,
    file_name,
    is_address,
    is_domain,
    is_message_id,
    one_line,
    plain,
)
from mail.html_part import page
from mail.incoming import LOOP_HEAD

_POLICY = policy.SMTP.clone(cte_type="7bit")
_LONGEST_LINE = 998
_LATEST_REFERENCES = 10
_LONGEST_MATTER = 78
"""What a letter is about is read in lists; mail programs show about so many characters."""


class BadLetterError(ValueError):
    """This letter must not leave as it is; the sentence says why."""


@dataclass(frozen=True)
class Sender:
    """Whom a letter is from: the name shown, and the address answers go to."""

    name: str
    address: str


@dataclass(frozen=True)
class Enclosed:
    """A file that travels with a letter."""

    name: Screened
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Letter:
    """One letter. ``body`` is its plain text, ``blocks`` what its HTML part is made of (else the text is).

    ``references`` are the ids of the letters before it, oldest first; ``automatic`` says that no person
    wrote it (RFC 3834), which keeps other machines from answering.
    """

    message_id: str
    sender: Sender
    to: tuple[str, ...]
    subject: Screened
    body: Screened
    at: datetime
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    automatic: bool = False
    files: tuple[Enclosed, ...] = ()
    blocks: tuple[Block, ...] = field(default=(), compare=False, repr=False)


def token_of(message_id: str) -> str:
    """The part of an id of ours before the ``@``, which nobody can guess."""
    return message_id.strip("<>").partition("@")[0]


def message_id(secret: bytes, key: str, domain: str) -> str:
    """The id of the letter with this delivery key: always the same, 160 bits that only the secret gives."""
    if len(secret) < 16 or not is_domain(domain):
        raise ValueError("a message id needs a secret of at least 16 bytes and the domain of the sender")
    mark = hmac.digest(secret, f"message-id\n{key}".encode(), "sha256")[:20]
    return f"<{b32encode(mark).decode().lower()}@{domain}>"


_TAG = own("InfraCare")


def subject_with_number(number: int, subject: Screened, tag: Screened = _TAG) -> Screened:
    """``[InfraCare #1042] Upload stuck``: its first line, without numbers of ours and answer marks."""
    ours = re.compile(rf"\[{re.escape(tag)}\s*#\s*[0-9]+\]", re.IGNORECASE)
    rest = str(subject).strip()
    while ours.search(rest):  # taking one out may bring another together
        rest = ours.sub("", rest)
    # Still screened: words were taken out of it, none were added.
    first = _ANSWER.sub("", rest).strip().partition("\n")[0]
    words = shorten(restored(" ".join(first.split())), _LONGEST_MATTER)
    return fill("[{tag} #{number}] {words}", tag=tag, number=number, words=words)


_ANSWER = re.compile(r"^(?:\s*(?:re|aw|sv|antw|fwd?|wg)\s*:)+", re.IGNORECASE)


def to_bytes(letter: Letter) -> bytes:
    """The letter as it goes over the wire: 7-bit, CRLF, always the same bytes for the same letter.

    Raises :class:`BadLetterError` for a bad sender, recipient, id or moment, and when what was written does
    not read back with exactly the head lines and the recipients intended.
    """
    _check_parts(letter)
    body = _body(letter)
    head = dict(_head(letter))
    data = "".join(f"{name}: {value}\r\n" for name, value in head.items()).encode("ascii") + body.as_bytes()
    _check_written(data, [*head, *body.keys()], letter)
    return data


def _check_parts(letter: Letter) -> None:
    for address in (letter.sender.address, *letter.to):
        if not is_address(address):
            raise BadLetterError(f"{one_line(address, 80)!r} is not a mail address")
    if not letter.to:
        raise BadLetterError("the letter has no recipient")
    if not is_message_id(letter.message_id):
        raise BadLetterError(f"{one_line(letter.message_id, 80)!r} is not a message id")
    if letter.at.tzinfo is None:
        raise BadLetterError("the moment of the letter has no time zone")


def _head(letter: Letter) -> Iterator[tuple[str, str]]:
    """The head lines in order, folded here: the standard library's folding garbles long ids."""
    yield "From", f"{_name(letter.sender.name)}<{letter.sender.address}>"
    yield "To", ",\r\n ".join(letter.to)
    yield "Subject", _words(one_line(letter.subject, SUBJECT_LENGTH), "Subject")
    yield "Date", format_datetime(letter.at)
    yield "Message-ID", letter.message_id
    if letter.in_reply_to and is_message_id(letter.in_reply_to):
        yield "In-Reply-To", letter.in_reply_to
    if ids := _references(letter):
        yield "References", "\r\n ".join(ids)
    if letter.automatic:
        yield "Auto-Submitted", "auto-replied" if letter.in_reply_to else "auto-generated"
        yield "X-Auto-Response-Suppress", "OOF, AutoReply"
    yield LOOP_HEAD, letter.sender.address


def _name(name: str) -> str:
    line = one_line(name, NAME_LENGTH)
    shown = f'"{quote(line)}"' if line.isascii() else _words(line, "From")
    return f"{shown}\r\n " if line else ""


def _words(line: str, header: str) -> str:
    """As it is when it folds well at its spaces, in encoded words otherwise."""
    folds = line.isascii() and all(len(word) <= 60 for word in line.split())
    charset = "us-ascii" if folds else "utf-8"
    return Header(line, charset, header_name=header).encode(linesep="\r\n")


def _references(letter: Letter) -> list[str]:
    """RFC 5322, 3.6.4: the letters before, the one answered last; of long chains the first and the latest."""
    wanted = dict.fromkeys(id_ for id_ in letter.references if is_message_id(id_))
    if letter.in_reply_to and is_message_id(letter.in_reply_to):
        wanted.setdefault(letter.in_reply_to)
    ids = list(wanted)
    return ids if len(ids) <= _LATEST_REFERENCES + 1 else [ids[0], *ids[-_LATEST_REFERENCES:]]


def _body(letter: Letter) -> EmailMessage:
    text = plain(letter.body)
    message = EmailMessage(policy=_POLICY)
    message.set_content(text)
    message.add_alternative(page(letter.blocks or (Paragraphs(restored(text)),)), subtype="html")
    mark = sha256(f"{letter.message_id}\n{text}".encode()).hexdigest()[:40]
    message.set_boundary("=_" + mark)
    for file in letter.files:
        _attach(message, file)
    if letter.files:
        message.set_boundary("=_f" + mark)
    return message


def _attach(message: EmailMessage, file: Enclosed) -> None:
    kind, _, form = file.media_type.partition("/")
    if kind in ("multipart", "message") or not _TYPE.fullmatch(file.media_type):
        kind, form = "application", "octet-stream"  # what has parts must not travel as base64 (RFC 2046, 5)
    message.add_attachment(
        file.content,
        maintype=kind,
        subtype=form,
        cte="base64",
        filename=file_name(file.name),
    )


_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")


def _check_written(data: bytes, names: list[str], letter: Letter) -> None:
    """Read back twice: line by line, and as the receiving side parses it (safe on every supported Python)."""
    head = data.partition(b"\r\n\r\n")[0]
    lines = [line.partition(b":")[0] for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
    seen = BytesParser(policy=policy.default).parsebytes(data)
    if lines != [name.encode("ascii") for name in names] or seen.keys() != names:
        raise BadLetterError("the head of the letter does not read back as it was meant")
    if tuple(address.addr_spec for address in seen["To"].addresses) != letter.to:
        raise BadLetterError("the recipients of the letter do not read back as they were meant")
    if [_as_read(part) for part in seen.iter_attachments()] != [_as_meant(file) for file in letter.files]:
        raise BadLetterError("the files of the letter do not read back as they were meant")
    if max(map(len, data.split(b"\r\n"))) > _LONGEST_LINE or head.replace(b"\r\n", b"").translate(
        None, _SAFE
    ):
        raise BadLetterError("the letter holds a line or a sign that mail servers refuse")


_SAFE = bytes(range(32, 127))
_HEAD_OF_FILE = ["Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version"]


def _as_meant(file: Enclosed) -> tuple[object, ...]:
    return _HEAD_OF_FILE, file_name(file.name), "attachment", file.content


def _as_read(part: EmailMessage) -> tuple[object, ...]:
    return part.keys(), part.get_filename(), part.get_content_disposition(), part.get_payload(decode=True)


def from_bytes(data: bytes) -> Letter:
    """A letter of ours read back, to be shown. Raises :class:`BadLetterError` for anything else."""
    seen = BytesParser(policy=policy.default).parsebytes(data)
    try:
        sender = seen["From"].addresses[0]
        body = seen.get_body(("plain",))
        return Letter(
            message_id=str(seen["Message-ID"]),
            sender=Sender(sender.display_name, sender.addr_spec),
            to=tuple(address.addr_spec for address in seen["To"].addresses),
            subject=restored(str(seen["Subject"])),
            body=restored(plain(body.get_content()).rstrip("\n") if body else ""),
            at=seen["Date"].datetime,
            in_reply_to=str(seen["In-Reply-To"]) if "In-Reply-To" in seen else None,
            references=tuple(str(seen.get("References", "")).split()),
            automatic=seen.get("Auto-Submitted", "no") != "no",
            files=tuple(map(_enclosed, seen.iter_attachments())),
        )
    except (AttributeError, IndexError, KeyError, LookupError, TypeError, ValueError) as error:
        raise BadLetterError("this is not a letter of ours") from error


def _enclosed(part: EmailMessage) -> Enclosed:
    content = part.get_payload(decode=True)
    return Enclosed(
        restored(part.get_filename() or ""),
        part.get_content_type(),
        content if isinstance(content, bytes) else b"",
    )
