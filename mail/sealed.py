"""Seals the bytes of letters under a key of the environment, and opens them until their end date."""

from __future__ import annotations

import base64
import binascii
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from records.engine import Session
from tickets import letters, sealed_letters
from tickets.sealed_letters import SealedLetter

KEY_BYTES = 32
NONCE_BYTES = 12
"""96 random bits for each letter, as NIST SP 800-38D, 8.2.2, allows for up to 2**32 letters under a key."""


class BadKeyError(ValueError):
    """No key for letters; the sentence says what is wrong and what to do."""


class NotKeptError(Exception):
    """The bytes of this letter cannot be read; the sentence says why."""


@dataclass(frozen=True)
class Key:
    """A key for letters. ``name`` tells keys apart and says nothing of ``secret``, 32 random bytes."""

    secret: bytes = field(repr=False)

    @property
    def name(self) -> str:
        return sha256(b"name of a key for letters\n" + self.secret).hexdigest()[:16]


def new_key() -> str:
    """A new key as it stands in the environment."""
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")


def keys_of(text: str) -> tuple[Key, ...]:
    """The keys of INFRACARE_LETTER_KEY, the newest first; none when it is empty.

    Raises :class:`BadKeyError`.
    """
    return tuple(map(_key, text.split(","))) if text.strip() else ()


def _key(text: str) -> Key:
    try:
        secret = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise BadKeyError(_REFUSED.format("not base64")) from None
    if len(secret) != KEY_BYTES:
        raise BadKeyError(_REFUSED.format(f"{len(secret)} bytes long"))
    if len(set(secret)) < KEY_BYTES // 4:
        raise BadKeyError(_REFUSED.format("not random"))
    return Key(secret)


_REFUSED = (
    "INFRACARE_LETTER_KEY in the environment holds a key that is {}; it takes 32 random bytes in base64 "
    "(several keys, the newest first, parted by commas). `infracare mail key` prints a new one."
)


@dataclass(frozen=True)
class Safe:
    """Where letters lie sealed. The first key seals, every key opens; without one nothing is kept."""

    keys: tuple[Key, ...]
    keep_days: int

    @property
    def keeps(self) -> bool:
        """Whether letters that come in are kept."""
        return bool(self.keys)

    def seal(self, session: Session, letter_id: int, raw: bytes, at: datetime) -> bool:
        """Keep the bytes of a letter that was noted, in the caller's transaction; False without a key."""
        if not self.keys:
            return False
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = AESGCM(self.keys[0].secret).encrypt(nonce, raw, _bound_to(sha256(raw).hexdigest()))
        until = at + self._keep_for
        sealed_letters.keep(session, SealedLetter(letter_id, self.keys[0].name, nonce + sealed, until))
        return True

    def opened(self, session: Session, letter_id: int, now: datetime) -> bytes:
        """The bytes of a letter, as they came in; raises :class:`NotKeptError`."""
        came, kept = letters.letter(session, letter_id), sealed_letters.kept(session, letter_id)
        if came is None:
            raise NotKeptError(f"There is no letter {letter_id}.")
        if kept is None:
            raise NotKeptError(
                f"Letter {letter_id} was not kept, as there was no INFRACARE_LETTER_KEY when it came."
            )
        until = min(kept.until, came.at + self._keep_for)
        if kept.content is None or until <= now:
            raise NotKeptError(f"Letter {letter_id} was kept until {until:%Y-%m-%d %H:%M} UTC, no longer.")
        return self._unsealed(kept.key_name, kept.content, letter_id, came.digest)

    def purge(self, session: Session, now: datetime) -> int:
        """Drop some of what is past its end date; how many letters that were, none when all is gone."""
        return sealed_letters.purge(session, now, self._keep_for)

    @property
    def _keep_for(self) -> timedelta:
        return timedelta(days=self.keep_days)

    def _unsealed(self, name: str, content: bytes, letter_id: int, digest: str) -> bytes:
        key = next((one for one in self.keys if one.name == name), None)
        if key is None:
            raise NotKeptError(
                f"Letter {letter_id} is sealed under a key (named {name}) that INFRACARE_LETTER_KEY does not "
                "hold; put that key behind the newest one, parted by a comma."
            )
        try:
            return AESGCM(key.secret).decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], _bound_to(digest))
        except (InvalidTag, ValueError):  # ValueError: too short to be a nonce
            raise NotKeptError(
                f"Letter {letter_id} does not read back as it was sealed: somebody has changed it."
            ) from None


def _bound_to(digest: str) -> bytes:
    """What a sealed letter is bound to: it cannot be put in another's place."""
    return f"letter\n{digest}".encode("ascii")
