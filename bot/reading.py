"""Reads the details of a ticket out of a message: its words first, then the text files given with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.message import Attached
from guard import Screened
from tickets.values import Detail, DetailName, DetailState

ReadDetails = Callable[[Screened, Sequence[str]], Mapping[DetailName, Screened]]
"""Reads a text with the names and user names that may be meant."""

Found = Mapping[DetailName, Detail]


def in_words(text: Screened, users: Sequence[str], read: ReadDetails) -> Found:
    """What the words say."""
    return {name: Detail(name, DetailState.GIVEN, value) for name, value in read(text, users).items()}


def in_files(attached: Iterable[Attached], users: Sequence[str], read: ReadDetails) -> Found:
    """What the files say, each detail with the name of the first file that says it."""
    found: dict[DetailName, Detail] = {}
    for file in attached:
        for name, value in read(file.text, users).items():
            found.setdefault(name, Detail(name, DetailState.GIVEN, value, file.name))
    return found
