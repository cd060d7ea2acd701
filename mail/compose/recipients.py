"""Finds the address of a letter, and refuses the one that may not read it."""

from __future__ import annotations

from bot.telling import MAIL
from mail.compose.case import Case, NothingToSendError
from records.facts import from_facts
from tickets import directory, reads
from tickets.values import Audience, EntryKind, Person, Place

DESK, ESCALATION, OPENER = "desk", "escalation", "opener"
_USUAL = {"receipt": OPENER, "staff_words": OPENER}


def address(case: Case) -> str:
    """Whom the letter goes to; raises :class:`NothingToSendError` for nobody, and for somebody who may not.

    Nobody gets a letter about another customer's matter, or of what staff say among themselves, whatever has
    led to it: this is the last door, and it looks for itself.
    """
    payload = case.work.payload
    to = str(payload.get("to") or _USUAL.get(payload["show"], DESK))
    if "person" in payload:
        return _of_person(case, int(payload["person"]))
    if "at" in payload or payload["recipient"] == "asker":
        return _checked(case, _at_place(case))
    if to == "author":
        return _checked(case, str(payload["user"]), theirs=True)
    if to == OPENER:
        return _of_opener(case)
    contact = case.rules.escalation.mail if to == ESCALATION else ""
    return contact or case.rules.desk_mail


def _of_opener(case: Case) -> str:
    opener = case.needed_ticket().opener
    _let(case, opener)
    return opener.mail


def _of_person(case: Case, person_id: int) -> str:
    person = directory.person_by_id(case.session, person_id)
    if person is None:
        raise NothingToSendError("the person is gone")
    _let(case, person)
    return person.mail


def _at_place(case: Case) -> str:
    if "at" in case.work.payload:
        return str(from_facts(Place, case.work.payload["at"]).channel)
    place = reads.place_of(case.session, case.talk, reads.ASKER, MAIL)
    if place is None:
        raise NothingToSendError("the asker has written from no address")
    return place.channel


def _checked(case: Case, mail: str, *, theirs: bool = False) -> str:
    """An address somebody wrote from: of the conversation's customer, or of who began it by mail.

    ``theirs`` is the answer to what they have just done, which nobody else is shown.
    """
    linked = directory.person_by_identity(case.session, MAIL, MAIL, mail)
    person = linked or directory.person_by_mail(case.session, mail)
    talk = case.conversation()
    if person is not None:
        _let(case, person, theirs=theirs)
    elif (talk.door, talk.asker_user) != (MAIL, mail):
        raise NothingToSendError(f"{mail} is no address of this conversation")
    else:
        _public(case, theirs=theirs)
    return mail


def _let(case: Case, person: Person, *, theirs: bool = False) -> None:
    if person.is_staff:
        return
    owner = case.conversation().customer_id
    if owner is not None and person.customer is not None and person.customer.id != owner:
        raise NothingToSendError(f"{person.mail} belongs to another customer")
    _public(case, theirs=theirs)


def _public(case: Case, *, theirs: bool) -> None:
    answers = theirs and case.entry.kind is EntryKind.REPLIED
    if case.entry.audience is Audience.STAFF and not answers:
        raise NothingToSendError("what staff say among themselves goes to no customer")
