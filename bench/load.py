"""What many people say to the bot at once: who, where, what and when. The same seed says the same."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from bench.bot import ROOT
from bench.search import QUESTIONS, read_questions

CUSTOMERS = 24
PEOPLE_OF_ONE = 20
FOLLOW_UP = (5.0, 12.0)
"""Seconds after which somebody goes on in a thread of their own: some amend their question, some are late."""

INCIDENTS = (
    'Job {job} fails with "{code} checksum mismatch on segment 4" for user {user} after I pressed Merge',
    "Dictation {job} does not open any more since this morning, {user} only sees a white window and {code}",
    "The Editor crashes every time I open job {job}, it says {code}",
    "Uploads from our clinic hang at 80 % and then break off with {code}",
    'We get "{code} upload interrupted" on every job of {user}',
    "Reports of Dr. {user} are no longer delivered to our HIS, the last one was {job}, {code}",
    "printing report {job} gives empty pages and {code}, it worked yesterday",
)
"""Each with an error code of its own: a thousand customers with the same failure would be an outage."""

RUBBISH = (
    ".",
    ":thinking_face:",
    "asdf",
    "?",
    "lunch at noon?",
    "```\n{job}\n{job}\n```",
    "*_~",
    "{user} " * 900,
)
FOLLOW_UPS = ("thanks!", "the job is {job}", "it is user {user}", "that did not help", "since this morning")


@dataclass(frozen=True)
class Person:
    """Somebody in the simulated workspace, and in the directory of the bot."""

    name: str
    customer: str
    licensed: bool
    known: bool
    """Whether the directory holds their Slack id; the others are looked up by the address Slack has."""

    @property
    def mail(self) -> str:
        return f"{self.name}@{self.customer}.example"


@dataclass(frozen=True)
class Saying:
    """One message: ``channel`` is empty for a direct one, ``after`` is the number of the thread's root."""

    at: float
    person: Person
    text: str
    channel: str = ""
    after: int | None = None


def customers() -> list[str]:
    """The customers, each with a channel of that name."""
    return [f"clinic{number}" for number in range(CUSTOMERS)]


def people() -> list[Person]:
    """Everybody, customer by customer: a third are licensed, a quarter unknown to the bot at first."""
    clinics = [clinic for clinic in customers() for _ in range(PEOPLE_OF_ONE)]
    return [
        Person(f"p{number:03}", clinic, licensed=number % 3 == 0, known=number % 4 != 0)
        for number, clinic in enumerate(clinics)
    ]


def arrivals(rate: float, seconds: float, chance: random.Random) -> list[float]:
    """The moments of a Poisson process: ``rate`` a second on average, whatever the bot does meanwhile."""
    moments, now = [], chance.expovariate(rate)
    while now < seconds:
        moments.append(now)
        now += chance.expovariate(rate)
    return moments


def sayings(everybody: Sequence[Person], moments: Sequence[float], seed: int = 7) -> list[Saying]:
    """What is said at those moments: questions, incidents, rubbish, and words that follow in a thread.

    Everybody has their turn before anybody speaks anew, so that most talk is in lanes of its own; a quarter
    of it in the customer's channel, the rest in direct messages.
    """
    told = _Told(everybody, random.Random(seed))
    for moment in moments:
        told.next(moment)
    return told.said


def rested(everybody: Sequence[Person], said: Sequence[Saying]) -> list[Person]:
    """Who has been silent for so long at the end that their next words amend nothing."""
    busy = {one.person for one in said if one.at > said[-1].at - FOLLOW_UP[1]}
    return [person for person in everybody if person not in busy]


def burst(everybody: Sequence[Person], seed: int = 8) -> list[Saying]:
    """Every person asks a question at the same moment."""
    told = _Told(everybody, random.Random(seed))
    return [Saying(0.0, person, told.question()) for person in everybody]


class _Told:
    def __init__(self, everybody: Sequence[Person], chance: random.Random) -> None:
        self._chance = chance
        self._turn = chance.sample(list(everybody), len(everybody))
        self._questions = [question for question, _ in read_questions(ROOT / QUESTIONS)]
        self._open: list[int] = []
        self.said: list[Saying] = []

    def next(self, moment: float) -> None:
        """Add what is said at this moment."""
        soonest, latest = (moment - wait for wait in FOLLOW_UP)
        ripe = [number for number in self._open if latest <= self.said[number].at <= soonest]
        if ripe and self._chance.random() < 0.15:
            root = self._chance.choice(ripe)
            self._open.remove(root)
            before = self.said[root]
            text = self._filled(self._chance.choice(FOLLOW_UPS))
            self.said.append(Saying(moment, before.person, text, before.channel, root))
            return
        self._open.append(len(self.said))
        self.said.append(self._root(moment))

    def question(self) -> str:
        """Something answered by an article, as people ask it."""
        return self._chance.choice(self._questions)

    def _root(self, moment: float) -> Saying:
        person = self._turn.pop(0)
        self._turn.append(person)
        channel = person.customer if self._chance.random() < 0.25 else ""
        return Saying(moment, person, self._text(), channel)

    def _text(self) -> str:
        kind = self._chance.random()
        if kind < 0.6:
            return self.question()
        return self._filled(self._chance.choice(INCIDENTS if kind < 0.88 else RUBBISH))

    def _filled(self, text: str) -> str:
        job, letter = self._chance.randint(7_000_000, 7_999_999), self._chance.choice("abcdef")
        code = f"IW-{self._chance.randint(1000, 9999)}"
        return text.format(job=job, user=f"{letter}cole", code=code)
