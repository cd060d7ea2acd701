"""How the promise was kept: for each month and tier, out of the history (policy 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from sqlalchemy.orm import Session

from tickets import reads
from tickets.clock import Tier, office_day
from tickets.history_clock import Run, recompute
from tickets.policy import PromiseRules, TierRule
from tickets.terms import rules_of
from tickets.timekeeping import Stop
from tickets.values import EntryKind

CLOCKS = (EntryKind.CLOCK_STARTED, EntryKind.CLOCK_STOPPED)


@dataclass(frozen=True)
class Tally:
    """The clocks of one tier that started in one month of the office (such as "2026-11").

    Of ``count`` clocks staff ``answered`` some, in ``average_minutes`` on average. ``kept`` were answered
    within their promise; ``missed`` were answered later, or ended or still run without an answer past it. The
    rest run within their promise or were ended within it by other means. A clock that went on in that of
    another ticket is counted there alone. ``promised`` and ``published`` are minutes, as the settings have
    them now.
    """

    month: str
    tier: Tier
    count: int
    answered: int
    average_minutes: float | None
    kept: int
    missed: int
    promised: int
    published: int

    @property
    def share_kept(self) -> float | None:
        """Of those that are settled, from 0 to 1; None while none is."""
        settled = self.kept + self.missed
        return self.kept / settled if settled else None


def runs(session: Session) -> tuple[Run, ...]:
    """Every run of every ticket's clock."""
    entries = reads.of_kinds(session, CLOCKS)
    grouped = groupby(entries, key=lambda entry: entry.ticket_number)
    return tuple(run for _, theirs in grouped for run in recompute(tuple(theirs)).runs)


class Standing(StrEnum):
    """How the promise of one run of a clock was kept.

    ``KEPT``: answered within it. ``LATE``: answered, ended or still running past it. ``ENDED``: ended within
    it without an answer. ``RUNNING``: still within it. ``MERGED``: it went on in the clock of another ticket.
    """

    KEPT = "kept"
    LATE = "late"
    ENDED = "ended"
    RUNNING = "running"
    MERGED = "merged"


def standing(run: Run, now: datetime) -> Standing:
    """How a run stands at this moment."""
    if run.how is Stop.MERGED:
        return Standing.MERGED
    if (now if run.stop is None else run.stop.at) > run.promised.due:
        return Standing.LATE
    if run.stop is None:
        return Standing.RUNNING
    return Standing.KEPT if run.how is Stop.RESPONSE else Standing.ENDED


def waited(run: Run) -> float | None:
    """Seconds from the message that carries the clock to the response; None where there was none."""
    if run.stop is None or run.how is not Stop.RESPONSE:
        return None
    return (run.stop.at - run.promised.at).total_seconds()


def day_of(run: Run) -> date:
    """The day on which it started, by the calendar of the office as it was then."""
    return office_day(run.promised.at, rules_of(run.start.facts).hours)


@dataclass(frozen=True)
class Sums:
    """Runs of one tier and month, added up: ``seconds`` are those that the ``answered`` ones waited."""

    count: int
    answered: int
    seconds: float
    kept: int
    missed: int


def tally(month: str, tier: Tier, sums: Sums, rules: PromiseRules) -> Tally:
    """The line of a tier and month."""
    rule: TierRule = getattr(rules, tier.value)
    average = sums.seconds / 60 / sums.answered if sums.answered else None
    minutes = (rule.promise_minutes, rule.published_actual_minutes)
    return Tally(month, tier, sums.count, sums.answered, average, sums.kept, sums.missed, *minutes)


def in_order(key: tuple[str, Tier]) -> tuple[str, int]:
    """The order of the lines, the last one first."""
    return key[0], -list(Tier).index(key[1])


def lines(
    found: Iterable[Run], rules: PromiseRules, now: datetime, month: str | None = None
) -> tuple[Tally, ...]:
    """A line for each month and tier in which a clock started, the latest month first."""
    sorted_out: dict[tuple[str, Tier], list[Run]] = defaultdict(list)
    for run in (one for one in found if one.how is not Stop.MERGED):
        sorted_out[f"{day_of(run):%Y-%m}", run.tier].append(run)
    wanted = [key for key in sorted(sorted_out, key=in_order, reverse=True) if month in (None, key[0])]
    return tuple(tally(*key, _added_up(sorted_out[key], now), rules) for key in wanted)


def _added_up(found: Sequence[Run], now: datetime) -> Sums:
    seconds = [length for run in found if (length := waited(run)) is not None]
    stand = [standing(run, now) for run in found]
    kept, missed = stand.count(Standing.KEPT), stand.count(Standing.LATE)
    return Sums(len(found), len(seconds), sum(seconds), kept, missed)
