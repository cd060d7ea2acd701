"""Screening: text goes in, and comes out with typed placeholders where health data stood."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from guard.page import Page
from guard.rules import RULES, Kind, Rule
from guard.shapes import MAIL_ADDRESS
from guard.text import Screened, passed
from guard.view import LEFT_OUT, MASK, cleaned, cut, plain


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
            return all(self._holds(address.lower()) for address in _ADDRESS.findall(value))
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
    view = plain(text)
    findings: list[Finding] = []
    for _ in range(_ROUNDS):
        before = len(findings)
        for rule in RULES:
            spots = list(_spots(rule, view.text, known))
            findings += (Finding(rule.kind, view.index[start], view.index[end]) for start, end in spots)
            view = view.changed((start, end, MASK) for start, end in spots)
        if len(findings) == before:
            return sorted(findings, key=lambda finding: finding.start)
    return None


def _spots(rule: Rule, view: str, known: _Known) -> Iterator[tuple[int, int]]:
    """Where the rule finds something, from left to right, without overlap."""
    behind = 0
    for match in rule.pattern.finditer(view):
        start = match.start("value")
        length = rule.keep(match["value"]) if start >= behind else 0
        if length == 0 or _vetoed(rule, view, start) or known.spares(rule.kind, match["value"]):
            continue
        behind = start + length
        yield start, behind


def _vetoed(rule: Rule, view: str, start: int) -> bool:
    return rule.unless is not None and rule.unless.search(view, max(0, start - 30), start) is not None
