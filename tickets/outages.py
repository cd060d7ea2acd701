"""Outages as records: suspected, declared, refused or resolved, with everybody who belongs to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from guard import Screened, join, own, restored
from tickets.likeness import alike
from tickets.outage_tables import OutageReportRow, OutageRow
from tickets.policy import LikenessRules
from tickets.tables import ConversationRow
from tickets.values import Actor, Audience, EntryKind, Stage
from tickets.writes import NewEntry, add

HOUSE = "house"
"""The door of a conversation that nobody asks in: the history of something of ours."""

UNTITLED = own("The platform may be down as a whole")
"""What a suspicion is called until staff say more; the words of who reported it are nobody else's."""


class OutageState(StrEnum):
    """Where an outage stands."""

    SUSPECTED = "suspected"
    DECLARED = "declared"
    REFUSED = "refused"
    LAPSED = "lapsed"
    RESOLVED = "resolved"


class Cause(StrEnum):
    """What an outage was raised by."""

    SAID = "said"
    LIKE = "like"
    STAFF = "staff"
    PROBE = "probe"


class How(StrEnum):
    """How a conversation came to belong to an outage; who only ``asked`` was told of it, no more."""

    SAID = "said"
    LIKE = "like"
    STAFF = "staff"
    ASKED = "asked"


@dataclass(frozen=True)
class Outage:
    """An outage as it stands. ``changes`` counts what everybody was told of it."""

    id: int
    conversation_id: int
    state: OutageState
    cause: Cause
    title: Screened
    raised_at: datetime
    started_at: datetime
    ended_at: datetime | None
    changed_at: datetime
    last_words: Screened | None
    changes: int

    @property
    def open(self) -> bool:
        return self.state in (OutageState.SUSPECTED, OutageState.DECLARED)


@dataclass(frozen=True)
class Report:
    """A conversation that belongs to an outage."""

    outage_id: int
    conversation_id: int
    customer_id: int | None
    ticket_number: int | None
    how: How
    at: datetime


@dataclass(frozen=True)
class Incident:
    """Something broken that somebody told of lately: in which conversation, whose, in what words."""

    conversation_id: int
    customer_id: int
    words: Screened


def open_one(session: Session) -> Outage | None:
    """The outage that is suspected or declared now; there is one at a time."""
    row = session.scalar(
        select(OutageRow).where(OutageRow.open_mark == 1).execution_options(populate_existing=True)
    )
    return None if row is None else _outage(row)


def outage(session: Session, outage_id: int) -> Outage | None:
    """One outage, or None."""
    row = session.get(OutageRow, outage_id, populate_existing=True)
    return None if row is None else _outage(row)


def outage_of(session: Session, conversation_id: int) -> Outage | None:
    """The outage whose history this conversation is."""
    row = session.scalar(select(OutageRow).where(OutageRow.conversation_id == conversation_id))
    return None if row is None else _outage(row)


def outages(session: Session, limit: int = 100) -> tuple[Outage, ...]:
    """Outages, the latest first."""
    rows = session.scalars(select(OutageRow).order_by(OutageRow.id.desc()).limit(limit))
    return tuple(_outage(row) for row in rows)


def reports(session: Session, outage_id: int) -> tuple[Report, ...]:
    """Everybody who belongs to an outage, in the order in which they came."""
    query = select(OutageReportRow).where(OutageReportRow.outage_id == outage_id).order_by(OutageReportRow.id)
    return tuple(_report(row) for row in session.scalars(query))


def outage_of_ticket(session: Session, number: int) -> Outage | None:
    """The newest outage that a ticket is linked to."""
    row = session.scalar(
        select(OutageRow)
        .join(OutageReportRow, OutageReportRow.outage_id == OutageRow.id)
        .where(OutageReportRow.ticket_number == number, OutageReportRow.how != How.ASKED)
        .order_by(OutageRow.id.desc())
        .limit(1)
    )
    return None if row is None else _outage(row)


def incidents_since(session: Session, since: datetime, but: int) -> tuple[Incident, ...]:
    """What people of other customers than ``but`` told of as broken in conversations begun since then."""
    query = select(ConversationRow.id, ConversationRow.customer_id, *_TOLD).where(
        ConversationRow.started_at >= since,
        ConversationRow.category == "incident",
        ConversationRow.customer_id != but,
    )
    found = session.execute(query.order_by(ConversationRow.id))
    return tuple(Incident(talk, customer or 0, _told(*words)) for talk, customer, *words in found)


_TOLD = (ConversationRow.question, ConversationRow.details[("error", "value")].as_string())
"""What tells of a failure. Only these columns are read: an incident is held against hundreds of others."""


def _told(question: Screened, error: str | None) -> Screened:
    """What was said of a failure: the question, and the error message given besides."""
    return join(question, restored(error or ""), by="\n")


def reported_words(session: Session, outage_id: int, latest: int = 50) -> tuple[Screened, ...]:
    """What those who reported an outage last said of it."""
    query = (
        select(*_TOLD)
        .join(OutageReportRow, OutageReportRow.conversation_id == ConversationRow.id)
        .where(OutageReportRow.outage_id == outage_id, OutageReportRow.how != How.ASKED)
        .order_by(OutageReportRow.id.desc())
        .limit(latest)
    )
    return tuple(_told(*words) for words in session.execute(query))


def like(words: str, incidents: Sequence[Incident], rules: LikenessRules) -> tuple[Incident, ...]:
    """Those of the incidents that tell of the same failure."""
    return tuple(one for one in incidents if alike(words, one.words, rules))


def raise_outage(
    session: Session, cause: Cause, title: Screened, started_at: datetime, at: datetime
) -> tuple[Outage, bool]:
    """A new suspicion, unless an outage is open: then that one; and whether it is new."""
    known = open_one(session)
    if known is not None:
        return known, False
    talk = begin_history(session, at)
    values = {
        "conversation_id": talk,
        "state": OutageState.SUSPECTED,
        "cause": cause,
        "title": title,
        "raised_at": at,
        "started_at": started_at,
        "changed_at": at,
        "changes": 0,
        "open_mark": 1,
    }
    session.execute(
        _insert(session, OutageRow).values(**values).on_conflict_do_nothing(index_elements=["open_mark"])
    )
    made = open_one(session)
    if made is None:
        raise RuntimeError("the outage that was open a moment ago is closed: look again")
    return made, made.conversation_id == talk


def change(session: Session, outage_id: int, at: datetime, **values: Any) -> Outage:
    """Change what is named of an outage (its state, title, times, last words): one change more."""
    row = session.get_one(OutageRow, outage_id, with_for_update=True, populate_existing=True)
    for name, value in values.items():
        setattr(row, name, value)
    row.changes, row.changed_at = row.changes + 1, at
    row.open_mark = 1 if row.state in (OutageState.SUSPECTED, OutageState.DECLARED) else None
    session.flush()
    return _outage(row)


def join_outage(
    session: Session, outage_id: int, conversation_id: int, how: How, number: int | None, at: datetime
) -> bool:
    """A conversation (and its ticket) belongs to an outage; False when it did. Who reports counts more."""
    talk = session.get_one(ConversationRow, conversation_id)
    values = {
        "outage_id": outage_id,
        "conversation_id": conversation_id,
        "customer_id": talk.customer_id,
        "ticket_number": number,
        "how": how,
        "at": at,
    }
    new = _insert(session, OutageReportRow).values(**values)
    new = new.on_conflict_do_nothing(index_elements=["outage_id", "conversation_id"])
    if session.execute(new.returning(OutageReportRow.id)).scalar_one_or_none() is not None:
        return True
    found = select(OutageReportRow).filter_by(outage_id=outage_id, conversation_id=conversation_id)
    row = session.scalars(found.with_for_update()).one()
    counts = row.how == How.ASKED and how is not How.ASKED
    row.how = how if counts else row.how
    row.ticket_number = row.ticket_number if number is None else number
    session.flush()
    return counts


def begin_history(session: Session, at: datetime) -> int:
    """A conversation that nobody asks in, to hold the history of something of ours; returns its id."""
    row = ConversationRow(
        door=HOUSE,
        asker_team="",
        asker_user=HOUSE,
        started_at=at,
        last_heard_at=at,
        stage=Stage.FREE,
        question=own(""),
        details={},
        shown={},
    )
    session.add(row)
    session.flush()
    return row.id


def note(
    session: Session,
    conversation_id: int,
    at: datetime,
    change_: str,
    actor: Actor,
    person_id: int | None = None,
    words: Screened | None = None,
    **facts: Any,
) -> int:
    """A line in the history of an outage or a window, for staff; returns its id."""
    kept = {"change": change_, **facts}
    new = NewEntry(conversation_id, at, EntryKind.OUTAGE, actor, None, person_id, Audience.STAFF, kept, words)
    return add(session, new)


def _outage(row: OutageRow) -> Outage:
    return Outage(
        row.id,
        row.conversation_id,
        OutageState(row.state),
        Cause(row.cause),
        row.title,
        row.raised_at,
        row.started_at,
        row.ended_at,
        row.changed_at,
        row.last_words,
        row.changes,
    )


def _report(row: OutageReportRow) -> Report:
    return Report(
        row.outage_id, row.conversation_id, row.customer_id, row.ticket_number, How(row.how), row.at
    )


def _insert(session: Session, table: Any) -> Any:
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    return (postgresql.insert if on_postgresql else sqlite.insert)(table)
