"""One row of the corpus: a letter, and what it is to be taken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mail.incoming import Automatic

ANSWER: Mapping[str, str] = {"In-Reply-To": "<abc@vendor.test>", "References": "<abc@vendor.test>"}
NULL: Mapping[str, str] = {"Return-Path": "<>"}


@dataclass(frozen=True)
class Row:
    """A letter's head lines and words. ``reason`` is why no person wrote it, None for a person's.

    ``permanent`` is None where it is no report that a letter of ours failed (or is late: False).
    """

    name: str
    heads: Mapping[str, str]
    body: str
    reason: Automatic | None = None
    permanent: bool | None = None

    def raw(self, number: int = 0) -> bytes:
        """The letter as bytes; the number makes senders and ids differ."""
        usual = {
            "Return-Path": f"<pat{number}@site.test>",
            "From": f"Pat Doe <pat{number}@site.test>",
            "To": "support@vendor.test",
            "Subject": "Upload",
            "Message-ID": f"<{number}@site.test>",
        }
        head = "".join(f"{name}: {value}\n" for name, value in {**usual, **self.heads}.items() if value)
        return f"{head}\n{self.body}\n".replace("\n", "\r\n").encode()
