"""A desk with one customer, for tests of what is remembered of tickets."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from sqlalchemy import select

from guard import own
from records.engine import Transactions
from tickets import writes
from tickets.directory import person_of
from tickets.policy import PromiseRules
from tickets.tables import CustomerRow, PersonRow
from tickets.values import Person, Place
from tickets.writes import Asker, Opening

_IDS = count(1)


def ada(transaction: Transactions) -> Person:
    """The administrator of the one customer; there from the first time on."""
    with transaction() as session:
        row = session.scalar(select(PersonRow))
        if row is None:
            customer = CustomerRow(key="northside", name="Northside Clinic")
            row = PersonRow(mail="ada@northside.example", name="Ada Brook", licensed=True, customer=customer)
            session.add(row)
            session.flush()
        return person_of(row)


def opened(
    transaction: Transactions, at: datetime, rules: PromiseRules | None = None, category: str = "incident"
) -> int:
    """A ticket that Ada opened at that moment; its number."""
    person, name = ada(transaction), f"act:{next(_IDS)}"
    with transaction() as session:
        place = Place("terminal", "local", person.mail, name, direct=True)
        customer = None if person.customer is None else person.customer.id
        talk = writes.begin(session, Asker("terminal", "local", person.mail, person, customer), place, at)
        opening = Opening(talk, person, name, at, category, None, own("It fails"), {}, ())
        number, _ = writes.open_ticket(session, opening, at, rules or PromiseRules(), 1001)
        return number
