"""The ladder of escalation: thread, telephone, web conference, each after attempts at the one before (9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tickets.policy import LadderRules, VisitWindow
from tickets.tables import EntryRow, PersonRow
from tickets.values import EntryKind, Role, Ticket


class Rung(StrEnum):
    """A step of the ladder above the thread and the mail."""

    CALL = "call"
    CONFERENCE = "conference"


class Outcome(StrEnum):
    """What came of a call or a conference. Whoever was not reached got no response (policy 4)."""

    BEGUN = "begun"
    HELPED = "helped"
    GOES_ON = "goes_on"
    NOT_REACHED = "not_reached"


BEGUN_KINDS = {Rung.CALL: EntryKind.CALL_BEGUN, Rung.CONFERENCE: EntryKind.CONFERENCE_BEGUN}
TRIED_KINDS = {Rung.CALL: EntryKind.CALL_TRIED, Rung.CONFERENCE: EntryKind.CONFERENCE_TRIED}


@dataclass(frozen=True, slots=True)
class Climb:
    """How far a ticket has come: staff's replies and calls so far, and whether its customer is visiting."""

    replies: int = 0
    calls: int = 0
    visiting: bool = False

    def missing(self, rung: Rung, rules: LadderRules) -> int:
        """How many attempts at the step before are wanting still; 0 when the step may be taken."""
        if rung is Rung.CONFERENCE:
            return max(0, rules.calls_before_conference - self.calls)
        return 0 if self.visiting else max(0, rules.replies_before_call - self.replies)


def climb(session: Session, ticket: Ticket, visits: Sequence[VisitWindow], at: datetime) -> Climb:
    """How far the ticket has come at ``at``. An edited reply is still one; words of a bot are none.

    ``visits`` are those of the ticket's customer; on a guaranteed one staff may phone at once (policy 6).
    """
    visiting = any(visit.guaranteed and visit.start <= at < visit.end for visit in visits)
    return Climb(_replies(session, ticket.number), _calls(session, ticket.number), visiting)


def answered_at(begun: datetime, waiting_since: datetime | None) -> datetime | None:
    """When a call that began then answered what is waiting; None when it began before that was said.

    Whoever fills in the form gives minutes: within the same minute the call came after.
    """
    if waiting_since is None:
        return None
    if begun < waiting_since.replace(second=0, microsecond=0):
        return None
    return max(begun, waiting_since)


LONGEST_AGO = timedelta(hours=24)
"""A call is recorded while it is remembered."""

AHEAD = timedelta(minutes=1)
"""Forms give minutes, and clocks differ a little."""


def is_credible(begun: datetime, now: datetime) -> bool:
    """Whether something may be recorded now as begun then: not in the future, and not long ago."""
    return now - LONGEST_AGO <= begun <= now + AHEAD


_ANSWERING = (Role.SUPPORT.value, Role.LEAD.value)
_CALLS = (EntryKind.CALL_BEGUN.value, EntryKind.CALL_TRIED.value)


def _replies(session: Session, number: int) -> int:
    said = (
        select(PersonRow.roles)
        .join(EntryRow, EntryRow.person_id == PersonRow.id)
        .where(EntryRow.ticket_number == number, EntryRow.kind == EntryKind.STAFF_WORDS)
        .where(EntryRow.source.is_(None) | ~EntryRow.source.contains(":edited:"))
    )
    return sum(any(role in roles for role in _ANSWERING) for roles in session.scalars(said))


def _calls(session: Session, number: int) -> int:
    tried = select(func.count()).where(EntryRow.ticket_number == number, EntryRow.kind.in_(_CALLS))
    return session.scalar(tried) or 0
