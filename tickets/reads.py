"""Reads of the desk: conversations, tickets and histories as values."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from tickets.directory import person_of
from tickets.tables import (
    AcquaintanceRow,
    ConversationRow,
    EntryRow,
    IdentityRow,
    LinkRequestRow,
    PersonRow,
    PlaceRow,
    TicketRow,
)
from tickets.values import (
    Actor,
    Audience,
    Conversation,
    Customer,
    Detail,
    DetailName,
    Details,
    DetailState,
    Entry,
    EntryKind,
    LinkRequest,
    Person,
    Place,
    ShownArticle,
    Stage,
    Status,
    Ticket,
)

ASKER = "asker"
DESK = "desk"
COLLEAGUE = "colleague"
"""The role of a place from which somebody else of the customer writes about the matter."""
GIVEN = "given"
"""The role of a place that is one letter's alone, which staff have given to the ticket."""


def conversation(session: Session, conversation_id: int) -> Conversation | None:
    """One conversation, or None."""
    row = session.get(ConversationRow, conversation_id, populate_existing=True)
    return None if row is None else conversation_of(row)


def conversation_at(session: Session, place: Place) -> tuple[Conversation, str] | None:
    """The conversation held in this very thread, and the place's role there (asker or desk)."""
    row = session.scalar(
        select(PlaceRow).where(
            PlaceRow.door == place.door,
            PlaceRow.team == place.team,
            PlaceRow.channel == place.channel,
            PlaceRow.thread == place.thread,
        )
    )
    if row is None:
        return None
    found = conversation(session, row.conversation_id)
    return None if found is None else (found, row.role)


def latest_direct(
    session: Session, place: Place, user: str, since: datetime, stage: Stage | None = None
) -> Conversation | None:
    """The asker's newest conversation (at that stage) in the same direct-message channel, heard since."""
    here = select(PlaceRow.conversation_id).where(
        PlaceRow.door == place.door,
        PlaceRow.team == place.team,
        PlaceRow.channel == place.channel,
        PlaceRow.role == ASKER,
        PlaceRow.direct,
    )
    query = select(ConversationRow).where(
        ConversationRow.door == place.door,
        ConversationRow.asker_user == user,
        ConversationRow.last_heard_at >= since,
        ConversationRow.id.in_(here),
    )
    if stage is not None:
        query = query.where(ConversationRow.stage == stage)
    newest = query.order_by(ConversationRow.last_heard_at.desc(), ConversationRow.id.desc())
    row = session.scalar(newest.limit(1))
    return None if row is None else conversation_of(row)


def place_of(session: Session, conversation_id: int, role: str, door: str | None = None) -> Place | None:
    """The newest place of that role (and door), where its next words are to be shown."""
    query = select(PlaceRow).where(PlaceRow.conversation_id == conversation_id, PlaceRow.role == role)
    if door is not None:
        query = query.where(PlaceRow.door == door)
    row = session.scalar(query.order_by(PlaceRow.id.desc()).limit(1))
    return None if row is None else _place(row)


def place_in(session: Session, conversation_id: int, door: str, channel: str) -> Place | None:
    """The newest place of the conversation in that channel, whatever its role."""
    query = select(PlaceRow).where(
        PlaceRow.conversation_id == conversation_id, PlaceRow.door == door, PlaceRow.channel == channel
    )
    row = session.scalar(query.order_by(PlaceRow.id.desc()).limit(1))
    return None if row is None else _place(row)


def places_of(session: Session, conversation_id: int, role: str, door: str) -> tuple[Place, ...]:
    """Every place of that role and door, each channel once, the newest first."""
    query = select(PlaceRow).where(
        PlaceRow.conversation_id == conversation_id, PlaceRow.role == role, PlaceRow.door == door
    )
    rows = session.scalars(query.order_by(PlaceRow.id.desc()))
    found = (Place(row.door, row.team, row.channel, row.thread, row.direct, row.enterprise) for row in rows)
    newest: dict[str, Place] = {}
    for place in found:
        newest.setdefault(place.channel, place)
    return tuple(newest.values())


def overheard_place_of(session: Session, conversation_id: int) -> Place | None:
    """The asker's newest place that is a thread of a channel, or None."""
    query = select(PlaceRow).where(
        PlaceRow.conversation_id == conversation_id, PlaceRow.role == ASKER, PlaceRow.direct.is_(False)
    )
    row = session.scalar(query.order_by(PlaceRow.id.desc()).limit(1))
    return None if row is None else _place(row)


def _place(row: PlaceRow) -> Place:
    return Place(row.door, row.team, row.channel, row.thread, row.direct, row.enterprise)


def is_direct(session: Session, place: Place) -> bool:
    """Whether conversations are held in this channel as direct messages."""
    here = select(PlaceRow.id).where(
        PlaceRow.door == place.door,
        PlaceRow.team == place.team,
        PlaceRow.channel == place.channel,
        PlaceRow.direct,
    )
    return session.scalar(here.limit(1)) is not None


def is_welcomed(session: Session, door: str, team: str, user: str) -> bool:
    """Whether this person has been welcomed before."""
    met = select(AcquaintanceRow.welcomed_at).filter_by(door=door, team=team, user=user)
    return session.scalar(met) is not None


def homes(session: Session, door: str, customer_id: int | None) -> tuple[tuple[str, str], ...]:
    """Whose Home is to be kept up to date when something of this customer changes, as (team, user).

    These are its administrators and all staff, as far as they have opened it; without a customer, staff.
    """
    opened = (
        select(AcquaintanceRow.team, AcquaintanceRow.user)
        .join(
            IdentityRow,
            and_(
                IdentityRow.door == AcquaintanceRow.door,
                IdentityRow.team == AcquaintanceRow.team,
                IdentityRow.user == AcquaintanceRow.user,
            ),
        )
        .join(PersonRow, PersonRow.id == IdentityRow.person_id)
        .where(AcquaintanceRow.door == door, AcquaintanceRow.home_at.is_not(None), PersonRow.active)
        .where(or_(PersonRow.roles != "", and_(PersonRow.customer_id == customer_id, PersonRow.licensed)))
    )
    return tuple((team, user) for team, user in session.execute(opened.order_by(AcquaintanceRow.id)))


def solved_lately(session: Session, customer_id: int, limit: int) -> tuple[Ticket, ...]:
    """The customer's solved tickets, the last one first."""
    query = select(TicketRow).where(TicketRow.customer_id == customer_id, TicketRow.status == Status.SOLVED)
    query = query.order_by(TicketRow.solved_at.desc(), TicketRow.number.desc()).limit(limit)
    return tuple(ticket_from(row) for row in session.scalars(query))


def taken_by(session: Session, person_id: int, limit: int) -> tuple[Ticket, ...]:
    """The open tickets a member of staff has taken, by the time left."""
    query = select(TicketRow).where(TicketRow.assignee_id == person_id, TicketRow.status == Status.OPEN)
    query = query.order_by(TicketRow.target_at.is_(None), TicketRow.target_at, TicketRow.number.desc())
    return tuple(ticket_from(row) for row in session.scalars(query.limit(limit)))


def late(session: Session, at: datetime, limit: int) -> tuple[Ticket, ...]:
    """The open tickets whose target has passed, the longest ago first."""
    query = select(TicketRow).where(TicketRow.status == Status.OPEN, TicketRow.target_at < at)
    query = query.order_by(TicketRow.target_at, TicketRow.number).limit(limit)
    return tuple(ticket_from(row) for row in session.scalars(query))


_LARGEST = 2**31 - 1


def ticket(session: Session, number: int) -> Ticket | None:
    """One ticket, or None, also for a number that is larger than the database knows."""
    row = session.get(TicketRow, number, populate_existing=True) if number <= _LARGEST else None
    return None if row is None else ticket_from(row)


def ticket_of(session: Session, conversation_id: int) -> Ticket | None:
    """What is spoken of in this conversation: its newest ticket, or the one as which that goes on."""
    newest = newest_of(session, conversation_id)
    if newest is None or newest.merged_into is None:
        return newest
    return ticket(session, newest.merged_into)


def newest_of(session: Session, conversation_id: int) -> Ticket | None:
    """The conversation's newest ticket, or None."""
    row = session.scalar(
        select(TicketRow)
        .where(TicketRow.conversation_id == conversation_id)
        .order_by(TicketRow.number.desc())
        .limit(1)
    )
    return None if row is None else ticket_from(row)


def tickets(
    session: Session, *, customer_id: int | None = None, status: Status | None = None, limit: int = 100
) -> tuple[Ticket, ...]:
    """Tickets by the time left (those without a running clock last)."""
    query = select(TicketRow).order_by(
        TicketRow.target_at.is_(None), TicketRow.target_at, TicketRow.number.desc()
    )
    if customer_id is not None:
        query = query.where(TicketRow.customer_id == customer_id)
    if status is not None:
        query = query.where(TicketRow.status == status)
    return tuple(ticket_from(row) for row in session.scalars(query.limit(limit)))


def history(
    session: Session, *, conversation_id: int | None = None, number: int | None = None
) -> tuple[Entry, ...]:
    """The history of a conversation, or of one ticket, oldest first."""
    query = select(*ENTRY).order_by(EntryRow.id)
    if conversation_id is not None:
        query = query.where(EntryRow.conversation_id == conversation_id)
    if number is not None:
        query = query.where(EntryRow.ticket_number == number)
    return entries_of(session, query)


ENTRY = (
    EntryRow.id,
    EntryRow.conversation_id,
    EntryRow.ticket_number,
    EntryRow.at,
    EntryRow.kind,
    EntryRow.actor,
    EntryRow.person_id,
    EntryRow.audience,
    EntryRow.facts,
    EntryRow.words,
)
"""The columns an entry is made of: a history has thousands, and needs none of the mapper's care."""


def entries_of(session: Session, query: Select[Any]) -> tuple[Entry, ...]:
    """The entries that a query for the columns of :data:`ENTRY` finds."""
    rows = session.execute(query).all()
    people = _people(session, {row.person_id for row in rows if row.person_id is not None})
    return tuple(
        Entry(
            row.id,
            row.conversation_id,
            row.ticket_number,
            row.at,
            EntryKind(row.kind),
            Actor(row.actor),
            people.get(row.person_id),
            Audience(row.audience),
            row.facts,
            row.words,
        )
        for row in rows
    )


def _people(session: Session, ids: Collection[int]) -> dict[int | None, Person]:
    query = select(PersonRow).where(PersonRow.id.in_(ids)).options(joinedload(PersonRow.customer))
    return {row.id: person_of(row) for row in session.scalars(query)} if ids else {}


def of_kinds(session: Session, kinds: Sequence[EntryKind]) -> tuple[Entry, ...]:
    """The entries of these kinds of all tickets: ticket by ticket, oldest first."""
    query = select(EntryRow).where(EntryRow.kind.in_(kinds), EntryRow.ticket_number.is_not(None))
    rows = session.scalars(query.order_by(EntryRow.ticket_number, EntryRow.id))
    return tuple(_entry(row) for row in rows)


def entry(session: Session, entry_id: int) -> Entry | None:
    """One line of the history, or None."""
    row = session.get(EntryRow, entry_id)
    return None if row is None else _entry(row)


def entry_from(session: Session, source: str) -> Entry | None:
    """The entry that this source made, or None when the source has not been seen."""
    row = session.scalar(select(EntryRow).where(EntryRow.source == source))
    return None if row is None else _entry(row)


def versions(session: Session, source: str) -> tuple[Entry, ...]:
    """What this message said, as it was first written and after every edit."""
    edited = EntryRow.source.startswith(f"{source}:edited:", autoescape=True)
    rows = session.scalars(select(EntryRow).where(or_(EntryRow.source == source, edited)))
    return tuple(_entry(row) for row in rows)


def link_requests(session: Session, conversation_id: int | None = None) -> tuple[LinkRequest, ...]:
    """Unknown people who named an address (in one conversation), oldest first."""
    query = select(LinkRequestRow).order_by(LinkRequestRow.id)
    if conversation_id is not None:
        query = query.where(LinkRequestRow.conversation_id == conversation_id)
    return tuple(_link_request(row) for row in session.scalars(query))


def undecided_links(session: Session, limit: int = 100) -> tuple[LinkRequest, ...]:
    """Unknown people whom nobody has confirmed or refused yet, oldest first."""
    query = select(LinkRequestRow).where(LinkRequestRow.confirmed.is_(None)).order_by(LinkRequestRow.id)
    return tuple(_link_request(row) for row in session.scalars(query.limit(limit)))


def link_request(session: Session, request_id: int) -> LinkRequest | None:
    """One of them, or None."""
    row = session.get(LinkRequestRow, request_id) if request_id <= _LARGEST else None
    return None if row is None else _link_request(row)


def _link_request(row: LinkRequestRow) -> LinkRequest:
    return LinkRequest(
        row.door, row.team, row.user, row.mail, row.id, row.confirmed, row.conversation_id, row.asked_at
    )


def details_from(facts: Mapping[str, Any]) -> Details:
    """The four details out of a row's facts; what is not there is missing."""
    found: dict[DetailName, Detail] = {}
    for name in DetailName:
        kept = facts.get(name.value, {})
        state = DetailState(kept.get("state", "missing"))
        found[name] = Detail(name, state, kept.get("value"), kept.get("source"))
    return found


def shown_from(facts: Mapping[str, Any]) -> tuple[ShownArticle, ...]:
    """The articles shown, out of a row's facts."""
    return tuple(ShownArticle(one["slug"], one["title"], one["sure"]) for one in facts.get("articles", []))


def conversation_of(row: ConversationRow) -> Conversation:
    return Conversation(
        row.id,
        row.door,
        row.asker_team,
        row.asker_user,
        row.person_id,
        row.customer_id,
        row.last_heard_at,
        Stage(row.stage),
        row.question,
        row.category,
        row.sure,
        details_from(row.details),
        shown_from(row.shown),
        row.questions_back,
        row.human,
        row.reply_entry,
        row.revision,
        row.started_at,
        row.model,
    )


def ticket_from(row: TicketRow) -> Ticket:
    """A row of tickets as a value."""
    customer = row.customer
    return Ticket(
        number=row.number,
        conversation_id=row.conversation_id,
        customer=Customer(customer.id, customer.key, customer.name, customer.good_standing),
        opener=person_of(row.opener),
        opened_at=row.opened_at,
        asked_at=row.asked_at,
        status=Status(row.status),
        category=row.category,
        sure=row.sure,
        subject=row.subject,
        details=details_from(row.details),
        shown=shown_from(row.shown),
        assignee=None if row.assignee is None else person_of(row.assignee),
        tier=row.tier,
        waiting_since=row.waiting_since,
        due_at=row.due_at,
        target_at=row.target_at,
        waits_since=row.waits_since,
        merged_into=row.merged_into,
        model=row.model,
    )


def _entry(row: EntryRow) -> Entry:
    return Entry(
        row.id,
        row.conversation_id,
        row.ticket_number,
        row.at,
        EntryKind(row.kind),
        Actor(row.actor),
        None if row.person is None else person_of(row.person),
        Audience(row.audience),
        row.facts,
        row.words,
    )
