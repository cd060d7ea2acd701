"""How long the servers were there, of the time they were promised to be (policy 7). Pure.

Published maintenance windows are taken out of the time that counts; unscheduled maintenance counts as time in
which the servers were down. All spans reach from their start up to, not including, their end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

Span = tuple[datetime, datetime]
_NOTHING = timedelta()


class DownBy(StrEnum):
    """What the servers were down by."""

    OUTAGE = "outage"
    PROBE = "probe"
    UNSCHEDULED = "unscheduled"


@dataclass(frozen=True)
class Down:
    """A time in which the servers were down."""

    span: Span
    by: DownBy


@dataclass(frozen=True)
class Availability:
    """One period. ``excluded`` is published maintenance; ``down`` is the rest in which nothing ran.

    ``unscheduled`` is the part of ``down`` in which unscheduled maintenance took place.
    ``share`` is None when no time counted at all.
    """

    span: Span
    excluded: timedelta
    down: timedelta
    unscheduled: timedelta
    promised: float

    @property
    def counted(self) -> timedelta:
        """The time in which the servers were promised to be there."""
        return self.span[1] - self.span[0] - self.excluded

    @property
    def share(self) -> Fraction | None:
        """Of the time that counted, the part in which the servers were there."""
        if self.counted == _NOTHING:
            return None
        return 1 - Fraction(_microseconds(self.down), _microseconds(self.counted))

    @property
    def kept(self) -> bool:
        """Whether the promise was kept, computed without rounding."""
        return self.share is None or self.share * 100 >= Fraction(str(self.promised))


def availability(
    period: Span, downs: Iterable[Down], published: Iterable[Span], promised: float
) -> Availability:
    """The availability in one period. Overlaps count once; what is published is not down."""
    excluded = merged(clipped(published, period))
    found = list(downs)
    down = without(clipped((one.span for one in found), period), excluded)
    by_maintenance = (one.span for one in found if one.by is DownBy.UNSCHEDULED)
    unscheduled = without(clipped(by_maintenance, period), excluded)
    return Availability(period, length(excluded), length(down), length(unscheduled), promised)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same time in spans that neither overlap nor touch, in order; empty ones are left out."""
    together: list[Span] = []
    for start, end in sorted(one for one in spans if one[0] < one[1]):
        if together and start <= together[-1][1]:
            together[-1] = together[-1][0], max(end, together[-1][1])
        else:
            together.append((start, end))
    return tuple(together)


def without(spans: Iterable[Span], holes: Iterable[Span]) -> tuple[Span, ...]:
    """The time of ``spans`` that lies in none of the ``holes``."""
    left = list(merged(spans))
    for hole in merged(holes):
        left = [piece for span in left for piece in _outside(span, hole)]
    return tuple(left)


def clipped(spans: Iterable[Span], period: Span) -> tuple[Span, ...]:
    """The spans as far as they lie within the period."""
    cut = ((max(start, period[0]), min(end, period[1])) for start, end in spans)
    return tuple((start, end) for start, end in cut if start < end)


def length(spans: Iterable[Span]) -> timedelta:
    """How long they are together; they must not overlap."""
    return sum((end - start for start, end in spans), _NOTHING)


def _outside(span: Span, hole: Span) -> tuple[Span, ...]:
    before, after = (span[0], min(span[1], hole[0])), (max(span[0], hole[1]), span[1])
    return tuple(piece for piece in (before, after) if piece[0] < piece[1])


def _microseconds(span: timedelta) -> int:
    return span // timedelta(microseconds=1)
