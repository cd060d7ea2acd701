"""Speaks IMAP: opens a mailbox, reads its letters, puts them away, and waits for new ones."""

from __future__ import annotations

import imaplib
import re
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from io import BufferedReader
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, cast

from imap_tools import BaseMailBox, ImapToolsError, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.utils import encode_folder

from mail.clean import one_line

LONGEST_IDLE = 600.0
"""So many seconds a server may leave us waiting for an announcement; RFC 2177 wants less than 29 minutes."""
_SLICE = 0.5
_AT_ONCE = 500


class MailboxError(Exception):
    """The mailbox cannot be read now; the sentence says why, and what to do where we know it."""


@dataclass(frozen=True)
class Account:
    """A mailbox and its three folders. ``trusted`` is a file of certificate authorities, PEM.

    ``timeout`` is how many seconds the server may take for one answer.
    """

    host: str
    port: int
    security: Literal["tls", "starttls", "none"]
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    processed: str = "Processed"
    failed: str = "Failed"
    trusted: Path | None = None
    timeout: float = 30.0

    @property
    def name(self) -> str:
        """What this folder of this mailbox is called in the records."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"


@dataclass(frozen=True)
class Lying:
    """A letter in the folder: its size in bytes as the server says, and when the server received it."""

    uid: int
    size: int
    at: datetime


class OpenMailbox:
    """A connection, logged in, with the folder selected. Every method raises :class:`MailboxError`."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.validity = 0
        self._box = _connected(account)
        try:
            _log_in(self._box, account)
            with _trouble(account):
                self._box.client.capabilities = _capabilities(self._box.client)
        except MailboxError:
            self.close()
            raise

    def __enter__(self) -> OpenMailbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Hang up. What was under way has been said by then."""
        with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
            self._box.logout()
        with suppress(OSError, imaplib.IMAP4.error):
            self._box.client.shutdown()

    def make_folders(self) -> None:
        """Create the folders that are missing."""
        for name in (self.account.folder, self.account.processed, self.account.failed):
            if not self.has(name):
                self._create(name)

    def has(self, folder: str) -> bool:
        """Whether there is such a folder."""
        with _trouble(self.account):
            return folder.upper() == "INBOX" or self._box.folder.exists(folder)

    def look(self, folder: str = "") -> list[int]:
        """Select the folder anew (the one that is read, if none is named); the UIDs in it, ascending.

        ``validity`` is its UIDVALIDITY afterwards. Letters marked as deleted are left out.
        """
        client = self._box.client
        name = folder or self.account.folder
        with _trouble(self.account, f"select the folder {name}"):
            self._box.folder.set(name)
            _, found = client.response("UIDVALIDITY")
            self.validity = int(found[0]) if found and found[0] else 0
            return sorted(map(int, self._box.uids("UNDELETED", charset=None)))

    def lying(self, uids: Sequence[int]) -> Iterator[Lying]:
        """Size and moment of receipt of these letters, without reading any; what is gone is left out."""
        for start in range(0, len(uids), _AT_ONCE):
            wanted = ",".join(map(str, uids[start : start + _AT_ONCE]))
            for line in self._fetch(wanted, "(UID RFC822.SIZE INTERNALDATE)"):
                if found := _lying(line if isinstance(line, bytes) else line[0]):
                    yield found

    def letter(self, uid: int, most: int) -> bytes | None:
        """The first ``most`` bytes of a letter, which stays unread; None when it is gone."""
        return self._bytes(uid, f"(UID BODY.PEEK[]<0.{most}>)")

    def head(self, uid: int, most: int, *names: str) -> bytes | None:
        """The first ``most`` bytes of a letter's head, or of the lines of these names in it."""
        part = f"HEADER.FIELDS ({' '.join(names)})" if names else "HEADER"
        return self._bytes(uid, f"(UID BODY.PEEK[{part}]<0.{most}>)")

    def put_away(self, uid: int, folder: str) -> None:
        """Move a letter. A server without MOVE gets a copy; then this letter alone is expunged.

        Never a plain EXPUNGE, which would take along what others have marked as deleted. A server that has
        no UIDPLUS either keeps the letter, marked as deleted: :meth:`look` passes it over.
        """
        with _trouble(self.account, f"move a letter to {folder}"):
            if "MOVE" in self._box.client.capabilities:
                self._command("MOVE", str(uid), encode_folder(folder))
                return
            self._command("COPY", str(uid), encode_folder(folder))
            self._command("STORE", str(uid), "+FLAGS", r"(\Deleted)")
            if "UIDPLUS" in self._box.client.capabilities:
                self._command("EXPUNGE", str(uid))

    def wait(self, seconds: float, ended: Callable[[], bool]) -> None:
        """Return when the server announces something, after so many seconds, or soon after ``ended``."""
        give_up = time.monotonic() + min(seconds, LONGEST_IDLE)
        if "IDLE" not in self._box.client.capabilities:
            while time.monotonic() < give_up and not ended():
                time.sleep(_SLICE)
            return
        with _trouble(self.account), self._box.idle:
            while time.monotonic() < give_up and not self._announced() and not ended():
                pass

    def _announced(self) -> bool:
        """Whether the server has said something within a slice of time.

        What it said together with its answer to IDLE lies read already, where waiting for the socket alone
        would not notice it.
        """
        client = self._box.client
        return _lies_in_buffer(client) or bool(self._box.idle.poll(timeout=_SLICE))

    def _create(self, folder: str) -> None:
        with _trouble(self.account, f"make the folder {folder}"):
            try:
                self._box.folder.create(folder)
            except ImapToolsError:
                if not self._box.folder.exists(folder):  # else another replica was quicker
                    raise

    def _bytes(self, uid: int, parts: str) -> bytes | None:
        for line in self._fetch(str(uid), parts):
            if isinstance(line, tuple) and re.search(rb"\bUID %d\b" % uid, line[0]):
                return bytes(line[1])
        return None

    def _fetch(self, uids: str, parts: str) -> list[bytes | tuple[bytes, bytes]]:
        with _trouble(self.account, "read a letter"):
            return [line for line in self._command("FETCH", uids, parts) if line]

    def _command(self, name: str, *arguments: Any) -> list[Any]:
        status, data = self._box.client.uid(name, *arguments)
        if status != "OK":
            raise imaplib.IMAP4.error(_words(data))
        return data


def _connected(account: Account) -> BaseMailBox:
    host, port, timeout = account.host, account.port, account.timeout
    with _trouble(account):
        if account.security == "none":
            return MailBoxUnencrypted(host, port, timeout)
        trusted = ssl.create_default_context(cafile=str(account.trusted) if account.trusted else None)
        if account.security == "tls":
            return MailBox(host, port, timeout, ssl_context=trusted)
        return MailBoxStartTls(host, port, timeout, ssl_context=trusted)


def _log_in(box: BaseMailBox, account: Account) -> None:
    with _trouble(account):
        try:
            if (account.user + account.password).isascii():
                box.login(account.user, account.password, initial_folder=None)
            else:
                box.login_utf8(account.user, account.password, initial_folder=None)
        except (ImapToolsError, imaplib.IMAP4.error) as error:
            if isinstance(error, imaplib.IMAP4.abort):
                raise
            raise MailboxError(
                f"{_place(account)} does not accept the user {account.user} with its password "
                f"({_why(error)}); check mail.incoming.user and IMAP_PASSWORD"
            ) from error


def _capabilities(client: imaplib.IMAP4) -> tuple[str, ...]:
    """What the server can do for us: before the login it says less."""
    _status, data = client.capability()
    return tuple(str(data[-1] or b"", "ascii", "replace").upper().split())


def _lies_in_buffer(client: imaplib.IMAP4) -> bool:
    timeout = client.sock.gettimeout()
    client.sock.settimeout(0)
    try:
        return bool(cast(BufferedReader, client.file).peek(1))
    except OSError:
        return False
    finally:
        client.sock.settimeout(timeout)


_LYING = {
    "uid": re.compile(rb"\bUID (\d+)"),
    "size": re.compile(rb"\bRFC822\.SIZE (\d+)"),
    "at": re.compile(rb'\bINTERNALDATE "([^"]*)"'),
}


def _lying(line: bytes) -> Lying | None:
    found = {name: pattern.search(line) for name, pattern in _LYING.items()}
    uid, size, at = found["uid"], found["size"], found["at"]
    if uid is None or size is None or at is None:
        return None
    return Lying(int(uid[1]), int(size[1]), internal_date(at[1].decode("ascii", "replace")))


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DATE = re.compile(
    r" ?(\d{1,2})-([A-Z][a-z]{2})-(\d{4}) (\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})", re.ASCII
)


def internal_date(text: str) -> datetime:
    """The moment behind an INTERNALDATE (RFC 3501, date-time), UTC; the latest one where it is none.

    The latest, because a moment in the future counts as now.
    """
    found = _DATE.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
        away = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
        clock = int(hour), int(minute), min(int(second), 59)
        moment = datetime(int(year), _MONTHS.index(month) + 1, int(day), *clock, tzinfo=timezone(away))
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.max.replace(tzinfo=UTC)


@contextmanager
def _trouble(account: Account, doing: str = "") -> Iterator[None]:
    """What goes wrong with the server within becomes a sentence."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise MailboxError(
            f"the certificate of {_place(account)} is not trusted ({error.verify_message}); "
            "mail.ca_file may name the authorities to trust"
        ) from error
    except imaplib.IMAP4.abort as error:
        raise MailboxError(f"{_place(account)} hung up ({_why(error)})") from error
    except (imaplib.IMAP4.error, ImapToolsError) as error:
        refuses = f"does not let us {doing}" if doing else "refuses"
        raise MailboxError(f"{_place(account)} {refuses}: {_why(error)}") from error
    except (OSError, UnicodeError) as error:
        raise MailboxError(
            f"{_place(account)} cannot be reached ({one_line(str(error), 200)}); "
            "check mail.incoming.server, port and security"
        ) from error


def _place(account: Account) -> str:
    return f"the IMAP server {account.host}:{account.port}"


def _why(error: Exception) -> str:
    """The server's own words."""
    data = getattr(error, "command_result", (None, error.args))[1]
    return one_line(_words(data), 200) or "without a reason"


def _words(data: Any) -> str:
    parts = data if isinstance(data, list | tuple) else [data]
    return " ".join(one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in parts)
