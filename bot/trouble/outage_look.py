"""Looks up what staff are shown of an outage: its state, who belongs to it, and the tickets linked to it."""

from __future__ import annotations

from dataclasses import dataclass

from records.engine import Session
from tickets import directory, outages
from tickets.outages import How, Outage


@dataclass(frozen=True)
class OutageSeen:
    """An outage as staff see it: how many reported it, customers by name, and the numbers of its tickets.

    ``told_besides`` counts those who only asked something while it lasted.
    """

    outage: Outage
    reports: int
    customers: tuple[str, ...]
    tickets: tuple[int, ...]
    told_besides: int


def look_at_outage(session: Session, conversation_id: int) -> OutageSeen | None:
    """The outage whose history this conversation is."""
    outage = outages.outage_of(session, conversation_id)
    return None if outage is None else outage_seen(session, outage)


def outage_seen(session: Session, outage: Outage) -> OutageSeen:
    """The outage with everybody who belongs to it."""
    found = outages.reports(session, outage.id)
    counted = [one for one in found if one.how is not How.ASKED]
    names = directory.customer_names(session, {one.customer_id for one in counted if one.customer_id})
    numbers = tuple(sorted(one.ticket_number for one in counted if one.ticket_number is not None))
    return OutageSeen(outage, len(counted), names, numbers, len(found) - len(counted))
