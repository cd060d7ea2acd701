"""Letters of the playground: those of its outbox are shown, those that people write there are taken in."""

from __future__ import annotations

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from typing import Any

from app.build import Installation
from app.worker import utc_now
from mail.clean import is_message_id, one_line, plain
from mail.send import read_folder

SYSTEM = "playground.invalid"
"""The playground's mail system, which vouches for all: whoever acts as somebody is that person."""


def letters_in(outbox: Path) -> list[dict[str, Any]]:
    """The letters in a folder as the page shows them, the oldest first."""
    return [
        {
            "id": letter.message_id,
            "to": ", ".join(letter.to),
            "subject": str(letter.subject),
            "body": str(letter.body),
            "at": letter.at.isoformat(),
        }
        for letter in read_folder(outbox)
    ]


@dataclass(frozen=True)
class Postbox:
    """Takes letters in as a mail server would hand them over."""

    here: Installation

    def post(self, letter: dict[str, str]) -> None:
        """Take one in: ``from``, ``name``, ``subject``, ``body``, and the id of the one it ``answers``."""
        receiver, raw = self.here.receiver, self._bytes(letter)
        read = receiver.read(raw)
        with self.here.writing_as("pipe")() as session:
            receiver.take(session, read, raw, utc_now())

    def _bytes(self, letter: dict[str, str]) -> bytes:
        written = EmailMessage(policy=policy.SMTP)
        sender, domain = letter["from"], letter["from"].partition("@")[2]
        written["Authentication-Results"] = f"{SYSTEM}; dmarc=pass header.from={domain}"
        written["From"] = f'"{_quotable(letter["name"])}" <{sender}>'
        written["To"] = self.here.settings.mail.address or self.here.rules.desk_mail
        written["Subject"] = one_line(letter["subject"], 200)
        written["Message-ID"] = make_msgid(domain=SYSTEM)
        if is_message_id(letter["answers"]):
            written["In-Reply-To"] = letter["answers"]
        written.set_content(plain(letter["body"]))
        return written.as_bytes()


def _quotable(name: str) -> str:
    return one_line(name, 80).replace("\\", "").replace('"', "")
