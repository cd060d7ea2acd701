"""Tells who has waited too long for an answer which lines they can call (policy 7): once for each message.

What came in is looked at where it waits, so that this works while nobody takes it up, and what was answered
where its delivery waits. It goes out both in Slack and by mail, as either road may be the one that is stuck.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.letter import is_letter
from bot.message import ActName, Message
from bot.permissions import Side, side
from bot.replies import reason
from bot.reply import Reply
from bot.rules import Rules
from bot.telling import MAIL, SLACK, by_mail
from bot.words import outages as words
from records import deliveries, inbox, work
from records.engine import Session, Transactions
from records.facts import from_facts, to_facts
from records.work import Waiting
from tickets import directory, reads
from tickets.clock import spoken_due
from tickets.values import EntryKind, Person, Place

SHOW = "late"
_NEEDS_NO_ANSWER = frozenset({ActName.HOME, ActName.MESSAGES, ActName.WELCOME, ActName.SOLVED_IT})


@dataclass(frozen=True)
class _Late:
    """Somebody who waits: since when, where, and who they are as far as the directory knows.

    ``address`` is where an unknown person wrote a letter from.
    """

    source: str
    since: datetime
    place: Place | None
    user: str
    person: Person | None
    address: str = ""


def tell_who_waits(reading: Transactions, writing: Transactions, rules: Rules, now: datetime) -> int:
    """Remember the lines for everybody who has waited too long and was not told; how many were."""
    before = now - timedelta(minutes=rules.outage.no_number_minutes)
    with reading() as session:
        late = [
            *_in_the_inbox(session, before, rules),
            *_on_the_way(session, before),
            *_receipts_on_the_way(session, before),
        ]
        new = [one for one in late if not _is_told(session, one)]
    if not new:
        return 0
    with writing() as session:
        return sum(_tell(session, one, rules, now) for one in new)


def _in_the_inbox(session: Session, before: datetime, rules: Rules) -> list[_Late]:
    waiting = (_late_message(session, one, rules) for one in work.waiting_since(session, inbox.QUEUE, before))
    return [one for one in waiting if one is not None]


def _late_message(session: Session, waiting: Waiting, rules: Rules) -> _Late | None:
    try:
        message = from_facts(Message, waiting.payload)
    except ValueError:
        return None
    author, place = message.author, message.place
    person = directory.person_by_identity(session, place.door, author.team, author.user)
    if person is None and author.mail:
        person = directory.person_by_mail(session, author.mail)
    staff = person is not None and person.is_staff
    if not _asks(message) or staff or place.channel == rules.desk_channel:
        return None
    address = author.user if is_letter(message) and person is None else ""
    return _Late(message.id, message.at, place, author.user, person, address)


def _asks(message: Message) -> bool:
    """Whether somebody waits for an answer to it; edits, deletions and visits of Home ask for none."""
    if message.amends is not None or message.erases is not None or not message.addressed:
        return False
    act = message.act
    if act is None:
        return bool(message.text.strip())
    return act.name not in _NEEDS_NO_ANSWER and side(act.name) is Side.CUSTOMER


def _on_the_way(session: Session, before: datetime) -> list[_Late]:
    """Numbers of tickets (and that a message could not be handled) that Slack has not taken yet."""
    rows = work.waiting_since(session, f"{deliveries.QUEUE}.{SLACK}", before)
    late = (_late_reply(session, one) for one in rows if one.payload.get("recipient") == "asker")
    return [one for one in late if one is not None]


def _late_reply(session: Session, waiting: Waiting) -> _Late | None:
    entry = reads.entry(session, int(waiting.payload.get("entry", 0)))
    if entry is None or entry.kind is not EntryKind.REPLIED or "reply" not in entry.facts:
        return None
    reply = from_facts(Reply, entry.facts["reply"])
    number = reply.ticket
    if number is None or _receipt_has_left(session, number):
        return None
    talk = reads.conversation(session, entry.conversation_id)
    known = talk is not None and talk.person_id is not None
    person = directory.person_by_id(session, talk.person_id) if known and talk and talk.person_id else None
    return _Late(f"entry:{entry.id}", entry.at, None, "", person)


def _receipts_on_the_way(session: Session, before: datetime) -> list[_Late]:
    """Whose letter has opened a ticket while no receipt can leave: in Slack, where it knows them.

    Another letter would only wait beside the receipt.
    """
    rows = work.waiting_since(session, f"{deliveries.QUEUE}.{MAIL}", before)
    late = (_late_reply(session, one) for one in rows if one.payload.get("show") == "receipt")
    return [found for one in late if one is not None and (found := _in_slack(session, one)) is not None]


def _in_slack(session: Session, late: _Late) -> _Late | None:
    known = None if late.person is None else directory.identity_of(session, late.person.id, SLACK)
    if known is None:
        return None
    team, user = known
    return replace(late, place=Place(SLACK, team, user, "new-late", True), user=user, person=None)


def _receipt_has_left(session: Session, number: int) -> bool:
    """Whether the number was returned by mail; the receipt holds the lines as well."""
    history, ticket = reads.history(session, number=number), reads.ticket(session, number)
    opened = next((one for one in history if one.kind is EntryKind.OPENED), None)
    if opened is None or ticket is None:
        return False
    recipient = by_mail(ticket.opener.mail)
    return deliveries.receipt(session, opened.id, recipient, MAIL) is not None


def _is_told(session: Session, late: _Late) -> bool:
    return any(
        work.is_known(session, f"{deliveries.QUEUE}.{door}", _name(late, door)) for door in (SLACK, MAIL)
    )


def _tell(session: Session, late: _Late, rules: Rules, now: datetime) -> bool:
    since = spoken_due(late.since, now, rules.promise)
    said: dict[str, Any] = {"reply": to_facts(reason(words.late(since, rules.lines)))}
    told = False
    if late.place is not None and late.place.door == SLACK:
        more = {**said, "place": to_facts(late.place), "user": late.user}
        name = _name(late, SLACK)
        told |= deliveries.tell_apart(session, name, SLACK, SHOW, name, now, more)
    if late.person is not None or late.address:
        to = {"person": late.person.id} if late.person else {"address": late.address}
        more = {**said, **to, "subject": words.LATE_SUBJECT}
        name = _name(late, MAIL)
        told |= deliveries.tell_apart(session, name, MAIL, SHOW, name, now, more)
    return told


def _name(late: _Late, door: str) -> str:
    return f"late:{door}:{hashlib.sha256(late.source.encode()).hexdigest()[:32]}"
