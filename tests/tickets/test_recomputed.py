"""The clock read out of a history alone: its runs, what changed nothing, and what is wrong (policy 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from guard import own
from tickets.clock import promise
from tickets.history_clock import Aside, ClockHistory, Difference, Fault, compared, recompute, wants_answer
from tickets.policy import PromiseRules, VisitWindow
from tickets.terms import terms
from tickets.timekeeping import ACKNOWLEDGES, RESPONSE, Response, Stop
from tickets.values import Actor, Audience, Customer, Entry, EntryKind, Person, Status, Ticket

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
RULES = PromiseRules()
VISIT = VisitWindow("1", NOON - HOUR, NOON + HOUR, guaranteed=True)
WRITTEN, LIVE = {RESPONSE: Response.WRITTEN.value}, {RESPONSE: Response.LIVE.value}


def entry(number: int, kind: EntryKind, minute: int, **facts: object) -> Entry:
    staff = kind in (EntryKind.STAFF_WORDS, EntryKind.SOLVED, EntryKind.CALL_BEGUN)
    actor = Actor.STAFF if staff else Actor.PERSON
    at = NOON + minute * MINUTE
    return Entry(number, 1, 1001, at, kind, actor, None, Audience.CUSTOMER, facts, own("Words"))


def started(number: int, minute: int, cause: object, *visits: VisitWindow) -> Entry:
    kept = terms(promise(NOON + minute * MINUTE, RULES, visits), RULES, visits)
    return entry(number, EntryKind.CLOCK_STARTED, minute, **kept, cause=cause)


def stopped(number: int, minute: int, how: Stop, cause: object) -> Entry:
    return entry(number, EntryKind.CLOCK_STOPPED, minute, how=how.value, cause=cause)


def heard(number: int, minute: int, **facts: object) -> Entry:
    return entry(number, EntryKind.CUSTOMER_WORDS, minute, **facts)


def said(number: int, minute: int, **facts: object) -> Entry:
    return entry(number, EntryKind.STAFF_WORDS, minute, **facts)


def ticket(status: Status = Status.OPEN) -> Ticket:
    """An open ticket without a clock."""
    person, customer = Person(1, "Ada", "ada@northside.example"), Customer(1, "northside", "Northside", True)
    nothing = (None, "office", None, None, None)
    return Ticket(
        1001, 1, customer, person, NOON, NOON, status, "incident", None, own("Fails"), {}, (), *nothing
    )


OPENED = entry(1, EntryKind.OPENED, 0)
STARTED = started(2, 0, 1)
ANSWERED = said(3, 5, **WRITTEN)
STOPPED = stopped(4, 5, Stop.RESPONSE, 3)
RUN, ENDED = (2, None, 1, None), (2, 4, 1, 3)
Told = tuple[list[object], list[object], list[object], list[int]]


def told(history: ClockHistory) -> Told:
    """Runs (start, stop, cause of each), what changed nothing, faults, and what is unanswered: by entry."""
    runs = [(run.start, run.stop, run.began, run.ended) for run in history.runs]
    return (
        [tuple(one and one.id for one in run) for run in runs],
        [(one.id, why) for one, why in history.asides],
        [(one.fault, one.entry and one.entry.id) for one in history.differences],
        [one.id for one in history.unanswered],
    )


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ([], ([RUN], [], [], [1])),
        ([ANSWERED, STOPPED], ([ENDED], [], [], [])),
        ([ANSWERED, STOPPED, said(5, 6, **WRITTEN)], ([ENDED], [(5, Aside.STANDS_ALREADY)], [], [])),
        ([heard(3, 1)], ([RUN], [(3, Aside.RUNS_ALREADY)], [], [1, 3])),
        ([heard(3, -1)], ([RUN], [(3, Aside.RUNS_ALREADY)], [], [3, 1])),
        ([heard(3, 1, **{ACKNOWLEDGES: True})], ([RUN], [(3, Aside.ACKNOWLEDGED)], [], [1])),
        ([said(3, 1)], ([RUN], [(3, Aside.NO_RESPONSE)], [], [1])),
        ([said(3, -1, **WRITTEN)], ([RUN], [(3, Aside.SAID_BEFORE)], [], [1])),
        ([said(3, 0, **WRITTEN), stopped(4, 0, Stop.RESPONSE, 3)], ([ENDED], [], [], [])),
        ([entry(3, EntryKind.SOLVED, 5), stopped(4, 5, Stop.CLOSED, 3)],
         ([ENDED], [(3, Aside.NO_RESPONSE)], [], [])),
        ([replace(said(3, 1), audience=Audience.STAFF)], ([RUN], [], [], [1])),
        ([replace(said(3, 1), actor=Actor.BOT)], ([RUN], [], [], [1])),
        ([entry(3, EntryKind.NOTE, 1)], ([RUN], [], [], [1])),
        ([entry(3, EntryKind.CALL_BEGUN, 5), STOPPED], ([ENDED], [], [], [])),
        ([stopped(4, 5, Stop.BY_HAND, None)], ([(2, 4, 1, None)], [], [], [])),
        ([ANSWERED, stopped(4, 5, Stop.BY_HAND, 3)], ([ENDED], [], [], [])),
        ([heard(9, 6), ANSWERED, STOPPED], ([ENDED], [(9, Aside.RUNS_ALREADY)], [], [9])),
        ([heard(9, 5), ANSWERED, STOPPED], ([ENDED], [(9, Aside.RUNS_ALREADY)], [], [])),
        ([ANSWERED, STOPPED, heard(5, 6), started(6, 6, 5)], ([ENDED, (6, None, 5, None)], [], [], [5])),
        ([ANSWERED, STOPPED, heard(5, 6), heard(6, 7)], ([ENDED], [], [], [5, 6])),
        ([ANSWERED, STOPPED, heard(5, 6), started(6, 6, 5), heard(7, 7), stopped(8, 8, Stop.CLOSED, None)],
         ([ENDED, (6, 8, 5, None)], [(7, Aside.RUNS_ALREADY)], [], [])),
    ],
)  # fmt: skip
def test_what_was_said_and_done_starts_and_stops_the_clock(after: list[Entry], found: Told) -> None:
    """Policy 4: the oldest unanswered message, a proven human reply, and nothing else."""
    assert told(recompute([OPENED, STARTED, *after])) == found


@pytest.mark.parametrize(
    ("after", "faults"),
    [
        ([ANSWERED], [(Fault.NOT_STOPPED, 3)]),
        ([ANSWERED, heard(4, 6)], [(Fault.NOT_STOPPED, 3)]),
        ([ANSWERED, said(4, 6)], [(Fault.NOT_STOPPED, 3)]),
        ([ANSWERED, heard(9, 6), STOPPED], [(Fault.NOT_STOPPED, 3), (Fault.UNPROVEN, 4)]),
        ([ANSWERED, said(9, 6, **WRITTEN), stopped(4, 6, Stop.RESPONSE, 9)], [(Fault.NOT_STOPPED, 3)]),
        ([ANSWERED, started(4, 6, 1)], [(Fault.NOT_STOPPED, 3), (Fault.STARTED_TWICE, 4)]),
        ([stopped(4, 5, Stop.RESPONSE, None)], [(Fault.UNPROVEN, 4)]),
        ([stopped(4, 5, Stop.RESPONSE, 1)], [(Fault.UNPROVEN, 4)]),
        ([ANSWERED, stopped(4, 5, Stop.RESPONSE, 1)], [(Fault.UNPROVEN, 4)]),
        ([ANSWERED, stopped(4, 5, Stop.RESPONSE, "3")], [(Fault.UNPROVEN, 4)]),
        ([said(3, 5), STOPPED], [(Fault.UNPROVEN, 4)]),
        ([ANSWERED, STOPPED, stopped(5, 6, Stop.CLOSED, None)], [(Fault.STOPPED_TWICE, 5)]),
        ([ANSWERED, STOPPED, heard(5, 6), heard(6, 7), started(7, 7, 6)], [(Fault.NOT_STARTED, 7)]),
    ],
)
def test_what_the_history_does_not_allow_is_found(after: list[Entry], faults: list[object]) -> None:
    """Policy 4: each stop has its proof, each unanswered message its clock."""
    assert told(recompute([OPENED, STARTED, *after]))[2] == faults


def test_in_the_visit_tier_only_who_is_connected_answers() -> None:
    """Policy 4 and 6."""
    visiting = [OPENED, started(2, 0, 1, VISIT)]
    assert told(recompute([*visiting, ANSWERED])) == ([RUN], [(3, Aside.NOT_LIVE)], [], [1])
    assert told(recompute([*visiting, said(3, 5, **LIVE), STOPPED])) == ([ENDED], [], [], [])


def test_the_run_that_lasts_is_the_last_one_without_a_stop() -> None:
    assert recompute([]).running is None
    assert recompute([OPENED, STARTED, ANSWERED, STOPPED]).running is None
    again = recompute([OPENED, STARTED, ANSWERED, STOPPED, heard(5, 6), started(6, 6, 5)])
    assert again.running == again.runs[1]
    assert [run.how for run in again.runs] == [Stop.RESPONSE, None]


def test_words_that_nobody_answered_are_owed_a_clock_while_the_ticket_is_open() -> None:
    """Policy 4."""
    stood, words = recompute([OPENED, STARTED, ANSWERED, STOPPED]), heard(5, 6)
    left = recompute([OPENED, STARTED, ANSWERED, STOPPED, words, heard(6, 7)])
    assert compared(ticket(), stood) == ()
    assert compared(ticket(), left) == (Difference(Fault.NOT_STARTED, words),)
    assert compared(ticket(Status.SOLVED), left) == ()
    [found] = compared(ticket(), recompute([OPENED, STARTED]))
    due = (NOON + 2 * HOUR).isoformat()
    assert found == Difference(Fault.STORED, None, f"- - - office / {NOON.isoformat()} {due} {due} office")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (OPENED, True),
        (entry(1, EntryKind.OPENED, 0, **{ACKNOWLEDGES: True}), True),
        (heard(3, 1), True),
        (heard(3, 1, **{ACKNOWLEDGES: True}), False),
        (said(3, 1), False),
    ],
)
def test_mere_thanks_and_the_words_of_staff_want_no_answer(words: Entry, wanted: bool) -> None:
    """Policy 4: acknowledgements do not start the clock."""
    assert wants_answer(words) is wanted
