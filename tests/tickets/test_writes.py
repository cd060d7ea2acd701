"""The one place where conversations and tickets change: what each write leaves behind."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import LiteralString

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from guard import Screened, own
from records.engine import Transactions
from tests.tickets.desks import ON_SQLITE, ada, member, opened
from tickets import reads, writes
from tickets.policy import PromiseRules
from tickets.tables import AcquaintanceRow, EntryRow, TicketRow
from tickets.values import (
    Actor,
    Audience,
    Detail,
    DetailName,
    DetailState,
    EntryKind,
    FileRef,
    LinkRequest,
    Person,
    Place,
    Role,
    ShownArticle,
    Stage,
    Status,
    Ticket,
)
from tickets.writes import Asker, NewEntry, Opening

NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
RULES = PromiseRules()
HERE = Place("slack", "T1", "C1", "100.1", direct=False, enterprise="E1")
STRANGER = Asker("slack", "T1", "U1", None, None)


def asker(person: Person) -> Asker:
    return Asker("slack", "T1", "U1", person, person.customer and person.customer.id)  # type: ignore[arg-type]


def opening(talk: int, by: Person, source: str, **more: object) -> Opening:
    values = {"category": "incident", "sure": 0.9, "subject": own("It fails"), "details": {}, "shown": ()}
    return Opening(talk, by, source, NOON - MINUTE, **{**values, **more})  # type: ignore[arg-type]


def ticket_of(session: Session, number: int) -> Ticket:
    found = reads.ticket(session, number)
    assert found is not None
    return found


def test_a_conversation_begins_where_it_is_held_with_nothing_said(transaction: Transactions) -> None:
    person = ada(transaction)
    with transaction() as session:
        talk = writes.begin(session, asker(person), HERE, NOON)
        by_mail = writes.begin(session, STRANGER, None, NOON)
        writes.bind(session, by_mail, HERE, "desk")
        found, unknown = reads.conversation(session, talk), reads.conversation(session, by_mail)
        assert reads.conversation_at(session, HERE) == (found, reads.ASKER)
        assert reads.place_of(session, talk, "asker") == HERE
    assert found is not None
    assert person.customer is not None
    assert (found.door, found.asker_team, found.asker_user) == ("slack", "T1", "U1")
    assert (found.person_id, found.customer_id) == (person.id, person.customer.id)
    assert (found.started_at, found.last_heard_at, found.stage) == (NOON, NOON, Stage.FREE)
    assert (found.question, found.shown, found.revision) == ("", (), 0)
    assert {one.state for one in found.details.values()} == {DetailState.MISSING}
    assert unknown is not None
    assert (unknown.person_id, unknown.customer_id) == (None, None)


@ON_SQLITE
def test_who_changes_what_has_moved_on_is_told_so(transaction: Transactions) -> None:
    with transaction() as session:
        talk, other = (writes.begin(session, STRANGER, None, NOON) for _ in range(2))
        writes.change(session, talk, 0, category="incident")
        with pytest.raises(writes.ChangedMeanwhileError, match=f"^conversation {talk} has moved on from rev"):
            writes.change(session, talk, 0, category="education")
        found, untouched = reads.conversation(session, talk), reads.conversation(session, other)
    assert found is not None
    assert (found.category, found.revision) == ("incident", 1)
    assert untouched is not None
    assert (untouched.category, untouched.revision) == (None, 0)


@ON_SQLITE
def test_what_told_an_entry_makes_a_place_of_its_conversation(transaction: Transactions) -> None:
    number = opened(transaction, NOON)
    with transaction() as session:
        entry = reads.history(session, number=number)[0]
        writes.bind_for_entry(session, entry.id, HERE, reads.DESK)
        found = reads.conversation_at(session, HERE)
    assert found is not None
    assert (found[0].id, found[1]) == (entry.conversation_id, reads.DESK)


def test_a_ticket_is_opened_with_all_that_was_given_under_the_next_number(transaction: Transactions) -> None:
    """Policy 8: a number at once; policy 4: and its clock."""
    person = ada(transaction)
    details = {DetailName.JOB: Detail(DetailName.JOB, DetailState.GIVEN, own("7001234"))}
    shown = (ShownArticle("uploads", own("Uploads"), 0.5),)
    with transaction() as session:
        talk = writes.begin(session, asker(person), None, NOON)
        one = opening(talk, person, "m1", details=details, shown=shown, subject=own("a" * 200))
        number, entry = writes.open_ticket(session, one, NOON, RULES, 1001)
        assert writes.open_ticket(session, opening(talk, person, "m2"), NOON, RULES, 1001)[0] == 1002
        found, told = ticket_of(session, number), reads.history(session, number=number)
    assert (number, found.number, found.conversation_id, found.opener) == (1001, 1001, talk, person)
    assert found.customer == person.customer
    assert (found.opened_at, found.asked_at, found.status) == (NOON, NOON - MINUTE, Status.OPEN)
    assert (found.category, found.sure, found.shown) == ("incident", 0.9, shown)
    assert found.details[DetailName.JOB] == details[DetailName.JOB]
    assert len(found.subject) == 150
    assert (found.waiting_since, found.assignee) == (NOON, None)
    assert [one.kind for one in told] == [EntryKind.OPENED, EntryKind.CLOCK_STARTED]
    assert (told[0].id, told[0].actor, told[0].person, told[0].words) == (
        entry,
        Actor.PERSON,
        person,
        "a" * 200,
    )
    assert told[0].facts == {"category": "incident", "asked_at": (NOON - MINUTE).isoformat()}
    assert (told[1].words, told[1].facts["cause"]) == ("the ticket was opened", entry)


def test_a_ticket_for_somebody_who_phoned_says_who_wrote_it_down(transaction: Transactions) -> None:
    """Policy 8."""
    person, sam = ada(transaction), member(transaction, "sam", Role.SUPPORT)
    with transaction() as session:
        talk = writes.begin(session, asker(person), None, NOON)
        by_phone = opening(talk, person, "m1", taken_by=sam)
        number, entry = writes.open_ticket(session, by_phone, NOON, RULES, 1001)
        told = reads.entry(session, entry)
        assert ticket_of(session, number).opener == person
    assert told is not None
    assert (told.actor, told.person) == (Actor.STAFF, sam)
    assert told.facts == {
        "category": "incident",
        "asked_at": (NOON - MINUTE).isoformat(),
        "by_phone": True,
        "for": person.id,
    }


@ON_SQLITE
def test_who_belongs_to_no_customer_holds_no_ticket(transaction: Transactions) -> None:
    """Policy 5."""
    sam = member(transaction, "sam", Role.SUPPORT)
    with transaction() as session:
        talk = writes.begin(session, STRANGER, None, NOON)
        with pytest.raises(ValueError, match=r"^sam@vendor\.example belongs to no customer and cannot hold"):
            writes.open_ticket(session, opening(talk, sam, "m1"), NOON, RULES, 1001)


@ON_SQLITE
def test_what_is_closed_has_no_clock_and_what_is_solved_has_its_moment(transaction: Transactions) -> None:
    """Policy 4 and 14."""
    sam = member(transaction, "sam", Role.SUPPORT)
    number, other, third = (opened(transaction, NOON) for _ in range(3))
    with transaction() as session:
        writes.claim(session, number, sam)
        writes.set_category(session, number, "education")
        said = reads.history(session, number=number)[0].id
        writes.set_status(session, number, Status.SOLVED, NOON + MINUTE, said)
        writes.set_status(session, other, Status.WITHDRAWN, NOON + MINUTE)
        solved, withdrawn = ticket_of(session, number), ticket_of(session, other)
        stop = reads.history(session, number=number)[-1]
        moments = [session.get_one(TicketRow, one).solved_at for one in (number, other)]
        assert reads.solved_lately(session, solved.customer.id, 9) == (solved,)
    assert (solved.status, solved.assignee, solved.waiting_since) == (Status.SOLVED, sam, None)
    assert (solved.category, solved.sure) == ("education", None)
    assert (withdrawn.status, withdrawn.waiting_since) == (Status.WITHDRAWN, None)
    assert (stop.kind, stop.at, stop.facts["cause"]) == (EntryKind.CLOCK_STOPPED, NOON + MINUTE, said)
    assert moments == [NOON + MINUTE, None]
    with transaction() as session:
        writes.set_status(session, number, Status.OPEN, NOON + 2 * MINUTE)
        writes.set_status(session, third, Status.OPEN, NOON + 2 * MINUTE)
        assert ticket_of(session, third).waiting_since == NOON
        row = session.get_one(TicketRow, number)
        assert (row.status, row.solved_at) == (Status.OPEN, None)
        assert reads.history(session, number=number)[-1].id == stop.id


@ON_SQLITE
def test_a_file_belongs_to_the_ticket_and_to_who_may_see_it(transaction: Transactions) -> None:
    number = opened(transaction, NOON)
    file = FileRef("F1", own("log.txt"), "text/plain", 12, {"team": "T1"})
    named = {"id": "F1", "name": "log.txt", "media_type": "text/plain", "size": 12}
    facts = {**named, "origin": {"team": "T1"}, "left_out": ""}
    with transaction() as session:
        talk = reads.history(session, number=number)[0].conversation_id
        entries = [
            reads.entry(session, writes.add_file(session, talk, number, file, NOON)),
            reads.entry(session, writes.add_file(session, talk, None, file, NOON, Audience.STAFF, 7)),
        ]
    kept = [
        one and (one.ticket_number, one.kind, one.actor, one.audience, one.at, one.facts, one.words)
        for one in entries
    ]
    kinds = EntryKind.FILE, Actor.PERSON
    assert kept == [
        (number, *kinds, Audience.CUSTOMER, NOON, {"file": facts}, None),
        (None, *kinds, Audience.STAFF, NOON, {"file": facts, "beside": 7}, None),
    ]


def test_words_that_are_erased_are_gone_wherever_they_were_repeated(transaction: Transactions) -> None:
    """Policy 12: what was decided on them stays as facts, with the hash of the words."""
    person, words, gone = ada(transaction), own("Mrs. Doe waits"), writes.ERASED
    details = {
        DetailName.ERROR: Detail(DetailName.ERROR, DetailState.GIVEN, own("Doe")),
        DetailName.JOB: Detail(DetailName.JOB, DetailState.GIVEN, own("7001234")),
        DetailName.USER: Detail(DetailName.USER, DetailState.MISSING),
    }
    kept = writes.details_facts(details)
    with transaction() as session:
        talk, other = (writes.begin(session, asker(person), None, NOON) for _ in range(2))
        number, _ = writes.open_ticket(
            session, opening(talk, person, "m1", subject=words, details=details), NOON, RULES, 1001
        )
        writes.open_ticket(session, opening(other, person, "m2", subject=words), NOON, RULES, 1001)
        reply = {"reply": {"kind": "asks", "details": ["error"]}}

        def add(kind: EntryKind, actor: Actor, said: Screened | None, **facts: object) -> int:
            return writes.add(session, NewEntry(talk, NOON, kind, actor, number, words=said, facts=facts))

        asked = add(EntryKind.ASKED, Actor.PERSON, own("Help!\nMrs. Doe waits"), step=1)
        silent = add(EntryKind.PRESSED, Actor.PERSON, None)
        answered = add(EntryKind.REPLIED, Actor.BOT, words, **reply)
        handed = add(EntryKind.HANDED_OVER, Actor.PERSON, None, details=kept, to=7)
        noted = add(EntryKind.NOTE, Actor.PERSON, None, details=kept)
        bare = add(EntryKind.HANDED_OVER, Actor.PERSON, None, to=7)
        writes.erase(session, talk, words)
        found = {one: reads.entry(session, one) for one in (asked, silent, answered, handed, noted, bare)}
        told = {number: (entry and entry.words, entry and entry.facts) for number, entry in found.items()}
        ticket, untouched = ticket_of(session, number), ticket_of(session, number + 1)
        hashes = [session.get_one(EntryRow, one).words_hash for one in (asked, silent)]
    without = {**kept, "error": {"state": "given", "value": gone}}
    assert told == {
        asked: (f"Help!\n{gone}", {"step": 1}),
        silent: (None, {}),
        answered: (words, {"reply": {"kind": "asks", "details": []}}),
        handed: (None, {"details": without, "to": 7}),
        noted: (None, {"details": kept}),
        bare: (None, {"to": 7}),
    }
    assert (ticket.subject, ticket.details[DetailName.ERROR].value) == (gone, gone)
    assert ticket.details[DetailName.JOB].value == "7001234"
    assert ticket.details[DetailName.USER] == details[DetailName.USER]
    assert untouched.subject == words
    assert hashes == [hashlib.sha256(b"Help!\nMrs. Doe waits").hexdigest(), None]


@ON_SQLITE
@pytest.mark.parametrize(
    ("words", "is_erased"),
    [("a" * 100, False), ("a" * 100 + "c", True), ("a" * 300, True), ("a" * 99 + "cc", False)],
    ids=("a hundred", "more", "many", "others"),
)
def test_a_subject_that_holds_only_the_beginning_of_long_words_is_erased_whole(
    transaction: Transactions, words: LiteralString, is_erased: bool
) -> None:
    """Policy 12."""
    subject, number = own("a" * 100 + "b"), opened(transaction, NOON)
    with transaction() as session:
        row = session.get_one(TicketRow, number)
        row.subject = subject
        writes.erase(session, row.conversation_id, own(words))
        assert ticket_of(session, number).subject == (writes.ERASED if is_erased else subject)


def test_who_names_an_address_again_is_asked_about_anew(transaction: Transactions) -> None:
    """Policy 5: staff link unknown people."""
    with transaction() as session:
        first, second = (writes.begin(session, STRANGER, None, NOON) for _ in range(2))
        writes.ask_link(session, STRANGER, "ada@north.example", first, NOON)
        writes.ask_link(session, STRANGER, "ben@north.example", first, NOON)
        one, two = reads.link_requests(session)
        assert one == LinkRequest("slack", "T1", "U1", "ada@north.example", one.id, None)
        writes.decide_link(session, one.id, False, NOON)
        writes.decide_link(session, two.id, True, NOON)
        assert [found.confirmed for found in reads.link_requests(session)] == [False, True]
        writes.ask_link(session, STRANGER, "ada@north.example", second, NOON + MINUTE)
        assert reads.link_requests(session, second) == (one,)
        assert [found.id for found in reads.link_requests(session, first)] == [two.id]


def test_somebody_is_welcomed_once_and_their_home_is_kept_when_they_opened_it(
    transaction: Transactions,
) -> None:
    with transaction() as session:
        assert not reads.is_welcomed(session, "slack", "T1", "U1")
        writes.note_home(session, "slack", "T1", "U1", NOON)
        assert not reads.is_welcomed(session, "slack", "T1", "U1")
        assert writes.welcome(session, "slack", "T1", "U1", NOON)
        assert not writes.welcome(session, "slack", "T1", "U1", NOON + MINUTE)
        assert writes.welcome(session, "slack", "T1", "U2", NOON)
        met = [(row.user, row.welcomed_at, row.home_at) for row in session.scalars(select(AcquaintanceRow))]
        assert sorted(met) == [("U1", NOON, NOON), ("U2", NOON, None)]
        assert reads.is_welcomed(session, "slack", "T1", "U1")
        others = (("web", "T1", "U1"), ("slack", "T2", "U1"), ("slack", "T1", "U3"))
        assert [reads.is_welcomed(session, *one) for one in others] == [False, False, False]
