"""What somebody wrote into Request Tracker: in its pages, by its interface, or by mail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Written:
    """What was written: its head lines, its words, the names of its files."""

    heads: Mapping[str, str]
    text: str
    files: tuple[str, ...] = ()

    @property
    def came_by_mail(self) -> bool:
        """Request Tracker itself writes this line, over whatever a letter brings along."""
        return self.heads.get("x-rt-interface", "").lower() not in ("web", "rest", "mobile", "api")

    @property
    def is_automatic(self) -> bool:
        auto = self.heads.get("auto-submitted", "no").lower()
        return self.came_by_mail and not auto.startswith("no")

    @property
    def words(self) -> str:
        given = "".join(f"\n[a file in the helpdesk: {name}]" for name in self.files)
        return f"{_own_words(self.text)}{given}".strip()


NOTHING = Written({"x-rt-interface": "Web"}, "")

_WROTE = re.compile(r"^[^\n]{0,200}(?:wrote|schrieb):[ \t]*\n(?:>[^\n]*\n?)+", re.MULTILINE)


def _own_words(text: str) -> str:
    """Without what a reply quotes: lines behind ``>`` under a line that says who wrote them."""
    return _WROTE.sub("", text.replace("\r\n", "\n") + "\n").strip()


def heads_of(text: str) -> dict[str, str]:
    lines = (line.partition(":") for line in text.split("\n") if line[:1].strip())
    return {name.strip().lower(): value.strip() for name, _, value in lines}
