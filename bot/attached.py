"""Reads the text files given with a message, so that what they say need not be asked."""

from __future__ import annotations

import codecs
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.message import Attached, Message
from bot.slack.files import address, fetch
from guard import restored
from guard.screen import Screening
from tickets.values import FileRef

log = logging.getLogger(__name__)

MOST = 3
"""Files of one message that are read."""

LARGEST = 1024 * 1024
"""Bytes of a file that is read."""

HEAD, TAIL = 20_000, 60_000
"""Characters read of its beginning and of its end: a log tells at its end what went wrong."""

TIMEOUT = 5
"""Seconds that a file may take."""

_ENDINGS = (".txt", ".log", ".csv", ".json")
_TYPES = frozenset({"application/json", "application/csv", "application/x-ndjson"})


def is_text(file: FileRef) -> bool:
    """Whether this is a file of plain text, such as a log, a table or a snippet."""
    return (
        file.media_type.startswith("text/")
        or file.media_type in _TYPES
        or file.name.lower().endswith(_ENDINGS)
    )


@dataclass(frozen=True)
class Attachments:
    """Fetches a message's text files; what cannot be fetched holds no message back."""

    client: WebClient
    token: str
    screen: Callable[[str], Screening]

    def read(self, message: Message) -> Message:
        """The message with the screened texts of its files, and what the guard found in them."""
        wanted = [one for one in message.files if is_text(one) and 0 < one.size <= LARGEST][:MOST]
        texts = [(one, text) for one in wanted if (text := self._text(one))]
        if not texts:
            return message
        read = [(file, self.screen(text)) for file, text in texts]
        kinds = (restored(finding.kind.value) for _, screening in read for finding in screening.found)
        return replace(
            message,
            attached=tuple(Attached(file.name, screening.text) for file, screening in read),
            screened=tuple(dict.fromkeys((*message.screened, *kinds))),
        )

    def _text(self, file: FileRef) -> str:
        """The file's text, empty when it has none or cannot be fetched."""
        try:
            where = address(self.client, file)
            content = fetch(self.client.base_url, self.token, file, where, timeout=TIMEOUT)
        except (SlackApiError, SlackClientError, OSError) as error:
            log.info("a text file could not be fetched: %s", type(error).__name__)
            return ""
        return "" if isinstance(content, str) else excerpt(decoded(content))


def decoded(content: bytes) -> str:
    """Bytes as text: by their byte order mark, as UTF-8, else as Windows writes; empty when they are none."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace").replace("\r\n", "\n")
    if b"\0" in content:
        return ""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n")


def excerpt(text: str) -> str:
    """The text, or its beginning and its end when it is long, in whole lines."""
    if len(text) <= HEAD + TAIL:
        return text
    return f"{text[:HEAD].rpartition(_BREAK)[0]}\n\n{text[-TAIL:].partition(_BREAK)[2]}"


_BREAK = "\n"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
