"""Reads a letter's bytes in the simplest way: plain text and the head lines that the road needs."""

from __future__ import annotations

import hashlib
import re
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses
from typing import Any

from mail.incoming import Automatic, Incoming, Proof

_NUMBER = re.compile(r"\[InfraCare #(\d{1,12})\]", re.ASCII)
_QUOTED = re.compile(r"^(?:>.*|On .* wrote:)$", re.MULTILINE)


def read(raw: bytes) -> Incoming:
    """What a letter says; empty where it cannot be read. Never raises."""
    try:
        return _read(raw, message_from_bytes(raw, policy=policy.default))
    except Exception:  # noqa: BLE001 (the standard library raises many kinds on crafted letters)
        return _read(raw, EmailMessage())


def _read(raw: bytes, message: Message[Any, Any]) -> Incoming:
    senders = getaddresses([str(message.get("From", ""))])
    one = senders[0] if len(senders) == 1 and "@" in senders[0][1] else ("", "")
    subject = str(message.get("Subject", ""))
    part = message.get_body(("plain",)) if isinstance(message, EmailMessage) else None
    whole = str(part.get_content()) if isinstance(part, EmailMessage) else ""
    replies = " ".join(str(message.get(name, "")) for name in ("In-Reply-To", "References"))
    automatic = str(message.get("Auto-Submitted", "no")).strip().lower() != "no"
    return Incoming(
        digest=hashlib.sha256(raw).hexdigest(),
        message_id=str(message.get("Message-ID", "")).strip(),
        sender=one[1].lower(),
        sender_name=one[0],
        to=tuple(address.lower() for _, address in getaddresses([str(message.get("To", ""))])),
        subject=subject,
        numbers=tuple(int(number) for number in dict.fromkeys(_NUMBER.findall(subject))),
        replies_to=tuple(dict.fromkeys(re.findall(r"<[^<>\s]+>", replies))),
        new=_QUOTED.sub("", whole).strip(),
        whole=whole,
        proof=Proof.ABSENT,
        automatic=Automatic.AUTO_SUBMITTED if automatic else None,
        bounce=None,
        files=(),
        left_out=(),
    )
