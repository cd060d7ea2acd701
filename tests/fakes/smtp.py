"""A working mail server for tests: keeps every letter it takes, and fails on demand by recipient."""

from __future__ import annotations

import asyncio
import ssl
import threading
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass(frozen=True)
class Taken:
    """One letter as it came in: the envelope and the bytes. The same letter twice is here twice.

    ``options`` are what was asked for with sender and recipients about reports of failure (RFC 3461).
    """

    sender: str
    to: tuple[str, ...]
    data: bytes
    options: tuple[str, ...] = ()

    @property
    def message(self) -> EmailMessage:
        """The bytes, parsed."""
        return BytesParser(EmailMessage, policy=policy.default).parsebytes(self.data)


@dataclass
class SmtpServer:
    """A server on ``port`` of 127.0.0.1 for as long as it is entered; ``taken`` is its mailbox.

    A recipient's name ending in ``+tempfail`` is put off (451), ``+reject`` refused (550); ``+late`` and
    ``+never`` do the same only after the letter's text, and ``+drop`` takes the letter but hangs up before
    saying so. With ``login`` a user and password are demanded, with ``tls`` STARTTLS is offered (or spoken
    from the start), with ``reports`` reports of failure (DSN).
    """

    login: tuple[str, str] | None = None
    tls: ssl.SSLContext | None = None
    tls_at_once: bool = False
    reports: bool = False
    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    _open: set[_Conversation] = field(default_factory=set)

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="fake smtp", daemon=True)
        self._thread.start()
        assert self._ready.wait(10), "the mail server did not start"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        assert not self._thread.is_alive(), "the mail server did not stop"

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        at_once = self.tls if self.tls_at_once else None
        server = await self._loop.create_server(self._conversation, "127.0.0.1", self.port, ssl=at_once)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        await self._end_conversations()

    async def _end_conversations(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        for conversation in self._open:
            conversation.hang_up()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0.01)  # the loop closes the sockets in its next rounds

    def _conversation(self) -> SMTP:
        return _Conversation(
            self,
            hostname="mail.test",
            loop=self._loop,
            data_size_limit=30_000_000,
            tls_context=None if self.tls_at_once else self.tls,
            authenticator=self._knows if self.login else None,
            auth_require_tls=False,
        )

    def _knows(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any
    ) -> AuthResult:
        user, password = self.login or ("", "")
        right = given == LoginPassword(user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, answers: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*answers[:-1], "250-DSN", answers[-1]] if self.reports else answers

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.login and not session.authenticated:
            return "530 5.7.0 Authentication required"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if _fault(address) == "tempfail":
            return "451 4.3.0 Try again later"
        if _fault(address) == "reject":
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        faults = {_fault(address) for address in envelope.rcpt_tos}
        if "late" in faults:
            return "452 4.3.1 No room now"
        if "never" in faults:
            return "554 5.7.1 Refused for its content"
        assert isinstance(envelope.content, bytes)
        assert isinstance(server, _Conversation)
        asked = server.asked()
        taken = Taken(envelope.mail_from or "", tuple(envelope.rcpt_tos), envelope.content, asked)
        self.taken.append(taken)
        if "drop" in faults:
            server.hang_up()
        return "250 2.0.0 Taken"


class _Conversation(SMTP):
    """One connection, known to its server for as long as it is open."""

    def __init__(self, handler: SmtpServer, **options: Any) -> None:
        super().__init__(handler, **options)
        self._house = handler
        self._asked: list[str] = []

    def asked(self) -> tuple[str, ...]:
        """What was asked for about reports of failure since the last letter."""
        asked, self._asked = tuple(self._asked), []
        return asked

    async def smtp_MAIL(self, arg: str | None) -> None:
        await super().smtp_MAIL(self._without_reports(arg))

    async def smtp_RCPT(self, arg: str | None) -> None:
        await super().smtp_RCPT(self._without_reports(arg))

    def _without_reports(self, arg: str | None) -> str | None:
        """The library knows nothing of RFC 3461: what is asked by it is noted here, where it is offered."""
        if arg is None or not self._house.reports:
            return arg
        words = arg.split()
        self._asked += [word for word in words if word.upper().startswith(_DSN)]
        return " ".join(word for word in words if not word.upper().startswith(_DSN))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._house._open.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._house._open.discard(self)
        super().connection_lost(error)

    def hang_up(self) -> None:
        for transport in (self._original_transport, self.transport):
            if isinstance(transport, asyncio.Transport):
                transport.abort()


_DSN = ("RET=", "ENVID=", "NOTIFY=", "ORCPT=")


def _fault(address: str) -> str:
    return address.partition("@")[0].rpartition("+")[2]
