"""Screening: text goes in, and comes out with typed placeholders where health data stood."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from guard.echoes import echoes, telling
from guard.kinds import MASKS, Kind
from guard.page import Page
from guard.rule import Rule
from guard.rules import RULES
from guard.shapes import MAIL_ADDRESS
from guard.tables import Spot, table_cells
from guard.text import Screened, passed
from guard.view import LEFT_OUT, cleaned, cut, plain


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found and where in the text as it came in; never the words themselves."""

    kind: Kind
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Screening:
    text: Screened
    found: tuple[Finding, ...]


def screen(text: str, *, known: Collection[str] = (), known_numbers: Collection[str] = ()) -> Screening:
    """Replace health data by placeholders such as ``[date of birth]``.

    ``known`` are mail addresses and domains that stay, ``known_numbers`` phone numbers that stay. Text over
    100,000 characters is cut with a note; control characters go, newline and tab stay. Linear time; a
    second screening changes nothing.
    """
    clean = cleaned(cut(text))
    spots = _search(clean.text, _Known.of(known, known_numbers))
    if spots is None:
        return Screening(passed(LEFT_OUT), ())
    screened = Page.of(clean.text).changed((spot.start, spot.end, f"[{spot.kind}]") for spot in spots)
    found = tuple(Finding(spot.kind, clean.index[spot.start], clean.index[spot.end]) for spot in spots)
    return Screening(passed(screened.text), found)


@dataclass(frozen=True, slots=True)
class _Known:
    """What stays although it looks like something: addresses in lower case, numbers as bare digits."""

    mail: frozenset[str]
    numbers: frozenset[str]

    @classmethod
    def of(cls, mail: Collection[str], numbers: Collection[str]) -> _Known:
        return cls(
            frozenset(entry.lower().removeprefix("@") for entry in mail), frozenset(map(_digits, numbers))
        )

    def spares(self, kind: Kind, value: str) -> bool:
        if kind is Kind.MAIL_ADDRESS:
            written = value.replace("%40", "@")
            return all(self._holds(address.lower()) for address in _ADDRESS.findall(written))
        if kind is Kind.PHONE_NUMBER:
            return all(_digits(number) in self.numbers for number in value.split("|"))
        return False

    def _holds(self, address: str) -> bool:
        return address in self.mail or address.rpartition("@")[2] in self.mail


_ADDRESS = re.compile(MAIL_ADDRESS)


def _digits(number: str) -> str:
    """The digits of a phone number without extension and without the 1 of North America."""
    digits = "".join(filter(str.isdigit, number.lower().partition("x")[0]))
    return digits[1:] if len(digits) == 11 and digits[0] == "1" else digits


_ROUNDS = 20


def _search(text: str, known: _Known) -> list[Finding] | None:
    """Everything found, in order; None when the text never comes to rest.

    The rules look at a view of the text in which each placeholder is one mask. They go round until a whole
    round finds nothing: the screened text has the same view, so screening it again finds nothing either.
    """
    reading = _Reading(plain(text), known)
    for _ in range(_ROUNDS):
        if not reading.finds_more():
            return sorted(reading.findings, key=lambda finding: finding.start)
    return None


@dataclass
class _Reading:
    """A text as it is being read: what was found so far is masked in the view."""

    view: Page
    known: _Known
    findings: list[Finding] = field(default_factory=list)
    words: dict[str, Kind] = field(default_factory=dict)

    def finds_more(self) -> bool:
        """One round of tables, rules and echoes; whether any found something."""
        before = len(self.findings)
        self._take(spot for spot in table_cells(self.view.text) if not self._spares(spot))
        lower = self.view.text.lower()
        for rule in RULES:
            if rule.may_find(lower):
                self._take(_spots(rule, self.view.text, self.known))
        self._take(echoes(self.view.text, self.words))
        return len(self.findings) > before

    def _spares(self, spot: Spot) -> bool:
        kind, start, end = spot
        return self.known.spares(kind, self.view.text[start:end])

    def _take(self, found: Iterable[Spot]) -> None:
        spots = list(found)
        self.words |= telling((kind, self.view.text[start:end]) for kind, start, end in spots)
        self.findings += (
            Finding(kind, self.view.index[start], self.view.index[end]) for kind, start, end in spots
        )
        self.view = self.view.changed((start, end, MASKS[kind]) for kind, start, end in spots)


def _spots(rule: Rule, view: str, known: _Known) -> Iterator[Spot]:
    """Where the rule finds something, from left to right, without overlap."""
    behind = 0
    for match in rule.pattern.finditer(view):
        start = match.start("value")
        length = rule.keep(match["value"]) if start >= behind else 0
        end = start + length
        if length == 0 or not rule.stands(view, start, end) or known.spares(rule.kind, view[start:end]):
            continue
        behind = end
        yield rule.kind, start, end
