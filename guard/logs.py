"""Log lines pass the guard as well: health data and secrets never reach a log."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterable

from guard.screen import screen

BLANK = "[secret]"

_SECRETS = re.compile(
    r"(?:xox[a-z]|xapp)[.-][\w.%-]+"  # Slack's tokens
    r"|(?P<lead>\bBearer\s{1,5}|\bBasic\s{1,5}(?=[\w+/-]{16}))[^\s\"',;]+"  # what a request is signed with
    r"|(?P<address>hooks\.slack\.com/|slack\.com/link/\?)[^\s\"'<>|]+"  # addresses that are a key
    r"|(?P<scheme>://)[^\s/@:\"']{0,100}:[^\s/@\"']{1,200}(?=@)",  # user and password of a database
    re.IGNORECASE,
)


class ScreenedFormatter(logging.Formatter):
    """Formats a record, traceback included, then blanks secrets and screens the whole.

    ``secrets`` are blanked by value wherever they stand; tokens, bearers and passwords in addresses also
    when nobody named them.
    """

    def __init__(
        self,
        fmt: str | None = None,
        datefmt: str | None = None,
        *,
        secrets: Iterable[str] = (),
        known: Collection[str] = (),
        known_numbers: Collection[str] = (),
    ) -> None:
        super().__init__(fmt, datefmt)
        self._secrets = sorted(filter(None, set(secrets)), key=len, reverse=True)
        self._known = known
        self._known_numbers = known_numbers

    def format(self, record: logging.LogRecord) -> str:
        line = self._blanked(super().format(record))
        return screen(line, known=self._known, known_numbers=self._known_numbers).text

    def _blanked(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, BLANK)
        return _SECRETS.sub(_blank, line)


def _blank(secret: re.Match[str]) -> str:
    """Only the secret goes; what it was for stays."""
    return (secret["lead"] or secret["address"] or secret["scheme"] or "") + BLANK
