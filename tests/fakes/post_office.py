"""A mail system for tests: takes letters by SMTP, vouches for senders, delivers to Dovecot's mailboxes."""

from __future__ import annotations

import asyncio
import smtplib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from email.utils import parseaddr

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.fakes.dovecot import Dovecot
from tests.fakes.smtp import SmtpServer, Taken

OURS = "mx.infraware.example"
"""What it calls itself where it says whether a sender is proven."""


def _nothing(_taken: Taken) -> None:
    """Nobody looks on."""


@dataclass
class PostOffice(SmtpServer):
    """Delivers what is addressed to ``mailboxes`` (address to user, whatever its ``+tag``).

    All letters stay in ``taken`` as well.

    The owners of the domains in ``honest`` have told the world how their letters are known (DMARC): what
    comes from their envelope address passes, what only bears it fails. Of all others nothing is known.
    ``looks_on`` is called when the text of a letter has come, before the sender is told that it was taken.
    """

    dovecot: Dovecot | None = None
    mailboxes: dict[str, str] = field(default_factory=dict)
    honest: frozenset[str] = frozenset()
    looks_on: Callable[[Taken], None] = _nothing

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        if answer.startswith("250"):
            taken = self.taken[-1]
            self.looks_on(taken)
            await asyncio.get_running_loop().run_in_executor(None, self._deliver, taken)
        return answer

    def send(self, letter: bytes, sender: str, *to: str) -> None:
        """Hand a letter in, as somebody's mail program does."""
        with smtplib.SMTP("127.0.0.1", self.port, "customer.test") as client:
            client.sendmail(sender, to, letter)

    def sent_to(self, address: str) -> list[Taken]:
        """What came for an address, in the order in which it came."""
        return [one for one in self.taken if address in one.to]

    def _deliver(self, taken: Taken) -> None:
        known = map(_without_tag, taken.to)
        users = [self.mailboxes[one] for one in known if one in self.mailboxes]
        for user in users:
            assert self.dovecot is not None
            self.dovecot.deliver(self._vouched(taken).data, user, taken.sender)

    def _vouched(self, taken: Taken) -> Taken:
        sender = parseaddr(str(taken.message["From"]))[1]
        domain = sender.rpartition("@")[2]
        if domain not in self.honest:
            return taken
        verdict = "pass" if taken.sender == sender else "fail"
        line = f"Authentication-Results: {OURS}; dmarc={verdict} header.from={domain}\r\n"
        return replace(taken, data=line.encode() + taken.data)


def _without_tag(address: str) -> str:
    """The mailbox behind ``name+tag@domain`` (RFC 5233)."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
