"""Reads the text files given with a message, so that what they say need not be asked."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.delivery import NotNowError
from bot.files import Fetch, decoded, excerpt, is_text
from bot.message import Attached, Message
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


@dataclass(frozen=True)
class Attachments:
    """Reads a message's text files; what cannot be fetched holds no message back."""

    fetch: Fetch
    screen: Callable[[str], Screening]

    def read(self, message: Message) -> Message:
        """The message with the screened texts of its files, and what the guard found in them."""
        wanted = [
            one for one in message.files if is_text(one) and 0 < one.size <= LARGEST and not one.left_out
        ]
        texts = [(one, text) for one in wanted[:MOST] if (text := self._text(one))]
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
            content = self.fetch(file)
        except (NotNowError, OSError) as error:
            log.info("a text file could not be fetched: %s", type(error).__name__)
            return ""
        return "" if isinstance(content, str) else excerpt(decoded(content), HEAD, TAIL)
