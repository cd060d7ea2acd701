"""What has changed at the desk since it was last looked at: cheap enough to be asked every second."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tickets.letter_tables import CameRow
from tickets.letters import Became
from tickets.maintenance_tables import MaintenanceRow
from tickets.outage_tables import OutageRow
from tickets.tables import EntryRow, LinkRequestRow

NEWEST = 200
"""So many of the newest lines of all histories are compared. Their ids alone would not do: on PostgreSQL a
transaction that began earlier may end later, and its lines then come to stand before newer ones."""


@dataclass(frozen=True)
class Mark:
    """The desk at a moment: the newest lines as (id, ticket, conversation), and all that has no line.

    Every change of a ticket has a line in its history.
    """

    lines: frozenset[tuple[int, int | None, int]]
    others: tuple[int, ...]


@dataclass(frozen=True)
class Changes:
    """What has changed: tickets by number, conversations by id; ``all`` when too much has to tell which."""

    tickets: frozenset[int] = frozenset()
    talks: frozenset[int] = frozenset()
    desk: bool = False
    all: bool = False

    def __bool__(self) -> bool:
        return self.all or self.desk or bool(self.talks)


def mark(session: Session) -> Mark:
    """The desk as it stands."""
    newest = select(EntryRow.id, EntryRow.ticket_number, EntryRow.conversation_id)
    rows = session.execute(newest.order_by(EntryRow.id.desc()).limit(NEWEST))
    waits = select(func.count(), func.max(CameRow.id)).where(CameRow.state == Became.WAITING.value)
    links = select(func.count(), func.max(LinkRequestRow.id)).where(LinkRequestRow.decided_at.is_(None))
    outages = select(func.count(), func.sum(OutageRow.changes), func.max(OutageRow.open_mark))
    windows = select(func.count(), func.sum(MaintenanceRow.changes))
    found = [session.execute(query).one() for query in (waits, links, outages, windows)]
    others = tuple(int(number or 0) for row in found for number in row)
    return Mark(frozenset((row[0], row[1], row[2]) for row in rows), others)


def changes(before: Mark, now: Mark) -> Changes:
    """What has changed between two looks. Pure."""
    new = now.lines - before.lines
    return Changes(
        frozenset(number for _, number, _ in new if number is not None),
        frozenset(talk for _, _, talk in new),
        desk=before.others != now.others,
        all=len(new) >= NEWEST,
    )
