"""What a browser holds while somebody is at Slack: by it alone the answer is known to be for them.

The cookie is signed and dated, so nothing is stored for who never comes back. State and nonce are hashes of
its random part: Slack learns them, and what Slack knows does not make the cookie.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime

HOLDS = 600
"""Seconds in which somebody has to come back."""


@dataclass(frozen=True)
class Entering:
    """A way in that was begun: ``to`` is the page that was wanted."""

    random: str
    at: int
    to: str

    @property
    def state(self) -> str:
        """What comes back in the address, and proves that this browser was sent away."""
        return _hashed("state", self.random)

    @property
    def nonce(self) -> str:
        """What the id token has to repeat."""
        return _hashed("nonce", self.random)

    def cookie(self, secret: bytes) -> str:
        """What the browser holds."""
        said = f"{self.random}.{self.at}.{urlsafe_b64encode(self.to.encode()).decode()}"
        return f"{said}.{_signed(said, secret)}"


def begun(to: str, now: datetime) -> Entering:
    """A new way in to the page ``to``."""
    return Entering(secrets.token_urlsafe(32), int(now.timestamp()), to)


def held(cookie: str, secret: bytes, now: datetime) -> Entering | None:
    """The way in behind a cookie, while it holds; None when it is over, or not of our making."""
    said, _, proof = cookie.rpartition(".")
    if not said or not hmac.compare_digest(_signed(said, secret).encode(), proof.encode()):
        return None
    random, at, to = said.split(".")
    if not 0 <= int(now.timestamp()) - int(at) <= HOLDS:
        return None
    return Entering(random, int(at), urlsafe_b64decode(to).decode())


def _signed(said: str, secret: bytes) -> str:
    return _text(hmac.new(secret, b"console entering " + said.encode(), hashlib.sha256).digest())


def _hashed(purpose: str, random: str) -> str:
    return _text(hashlib.sha256(f"{purpose} {random}".encode()).digest())


def _text(digest: bytes) -> str:
    return urlsafe_b64encode(digest).decode().rstrip("=")
