"""How a ticket's clock is explained to staff: every start, stop and due time, by whom and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import words
from tickets.clock import average_words, spoken_due, spoken_moment
from tickets.history_clock import Aside, ClockHistory, Difference, Fault, Run
from tickets.policy import OfficeHours
from tickets.report import Tally
from tickets.terms import rules_of
from tickets.timekeeping import Stop
from tickets.values import Entry, EntryKind

SAME = "Recomputed from the history, the clock is the one that is stored."
NEVER = "This ticket has no clock in its history."
STANDS = "No clock runs: nobody owes an answer."

ASIDES = {
    Aside.ACKNOWLEDGED: "only acknowledged: that starts no clock",
    Aside.RUNS_ALREADY: "wrote while the clock ran: that does not move it",
    Aside.STANDS_ALREADY: "answered while no clock ran",
    Aside.NOT_LIVE: "wrote a letter; inside a visit only somebody connected in real time answers: it ran on",
    Aside.SAID_BEFORE: "had written before the message that carries the clock: it ran on",
    Aside.NO_RESPONSE: "sent nothing in words of their own: that is no answer, the clock ran on",
}
STOPS = {
    Stop.RESPONSE: "answered",
    Stop.BY_HAND: "stopped it by hand",
    Stop.CLOSED: "closed the ticket",
    Stop.MERGED: "merged it with another ticket",
}
FAULTS = {
    Fault.STARTED_TWICE: "was started while it ran",
    Fault.STOPPED_TWICE: "was stopped while it stood",
    Fault.OTHER_TERMS: "comes out otherwise than it was recorded (recorded / recomputed)",
    Fault.UNPROVEN: "was stopped by an answer that the history does not prove",
    Fault.NOT_STARTED: "was not started by words that wanted an answer",
    Fault.NOT_STOPPED: "was not stopped by an answer",
    Fault.STORED: "is stored otherwise than the history says (stored / recomputed)",
}


NO_CLOCKS = "No clock has started in that time."


def reported(line: Tally) -> str:
    """How the promise was kept in a month and tier."""
    average = (
        "no answer yet" if line.average_minutes is None else f"{line.average_minutes:.1f} minutes on average"
    )
    kept = (
        "none is settled"
        if line.share_kept is None
        else f"{line.share_kept:.1%} within {line.promised} minutes"
    )
    return (
        f"{line.month}  {line.tier.value}: {line.count} clocks, {line.answered} answered, {average} "
        f"(published: {line.published}); {kept}, {line.missed} missed"
    )


@dataclass(frozen=True)
class RunTold:
    """One run of a clock in words: in one line, how it started and why, what changed nothing, how it ended.

    ``kept`` says whether it was stopped within the promise; None while it runs.
    """

    number: int
    short: str
    started: str
    reasons: tuple[str, ...]
    meanwhile: tuple[str, ...]
    ended: str
    kept: bool | None


@dataclass(frozen=True)
class Told:
    """A clock in words: its runs, each with what was said ``before`` it, and what was said ``after`` all."""

    runs: tuple[tuple[tuple[str, ...], RunTold], ...]
    after: tuple[str, ...]


def told(history: ClockHistory) -> Told:
    """The runs, and what was said in between, in the order of the history."""
    asides, runs = list(history.asides), []
    for number, run in enumerate(history.runs, start=1):
        before = tuple(_aside(one, why, run) for one, why in asides if one.id < run.start.id)
        asides = [(one, why) for one, why in asides if one.id > run.start.id]
        runs.append((before, _run(number, run, asides)))
        asides = [] if run.stop is None else [one for one in asides if one[0].id > run.stop.id]
    last = history.runs[-1] if history.runs else None
    return Told(tuple(runs), tuple(_aside(one, why, last) for one, why in asides) if last else ())


def explained(history: ClockHistory) -> Iterator[str]:
    """The same, a line for each fact."""
    found = told(history)
    for before, run in found.runs:
        yield from (f"   {line}" for line in before)
        yield f"{run.number}. {run.started}"
        yield from (f"   {line}" for line in (*run.reasons, *run.meanwhile, run.ended))
    yield from (f"   {line}" for line in found.after)


def standing(history: ClockHistory) -> str:
    """How the clock stands now."""
    run = history.running
    if run is None:
        return STANDS if history.runs else NEVER
    hours = _hours(run)
    due, target = spoken_moment(run.promised.due, hours), spoken_moment(run.promised.target, hours)
    return f"The clock runs: promised by {due}; our target is {target}."


def wrong(difference: Difference) -> str:
    """One thing that does not agree."""
    where = (
        "" if difference.entry is None else f" (entry {difference.entry.id}, {difference.entry.kind.value})"
    )
    what = f": {difference.details}" if difference.details else ""
    return f"The clock {FAULTS[difference.fault]}{where}{what}."


def _run(number: int, run: Run, asides: Sequence[tuple[Entry, Aside]]) -> RunTold:
    who, why = _who(run.began or run.start), _reason(run.start)
    kept = str(run.start.facts["zone_data"])
    zone = f"The zone is {run.promised.zone}, by its data of {kept}{_other(kept, run.promised.zone_data)}."
    last = run.stop
    return RunTold(
        number,
        _short(run),
        f"Started at {_at(run.promised.at, run)} by {who}: {why}.",
        (*run.promised.why, zone),
        tuple(_aside(one, why, run) for one, why in asides if last is None or one.id < last.id),
        _ended(run, last),
        None if last is None else last.at <= run.promised.due,
    )


def _short(run: Run) -> str:
    """ "Arrived at 14:05 Eastern on ...: office hours, 2 hours, due 16:05; answered by Sam at 14:20."."""
    promised, rules = run.promised, rules_of(run.start.facts)
    tier, length = words.TIER_WORDS[promised.tier], average_words(promised.minutes)
    due = spoken_due(promised.due, promised.at, rules)
    arrived = f"Arrived at {_at(promised.at, run)}: {tier}, {length}, due {due}"
    stop = run.stop
    if stop is None or run.how is None:
        return f"{arrived}; it runs."
    who, when = _who(run.ended or stop), spoken_due(stop.at, promised.at, rules)
    return f"{arrived}; {who} {STOPS[run.how]} at {when}."


def _ended(run: Run, stop: Entry | None) -> str:
    if stop is None or run.how is None:
        return "It runs."
    waited = average_words(round(float(str(stop.facts["waited_seconds"])) / 60))
    kept = "within the promise" if stop.at <= run.promised.due else "after the promise"
    who, why = _who(run.ended or stop), f": {_reason(stop)}" if run.how in _WITH_REASON else ""
    return f"Stopped at {_at(stop.at, run)}, after {waited}, {kept}: {who} {STOPS[run.how]}{why}."


_WITH_REASON = frozenset({Stop.BY_HAND, Stop.MERGED})


def _aside(entry: Entry, why: Aside, run: Run) -> str:
    return f"At {_at(entry.at, run)} {_who(entry)} {ASIDES[why]}."


def _who(entry: Entry) -> str:
    """The person; a call is begun by one, and what nobody did was done by the program."""
    if entry.person is not None:
        return entry.person.name
    return "somebody" if entry.kind is EntryKind.CALL_BEGUN else "InfraCare Assist"


def _reason(entry: Entry) -> str:
    return str(entry.words or "no reason was given").rstrip(".")


def _at(moment: datetime, run: Run) -> str:
    return spoken_moment(moment, _hours(run))


def _hours(run: Run) -> OfficeHours:
    return rules_of(run.start.facts).hours


def _other(kept: str, now: str) -> str:
    return "" if kept == now else f" (recomputed by {now})"
