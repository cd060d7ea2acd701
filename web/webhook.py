"""Calls an address with signed JSON, and the pager by it: one POST for each broken promise."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.delivery import Delivered, NotNowError, NotThereError
from records.engine import Transactions
from records.work import Work
from tickets import reads

if TYPE_CHECKING:
    import httpx

SECONDS = 10.0
_PASSING = frozenset({408, 425, 429})


@dataclass(frozen=True)
class Receiver:
    """An address that is called with signed JSON; ``setting`` is its variable, ``who`` listens there."""

    url: str
    secret: str = ""
    setting: str = "ESCALATION_WEBHOOK_URL"
    who: str = "pager"
    seconds: float = SECONDS

    def call(self, key: str, body: bytes, now: datetime) -> Delivered:
        """One POST of ``body`` under the id ``key``.

        Raises :class:`NotNowError` while the address is not set, silent or busy, :class:`NotThereError` when
        it refuses.
        """
        if self.wrong():
            raise NotNowError(self.wrong())
        import httpx  # takes half a second to import, and few have a pager

        try:
            answer = httpx.post(
                self.url,
                content=body,
                headers=self._headers(key, body, now),
                timeout=self.seconds,
                follow_redirects=False,
            )
        except httpx.HTTPError as error:
            raise NotNowError(f"the {self.who} could not be reached ({type(error).__name__})") from error
        return _taken(answer, self.who)

    def wrong(self) -> str:
        """Why the address cannot be called, with the remedy; empty when it can."""
        return unusable(self.url, self.setting, self.who)

    def _headers(self, key: str, body: bytes, now: datetime) -> dict[str, str]:
        stamp = str(int(now.timestamp()))
        headers = {
            "Content-Type": "application/json",
            "X-InfraCare-Delivery": key,
            "X-InfraCare-Timestamp": stamp,
        }
        if self.secret:
            headers["X-InfraCare-Signature"] = signature(self.secret, stamp, body)
        return headers


@dataclass(frozen=True)
class WebhookPost:
    """Delivers to the pager. A repeated attempt sends the same bytes under the same id."""

    reading: Transactions
    url: str
    secret: str = ""
    seconds: float = SECONDS

    def deliver(self, work: Work, now: datetime) -> Delivered:
        """Carry out one delivery; raises as :meth:`Receiver.call` does."""
        receiver = Receiver(self.url, self.secret, seconds=self.seconds)
        return receiver.call(work.key, self._body(work), now)

    def _body(self, work: Work) -> bytes:
        with self.reading() as session:
            entry = reads.entry(session, int(work.payload["entry"]))
        alarm = None if entry is None else entry.facts.get("alarm")
        if not isinstance(alarm, dict):
            raise NotThereError("there is no alarm in this entry")
        return json.dumps({"id": work.key, **alarm}, ensure_ascii=False, sort_keys=True).encode()


def signature(secret: str, stamp: str, body: bytes) -> str:
    """What proves to the pager that the call is ours and when it was made."""
    return "sha256=" + hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def unusable(url: str, name: str = "ESCALATION_WEBHOOK_URL", who: str = "pager") -> str:
    """Why the address in this variable cannot be called, with the remedy; empty when it can."""
    if not url:
        return f"{name} is not set; put the {who}'s address into the environment."
    return "" if is_safe(url) else f"{name} must be an https address (http only on this machine)."


def is_safe(url: str) -> bool:
    """Whether what is sent to this address is read by nobody on the way: https, or this machine."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(host)))


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _taken(answer: httpx.Response, who: str) -> Delivered:
    if answer.is_success:
        return Delivered({"status": answer.status_code})
    if answer.status_code in _PASSING or answer.is_server_error:
        after = answer.headers.get("Retry-After", "")
        raise NotNowError(
            f"the {who} answered {answer.status_code}", float(after) if after.isdigit() else None
        )
    raise NotThereError(f"the {who} answered {answer.status_code}")
