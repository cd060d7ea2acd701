"""Keeps the rows of the figures true to the history: what has changed is counted anew, and nothing else.

A round reads without holding anybody up, and writes in a short transaction of its own. Every change of a
conversation or a ticket leaves an entry, so the entries since the last round tell which ones to count again.
Words are not counted, so erasing them changes nothing; a ticket that is opened again, sorted anew or merged
is counted anew under the day on which it was opened. Whether a solution was durable is told once, when its
days are over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from records.engine import Transactions
from tickets.figure_tables import ClockRow, KeptRow, OpenedRow, QuestionRow
from tickets.figures.counted import Counting, Row, clock_rows, question_rows, settled, ticket_rows
from tickets.tables import EntryRow

ENTRIES: Final = 1_000
"""Entries that one round looks at, and solutions that it settles."""
LATE: Final = timedelta(minutes=5)
"""How long after its number was given out an entry may become visible, at the least."""
_EVERYTHING: Final = (QuestionRow, OpenedRow, ClockRow)


@dataclass(frozen=True)
class Mark:
    """How far has been counted; see :class:`tickets.figure_tables.KeptRow`."""

    made_by: str
    since: int
    until: int
    turned_at: datetime
    counted: int
    newest: int
    whole_at: datetime | None


@dataclass(frozen=True)
class Round:
    """What one round has read: rows to put in the place of those of the same conversations and tickets."""

    before: Mark
    after: Mark
    conversations: frozenset[int]
    numbers: frozenset[int]
    questions: list[Row]
    tickets: list[Row]
    clocks: list[Row]
    durable: dict[int, bool]


def keep(reading: Transactions, writing: Transactions, now: datetime, counting: Counting) -> bool:
    """Count what is new; whether there may be more to count."""
    with reading() as session:
        found = look(session, now, counting)
    if found is None:
        return False
    with writing() as session:
        write(session, found)
    return True


def whole_at(session: Session) -> datetime | None:
    """When the rows last held all that had been written; None while the first count goes on."""
    return _mark(session).whole_at


def anew(session: Session) -> None:
    """Forget everything that was counted: the next rounds count it again."""
    for table in _EVERYTHING:
        session.execute(delete(table))
    session.execute(update(KeptRow).values(made_by="", whole_at=None))


def look(session: Session, now: datetime, counting: Counting, limit: int = ENTRIES) -> Round | None:
    """What is to be counted anew; None when nothing is."""
    before = _mark(session)
    fresh = before.made_by != counting.name
    mark = Mark(counting.name, 0, 0, now, 0, 0, None) if fresh else before
    durable = {} if fresh else settled(session, now, counting, limit)
    came_late = _count(session, mark.since, mark.newest) != mark.counted
    touched = _touched(session, mark.since if came_late else mark.newest, limit)
    if not touched and not durable and mark.whole_at is not None:
        return None
    after = _after(session, mark, touched, is_all=len(touched) < limit, now=now)
    return _round(session, before, after, touched, durable, now, counting)


def write(session: Session, found: Round) -> None:
    """Put the rows in, unless another process has done so since they were read."""
    _first(session, found.before)
    if _mark(session, locked=True) != found.before:
        return
    if found.before.made_by != found.after.made_by:
        anew(session)
    _replace(session, found)
    session.execute(update(KeptRow).values(**vars(found.after)))


def _mark(session: Session, *, locked: bool = False) -> Mark:
    row = session.get(KeptRow, 1, populate_existing=True, with_for_update=locked)
    if row is None:
        return _NOTHING
    return Mark(row.made_by, row.since, row.until, row.turned_at, row.counted, row.newest, row.whole_at)


_NOTHING: Final = Mark("", 0, 0, datetime(1970, 1, 1, tzinfo=UTC), 0, 0, None)


def _first(session: Session, mark: Mark) -> None:
    """The row, where there is none yet."""
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = make(KeptRow).values(id=1, **vars(mark))
    session.execute(row.on_conflict_do_nothing(index_elements=["id"]))


def _count(session: Session, since: int, newest: int) -> int:
    """How many entries there are after the one, up to the other."""
    query = select(func.count()).where(EntryRow.id > since, EntryRow.id <= newest)
    return session.scalar(query) or 0


@dataclass(frozen=True)
class Touched:
    """An entry that is to be counted: its conversation, and its ticket, if it has one."""

    id: int
    at: datetime
    conversation: int
    ticket: int | None


def _touched(session: Session, after: int, limit: int) -> tuple[Touched, ...]:
    """The next entries."""
    row = EntryRow
    query = select(row.id, row.at, row.conversation_id, row.ticket_number).where(row.id > after)
    return tuple(Touched(*found) for found in session.execute(query.order_by(row.id).limit(limit)))


def _after(session: Session, mark: Mark, touched: Sequence[Touched], *, is_all: bool, now: datetime) -> Mark:
    """The mark behind these entries. What was there a while ago is looked through for late ones no more."""
    newest = touched[-1].id if touched else mark.newest
    moved = replace(mark, newest=newest, whole_at=now if is_all else mark.whole_at)
    if not is_all and touched[-1].at < now - LATE:
        moved = replace(moved, since=newest, until=newest, turned_at=now)
    elif now - mark.turned_at >= LATE:
        moved = replace(moved, since=mark.until, until=newest, turned_at=now)
    return replace(moved, counted=_count(session, moved.since, newest))


def _round(
    session: Session,
    before: Mark,
    after: Mark,
    touched: Sequence[Touched],
    durable: dict[int, bool],
    now: datetime,
    counting: Counting,
) -> Round:
    talks = frozenset(one.conversation for one in touched)
    named = frozenset(one.ticket for one in touched if one.ticket is not None)
    tickets = ticket_rows(session, talks, named, counting) if talks else []
    numbers = named | {row["number"] for row in tickets}
    return Round(
        before,
        after,
        talks,
        numbers,
        question_rows(session, talks, counting) if talks else [],
        tickets,
        clock_rows(session, numbers, now) if numbers else [],
        durable,
    )


def _replace(session: Session, found: Round) -> None:
    session.execute(delete(QuestionRow).where(QuestionRow.conversation_id.in_(found.conversations)))
    session.execute(delete(OpenedRow).where(OpenedRow.number.in_(found.numbers)))
    session.execute(delete(ClockRow).where(ClockRow.ticket_number.in_(found.numbers)))
    for table, rows in ((QuestionRow, found.questions), (OpenedRow, found.tickets), (ClockRow, found.clocks)):
        if rows:
            session.execute(insert(table), rows)
    if found.durable:
        told = [{"number": number, "durable": durable} for number, durable in found.durable.items()]
        session.execute(update(OpenedRow), told)
