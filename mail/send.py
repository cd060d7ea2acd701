"""The ways a letter leaves: over SMTP, or into a folder."""

from __future__ import annotations

import os
import re
import secrets
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC
from hashlib import sha256
from pathlib import Path
from typing import Literal, Protocol

from mail.clean import one_line
from mail.letter import BadLetterError, Letter, from_bytes, to_bytes, token_of

_SOON = 60.0
_LATER = 300.0


class TryAgainError(Exception):
    """Not sent, or nobody knows: to be sent again, under the same id, ``after`` so many seconds."""

    def __init__(self, sentence: str, after: float) -> None:
        super().__init__(sentence)
        self.after = after


class RefusedError(Exception):
    """The letter will never leave like this; a person must be told. ``status`` is why (5.1.1), if known."""

    def __init__(self, sentence: str, status: str = "") -> None:
        super().__init__(sentence)
        self.status = status


class Post(Protocol):
    """What takes letters."""

    def send(self, letter: Letter) -> None:
        """Hand over the letter to all its recipients or to none.

        Raises :class:`TryAgainError` or :class:`RefusedError`; both are one sentence for people.
        """


@dataclass(frozen=True)
class SmtpPost:
    """A mail server that takes our letters, one connection for each.

    ``bounces`` is the address reports of failed delivery go to, each with the letter's token after a ``+``
    (the sender's own when empty), ``trusted`` a file of certificate authorities for a server with a
    certificate of its own making, ``timeout`` in seconds.
    """

    host: str
    port: int
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    bounces: str = ""
    trusted: Path | None = None

    def send(self, letter: Letter) -> None:
        """Returns once the server has said that it took the letter."""
        data = _written(letter)
        token = token_of(letter.message_id)
        envelope = _return_path(self.bounces, token) if self.bounces else letter.sender.address
        with self._connection(envelope.rpartition("@")[2]) as server, _answers():
            _pass(server, envelope, letter.to, token, data)

    def knock(self) -> None:
        """Connect and log in, and hang up again; raises :class:`TryAgainError` when that cannot be done."""
        with self._connection("localhost"):
            pass

    @contextmanager
    def _connection(self, name: str) -> Iterator[smtplib.SMTP]:
        """An open, secured, logged-in connection. What fails here is no fault of the letter, so it waits."""
        with self._trouble():
            server = self._connect(name)
        try:
            with self._trouble():
                self._log_in(server)
            yield server
        finally:
            # The letter is taken or not by now; how the farewell goes must not change the outcome.
            with suppress(OSError):
                server.quit()
            server.close()

    def _connect(self, name: str) -> smtplib.SMTP:
        if self.security == "tls":
            tls = self._tls()
            return smtplib.SMTP_SSL(self.host, self.port, name, timeout=self.timeout, context=tls)
        return smtplib.SMTP(self.host, self.port, name, timeout=self.timeout)

    def _log_in(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if self.security == "starttls":
            server.starttls(context=self._tls())
            server.ehlo_or_helo_if_needed()
        if self.user:
            server.login(self.user, self.password)

    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.trusted) if self.trusted else None)

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        try:
            yield
        except (OSError, UnicodeError) as error:  # UnicodeError: a host or password that is not ASCII
            raise self._unreachable(error) from error

    def _unreachable(self, error: OSError | UnicodeError) -> TryAgainError:
        place = f"mail server {self.host}:{self.port}"
        if isinstance(error, ssl.SSLCertVerificationError):
            return TryAgainError(
                f"the certificate of the {place} is not trusted: {error.verify_message}", _LATER
            )
        if isinstance(error, smtplib.SMTPAuthenticationError):
            return TryAgainError(
                f"the {place} does not accept the user and password: {_reply(error)}", _LATER
            )
        if isinstance(error, smtplib.SMTPNotSupportedError):
            return TryAgainError(f"the {place} does not offer what the settings ask for: {error}", _LATER)
        if isinstance(error, smtplib.SMTPResponseException):
            return TryAgainError(f"the {place} does not take letters now: {_reply(error)}", _SOON)
        return TryAgainError(f"the {place} cannot be reached: {one_line(str(error), 200)}", _SOON)


def _written(letter: Letter) -> bytes:
    try:
        return to_bytes(letter)
    except BadLetterError as error:
        raise RefusedError(str(error), "5.6.0") from error


@contextmanager
def _answers() -> Iterator[None]:
    """What the server says to the letter itself: for good with 5xx, for now with everything else."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        if 500 <= error.smtp_code <= 599:
            raise RefusedError(
                f"the mail server refuses the letter: {_reply(error)}", _status(error)
            ) from error
        raise TryAgainError(f"the mail server puts the letter off: {_reply(error)}", _LATER) from error
    except OSError as error:
        raise TryAgainError(f"the mail server fell silent: {one_line(str(error), 200)}", _SOON) from error


def _return_path(bounces: str, token: str) -> str:
    """A report of failed delivery comes back to an address that names the letter (VERP)."""
    local, _, domain = bounces.rpartition("@")
    return f"{local}+{token}@{domain}"


def _pass(server: smtplib.SMTP, envelope: str, to: tuple[str, ...], token: str, data: bytes) -> None:
    """One transaction. A recipient refused ends it before the letter itself, so none gets it twice later.

    Where the server can (RFC 3461) it is asked to report failures alone, with the letter's token.
    """
    reports = server.has_extn("dsn")
    size = [f"size={len(data)}"] if server.has_extn("size") else []
    _expect(server.mail(envelope, [*size, *(["RET=HDRS", f"ENVID={token}"] if reports else [])]), 250)
    asked = ["NOTIFY=FAILURE"] if reports else []
    replies = (server.rcpt(address, asked) for address in to)
    for code, answer in sorted(replies, key=lambda reply: -reply[0]):
        _expect((code, answer), 250, 251)
    _expect(server.data(data), 250)


def _expect(reply: tuple[int, bytes], *codes: int) -> None:
    if reply[0] not in codes:
        raise smtplib.SMTPResponseException(*reply)


def _reply(error: smtplib.SMTPResponseException) -> str:
    words = error.smtp_error
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return one_line(f"{error.smtp_code} {text}", 200)


def _status(error: smtplib.SMTPResponseException) -> str:
    """The enhanced code of a refusal (RFC 3463); empty where the server gives none."""
    found = _ENHANCED.match(_reply(error))
    return found[1] if found else ""


_ENHANCED = re.compile(r"\d{3}[ -](5\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True)
class FolderPost:
    """A folder where letters lie as files, for an installation without a mail server."""

    folder: Path

    def send(self, letter: Letter) -> None:
        """Returns once the file is safely on the disk. The same id twice is one file, the first."""
        data = _written(letter)
        mark = sha256(letter.message_id.encode()).hexdigest()[:32]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not any(self.folder.glob(f"*-{mark}.eml")):
                _put(self.folder / f"{letter.at.astimezone(UTC):%Y%m%dT%H%M%S}Z-{mark}.eml", data)
        except OSError as error:
            why = error.strerror or error
            raise TryAgainError(f"the letter cannot be written to {self.folder}: {why}", _SOON) from error


def _put(path: Path, data: bytes) -> None:
    """A crash leaves the whole file or none."""
    temporary = path.with_suffix(f".{secrets.token_hex(8)}.part")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


_NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{32}\.eml")


def read_folder(folder: Path) -> list[Letter]:
    """The letters lying in a folder, oldest first; those of one second in the order in which they were put.

    Files that are none of ours are passed over.
    """
    letters = []
    for path in sorted(folder.glob("*.eml"), key=lambda path: (path.name[:16], path.stat().st_mtime_ns)):
        if _NAME.fullmatch(path.name):
            with suppress(BadLetterError):
                letters.append(from_bytes(path.read_bytes()))
    return letters
