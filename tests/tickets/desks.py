"""A desk with one customer, for tests of what is remembered of tickets."""

from __future__ import annotations

from datetime import datetime
from itertools import count

import pytest
from sqlalchemy import select

from guard import own
from records.engine import Transactions
from tickets import writes
from tickets.directory import person_of
from tickets.policy import PromiseRules
from tickets.tables import CustomerRow, PersonRow
from tickets.values import Person, Place, Role, ShownArticle
from tickets.writes import Asker, Opening

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what asks nothing special of a database: the quicker one is enough."""

_IDS = count(1)


def ada(transaction: Transactions) -> Person:
    """The administrator of the one customer; there from the first time on."""
    return administrator(transaction, "ada", "northside")


def administrator(transaction: Transactions, name: str, customer: str) -> Person:
    """A licensed administrator of a customer; both are there from the first time on."""
    mail = f"{name}@{customer}.example"
    with transaction() as session:
        row = session.scalar(select(PersonRow).where(PersonRow.mail == mail))
        if row is None:
            known = session.scalar(select(CustomerRow).where(CustomerRow.key == customer))
            theirs = known or CustomerRow(key=customer, name=f"{customer.title()} Clinic")
            row = PersonRow(mail=mail, name=f"{name.title()} Brook", licensed=True, customer=theirs)
            session.add(row)
            session.flush()
        return person_of(row)


def member(transaction: Transactions, name: str, *roles: Role) -> Person:
    """A new member of staff with these roles."""
    with transaction() as session:
        row = PersonRow(mail=f"{name}@vendor.example", name=name.title(), roles=";".join(roles))
        session.add(row)
        session.flush()
        return person_of(row)


def opened(
    transaction: Transactions,
    at: datetime,
    rules: PromiseRules | None = None,
    category: str = "incident",
    *,
    by: Person | None = None,
    shown: tuple[ShownArticle, ...] = (),
) -> int:
    """A ticket that Ada (or somebody else) opened at that moment; its number."""
    person, name = by or ada(transaction), f"act:{next(_IDS)}"
    with transaction() as session:
        place = Place("terminal", "local", person.mail, name, direct=True)
        customer = None if person.customer is None else person.customer.id
        talk = writes.begin(session, Asker("terminal", "local", person.mail, person, customer), place, at)
        opening = Opening(talk, person, name, at, category, None, own("It fails"), {}, shown)
        number, _ = writes.open_ticket(session, opening, at, rules or PromiseRules(), 1001)
        return number
