"""What a parser reads out of a file: Markdown, and what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

LARGEST_TEXT = 1_000_000
"""Characters of an article's text; more is a book and no answer."""


@dataclass(frozen=True)
class Text:
    """``body`` is Markdown without its title; what the file does not say is empty.

    ``said`` holds what its front matter says of kind, audience, area and sample, as it is written there;
    ``notes`` are sentences about what was left out.
    """

    title: str
    body: str
    updated: date | None = None
    link: str = ""
    notes: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()


class UnreadableError(Exception):
    """A file that gives no text: what is wrong, and what to do about it."""

    def __init__(self, wrong: str, remedy: str) -> None:
        self.wrong, self.remedy = wrong, remedy
        super().__init__(f"{wrong}; {remedy}")


def day_of(written: str) -> date | None:
    """The day that a machine's date begins with (``2026-03-31T10:00:00Z``); None when there is none."""
    found = _DAY.match(written.strip())
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
