"""What was found once is found again: the same number or name elsewhere in the text, without its label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from guard.kinds import Kind
from guard.names import is_telling

_TOKEN = re.compile(r"(?<![^\W_])[^\W_](?:[\w.'-]{0,60}[^\W_])?")
_STAFF = re.compile(r"(?i:dr|drs|doctor|prof|user|author|dictator|nurse)[. ]{1,3}$")
_ECHOED = frozenset({Kind.RECORD_NUMBER, Kind.SOCIAL_SECURITY_NUMBER, Kind.PATIENT_NAME})

Spot = tuple[Kind, int, int]


def telling(found: Iterable[tuple[Kind, str]]) -> dict[str, Kind]:
    """The words of what was found that mean the same person wherever they stand: by word, what it is.

    Numbers with five digits or more; of names, words of four letters or more that are no ordinary words.
    """
    return {
        word: kind
        for kind, value in found
        if kind in _ECHOED
        for word in _words(value)
        if (is_telling(word) if kind is Kind.PATIENT_NAME else sum(map(str.isdigit, word)) >= 5)
    }


def echoes(view: str, words: Mapping[str, Kind]) -> Iterator[Spot]:
    """Where such words stand in the view, from left to right; not behind a title or role of staff."""
    if not words:
        return
    for token in _TOKEN.finditer(view):
        word = _bare(token[0])
        if (kind := words.get(word)) and not _STAFF.search(view, max(0, token.start() - 12), token.start()):
            yield kind, token.start(), token.start() + len(word)


def _words(value: str) -> list[str]:
    return [_bare(word) for word in _TOKEN.findall(value)]


def _bare(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "'S")) else word
