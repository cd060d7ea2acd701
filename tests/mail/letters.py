"""Letters to test with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from guard import restored
from mail.letter import Letter, Sender, message_id

SECRET = b"a secret of at least sixteen bytes"

RECEIPT = Letter(
    message_id=message_id(SECRET, "entry 7 to pat", "care.example.org"),
    sender=Sender("InfraCare Support", "care@care.example.org"),
    to=("pat@customer.test",),
    subject=restored("[InfraCare #1042] Upload stuck at 80 %"),
    body=restored("Dear Pat,\n\na person will answer by 14:35 Eastern.\n\nInfraCare"),
    at=datetime(2026, 11, 23, 11, 59, tzinfo=UTC),
    automatic=True,
)


def letter(**parts: Any) -> Letter:
    """The receipt with other parts; strings for subject and body count as screened."""
    return replace(RECEIPT, **{name: restored(value) for name, value in parts.items()})


def parsed(data: bytes) -> EmailMessage:
    """The bytes as a receiving program sees them."""
    return BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
