"""People of the directory in a text: by name or user name, by a name nobody else has, or mistyped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from classifier.details.people_words import NO_LOGINS, NO_PERSON, ODD, PHRASE
from classifier.details.places import Place

MOST_GUESSES = 200
"""Words of one text compared with the directory."""

LONG = 9
"""Letters from which on a name may be mistyped in two places, shorter ones in one."""


@dataclass(frozen=True, slots=True)
class Directory:
    """Names and user names in lower case; ``firsts`` and ``lasts`` are parts of full names, ``parts`` all.

    A first name counts when one person bears it alone. ``starts`` are the first words of all entries.
    """

    entries: frozenset[str]
    firsts: frozenset[str]
    lasts: frozenset[str]
    parts: frozenset[str]
    starts: frozenset[str]


@lru_cache(maxsize=16)
def directory_of(known: tuple[str, ...]) -> Directory:
    """The directory of these names and user names."""
    entries = frozenset(entry.casefold() for entry in known if len(entry.strip()) > 2)
    full = [entry.split() for entry in entries if " " in entry]
    borne = Counter(name[0] for name in full)
    firsts = frozenset(name for name, bearers in borne.items() if bearers == 1 and len(name) > 2)
    lasts = frozenset(name[-1] for name in full)
    starts = frozenset(entry.split()[0] for entry in entries)
    return Directory(entries, firsts, lasts, entries | firsts | lasts, starts)


def listed_in(text: str, directory: Directory) -> Iterator[Place]:
    """Whoever in the text may stand in the directory, by the whole name, a part of it, or mistyped."""
    if not directory.entries:
        return
    guesses = 0
    for words in PHRASE.finditer(text):
        first = words["first"]
        if not (first[0].isupper() or first.removesuffix("'s") in directory.starts or is_odd(first)):
            continue
        for place in _beginnings(words):
            if _is_named(text, place, directory):
                yield place
                break
            if guesses < MOST_GUESSES and _may_be_mistyped(text, place):
                guesses += 1
                if _is_like(text[slice(*place)].casefold(), directory.entries):
                    yield place
                    break


def listed_whole(text: str, known: Sequence[str]) -> Iterator[Place]:
    """Names and user names of the directory that stand in the text whole and as they are written there."""
    entries = directory_of(tuple(known)).entries
    for words in PHRASE.finditer(text):
        yield from (place for place in _beginnings(words) if text[slice(*place)].casefold() in entries)


def is_odd(word: str) -> bool:
    """Begins as no English word does, as in "mblake"."""
    if word != word.lower() or len(word) < 4 or word in NO_LOGINS:
        return False
    return ODD.match(word) is not None


def _is_named(text: str, place: Place, directory: Directory) -> bool:
    """A whole entry, a surname with a capital, or a first name that is one person's."""
    name, capital = text[slice(*place)].casefold(), text[place.start].isupper()
    if name in directory.entries:
        return True
    if capital and name in directory.lasts:
        return name not in NO_PERSON
    return name in directory.firsts and (capital or name not in NO_PERSON)


def _may_be_mistyped(text: str, place: Place) -> bool:
    """Whether these words are worth a comparison: like no English word, or a name by its capitals."""
    name = text[slice(*place)]
    if is_odd(name):
        return True
    meant = " " in name or name[0].isupper()
    return len(name) > 5 and meant and not set(name.casefold().split()) & NO_PERSON


def _is_like(name: str, entries: Collection[str]) -> bool:
    """Whether this is one of the entries, mistyped anywhere but in its first letter."""
    slips = 2 if len(name) >= LONG else 1
    likely = [entry for entry in entries if entry[0] == name[0] and abs(len(entry) - len(name)) <= slips]
    return process.extractOne(name, likely, scorer=OSA.distance, score_cutoff=slips) is not None


def _beginnings(words: re.Match[str]) -> Iterator[Place]:
    """The three, two and one words that begin here."""
    for last in ("third", "second", "first"):
        if words[last]:
            start, end = words.start("first"), words.end(last)
            yield Place(start, end - len(words[last]) + len(words[last].removesuffix("'s").rstrip(".'")))
