"""What a part holds, with its transfer encoding taken off (RFC 2045)."""

from __future__ import annotations

import binascii
from typing import Final

from mail.reading.parts import Part

_ALPHABET: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_OTHERS: Final = bytes(set(range(256)) - set(_ALPHABET))


def content_of(raw: bytes, part: Part, most: int) -> bytes:
    """The first ``most`` bytes or so of what a part holds; never raises."""
    coding = part.heads.first("content-transfer-encoding").lower().strip("\"'; ")
    if coding == "base64":
        return _from_base64(raw[part.start : min(part.end, part.start + most * 3 // 2 + 1_000)])[:most]
    if coding == "quoted-printable":
        return binascii.a2b_qp(raw[part.start : min(part.end, part.start + most * 3 + 1_000)])[:most]
    return raw[part.start : min(part.end, part.start + most)]


def least_size(part: Part) -> int:
    """Bytes that a part holds at the least, told without decoding it."""
    coding = part.heads.first("content-transfer-encoding").lower()
    length = part.end - part.start
    return length * 2 // 3 if coding == "base64" else length // 3 if coding == "quoted-printable" else length


def _from_base64(text: bytes) -> bytes:
    try:
        return binascii.a2b_base64(text)
    except binascii.Error:
        letters = text.translate(None, _OTHERS)
        letters = letters[:-1] if len(letters) % 4 == 1 else letters
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
