"""Looks up what a person's Home tab and their list of tickets show: only what is theirs to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from guard import Screened, restored
from knowledge import gaps, shelf
from records.engine import Session
from tickets import directory, reads, visits
from tickets.values import Person, Role, Status, Ticket
from tickets.visits import Visit

MOST = 20
SOME = 10
FEW = 5


@dataclass(frozen=True)
class Query:
    """An unanswered query with its number, and the titles of the articles that came nearest."""

    id: int
    question: Screened
    nearest: tuple[Screened, ...]


@dataclass(frozen=True)
class Home:
    """What one person may see. ``open`` are the tickets of their customer, for staff those of all."""

    person: Person | None
    administrators: tuple[Person, ...] = ()
    open: tuple[Ticket, ...] = ()
    solved: tuple[Ticket, ...] = ()
    taken: tuple[Ticket, ...] = ()
    queries: tuple[Query, ...] = ()
    visits: tuple[Visit, ...] = ()


def look_at_home(session: Session, door: str, team: str, user: str, at: datetime) -> Home:
    """What whom the door knows by (team, user) may see at ``at``.

    Tickets and visits are for administrators and staff.
    """
    person = directory.person_by_identity(session, door, team, user)
    if person is None:
        return Home(None)
    if person.is_staff:
        return _of_staff(session, person, at)
    if person.customer is None:
        return Home(person)
    return _of_customer(session, person, person.customer.id, at)


def _of_staff(session: Session, person: Person, at: datetime) -> Home:
    queries = _queries(session) if Role.KNOWLEDGE in person.roles else ()
    waiting = reads.tickets(session, status=Status.OPEN, limit=MOST)
    taken, coming = reads.taken_by(session, person.id, MOST), visits.coming(session, at, limit=SOME)
    return Home(person, open=waiting, taken=taken, queries=queries, visits=coming)


def _of_customer(session: Session, person: Person, customer_id: int, at: datetime) -> Home:
    administrators = directory.administrators_of(session, customer_id)
    if not person.licensed:
        return Home(person, administrators)
    theirs = reads.tickets(session, customer_id=customer_id, status=Status.OPEN, limit=MOST)
    coming = visits.coming(session, at, customer_id, SOME)
    solved = reads.solved_lately(session, customer_id, FEW)
    return Home(person, administrators, theirs, solved, visits=coming)


def _queries(session: Session) -> tuple[Query, ...]:
    return queries_of(session, one_of_each(gaps.list_open(session, MOST)))


def one_of_each(found: Sequence[gaps.Gap]) -> list[gaps.Gap]:
    """One gap of each conversation: a question that was not answered twice is still one question."""
    kept = {(gap.conversation_id or -gap.id, gap.question): gap for gap in found if gap.question.strip()}
    return list(kept.values())


def queries_of(session: Session, found: Sequence[gaps.Gap]) -> tuple[Query, ...]:
    """The gaps as they are shown."""
    slugs = {one.slug for gap in found for one in gap.shown}
    titles = {one.slug: restored(one.title) for one in shelf.articles(session, sorted(slugs), retired=True)}
    return tuple(
        Query(gap.id, gap.question, tuple(titles[one.slug] for one in gap.shown if one.slug in titles))
        for gap in found
    )
