"""Finds what a letter belongs to: the conversation by our own letter that it answers, or by its number."""

from __future__ import annotations

from dataclasses import dataclass

from mail.incoming import Incoming
from records.engine import Session
from tickets import letters, reads
from tickets.letter_reasons import Why
from tickets.letters import Sent
from tickets.values import Conversation, Person, Ticket


@dataclass(frozen=True)
class Belongs:
    """What a letter belongs to. ``sent`` is the letter of ours that it answers.

    ``conversation`` is the one it names, if any, ``ticket`` what is spoken of there; ``why`` says why staff
    must decide whether it belongs there.
    """

    conversation: Conversation | None = None
    ticket: Ticket | None = None
    sent: Sent | None = None
    why: Why | None = None


def belongs(session: Session, letter: Incoming, person: Person | None) -> Belongs:
    """The conversation of a letter: by our unguessable id first, else by the one number in its subject.

    Neither is believed alone: its sender must be of the conversation's customer, or staff.
    """
    sent = letters.sent_under(session, letter.replies_to)
    talk = _of_sent(session, sent)
    if len(set(letter.numbers)) > 1 or (talk is not None and _contradicts(session, letter, talk)):
        return Belongs(sent=sent, why=Why.TWO_NUMBERS)
    if talk is None and letter.numbers:
        talk = _of_number(session, letter.numbers[0])
        if talk is None:
            return Belongs(sent=sent, why=Why.NO_SUCH_NUMBER)
    if talk is None:
        return Belongs(sent=sent)
    why = None if _may_write(letter, person, talk) else Why.FOREIGN
    return Belongs(talk, reads.ticket_of(session, talk.id), sent, why)


def _of_number(session: Session, number: int) -> Conversation | None:
    ticket = reads.ticket(session, number)
    return None if ticket is None else reads.conversation(session, ticket.conversation_id)


def _of_sent(session: Session, sent: Sent | None) -> Conversation | None:
    """The conversation our letter was about; None for what went to many, as the news of an outage."""
    if sent is None or sent.conversation_id is None:
        return None
    talk = reads.conversation(session, sent.conversation_id)
    of_somebody = talk is not None and (talk.customer_id is not None or "@" in talk.asker_user)
    return talk if of_somebody else None


def _contradicts(session: Session, letter: Incoming, talk: Conversation) -> bool:
    """Whether the subject names a ticket of another conversation than the letter that it answers."""
    tickets = (reads.ticket(session, number) for number in letter.numbers)
    return any(one is None or not _is_of(session, one.number, talk) for one in tickets)


def _is_of(session: Session, number: int, talk: Conversation) -> bool:
    ticket, newest = reads.ticket(session, number), reads.ticket_of(session, talk.id)
    own = ticket is not None and ticket.conversation_id == talk.id
    return own or (newest is not None and newest.number == number)


def _may_write(letter: Incoming, person: Person | None, talk: Conversation) -> bool:
    if person is not None and person.is_staff:
        return True
    if talk.customer_id is None:
        return letter.sender == talk.asker_user
    return person is not None and person.customer is not None and person.customer.id == talk.customer_id
