"""Looks up what a person's Home tab and their list of tickets show: only what is theirs to see."""

from __future__ import annotations

from dataclasses import dataclass

from records.engine import Session
from tickets import directory, reads
from tickets.values import Person, Status, Ticket

MOST = 20


@dataclass(frozen=True)
class Home:
    """What one person may see. ``open`` are the tickets of their customer, for staff those of all."""

    person: Person | None
    administrators: tuple[Person, ...] = ()
    open: tuple[Ticket, ...] = ()


def look_at_home(session: Session, door: str, team: str, user: str) -> Home:
    """What whom the door knows by (team, user) may see. Tickets are for administrators and staff."""
    person = directory.person_by_identity(session, door, team, user)
    if person is None:
        return Home(None)
    if person.is_staff:
        return Home(person, open=reads.tickets(session, status=Status.OPEN, limit=MOST))
    if person.customer is None:
        return Home(person)
    administrators = directory.administrators_of(session, person.customer.id)
    if not person.licensed:
        return Home(person, administrators)
    theirs = reads.tickets(session, customer_id=person.customer.id, status=Status.OPEN, limit=MOST)
    return Home(person, administrators, theirs)
