"""Tells everybody who asked for a suggestion that it is released, once: where they asked and by mail (10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.replies import reason
from bot.rules import Rules
from bot.telling import Telling
from bot.words import features as said
from guard import Screened
from records.engine import Session
from records.facts import to_facts
from tickets import directory, reads, suggestions, writes
from tickets.suggestions import Ask
from tickets.values import Actor, EntryKind, Person
from tickets.writes import NewEntry


def release(
    session: Session, suggestion_id: int, words: Screened, by: Person | None, rules: Rules, at: datetime
) -> int | None:
    """The suggestion is released; returns how many people are told, None when it was released before.

    Each is told with their own words and those of staff, never with anybody else's. Who has asked more than
    once is told where they asked last.
    """
    if not suggestions.release(session, suggestion_id, words, by, at):
        return None
    last = {ask.ticket.opener.id: ask for ask in suggestions.asks(session, suggestion_id)}
    for ask in last.values():
        _tell(session, suggestion_id, ask, words, rules, at)
    return len(last)


def _tell(
    session: Session, suggestion_id: int, ask: Ask, words: Screened, rules: Rules, at: datetime
) -> None:
    ticket = ask.ticket
    reply = reason(said.told_released(ticket.number, ticket.subject))
    told = replace(reply, after=words, conversation=ticket.conversation_id)
    source = f"suggestion:{suggestion_id}/released/{ask.id}"
    new = NewEntry(
        ticket.conversation_id,
        at,
        EntryKind.REPLIED,
        Actor.BOT,
        ticket.number,
        facts={"reply": to_facts(told)},
        source=source,
    )
    entry = writes.add(session, new)
    telling = Telling(session, ticket.conversation_id, at, rules)
    telling.asker(entry, "news")
    telling.letter(entry, "opener")
    asker = _asker(session, ticket.conversation_id)
    if asker is not None and asker.id != ticket.opener.id:
        telling.letter(entry, "person", asker)


def _asker(session: Session, conversation_id: int) -> Person | None:
    """Who began the conversation: not the opener, when an administrator opened a colleague's draft."""
    talk = reads.conversation(session, conversation_id)
    return None if talk is None or talk.person_id is None else directory.person_by_id(session, talk.person_id)
