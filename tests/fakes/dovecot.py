"""A throw-away Dovecot for tests: a real IMAP and LMTP server on this machine, where it is installed."""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from mail.imap import Account

PROGRAM = shutil.which("dovecot") or "/usr/sbin/dovecot"
MISSING = "Dovecot (dovecot-core, dovecot-imapd, dovecot-lmtpd) was not found: no mailbox was tested"
PASSWORD = "secret"
USER = "care"

SETTINGS = """
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
instance_name = test
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%Lu
mail_fsync = never
mail_max_userip_connections = 100
disable_plaintext_auth = no
auth_failure_delay = 0
auth_mechanisms = plain
{tls}
{more}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%Lu
}}
namespace inbox {{
  inbox = yes
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
  }}
}}
service imap {{
  chroot =
}}
service lmtp {{
  user = {user}
  chroot =
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
service stats {{
  chroot =
}}
protocol lmtp {{
  postmaster_address = postmaster@mail.test
}}
"""


class Dovecot:
    """A server for as long as it is entered; its mailboxes are gone afterwards.

    Everybody may log in with :data:`PASSWORD`; a mailbox is there as soon as it is asked for. ``pretend``
    is what it says it can do instead of what it can, ``certificate`` and ``key`` make it speak TLS, ``more``
    are lines for its settings. Root starts it as ``nobody``, because it refuses to keep root's mail.
    """

    def __init__(
        self,
        *,
        pretend: str = "",
        certificate: Path | None = None,
        key: Path | None = None,
        more: str = "",
    ) -> None:
        self.imap, self.imaps, self.lmtp = _free_ports(3)
        self._tls = "ssl = no"
        self._files = (certificate, key)
        self._more = f"imap_capability = {pretend}\n{more}" if pretend else more

    def __enter__(self) -> Dovecot:
        self._folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self._rights: dict[str, Any] = _rights_of_nobody() if os.getuid() == 0 else {}
        self._prepare()
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def account(self, user: str = USER, **others: Any) -> Account:
        """The mailbox of a user, as the bot would open it."""
        usual: dict[str, Any] = {"host": "127.0.0.1", "port": self.imap, "security": "none"}
        return Account(**{**usual, "user": user, "password": PASSWORD, "timeout": 10.0, **others})

    def deliver(self, letter: bytes, user: str = USER, sender: str = "somebody@customer.test") -> None:
        """Put a letter into a mailbox, as the last mail server on its way does."""
        with smtplib.LMTP("127.0.0.1", self.lmtp) as server:
            server.sendmail(sender, [user], letter)

    def restart(self) -> None:
        """End every conversation, and begin anew at the same ports."""
        self._stop()
        self._start()

    @property
    def log(self) -> str:
        """What the server has written down."""
        return (self._folder / "log").read_text(errors="replace")

    def _prepare(self) -> None:
        for name in ("run", "state", "mail"):
            (self._folder / name).mkdir()
        certificate, key = self._files
        if certificate is not None and key is not None:
            for file, name in ((certificate, "cert.pem"), (key, "key.pem")):
                shutil.copy(file, self._folder / name)
            self._tls = f"ssl = yes\nssl_cert = <{self._folder}/cert.pem\nssl_key = <{self._folder}/key.pem"
        user = pwd.getpwuid(self._rights.get("user", os.getuid())).pw_name
        (self._folder / "dovecot.conf").write_text(
            SETTINGS.format(
                folder=self._folder,
                user=user,
                group=_group_of(user),
                password=PASSWORD,
                tls=self._tls,
                more=self._more,
                imap=self.imap,
                imaps=self.imaps if certificate else 0,
                lmtp=self.lmtp,
            )
        )
        if self._rights:
            for path in (self._folder, *self._folder.rglob("*")):
                os.chown(path, self._rights["user"], self._rights["group"])

    def _start(self) -> None:
        command = [PROGRAM, "-F", "-c", str(self._folder / "dovecot.conf")]
        with (self._folder / "said").open("ab") as said:
            self._process = subprocess.Popen(
                command,
                cwd=self._folder,
                stdout=said,
                stderr=said,
                start_new_session=True,
                **self._rights,
            )
        deadline = time.monotonic() + 20
        while not (_answers(self.imap) and _answers(self.lmtp)):
            ended = self._process.poll()
            assert ended is None, f"Dovecot ended with {ended}: {(self._folder / 'said').read_text()}"
            assert time.monotonic() < deadline, f"Dovecot does not answer: {self.log}"
            time.sleep(0.02)

    def _stop(self) -> None:
        """All its processes at once: those in conversation would else stay until it is over."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)


def is_installed() -> bool:
    """Whether a Dovecot that reads mailboxes and takes letters is on this machine."""
    return Path(PROGRAM).exists() and all(
        Path("/usr/lib/dovecot", name).exists() for name in ("imap", "imap-login", "lmtp")
    )


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 5) as line:
        line.settimeout(5)
        return bool(line.recv(1))
    return False


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as open_ones:
        found = [open_ones.enter_context(socket.socket()) for _ in range(count)]
        for one in found:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in found]


def _rights_of_nobody() -> dict[str, Any]:
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()}


def _group_of(user: str) -> str:
    return grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name
