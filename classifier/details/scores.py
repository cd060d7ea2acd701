"""How well details are read: what was read beside what a person marked.

Job numbers and users: micro-averaged F1 over the set of values of each message. The error message: F1 over
tokens with their counts (as for SQuAD, Rajpurkar et al. 2016), averaged over the messages in which one is
marked or one was read, so that an invented one counts 0. Steps: of the messages with marked steps, the share
in which at least half of the marked tokens were read.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from classifier.details.marked import Entry, Marked
from classifier.details.reading import Details, Span

ENOUGH = 0.5
"""The share of the marked steps' tokens that must have been read."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Values read, how many of them rightly, and how many there were."""

    right: int
    read: int
    marked: int

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.marked if self.marked else 1.0

    @property
    def f1(self) -> float:
        """1 where there was nothing to read and nothing was read."""
        both = self.read + self.marked
        return 2 * self.right / both if both else 1.0


@dataclass(frozen=True, slots=True)
class DetailScores:
    """The figures of a run; shares from 0 to 1, ``p50_ms`` in milliseconds of the processor's time.

    ``steps_invented`` counts messages in which steps were read and none are marked.
    """

    messages: int
    jobs: Tally
    users: Tally
    error_token_f1: float
    errors: Tally
    steps_recall: float
    steps: int
    steps_invented: int
    p50_ms: float


Pair = tuple[Marked, Details]


def measured(
    messages: Sequence[Marked], read: Callable[[str], Details], directory: Iterable[Entry] = ()
) -> DetailScores:
    """Read every message, and compare."""
    taken: list[float] = []
    pairs: list[Pair] = []
    for message in messages:
        began = time.thread_time()
        pairs.append((message, read(message.text)))
        taken.append(1000 * (time.thread_time() - began))
    return scored(pairs, directory, p50_ms=median(taken) if taken else 0.0)


def scored(pairs: Sequence[Pair], directory: Iterable[Entry] = (), *, p50_ms: float = 0.0) -> DetailScores:
    """The figures of messages and what was read of them."""
    people = known_people(directory)
    errors = [(marked.error or "", _said(found.error)) for marked, found in pairs]
    spoken = [token_f1(marked, read) for marked, read in errors if marked or read]
    steps = [covered(marked.steps, _said(found.steps)) for marked, found in pairs if marked.steps]
    return DetailScores(
        messages=len(pairs),
        jobs=_tally((_jobs(marked.job), _jobs(_values(found.jobs))) for marked, found in pairs),
        users=_tally(
            (_people(marked.user, people), _people(_values(found.users), people)) for marked, found in pairs
        ),
        error_token_f1=sum(spoken) / len(spoken) if spoken else 1.0,
        errors=_tally((_words(marked), _words(read)) for marked, read in errors),
        steps_recall=sum(share >= ENOUGH for share in steps) / len(steps) if steps else 1.0,
        steps=len(steps),
        steps_invented=sum(found.steps is not None and not marked.steps for marked, found in pairs),
        p50_ms=p50_ms,
    )


def token_f1(marked: str, read: str) -> float:
    """The harmonic mean of precision and recall over tokens, each counted as often as it stands there."""
    wanted, got = Counter(_tokens(marked)), Counter(_tokens(read))
    if not wanted or not got:
        return float(wanted == got)
    return 2 * (wanted & got).total() / (wanted.total() + got.total())


def covered(marked: str, read: str) -> float:
    """The share of the marked tokens that were read."""
    wanted = Counter(_tokens(marked))
    return (wanted & Counter(_tokens(read))).total() / wanted.total() if wanted else 1.0


def person(name: str, people: Mapping[str, str]) -> str:
    """Who is meant: the directory's entry, or else the name without titles, in lower case.

    "Dr. Jane Porter" is "Jane Porter", and with her entry in the directory also "jporter".
    """
    plain = " ".join(word for word in _tokens(name.removesuffix("'s")) if word not in _TITLES)
    return people.get(plain, plain)


def known_people(directory: Iterable[Entry]) -> dict[str, str]:
    """Full names and user names, in lower case, with the one key of each person."""
    found: dict[str, str] = {}
    for entry in directory:
        names = [" ".join(_tokens(name)) for name in entry if name]
        found.update(dict.fromkeys(names, names[-1] if names else ""))
    return found


def _tally(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> Tally:
    sets = list(pairs)
    return Tally(
        right=sum(len(marked & read) for marked, read in sets),
        read=sum(len(read) for _, read in sets),
        marked=sum(len(marked) for marked, _ in sets),
    )


def _people(names: Iterable[str], people: Mapping[str, str]) -> frozenset[str]:
    return frozenset(person(name, people) for name in names)


def _jobs(numbers: Iterable[str]) -> frozenset[str]:
    return frozenset(number.strip(" #").casefold() for number in numbers)


def _words(message: str) -> frozenset[str]:
    """One value: the whole message by its tokens, or none."""
    return frozenset([" ".join(_tokens(message))]) if message else frozenset()


def _values(spans: Iterable[Span]) -> Iterable[str]:
    return (str(span.value) for span in spans)


def _said(span: Span | None) -> str:
    return "" if span is None else str(span.value)


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


_TITLES = frozenset({"dr", "drs", "doctor", "prof", "professor", "mr", "mrs", "ms", "miss", "nurse"})
