"""The clock of one ticket, recomputed from its history alone (policy 4). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tickets.clock import Promise, Tier, promise
from tickets.terms import rules_of, visits_of
from tickets.timekeeping import ACKNOWLEDGES, RESPONSE, Response, Stop
from tickets.values import Actor, Audience, Entry, EntryKind, Status, Ticket


@dataclass(frozen=True)
class Run:
    """The clock from one start to its stop (None while it runs).

    ``promised`` is recomputed by the rules that the start kept. ``began`` and ``ended`` are the entries it
    followed from, where there are such.
    """

    start: Entry
    promised: Promise
    began: Entry | None
    stop: Entry | None = None
    ended: Entry | None = None

    @property
    def tier(self) -> Tier:
        return self.promised.tier

    @property
    def how(self) -> Stop | None:
        """What stopped it; None while it runs."""
        return None if self.stop is None else Stop(str(self.stop.facts["how"]))


class Aside(StrEnum):
    """Why something said to the desk or by it neither started nor stopped the clock."""

    ACKNOWLEDGED = "acknowledged"
    RUNS_ALREADY = "runs already"
    STANDS_ALREADY = "stands already"
    NOT_LIVE = "not live"
    SAID_BEFORE = "said before"
    NO_RESPONSE = "no response"


class Fault(StrEnum):
    """What the history does not allow, or says otherwise than what is stored."""

    STARTED_TWICE = "started twice"
    STOPPED_TWICE = "stopped twice"
    OTHER_TERMS = "other terms"
    UNPROVEN = "unproven"
    NOT_STARTED = "not started"
    NOT_STOPPED = "not stopped"
    STORED = "stored"


@dataclass(frozen=True)
class Difference:
    """A fault, with the entry it was found at (None for what is stored of the ticket)."""

    fault: Fault
    entry: Entry | None
    details: str = ""


@dataclass(frozen=True)
class ClockHistory:
    """Every run of a ticket's clock in order, what changed nothing and why, and what is wrong.

    ``unanswered`` are the customer's words that nothing has settled yet, the oldest first.
    """

    runs: tuple[Run, ...]
    asides: tuple[tuple[Entry, Aside], ...]
    differences: tuple[Difference, ...]
    unanswered: tuple[Entry, ...]

    @property
    def running(self) -> Run | None:
        """The run that lasts; None when the clock stands."""
        return self.runs[-1] if self.runs and self.runs[-1].stop is None else None


def recompute(entries: Sequence[Entry]) -> ClockHistory:
    """The clock out of the entries of one ticket, in the order in which they were written."""
    replay = _Replay(tuple(entries))
    for entry in entries:
        replay.take(entry)
    return replay.end()


def compared(ticket: Ticket, history: ClockHistory) -> tuple[Difference, ...]:
    """Everything that is wrong: in the history itself, and where the ticket's columns differ from it."""
    return (*history.differences, *_owed(ticket, history), *_stored(ticket, history))


class _Replay:
    """Reads entries one after the other; what it found so far."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.by_id = {entry.id: entry for entry in entries}
        self.runs: list[Run] = []
        self.asides: list[tuple[Entry, Aside]] = []
        self.differences: list[Difference] = []
        self.unanswered: list[Entry] = []
        self._answer: Entry | None = None

    def take(self, entry: Entry) -> None:
        if entry.kind is EntryKind.CLOCK_STARTED:
            self._settle()
            self._start(entry)
        elif entry.kind is EntryKind.CLOCK_STOPPED:
            self._stop(entry)
        elif wants_answer(entry) or entry.facts.get(ACKNOWLEDGES):
            self._settle()
            self._heard(entry)
        elif _is_of_staff_to_customer(entry):
            self._settle()
            self._answered(entry)

    def end(self) -> ClockHistory:
        self._settle()
        waiting = sorted(self.unanswered, key=lambda entry: entry.at)
        return ClockHistory(tuple(self.runs), tuple(self.asides), tuple(self.differences), tuple(waiting))

    def _settle(self) -> None:
        """An answer must have stopped the clock before anything else was heard."""
        if self._answer is not None:
            self._find(Fault.NOT_STOPPED, self._answer)
        self._answer = None

    @property
    def _running(self) -> Run | None:
        return self.runs[-1] if self.runs and self.runs[-1].stop is None else None

    def _start(self, entry: Entry) -> None:
        if self._running is not None:
            self._find(Fault.STARTED_TWICE, entry)
            return
        promised = promise(entry.at, rules_of(entry.facts), visits_of(entry.facts))
        kept = tuple(str(entry.facts[name]) for name in ("tier", "minutes", "due", "target"))
        found = (promised.tier.value, str(promised.minutes), *_iso(promised.due, promised.target))
        if kept != found:
            self._find(Fault.OTHER_TERMS, entry, f"{' '.join(kept)} / {' '.join(found)}")
        if any(one.at < entry.at for one in self.unanswered):
            self._find(Fault.NOT_STARTED, entry)
        self.runs.append(Run(entry, promised, self._cause(entry)))

    def _stop(self, entry: Entry) -> None:
        answer, self._answer = self._answer, None
        run = self._running
        if run is None:
            self._find(Fault.STOPPED_TWICE, entry)
            return
        ended = self._cause(entry)
        self.runs[-1] = run = replace(run, stop=entry, ended=ended)
        if run.how is Stop.RESPONSE and (ended is None or ended != answer):
            self._find(Fault.UNPROVEN, entry)
        self.unanswered = [one for one in self.unanswered if one.at > entry.at]

    def _heard(self, entry: Entry) -> None:
        if entry.facts.get(ACKNOWLEDGES):
            self.asides.append((entry, Aside.ACKNOWLEDGED))
            return
        self.unanswered.append(entry)
        if self._running is not None:
            self.asides.append((entry, Aside.RUNS_ALREADY))

    def _answered(self, entry: Entry) -> None:
        run = self._running
        why = None if run is None else _no_answer(entry, run)
        if run is None:
            self.asides.append((entry, Aside.STANDS_ALREADY))
        elif why is not None:
            self.asides.append((entry, why))
        else:
            self._answer = entry

    def _cause(self, entry: Entry) -> Entry | None:
        cause = entry.facts.get("cause")
        return self.by_id.get(cause) if isinstance(cause, int) else None

    def _find(self, fault: Fault, entry: Entry, details: str = "") -> None:
        self.differences.append(Difference(fault, entry, details))


def wants_answer(entry: Entry) -> bool:
    """Whether these words of a customer want an answer: they opened the ticket, or are no mere thanks."""
    if entry.kind is EntryKind.OPENED:
        return True
    return entry.kind is EntryKind.CUSTOMER_WORDS and not entry.facts.get(ACKNOWLEDGES)


_CALLS = frozenset({EntryKind.CALL_BEGUN, EntryKind.CONFERENCE_BEGUN})
_SENT = frozenset({EntryKind.STAFF_WORDS, EntryKind.SOLVED})


def _is_of_staff_to_customer(entry: Entry) -> bool:
    if entry.kind in _CALLS or RESPONSE in entry.facts:
        return True
    return entry.kind in _SENT and entry.actor is Actor.STAFF and entry.audience is Audience.CUSTOMER


def _no_answer(entry: Entry, run: Run) -> Aside | None:
    """Why what staff did does not answer the message that carries the clock; None when it does."""
    how = Response.LIVE.value if entry.kind in _CALLS else entry.facts.get(RESPONSE)
    if how is None:
        return Aside.NO_RESPONSE
    if entry.at < run.promised.at:
        return Aside.SAID_BEFORE
    if run.tier is Tier.VISIT and how != Response.LIVE.value:
        return Aside.NOT_LIVE
    return None


def _owed(ticket: Ticket, history: ClockHistory) -> Iterator[Difference]:
    """Words of a customer that nobody answered, while the ticket is open and no clock runs."""
    if ticket.status is Status.OPEN and history.running is None and history.unanswered:
        yield Difference(Fault.NOT_STARTED, history.unanswered[0])


def _stored(ticket: Ticket, history: ClockHistory) -> Iterator[Difference]:
    """The columns of the ticket beside what the history says."""
    run = history.running
    told = None if run is None else run.promised
    wanted = (None, None, None) if told is None else (told.at, told.due, told.target)
    stored = (ticket.waiting_since, ticket.due_at, ticket.target_at)
    tier = ticket.tier if told is None else told.tier.value
    if stored != wanted or tier != ticket.tier:
        yield Difference(Fault.STORED, None, f"{_shown(stored, ticket.tier)} / {_shown(wanted, tier)}")


def _shown(moments: Sequence[datetime | None], tier: str | None) -> str:
    return " ".join([*_iso(*moments), tier or "-"])


def _iso(*moments: datetime | None) -> tuple[str, ...]:
    return tuple("-" if moment is None else moment.isoformat() for moment in moments)
