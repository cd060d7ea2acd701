"""Takes messages in: stores them before they are acknowledged, and reads what a form is filled with."""

from __future__ import annotations

from typing import Any

from bot.before.look import look_before, look_for_likes
from bot.drafting import is_to_be_referred
from bot.look import Tools, may_be_of_a_new_card, whose_words
from bot.message import Message
from bot.reading import in_words
from bot.rules import Rules
from bot.seen import Seen
from classifier.category import Category
from records import inbox
from records.engine import Session
from records.facts import to_facts
from tickets import directory, reads
from tickets.values import Place, Stage, Status


def accept(session: Session, message: Message) -> bool:
    """Store a message under its own id; False when it was stored before.

    A letter that staff have let through waits for us from then on, not from when it came.
    """
    since = message.released_at or message.at
    return inbox.accept(session, message.id, _lane(message), to_facts(message), since)


def concerns_us(session: Session, message: Message, desk_channel: str = "") -> bool:
    """Whether what does not address the bot belongs to a conversation it is part of, or may soon be."""
    said_before = message.amends or message.erases
    return (
        reads.conversation_at(session, message.place) is not None
        or (said_before is not None and reads.entry_from(session, said_before) is not None)
        or inbox.is_expected(session, _lane(message))
        or may_be_of_a_new_card(session, message, desk_channel)
    )


def place_of(session: Session, conversation: int, role: str) -> Place | None:
    """Where a conversation is held, for the asker or at the desk."""
    return reads.place_of(session, conversation, role)


def draft_for_form(session: Session, message: Message, rules: Rules) -> dict[str, Any] | None:
    """What the ticket form is filled with; None when this person may not open that ticket now.

    None as well when something is to be shown first: the documentation (policy 5), or tickets
    that may be the same (policy 3).
    """
    act, author = message.act, message.author
    talk = None if act is None else reads.conversation(session, act.conversation or 0)
    person = directory.person_by_identity(session, message.place.door, author.team, author.user)
    if talk is None or person is None or not person.entitled:
        return None
    own = (author.team, author.user) == (talk.asker_team, talk.asker_user)
    open_already = reads.ticket_of(session, talk.id)
    if not own or talk.stage is Stage.TICKET or (open_already and open_already.status is Status.OPEN):
        return None
    seen = look_before(session, message, Seen(person, person.customer, True, conversation=talk), rules)
    if is_to_be_referred(seen, talk.category, rules) or look_for_likes(session, message, seen, rules).likes:
        return None
    return {
        "draft_details": talk.details,
        "conversation": talk.id,
        "subject": talk.question,
        "category": talk.category or "incident",
    }


def form_from_words(session: Session, message: Message, tools: Tools) -> dict[str, Any] | None:
    """What the ticket form is filled with out of words said elsewhere; None when the road is to answer.

    The conversation does not exist yet: the form carries the thread in which it will be held.
    """
    author = message.author
    person = directory.person_by_identity(session, message.place.door, author.team, author.user)
    if person is None or person.customer is None or not person.entitled:
        return None
    users = directory.known_users(session, person.customer.id)
    found = in_words(message.text, users, tools.read_details)
    category = tools.triage(session, message.text, whose_words(message, person.customer)).category
    return {
        "draft_details": found,
        "conversation": message.place.thread,
        "subject": message.text,
        "category": (Category.INCIDENT if category in _NOT_OFFERED else category).value,
    }


_NOT_OFFERED = frozenset({Category.EMERGENCY, Category.OTHER})
"""What nobody opens a ticket about on purpose; the person may still choose it in the form."""


def is_our_direct(session: Session, place: Place) -> bool:
    """Whether this channel is somebody's direct messages with the bot, as far as we have seen it."""
    return reads.is_direct(session, place)


def _lane(message: Message) -> str:
    place = message.place
    within = place.channel if place.direct else f"{place.channel}:{place.thread}"
    return f"{place.door}:{place.team}:{within}"
