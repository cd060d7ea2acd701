"""What never stands in an article: names of the directory, job and ticket numbers, a customer's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

from knowledge.words import STOP, WORD

RUN: Final = 6
"""So many words in a row that a customer wrote are their own words."""
JOB_PATTERN: Final = r"\d{6,9}"
"""What a job number looks like unless the installation says otherwise."""


class Sort(StrEnum):
    """What sort of thing it is."""

    NAME = "name"
    PART = "part of a name"
    CUSTOMER = "customer"
    JOB = "job number"
    TICKET = "ticket number"
    ADDRESS = "mail address"
    WORDS = "customer's words"


@dataclass(frozen=True)
class Found:
    """Something private in a text, from ``start`` to ``end``."""

    sort: Sort
    start: int
    end: int


@dataclass(frozen=True)
class Private:
    """What is private here; made by :func:`private`.

    ``names`` holds phrases in small letters by their first word; ``parts`` the first and last names as they
    are written; ``runs`` every sequence of :data:`RUN` words that customers wrote.
    """

    names: Mapping[str, tuple[tuple[Sort, tuple[str, ...]], ...]] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()
    runs: frozenset[tuple[str, ...]] = frozenset()
    job: re.Pattern[str] = re.compile(rf"(?<![\w.,-])(?:[Jj]-?)?(?:{JOB_PATTERN})(?![\w-]|[.,]\d)")

    def found(self, text: str) -> tuple[Found, ...]:
        """Everything private in the text, by where it begins."""
        words = list(_words(text))
        every = (*self._named(words), *self._numbers(text), *self._said(words))
        parts = (one for one in self._parts(words, text) if not any(_within(one, other) for other in every))
        return tuple(sorted((*every, *parts), key=lambda one: (one.start, -one.end)))

    def but_for(self, texts: Iterable[str]) -> Private:
        """The same, but for words that stand in these texts already: whoever wrote them quoted those."""
        return replace(self, runs=self.runs.difference(*(_runs(text) for text in texts)))

    def _named(self, words: Sequence[_Word]) -> Iterator[Found]:
        for place, word in enumerate(words):
            for sort, phrase in self.names.get(word.small, ()):
                following = words[place : place + len(phrase)]
                if tuple(one.small for one in following) == phrase:
                    yield Found(sort, word.start, following[-1].end)

    def _parts(self, words: Sequence[_Word], text: str) -> Iterator[Found]:
        for word in words:
            if word.written in self.parts and not _begins(text, word.start):
                yield Found(Sort.PART, word.start, word.end)

    def _numbers(self, text: str) -> Iterator[Found]:
        patterns = ((Sort.JOB, self.job), (Sort.TICKET, _TICKET), (Sort.ADDRESS, _ADDRESS))
        return (Found(sort, *one.span()) for sort, pattern in patterns for one in pattern.finditer(text))

    def _said(self, words: Sequence[_Word]) -> Iterator[Found]:
        """The stretches of the text that a customer wrote, each as long as it goes on."""
        small = [word.small for word in words]
        theirs = [at for at in range(len(words) - RUN + 1) if tuple(small[at : at + RUN]) in self.runs]
        for first, last in _stretches(theirs):
            yield Found(Sort.WORDS, words[first].start, words[last + RUN - 1].end)


@dataclass(frozen=True)
class People:
    """What the directory knows names by."""

    names: tuple[str, ...] = ()
    user_names: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()


def private(people: People, said: Iterable[str], job_pattern: str = JOB_PATTERN) -> Private:
    """What is private, given the directory and what customers wrote."""
    names, parts = _names(people)
    return Private(
        names,
        parts,
        frozenset(run for text in said for run in _runs(text)),
        re.compile(rf"(?<![\w.,-])(?:[Jj]-?)?(?:{job_pattern})(?![\w-]|[.,]\d)"),
    )


@lru_cache(maxsize=4)
def _names(people: People) -> tuple[Mapping[str, tuple[tuple[Sort, tuple[str, ...]], ...]], frozenset[str]]:
    """Phrases by their first word, and parts of names. A directory seldom changes."""
    whole = [(Sort.NAME, _small(name)) for name in (*people.names, *people.user_names)]
    whole += [(Sort.CUSTOMER, one) for name in people.customers for one in _short_too(_small(name))]
    by_first: dict[str, list[tuple[Sort, tuple[str, ...]]]] = {}
    for sort, phrase in whole:
        if any(word not in STOP and len(word) > 1 for word in phrase):
            by_first.setdefault(phrase[0], []).append((sort, phrase))
    parts = frozenset(part for name in people.names for part in _PART.findall(name))
    return {first: tuple(phrases) for first, phrases in by_first.items()}, parts


@dataclass(frozen=True)
class _Word:
    written: str
    small: str
    start: int
    end: int


_WORD = re.compile(WORD)
_PART = re.compile(r"\b[A-ZÀ-Þ][\w'’-]{2,}")
_TICKET = re.compile(
    r"(?<![\w&])#\d{3,}\b|\b(?:tickets?|cases?|incidents?)\s*(?:no\.?|numbers?|nr\.?)?\s*[#:]?\s*\d{3,}\b",
    re.I,
)
_ADDRESS = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_SUFFIXES = frozenset({"inc", "llc", "ltd", "corp", "co", "plc", "gmbh", "pllc", "lp", "llp", "pa", "pc"})
_OPENERS = re.compile(r"(?:^|[\n.!?:|])[\s>*_#\"'“‘(\[-]*(?:\d{1,2}[.)]\s*)?[*_`\"“]*$")


def _words(text: str) -> Iterator[_Word]:
    for found in _WORD.finditer(text):
        yield _Word(found.group(), _plain(found.group()), found.start(), found.end())


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _small(text: str) -> tuple[str, ...]:
    return tuple(_plain(word) for word in _WORD.findall(text))


def _short_too(name: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A customer's name, and the same without its legal form when two words are left."""
    short = tuple(word for word in name if word not in _SUFFIXES)
    return (name, short) if short != name and len(short) > 1 else (name,)


@lru_cache(maxsize=8_192)
def _runs(text: str) -> tuple[tuple[str, ...], ...]:
    words = _small(text)
    return tuple(words[place : place + RUN] for place in range(len(words) - RUN + 1))


def _within(one: Found, other: Found) -> bool:
    return other.start <= one.start and one.end <= other.end


def _stretches(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each row of numbers that follow one another."""
    begun = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or places[at] != places[at - 1] + 1:
            yield places[begun], places[at - 1]
            begun = at


def _begins(text: str, start: int) -> bool:
    """Whether a word begins a sentence, where every word is written with a capital."""
    return _OPENERS.search(text, max(0, start - 40), start) is not None
