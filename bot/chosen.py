"""What staff (or a customer with a list of tasks) have chosen in a form or by a button, looked up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.message import Act, ActName, Message
from knowledge import gaps
from knowledge.gaps import Gap
from records.engine import Session
from tickets import directory, letters, reads, tasks
from tickets.letters import Came
from tickets.tasks import Task
from tickets.values import LinkRequest, Person, Ticket


@dataclass(frozen=True)
class Linking:
    """Somebody unknown who named an address: the request, whose address it is, and where they asked.

    ``private`` says that nobody of another customer reads along there.
    """

    request: LinkRequest
    person: Person
    administrators: tuple[Person, ...]
    private: bool


@dataclass(frozen=True)
class Chosen:
    """``colleague`` takes a ticket over, ``tasks`` are those of the ticket, ``other`` is the
    ticket to merge into, ``caller`` has phoned.

    ``administrators`` are those of the caller's company, ``gap`` is the unanswered query, ``letter`` one
    that came in (under the address of ``colleague``, where that is staff's).
    """

    colleague: Person | None = None
    tasks: tuple[Task, ...] = ()
    linking: Linking | None = None
    other: Ticket | None = None
    caller: Person | None = None
    administrators: tuple[Person, ...] = ()
    gap: Gap | None = None
    letter: Came | None = None


def look_chosen(session: Session, message: Message, ticket: Ticket | None) -> Chosen:
    """What the act of this message names. Reads only."""
    act = message.act
    look = None if act is None else _LOOKS.get(act.name)
    return Chosen() if act is None or look is None else look(session, act, ticket)


def _colleague(session: Session, act: Act, _ticket: Ticket | None) -> Chosen:
    """The member of staff whom a form names, by number or address."""
    named = str(act.fields.get("colleague", ""))
    found = (one for one in directory.staff(session) if named in (str(one.id), one.mail))
    return Chosen(colleague=next(found, None))


def _tasks(session: Session, _act: Act, ticket: Ticket | None) -> Chosen:
    return Chosen() if ticket is None else Chosen(tasks=tasks.of_ticket(session, ticket.number))


def _other(session: Session, act: Act, _ticket: Ticket | None) -> Chosen:
    given = act.fields.get("into", "") or act.fields.get("number", "") or act.value
    named = str(given).strip().removeprefix("#")
    usual = named.isdecimal() and len(named) < 10
    return Chosen(other=reads.ticket(session, int(named)) if usual else None)


def _linking(session: Session, act: Act, _ticket: Ticket | None) -> Chosen:
    requests = () if act.conversation is None else reads.link_requests(session, act.conversation)
    request = next((one for one in requests if str(one.id) == act.value), None)
    person = None if request is None else directory.person_by_mail(session, request.mail)
    if request is None or person is None:
        return Chosen()
    customer = person.customer
    administrators = () if customer is None else directory.administrators_of(session, customer.id)
    place = reads.place_of(session, act.conversation or 0, reads.ASKER)
    owner = None if place is None else directory.customer_of_channel(session, place.team, place.channel)
    private = place is not None and (place.direct or (owner is not None and owner == customer))
    return Chosen(linking=Linking(request, person, administrators, private))


def _caller(session: Session, act: Act, _ticket: Ticket | None) -> Chosen:
    """The one customer's person of this number, address or name; nobody where a name has several."""
    named = str(act.fields.get("caller", "")).strip().casefold()
    people = [one for one in directory.everybody(session) if one.customer is not None]
    for by in _BY:
        found = [one for one in people if named and by(one) == named]
        if found:
            return _called(session, found[0]) if len(found) == 1 else Chosen()
    return Chosen()


def _gap(session: Session, act: Act, _ticket: Ticket | None) -> Chosen:
    usual = act.value.isdecimal() and len(act.value) < 10
    found = gaps.these(session, [int(act.value)]) if usual else []
    return Chosen(gap=found[0] if found else None)


def _letter(session: Session, act: Act, ticket: Ticket | None) -> Chosen:
    """The letter that a card or a command names, with the ticket or the person that a form does."""
    usual = act.value.isdecimal() and len(act.value) < 10
    letter = letters.letter(session, int(act.value)) if usual else None
    named = replace(act, value="")
    found = (
        _other(session, named, ticket) if act.name is ActName.GIVE_LETTER else _caller(session, act, ticket)
    )
    sender = None if letter is None else directory.person_by_mail(session, letter.sender)
    return replace(found, letter=letter, colleague=sender if sender is not None and sender.is_staff else None)


def _called(session: Session, caller: Person) -> Chosen:
    customer = caller.customer
    administrators = () if customer is None else directory.administrators_of(session, customer.id)
    return Chosen(caller=caller, administrators=administrators)


_BY: tuple[Callable[[Person], str], ...] = (
    lambda person: str(person.id),
    lambda person: person.mail.casefold(),
    lambda person: person.name.casefold(),
)

_LOOKS: Mapping[ActName, Callable[[Session, Act, Ticket | None], Chosen]] = {
    ActName.ASSIGN: _colleague,
    ActName.MERGE: _other,
    ActName.TASK_DONE: _tasks,
    ActName.TASK_ANSWER: _tasks,
    ActName.TASKS_SETTLED: _tasks,
    ActName.LINK: _linking,
    ActName.REFUSE_LINK: _linking,
    ActName.PHONED: _caller,
    ActName.COVERED: _gap,
    ActName.GIVE_LETTER: _letter,
    ActName.OPEN_LETTER: _letter,
    ActName.DISCARD_LETTER: _letter,
}
