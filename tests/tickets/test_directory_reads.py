"""Who is who: only those who are there, by name (policy 5, 13)."""

from __future__ import annotations

from sqlalchemy import update

from records.engine import Transactions
from tests.tickets.desks import ON_SQLITE, ada, administrator, member
from tickets import directory
from tickets.tables import ChannelRow, CustomerRow, PersonRow
from tickets.values import Person, Role


def gone(transaction: Transactions, person: Person, **values: object) -> None:
    with transaction() as session:
        session.execute(update(PersonRow).where(PersonRow.id == person.id).values(**values))


@ON_SQLITE
def test_licensed_administrators_are_those_of_customers_that_are_there(transaction: Transactions) -> None:
    cy, asker = administrator(transaction, "cy", "eastside"), ada(transaction)
    member(transaction, "sam", Role.SUPPORT)
    gone(transaction, administrator(transaction, "ben", "northside"), licensed=False)
    gone(transaction, administrator(transaction, "bo", "northside"), active=False)
    administrator(transaction, "dee", "westside")
    licensed = member(transaction, "lea", Role.LEAD)
    gone(transaction, licensed, licensed=True)
    with transaction() as session:
        session.execute(update(CustomerRow).where(CustomerRow.key == "westside").values(active=False))
        session.execute(update(CustomerRow).where(CustomerRow.key == "eastside").values(good_standing=False))
    with transaction() as session:
        found = directory.licensed_administrators(session)
        assert [one.name for one in found] == ["Ada Brook", "Cy Brook"]
        assert [one.customer and one.customer.good_standing for one in found] == [True, False]
        assert asker.customer is not None
        assert cy.customer is not None
        assert directory.administrators_of(session, asker.customer.id) == (asker,)
        assert directory.known_users(session, asker.customer.id) == ("Ada Brook", "Ben Brook")
        assert directory.customer_names(session, {cy.customer.id, asker.customer.id}) == (
            "Eastside Clinic",
            "Northside Clinic",
        )
        assert [one.name for one in directory.everybody(session)] == [
            "Ada Brook",
            "Ben Brook",
            "Cy Brook",
            "Lea",
            "Sam",
        ]
        assert directory.customer_by_key(session, "westside") is None
        assert directory.customer_by_key(session, "northside") == asker.customer


@ON_SQLITE
def test_a_channel_belongs_to_a_customer_that_is_there(transaction: Transactions) -> None:
    asker, dee = ada(transaction), administrator(transaction, "dee", "westside")
    assert asker.customer is not None
    assert dee.customer is not None
    with transaction() as session:
        channels = (("C1", asker.customer.id), ("C2", dee.customer.id))
        session.add_all(ChannelRow(team="T1", channel=name, customer_id=owner) for name, owner in channels)
        session.execute(update(CustomerRow).where(CustomerRow.key == "westside").values(active=False))
    with transaction() as session:
        asked = (("T1", "C1"), ("T2", "C1"), ("T1", "C2"), ("T1", "C3"))
        found = [directory.customer_of_channel(session, *one) for one in asked]
    assert found == [asker.customer, None, None, None]


@ON_SQLITE
def test_a_door_vouches_once_and_is_asked_for_the_newest(transaction: Transactions) -> None:
    asker, ben = ada(transaction), administrator(transaction, "ben", "northside")
    with transaction() as session:
        directory.note_identity(session, "mail", "", "ada@x.example", asker.id)
        directory.note_identity(session, "mail", "", "ada@x.example", ben.id)
        directory.note_identity(session, "mail", "", "ada@y.example", asker.id)
        directory.note_identity(session, "web", "", "ada@x.example", ben.id)
        directory.note_identity(session, "mail", "T1", "ada@x.example", ben.id)
        assert directory.person_by_identity(session, "mail", "", "ada@x.example") == asker
        assert directory.person_by_identity(session, "web", "", "ada@x.example") == ben
        assert directory.person_by_identity(session, "mail", "T1", "ada@x.example") == ben
        assert directory.identity_of(session, asker.id, "mail") == ("", "ada@y.example")
        assert directory.identity_of(session, asker.id, "web") is None
        directory.link_identity(session, "mail", "", "ada@x.example", ben.id)
        directory.link_identity(session, "mail", "", "new@x.example", ben.id)
        assert directory.person_by_identity(session, "mail", "", "ada@x.example") == ben
        assert directory.identity_of(session, ben.id, "mail") == ("", "new@x.example")
        assert directory.identity_of(session, ben.id, directory.LINKED_BY_HAND) is None
    gone(transaction, ben, active=False)
    with transaction() as session:
        assert directory.identity_of(session, ben.id, "mail") is None
        assert directory.person_by_identity(session, "web", "", "ada@x.example") is None
        found = directory.person_by_id(session, ben.id)
        assert (found and found.name, directory.person_by_id(session, 999)) == ("Ben Brook", None)
