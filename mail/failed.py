"""What follows when a letter of ours does not arrive: staff know, and the customer's thread in Slack does."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

from bot.replies import reason, with_person_offered
from bot.rules import Rules
from bot.telling import Telling
from bot.words import returned as said
from guard import Screened
from mail.incoming import Bounce
from records.engine import Session
from records.facts import to_facts
from tickets import directory, letters, reads, writes
from tickets.letters import Sent
from tickets.values import Actor, Audience, Entry, EntryKind
from tickets.writes import NewEntry

log = logging.getLogger(__name__)


def failed(session: Session, bounce: Bounce, at: datetime, rules: Rules) -> bool:
    """A report that a letter did not arrive; False when it says nothing new, or nothing final.

    What it says in words is a stranger's: only its code is taken from it, and whose letter it names by ids
    that nobody can guess.
    """
    sent = _sent(session, bounce)
    if sent is None:
        log.info("a report of failed delivery names no letter of ours")
        return False
    if not bounce.permanent:
        log.warning("the letter of delivery %s is delayed (%s)", sent.key, bounce.status)
        return False
    return not_delivered(session, sent, bounce.status, at, rules)


def not_delivered(session: Session, sent: Sent, status: str, at: datetime, rules: Rules) -> bool:
    """Note it once in the history and tell who must know; False when that was done before.

    ``status`` is the enhanced code (RFC 3463), or empty. No letter follows from one to the desk itself.
    """
    if not letters.note_failed(session, sent.message_id, at):
        return False
    told = None if sent.entry_id is None else reads.entry(session, sent.entry_id)
    log.error("the letter of delivery %s did not arrive (%s)", sent.key, status or "no code")
    if told is not None:
        _tell_staff(session, sent, told, status, at, rules)
        if sent.recipient != rules.desk_mail:
            _tell_in_slack(session, sent, at, rules)
    return True


def _sent(session: Session, bounce: Bounce) -> Sent | None:
    by_token = (letters.sent_with(session, token) for token in bounce.tokens)
    found = next((one for one in by_token if one is not None), None)
    return found or letters.sent_under(session, bounce.message_ids)


def _tell_staff(session: Session, sent: Sent, told: Entry, status: str, at: datetime, rules: Rules) -> None:
    """A line in the history; of a ticket also in its thread at the desk, or by mail without a channel."""
    to_desk = sent.recipient == rules.desk_mail
    text = said.not_delivered(sent.recipient, said.why(status), to_desk=to_desk)
    entry = _note(session, sent, told.conversation_id, text, at)
    telling = Telling(session, told.conversation_id, at, rules)
    if sent.ticket_number is None:
        return
    telling.desk(entry, "reply")
    if not rules.desk_channel and not to_desk:
        telling.letter(entry, "desk")


def _note(session: Session, sent: Sent, talk: int, text: Screened, at: datetime) -> int:
    number, staff = sent.ticket_number, Audience.STAFF
    facts = {"reply": to_facts(reason(text)), "to": sent.recipient, "letter": sent.message_id}
    new = NewEntry(talk, at, EntryKind.NOT_DELIVERED, Actor.BOT, number, audience=staff)
    return writes.add(session, replace(new, facts=facts, words=text))


def _tell_in_slack(session: Session, sent: Sent, at: datetime, rules: Rules) -> None:
    """In the customer's own thread, where there is one that nobody else reads."""
    talk = None if sent.conversation_id is None else reads.conversation(session, sent.conversation_id)
    place = None if talk is None else reads.place_of(session, talk.id, reads.ASKER, "slack")
    if talk is None or place is None:
        return
    owner = directory.customer_of_channel(session, place.team, place.channel)
    if not place.direct and (owner is None or owner.id != talk.customer_id):
        return
    reply = with_person_offered(reason(said.came_back(sent.recipient)))
    facts = {"reply": to_facts(replace(reply, conversation=talk.id))}
    new = NewEntry(talk.id, at, EntryKind.REPLIED, Actor.BOT, sent.ticket_number, facts=facts)
    Telling(session, talk.id, at, rules).at_place(writes.add(session, new), place)
