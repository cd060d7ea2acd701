"""Letters of others, as bytes, for the tests of reading."""

from __future__ import annotations

from collections.abc import Mapping

from mail.incoming import Incoming
from mail.reading import ReadRules, read_letter

OURS = ReadRules(
    addresses=("support@vendor.test",),
    bounces="bounces@vendor.test",
    domains=("vendor.test",),
    authserv_id="mx.vendor.test",
)

USUAL = {
    "From": "Pat Doe <pat@site.test>",
    "To": "support@vendor.test",
    "Subject": "Upload stuck",
    "Message-ID": "<1@site.test>",
}


def letter(body: str | bytes = "It fails.", heads: Mapping[str, str] | None = None, /, **more: str) -> bytes:
    """A letter with the usual head lines, then those given; ``Auto_Submitted`` makes a head line too."""
    named = {name.replace("_", "-"): value for name, value in more.items()}
    lines = {**USUAL, **(heads or {}), **named}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    text = body if isinstance(body, bytes) else body.replace("\n", "\r\n").encode()
    return head.encode() + b"\r\n" + text


def read(body: str | bytes = "It fails.", heads: Mapping[str, str] | None = None, /, **more: str) -> Incoming:
    return read_letter(letter(body, heads, **more), OURS)


def parted(*parts: str, kind: str = "mixed", boundary: str = "=_b") -> tuple[str, dict[str, str]]:
    """Body and head of a letter of several parts, each with its own head lines."""
    body = "".join(f"--{boundary}\n{part}\n" for part in parts) + f"--{boundary}--\n"
    return body, {"Content-Type": f'multipart/{kind}; boundary="{boundary}"'}
