"""How the promise was kept: for each month and tier, out of the history (policy 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
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


def lines(
    found: Iterable[Run], rules: PromiseRules, now: datetime, month: str | None = None
) -> tuple[Tally, ...]:
    """A line for each month and tier in which a clock started, the latest month first."""
    sorted_out: dict[tuple[str, Tier], list[Run]] = defaultdict(list)
    for run in (one for one in found if one.how is not Stop.MERGED):
        sorted_out[_month(run), run.tier].append(run)
    order = sorted(sorted_out, key=lambda key: (key[0], -list(Tier).index(key[1])), reverse=True)
    wanted = [key for key in order if month in (None, key[0])]
    return tuple(_line(key[0], key[1], sorted_out[key], rules, now) for key in wanted)


def _month(run: Run) -> str:
    """The month in which it started, by the calendar of the office as it was then."""
    return f"{office_day(run.promised.at, rules_of(run.start.facts).hours):%Y-%m}"


def _line(month: str, tier: Tier, found: Sequence[Run], rules: PromiseRules, now: datetime) -> Tally:
    waited = [_minutes(run) for run in found if run.how is Stop.RESPONSE]
    rule: TierRule = getattr(rules, tier.value)
    return Tally(
        month,
        tier,
        len(found),
        len(waited),
        sum(waited) / len(waited) if waited else None,
        sum(run.how is Stop.RESPONSE and not _is_late(run, now) for run in found),
        sum(_is_late(run, now) for run in found),
        rule.promise_minutes,
        rule.published_actual_minutes,
    )


def _is_late(run: Run, now: datetime) -> bool:
    """Whether it ended, or goes on, past its promise."""
    return (now if run.stop is None else run.stop.at) > run.promised.due


def _minutes(run: Run) -> float:
    stop = run.promised.at if run.stop is None else run.stop.at
    return (stop - run.promised.at).total_seconds() / 60
