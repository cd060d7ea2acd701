"""What has changed between two versions of an article, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from knowledge.versions import Version

AROUND: Final = 3
"""Lines shown before and after a change."""
LONGEST: Final = 5_000
"""Lines that are compared: what follows in a longer article is not looked at."""


class Sign(StrEnum):
    """What became of a line; ``SKIPPED`` stands for lines that are the same and not shown."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Line:
    """A line of either version, and what became of it."""

    sign: Sign
    text: str = ""


def differences(before: Version, after: Version) -> list[Line]:
    """The changed lines with a few around them; nothing when the two say the same."""
    return compared(_lines(before), _lines(after))


def compared(old: Sequence[str], new: Sequence[str]) -> list[Line]:
    """The lines of two texts as :func:`differences` shows them."""
    matcher = SequenceMatcher(None, old[:LONGEST], new[:LONGEST], autojunk=False)
    found: list[Line] = []
    for number, group in enumerate(matcher.get_grouped_opcodes(AROUND)):
        if number or group[0][1] > 0:
            found.append(Line(Sign.SKIPPED))
        for tag, first, last, new_first, new_last in group:
            found += _shown(tag, old[first:last], new[new_first:new_last])
    return found


def _shown(tag: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    if tag == "equal":
        yield from (Line(Sign.SAME, text) for text in old)
    else:
        yield from (Line(Sign.REMOVED, text) for text in old)
        yield from (Line(Sign.ADDED, text) for text in new)


def _lines(version: Version) -> list[str]:
    """An article as it stands in a file: its fields, then its text."""
    fields = {
        "title": version.title,
        "kind": version.kind.value,
        "area": version.area,
        "audience": version.audience.value,
        "updated": version.updated.isoformat(),
        "link": version.link,
    }
    head = [f"{name}: {value}" for name, value in fields.items() if value]
    return [*head, *(f"alias: {alias}" for alias in version.aliases), "", *version.body.splitlines()]
