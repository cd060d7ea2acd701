"""Reads of the desk: which rows belong to a question, in which order, and how many."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from guard import own
from records.engine import Transactions
from tests.tickets.desks import ON_SQLITE, ada, administrator, member, opened
from tickets import reads, writes
from tickets.tables import IdentityRow, PersonRow, TicketRow
from tickets.values import (
    Actor,
    Audience,
    Conversation,
    Detail,
    DetailName,
    DetailState,
    Entry,
    EntryKind,
    Person,
    Place,
    Role,
    ShownArticle,
    Stage,
    Status,
    Ticket,
)
from tickets.writes import Asker, NewEntry

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
STRANGER = Asker("slack", "T1", "U1", None, None)
DIRECT = Place("slack", "T1", "D1", "1.1", direct=True)


def talk(session: Session, place: Place | None, at: datetime = NOON, asker: Asker = STRANGER) -> int:
    return writes.begin(session, asker, place, at)


def changed(session: Session, number: int, **values: object) -> None:
    session.execute(update(TicketRow).where(TicketRow.number == number).values(**values))


def ticket_of(session: Session, number: int) -> Ticket:
    found = reads.ticket(session, number)
    assert found is not None
    return found


@ON_SQLITE
def test_a_conversation_is_read_as_it_stands(transaction: Transactions) -> None:
    person = ada(transaction)
    shown = (ShownArticle("uploads", own("Uploads"), 0.5), ShownArticle("faxes", own("Faxes"), 0.4))
    job = Detail(DetailName.JOB, DetailState.GIVEN, own("7001234"))
    assert person.customer is not None
    customer = person.customer.id
    with transaction() as session:
        one = talk(session, None, NOON, Asker("slack", "T1", "U1", person, customer))
        values = {
            "last_heard_at": NOON + MINUTE,
            "stage": Stage.DETAILS,
            "question": own("It fails"),
            "category": "incident",
            "sure": 0.7,
            "details": writes.details_facts({DetailName.JOB: job}),
            "shown": writes.shown_facts(shown),
            "questions_back": 2,
            "human": True,
            "reply_entry": 9,
        }
        writes.change(session, one, 0, **values)
        found = reads.conversation(session, one)
        assert reads.conversation(session, 999) is None
    details = {name: Detail(name) for name in DetailName} | {DetailName.JOB: job}
    assert found == Conversation(
        one,
        "slack",
        "T1",
        "U1",
        person.id,
        customer,
        NOON + MINUTE,
        Stage.DETAILS,
        own("It fails"),
        "incident",
        0.7,
        details,
        shown,
        questions_back=2,
        human=True,
        reply_entry=9,
        revision=1,
        started_at=NOON,
    )


@ON_SQLITE
def test_a_conversation_is_found_in_its_very_thread(transaction: Transactions) -> None:
    """Policy 13: nobody sees what is said elsewhere."""
    elsewhere = [{"door": "web"}, {"team": "T2"}, {"channel": "D2"}, {"thread": "1.2"}]
    with transaction() as session:
        one = talk(session, DIRECT)
        found = reads.conversation_at(session, DIRECT)
        others = [reads.conversation_at(session, replace(DIRECT, **place)) for place in elsewhere]  # type: ignore[arg-type]
    assert found is not None
    assert (found[0].id, found[1]) == (one, "asker")
    assert others == [None] * 4


@ON_SQLITE
def test_the_newest_conversation_in_the_same_direct_messages_goes_on(transaction: Transactions) -> None:
    now = replace(DIRECT, thread="9.9")
    with transaction() as session:
        first, second, third = (talk(session, replace(DIRECT, thread=str(n))) for n in range(3))
        talk(session, replace(DIRECT, thread="web", door="web"), asker=replace(STRANGER, door="web"))
        talk(session, replace(DIRECT, thread="channel", channel="C1", direct=False))
        writes.bind(session, talk(session, None), replace(DIRECT, thread="desk"), "desk")
        talk(session, replace(DIRECT, thread="other"), NOON + MINUTE, replace(STRANGER, user="U2"))
        talk(session, replace(DIRECT, thread="team", team="T2"), NOON + MINUTE)
        talk(session, replace(DIRECT, thread="c2", channel="D2"), NOON + MINUTE)

        def latest(
            user: str = "U1", since: datetime = NOON, place: Place = now, stage: Stage | None = None
        ) -> int | None:
            found = reads.latest_direct(session, place, user, since, stage)
            return None if found is None else found.id

        assert latest() == third
        assert latest(since=NOON + MINUTE) is None
        writes.change(session, first, 0, last_heard_at=NOON + MINUTE)
        assert [latest(), latest(since=NOON + MINUTE)] == [first, first]
        writes.change(session, second, 0, stage=Stage.CATEGORY)
        assert [latest(stage=Stage.CATEGORY), latest(stage=Stage.CHARGE)] == [second, None]
        assert second not in (latest("U2"), latest(place=replace(now, channel="D2")))
        assert latest("U3") is None
        assert latest(place=replace(now, channel="C1")) is None
        assert latest(place=replace(now, team="T3")) is None
        assert latest(place=replace(now, door="mail")) is None


@ON_SQLITE
def test_the_next_words_are_shown_at_the_newest_place_of_that_role(transaction: Transactions) -> None:
    thread = Place("slack", "T1", "C1", "1.1", direct=False, enterprise="E1")
    with transaction() as session:
        one, other = talk(session, thread), talk(session, Place("slack", "T1", "C9", "1", direct=False))
        writes.bind(session, one, desk := Place("slack", "T1", "C7", "1", direct=False), "desk")
        writes.bind(session, one, DIRECT, "asker")
        writes.bind(session, one, web := Place("web", "T1", "W1", "1", direct=False), "asker")
        writes.bind(session, one, same := replace(DIRECT, thread="8", enterprise="E1"), "asker")
        assert reads.place_of(session, one, "asker") == same
        assert reads.place_of(session, one, "asker", "web") == web
        assert reads.place_of(session, one, "desk") == desk
        assert reads.place_of(session, other, "desk") is None
        assert reads.overheard_place_of(session, one) == web
        assert reads.overheard_place_of(session, talk(session, thread)) is None
        writes.bind(session, other, replace(thread, thread="7"), "asker")
        assert reads.overheard_place_of(session, other) == replace(thread, thread="7")


@ON_SQLITE
def test_direct_messages_are_known_by_door_team_and_channel(transaction: Transactions) -> None:
    with transaction() as session:
        talk(session, DIRECT)
        talk(session, replace(DIRECT, channel="C1", direct=False))
        asked = [DIRECT, replace(DIRECT, thread="5", direct=False)]
        asked += [replace(DIRECT, door="web"), replace(DIRECT, team="T2"), replace(DIRECT, channel="C1")]
        assert [reads.is_direct(session, one) for one in asked] == [True, True, False, False, False]


def test_the_homes_of_staff_and_of_the_customers_administrators_are_kept(transaction: Transactions) -> None:
    """Policy 13: what changes for a customer is shown to nobody else's administrators."""
    people = {
        "U1": ada(transaction),
        "U2": administrator(transaction, "ben", "northside"),
        "U3": administrator(transaction, "cy", "eastside"),
        "U4": member(transaction, "sam", Role.SUPPORT),
        "U5": member(transaction, "lea", Role.LEAD),
        "U6": administrator(transaction, "dee", "northside"),
        "U7": member(transaction, "kim", Role.SALES),
    }
    assert people["U1"].customer is not None
    with transaction() as session:
        for user, person in people.items():
            session.add(IdentityRow(door="slack", team="T1", user=user, person_id=person.id))
            writes.note_home(session, "slack", "T1", user, NOON)
        writes.welcome(session, "slack", "T1", "U8", NOON)
        session.add(IdentityRow(door="slack", team="T1", user="U8", person_id=people["U4"].id))
        for door, team, user in (("web", "T1", "U1"), ("slack", "T2", "U1"), ("slack", "T1", "U9")):
            writes.note_home(session, door, team, user, NOON)
        row = update(PersonRow)
        session.execute(row.where(PersonRow.id == people["U5"].id).values(active=False))
        session.execute(row.where(PersonRow.id == people["U6"].id).values(licensed=False))
        session.flush()
        kept = reads.homes(session, "slack", people["U1"].customer.id)
        assert kept == (("T1", "U1"), ("T1", "U2"), ("T1", "U4"), ("T1", "U7"))
        assert reads.homes(session, "slack", None) == (("T1", "U4"), ("T1", "U7"))
        assert reads.homes(session, "web", None) == ()


def test_tickets_stand_by_the_time_left(transaction: Transactions) -> None:
    asker, cy = ada(transaction), administrator(transaction, "cy", "eastside")
    sam, lea = member(transaction, "sam", Role.SUPPORT), member(transaction, "lea", Role.LEAD)
    first, second, third, stands = (opened(transaction, NOON) for _ in range(4))
    other, solved, older = (
        opened(transaction, NOON, by=cy),
        opened(transaction, NOON),
        opened(transaction, NOON),
    )
    assert asker.customer is not None
    customer = asker.customer.id
    with transaction() as session:
        targets = {first: 20, second: 10, third: 20, other: 5, older: 1}
        for number, minutes in targets.items():
            changed(session, number, target_at=NOON + minutes * MINUTE, assignee_id=sam.id)
        changed(session, stands, target_at=None, assignee_id=sam.id)
        changed(session, second, assignee_id=lea.id)
        solving = {"status": "solved", "assignee_id": sam.id}
        changed(session, solved, target_at=NOON, solved_at=NOON + MINUTE, **solving)
        changed(session, older, solved_at=NOON, **solving)

        def numbers(*found: Ticket) -> list[int]:
            return [one.number for one in found]

        assert numbers(*reads.tickets(session)) == [solved, older, other, second, third, first, stands]
        assert numbers(*reads.tickets(session, limit=2)) == [solved, older]
        theirs = reads.tickets(session, customer_id=customer, status=Status.OPEN)
        assert numbers(*theirs) == [second, third, first, stands]
        assert numbers(*reads.taken_by(session, sam.id, 9)) == [other, third, first, stands]
        assert numbers(*reads.taken_by(session, sam.id, 1)) == [other]
        assert numbers(*reads.late(session, NOON + 20 * MINUTE, 9)) == [other, second]
        assert numbers(*reads.late(session, NOON + 21 * MINUTE, 3)) == [other, second, first]
        assert numbers(*reads.solved_lately(session, customer, 9)) == [solved, older]
        changed(session, solved, solved_at=NOON)
        assert numbers(*reads.solved_lately(session, customer, 1)) == [older]


@ON_SQLITE
def test_a_ticket_is_read_as_it_stands(transaction: Transactions) -> None:
    asker, sam = ada(transaction), member(transaction, "sam", Role.SUPPORT)
    shown = (ShownArticle("uploads", own("Uploads"), 0.5),)
    number = opened(transaction, NOON, shown=shown)
    assert asker.customer is not None
    with transaction() as session:
        due = {"due_at": NOON + 2 * MINUTE, "target_at": NOON + MINUTE, "waits_since": NOON + 3 * MINUTE}
        changed(session, number, assignee_id=sam.id, tier="night", merged_into=1009, **due)
        found = ticket_of(session, number)
        assert reads.ticket(session, 999) is None
    assert found == Ticket(
        number,
        found.conversation_id,
        asker.customer,
        asker,
        NOON,
        NOON,
        Status.OPEN,
        "incident",
        None,
        own("It fails"),
        {name: Detail(name) for name in DetailName},
        shown,
        assignee=sam,
        tier="night",
        waiting_since=NOON,
        due_at=NOON + 2 * MINUTE,
        target_at=NOON + MINUTE,
        waits_since=NOON + 3 * MINUTE,
        merged_into=1009,
    )


@ON_SQLITE
def test_what_is_spoken_of_is_the_newest_ticket_or_that_as_which_it_goes_on(
    transaction: Transactions,
) -> None:
    first, second, third = (opened(transaction, NOON) for _ in range(3))
    with transaction() as session:
        one, other = (ticket_of(session, number).conversation_id for number in (first, third))
        changed(session, second, conversation_id=one)
        assert reads.newest_of(session, one) == reads.ticket_of(session, one) == ticket_of(session, second)
        changed(session, second, merged_into=third)
        assert reads.newest_of(session, one) == ticket_of(session, second)
        assert reads.ticket_of(session, one) == ticket_of(session, third)
        assert reads.newest_of(session, other) == ticket_of(session, third)
        assert reads.ticket_of(session, talk(session, None)) is None


@ON_SQLITE
def test_a_history_is_that_of_a_conversation_or_of_a_ticket(transaction: Transactions) -> None:
    asker, first, second = ada(transaction), opened(transaction, NOON), opened(transaction, NOON)
    with transaction() as session:
        one, other = (ticket_of(session, number).conversation_id for number in (second, first))
        words, kind = own("Thanks"), EntryKind.CUSTOMER_WORDS

        def said(where: int, number: int | None, source: str, by: Person | None = asker) -> int:
            who = None if by is None else by.id
            new = NewEntry(
                where, NOON, kind, Actor.PERSON, number, who, Audience.STAFF, {"a": 1}, words, source
            )
            return writes.add(session, new)

        ids = [
            said(one, second, "m1"),
            said(one, None, "m1:edited:1"),
            said(other, first, "m1x:edited:1", None),
        ]
        ids += [said(one, None, "m1:edited:2"), said(one, None, "m%:edited:1")]
        assert [entry.id for entry in reads.versions(session, "m1")] == [ids[0], ids[1], ids[3]]
        assert [entry.id for entry in reads.versions(session, "m%")] == [ids[4]]
        assert reads.entry(session, ids[0]) == Entry(
            ids[0], one, second, NOON, kind, Actor.PERSON, asker, Audience.STAFF, {"a": 1}, words
        )
        assert reads.entry_from(session, "m1") == reads.entry(session, ids[0])
        assert [reads.entry_from(session, "m2"), reads.entry(session, 999)] == [None, None]
        mine = [entry.id for entry in reads.history(session, conversation_id=one) if entry.kind is kind]
        assert mine == [ids[0], ids[1], ids[3], ids[4]]
        assert reads.history(session, number=second)[-1].id == ids[0]
        assert {entry.ticket_number for entry in reads.history(session, number=second)} == {second}
        assert len(reads.history(session)) == 9
        found = reads.of_kinds(session, (kind, EntryKind.OPENED))
        assert [(entry.ticket_number, entry.kind) for entry in found] == [
            (first, EntryKind.OPENED),
            (first, kind),
            (second, EntryKind.OPENED),
            (second, kind),
        ]
        assert found[1].person is None
