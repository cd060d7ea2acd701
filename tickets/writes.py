"""Writes of the desk: the one place where conversations, tickets and histories change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from guard import Screened, own, shorten, struck
from records.facts import to_facts
from tickets import entries, timekeeping
from tickets.entries import locked
from tickets.policy import PromiseRules
from tickets.tables import (
    AcquaintanceRow,
    ConversationRow,
    CounterRow,
    EntryRow,
    LinkRequestRow,
    PlaceRow,
    TicketRow,
)
from tickets.timekeeping import Cause
from tickets.values import (
    Actor,
    Audience,
    Detail,
    Details,
    EntryKind,
    FileRef,
    Person,
    Place,
    ShownArticle,
    Stage,
    Status,
)

LONGEST_SUBJECT = 150
"""Characters of a question that a ticket is named by."""

NewEntry = entries.NewEntry
add = entries.add
ChangedMeanwhileError = entries.ChangedMeanwhileError


@dataclass(frozen=True)
class Asker:
    """Who asks, as the door knows them and, when linked, as the directory does."""

    door: str
    team: str
    user: str
    person: Person | None
    customer_id: int | None


def begin(session: Session, asker: Asker, place: Place | None, at: datetime) -> int:
    """A new conversation held at ``place`` (None: by mail alone, so far); returns its id."""
    row = ConversationRow(
        door=asker.door,
        asker_team=asker.team,
        asker_user=asker.user,
        person_id=asker.person.id if asker.person else None,
        customer_id=asker.customer_id,
        started_at=at,
        last_heard_at=at,
        stage=Stage.FREE,
        question=own(""),
        details={},
        shown={},
    )
    session.add(row)
    session.flush()
    if place is not None:
        bind(session, row.id, place, "asker")
    return row.id


def bind(session: Session, conversation_id: int, place: Place, role: str) -> None:
    """The conversation is held at ``place`` too; saying it again changes nothing."""
    session.execute(
        _insert(session, PlaceRow)
        .values(conversation_id=conversation_id, role=role, **to_facts(place))
        .on_conflict_do_nothing(index_elements=["door", "team", "channel", "thread"])
    )


def bind_for_entry(session: Session, entry_id: int, place: Place, role: str) -> None:
    """The conversation of this entry is held at ``place`` too: what told it has made the place."""
    bind(session, session.get_one(EntryRow, entry_id).conversation_id, place, role)


def change(session: Session, conversation_id: int, revision: int, **values: Any) -> None:
    """Change a conversation that was read at ``revision``; raises when it has moved on since."""
    statement = (
        update(ConversationRow)
        .where(ConversationRow.id == conversation_id, ConversationRow.revision == revision)
        .values(revision=revision + 1, **values)
    )
    if session.execute(statement).rowcount != 1:  # type: ignore[attr-defined]
        raise ChangedMeanwhileError(f"conversation {conversation_id} has moved on from revision {revision}")


@dataclass(frozen=True)
class Opening:
    """All that a ticket is opened with. ``source`` names the act that opens it: one act, one ticket.

    ``taken_by`` is the member of staff who wrote it down for somebody who phoned; ``model`` is the version of
    the classifier that had sorted the question.
    """

    conversation_id: int
    opener: Person
    source: str
    asked_at: datetime
    category: str
    sure: float | None
    subject: Screened
    details: Details
    shown: tuple[ShownArticle, ...]
    taken_by: Person | None = None
    model: str | None = None


def open_ticket(
    session: Session, opening: Opening, at: datetime, rules: PromiseRules, first_number: int
) -> tuple[int, int]:
    """Open a ticket and start its clock; returns its number and the id of the entry that says so.

    The opener must belong to a customer (checked by who decides; a ticket without one cannot be stored).
    """
    if opening.opener.customer is None:
        raise ValueError(f"{opening.opener.mail} belongs to no customer and cannot hold a ticket")
    number = _next_number(session, first_number)
    session.add(_new_ticket(number, opening, opening.opener.customer.id, at))
    session.flush()
    facts: dict[str, Any] = {"category": opening.category, "asked_at": opening.asked_at.isoformat()}
    if opening.model is not None:
        facts["model"] = opening.model
    new = NewEntry(opening.conversation_id, at, EntryKind.OPENED, Actor.PERSON, number, opening.opener.id)
    if opening.taken_by is not None:
        facts |= {"by_phone": True, "for": opening.opener.id}
        new = replace(new, actor=Actor.STAFF, person_id=opening.taken_by.id)
    entry = add(session, replace(new, facts=facts, words=opening.subject))
    timekeeping.start(session, number, at, rules, Cause(own("the ticket was opened"), entry))
    return number, entry


def _new_ticket(number: int, opening: Opening, customer_id: int, at: datetime) -> TicketRow:
    return TicketRow(
        number=number,
        conversation_id=opening.conversation_id,
        customer_id=customer_id,
        opener_id=opening.opener.id,
        opened_by=opening.source,
        opened_at=at,
        asked_at=opening.asked_at,
        status=Status.OPEN,
        category=opening.category,
        sure=opening.sure,
        model=opening.model,
        subject=shorten(opening.subject, LONGEST_SUBJECT),
        details=details_facts(opening.details),
        shown=shown_facts(opening.shown),
    )


def claim(session: Session, number: int, staff: Person) -> None:
    """A member of staff takes the ticket."""
    locked(session, number).assignee_id = staff.id


def set_status(session: Session, number: int, status: Status, at: datetime, entry: int | None = None) -> None:
    """Solved, withdrawn or open again, as ``entry`` says. What is not open has no clock (policy 4)."""
    row = locked(session, number)
    row.status = status
    row.solved_at = at if status is Status.SOLVED else None
    if status is not Status.OPEN:
        timekeeping.close(session, number, at, entry)


def set_category(session: Session, number: int, category: str) -> None:
    """A person corrected the category."""
    row = locked(session, number)
    row.category, row.sure = category, None


def set_details(session: Session, number: int, details: Details) -> None:
    """What is known of the ticket's details now."""
    locked(session, number).details = details_facts(details)


def add_file(
    session: Session,
    conversation_id: int,
    number: int | None,
    file: FileRef,
    at: datetime,
    audience: Audience = Audience.CUSTOMER,
    beside: int | None = None,
) -> int:
    """A file belongs to the conversation (and its ticket); returns the entry that says so.

    ``beside`` is the entry that a letter with this file is about: words, or another file given with it.
    """
    facts = {"file": to_facts(file), **({} if beside is None else {BESIDE: beside})}
    new = NewEntry(conversation_id, at, EntryKind.FILE, Actor.PERSON, number, audience=audience, facts=facts)
    return add(session, new)


BESIDE = "beside"
"""The fact of a file that names the entry with which it travels by mail."""

ERASED = own("[deleted by the person]")


def erase(session: Session, conversation_id: int, words: Screened) -> None:
    """Erase words the person has deleted wherever the conversation and its tickets repeat them.

    What was decided on them stays as facts, and each entry keeps the hash of its words.
    """
    for entry in session.scalars(select(EntryRow).where(EntryRow.conversation_id == conversation_id)):
        if entry.words is not None and entry.actor == Actor.PERSON:
            entry.words = _without(entry.words, words)
        if entry.kind == EntryKind.HANDED_OVER and "details" in entry.facts:
            kept = {name: _erased(detail, words) for name, detail in entry.facts["details"].items()}
            entry.facts = {**entry.facts, "details": kept}
        if "reply" in entry.facts:
            entry.facts = {**entry.facts, "reply": {**entry.facts["reply"], "details": []}}
    for ticket in session.scalars(select(TicketRow).where(TicketRow.conversation_id == conversation_id)):
        ticket.subject = _without(ticket.subject, words)
        ticket.details = {name: _erased(detail, words) for name, detail in ticket.details.items()}
    session.flush()


def _without(text: Screened, words: Screened) -> Screened:
    """Without the words where they stand by themselves; a subject may hold only their beginning."""
    return ERASED if len(words) > 100 and text.startswith(words[:100]) else struck(text, words, ERASED)


def _erased(detail: dict[str, Any], words: Screened) -> dict[str, Any]:
    from_them = detail["value"] is not None and detail["value"] in words
    return {**detail, "value": ERASED} if from_them else detail


def ask_link(session: Session, asker: Asker, mail: str, conversation_id: int, at: datetime) -> None:
    """An unknown person says which registered address is theirs; staff confirm it."""
    session.execute(
        _insert(session, LinkRequestRow)
        .values(
            door=asker.door,
            team=asker.team,
            user=asker.user,
            mail=mail,
            asked_at=at,
            conversation_id=conversation_id,
        )
        .on_conflict_do_update(
            index_elements=["door", "team", "user", "mail"],
            set_={"asked_at": at, "conversation_id": conversation_id, "decided_at": None, "confirmed": None},
        )
    )


def decide_link(session: Session, request_id: int, confirmed: bool, at: datetime) -> None:
    """Staff confirmed whose address it is, or refused to."""
    row = session.get_one(LinkRequestRow, request_id, with_for_update=True, populate_existing=True)
    row.confirmed, row.decided_at = confirmed, at


def welcome(session: Session, door: str, team: str, user: str, at: datetime) -> bool:
    """Somebody is welcomed; False when they were before."""
    row = _met(session, door, team, user)
    new = row.welcomed_at is None
    row.welcomed_at = at if row.welcomed_at is None else row.welcomed_at
    return new


def note_home(session: Session, door: str, team: str, user: str, at: datetime) -> None:
    """Somebody opened their Home, which is to be kept up to date from now on."""
    _met(session, door, team, user).home_at = at


def _met(session: Session, door: str, team: str, user: str) -> AcquaintanceRow:
    new = _insert(session, AcquaintanceRow).values(door=door, team=team, user=user)
    session.execute(new.on_conflict_do_nothing(index_elements=["door", "team", "user"]))
    known = select(AcquaintanceRow).filter_by(door=door, team=team, user=user)
    return session.scalars(known.with_for_update()).one()


def details_facts(details: Details) -> dict[str, Any]:
    """The details as a row keeps them."""
    return {name.value: _detail_facts(detail) for name, detail in details.items()}


def _detail_facts(detail: Detail) -> dict[str, Any]:
    source = {"source": detail.source} if detail.source else {}
    return {"state": detail.state.value, "value": detail.value, **source}


def shown_facts(shown: tuple[ShownArticle, ...]) -> dict[str, Any]:
    """The articles shown as a row keeps them."""
    return {"articles": [to_facts(one) for one in shown]}


def _next_number(session: Session, first: int) -> int:
    start = _insert(session, CounterRow).values(name="ticket", value=first - 1)
    session.execute(start.on_conflict_do_nothing(index_elements=["name"]))
    step = (
        update(CounterRow)
        .where(CounterRow.name == "ticket")
        .values(value=CounterRow.value + 1)
        .returning(CounterRow.value)
    )
    return session.execute(step).scalar_one()


def _insert(session: Session, table: Any) -> Any:
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    return (postgresql.insert if on_postgresql else sqlite.insert)(table)
