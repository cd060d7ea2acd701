"""How good the guard is on texts whose health data is marked: recall, precision and false alarms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from guard.marked import Marked, Span, Value
from guard.screen import Finding, Screening

Screen = Callable[[Marked], Screening]

MISSED: Final = "missed"
"""Under which name values without a type count that nothing found."""


@dataclass(frozen=True)
class Measured:
    """One text: which values were found, which findings were right, and what was blanked needlessly.

    A value is found when every letter and digit of it, in each place where it stands, went; half a name is
    not found. A finding is right when it touches a value. ``blanked`` and ``needless`` count letters and
    digits: those that went, and those of them that belong to no value.
    """

    line: int
    values: tuple[tuple[str, bool], ...]
    findings: tuple[tuple[str, bool], ...]
    blanked: int
    needless: int
    nowhere: int

    @property
    def leaks(self) -> bool:
        return not all(found for _, found in self.values)

    @property
    def false_alarms(self) -> int:
        return sum(not right for _, right in self.findings)


def measure(marked: Marked, screening: Screening) -> Measured:
    """Compare what the guard found with what is marked. Values that do not stand in the text are counted."""
    places = {value: marked.places(value) for value in marked.values}
    gone = _letters(marked.text, (finding.span for finding in screening.found))
    meant = _letters(marked.text, (span for spans in places.values() for span in spans))
    return Measured(
        marked.line,
        tuple(_judged(marked.text, places, gone, screening.found)),
        tuple((finding.kind.value, _touches(finding.span, meant)) for finding in screening.found),
        len(gone),
        len(gone - meant),
        sum(not spans for spans in places.values()),
    )


def _letters(text: str, spans: Iterable[Span]) -> set[int]:
    """Where letters and digits stand within the spans."""
    return {at for span in spans for at in range(*span) if text[at].isalnum()}


def _touches(span: Span, letters: set[int]) -> bool:
    return any(at in letters for at in range(*span))


def _judged(
    text: str, places: Mapping[Value, Sequence[Span]], gone: set[int], found: Sequence[Finding]
) -> Iterator[tuple[str, bool]]:
    """The type of each value that stands in the text, and whether it was found."""
    for value, spans in places.items():
        if spans:
            whole = _letters(text, spans)
            yield value.type or _kind(whole, found), bool(whole) and whole <= gone


def _kind(whole: set[int], found: Sequence[Finding]) -> str:
    """The kind of the first finding that touches a value; which, without one, was missed."""
    return next((finding.kind.value for finding in found if _touches(finding.span, whole)), MISSED)


@dataclass
class _Row:
    values: int = 0
    found: int = 0
    findings: int = 0
    right: int = 0


@dataclass(frozen=True)
class Report:
    """What was measured on a file, one entry for each text."""

    measured: tuple[Measured, ...] = field(repr=False)

    def figures(self) -> dict[str, Any]:
        """All figures by name; shares are None where there is nothing to have a share of."""
        rows = self.rows()
        values, found, findings, right = (
            sum(getattr(row, name) for row in rows.values())
            for name in ("values", "found", "findings", "right")
        )
        clean = [one for one in self.measured if not one.values]
        return {
            "recall": _share(found, values),
            "precision": _share(right, findings),
            "f1": _share(2 * found * right, found * findings + right * values),
            "lines": len(self.measured),
            "values": values,
            "found": found,
            "findings": findings,
            "false_alarms": findings - right,
            "needless_share": _share(self._sum("needless"), self._sum("blanked")),
            "leaking_lines": sum(one.leaks for one in self.measured),
            "clean_lines": len(clean),
            "clean_lines_with_false_alarm": sum(one.false_alarms > 0 for one in clean),
            "values_not_in_text": self._sum("nowhere"),
            "per_type": {name: _facts(row) for name, row in sorted(rows.items())},
        }

    def rows(self) -> dict[str, _Row]:
        """For each type of value and each kind of finding: how many there are, how many found and right."""
        counted = {
            name: Counter(key for one in self.measured for key in getattr(one, name))
            for name in ("values", "findings")
        }
        names = {name for counter in counted.values() for name, _ in counter}
        return {name: _row(name, counted["values"], counted["findings"]) for name in names}

    def lines(self, name: str) -> list[int]:
        """The numbers of the lines that leak (``leaks``) or hold a false alarm (``false_alarms``)."""
        return [one.line for one in self.measured if getattr(one, name)]

    def _sum(self, name: str) -> int:
        return sum(getattr(one, name) for one in self.measured)


def evaluate(texts: Iterable[Marked], screen: Screen) -> Report:
    """Screen every text and compare."""
    return Report(tuple(measure(one, screen(one)) for one in texts))


def _row(name: str, values: Counter[tuple[str, bool]], findings: Counter[tuple[str, bool]]) -> _Row:
    found, right = values[name, True], findings[name, True]
    return _Row(values[name, False] + found, found, findings[name, False] + right, right)


def _facts(row: _Row) -> dict[str, Any]:
    return {
        "values": row.values,
        "found": row.found,
        "recall": _share(row.found, row.values),
        "findings": row.findings,
        "false_alarms": row.findings - row.right,
        "precision": _share(row.right, row.findings),
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
