"""Looks up what comes before a ticket: a draft handed over, the figure of misuse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.message import ActName, Message
from bot.rules import Rules
from bot.seen import Draft, Findings, Seen
from guard import own
from records.engine import Session
from tickets import misuse, reads
from tickets.values import Conversation, EntryKind


def look_before(session: Session, message: Message, seen: Seen, rules: Rules) -> Seen:
    """What stands between this person and a ticket, besides the details (policy 5)."""
    person, talk = seen.person, seen.conversation
    if person is None or not person.entitled or seen.at_desk:
        return seen
    return replace(
        seen,
        handed=None if talk is None else handed_draft(session, message, talk),
        misuse=misuse.of_person(session, person, message.at, rules.misuse, rules.sure.answer),
        referred=talk is not None and misuse.is_referred(session, talk.id),
    )


def handed_draft(session: Session, message: Message, talk: Conversation) -> Draft | None:
    """The draft as it was handed over, whatever was asked in its conversation since."""
    act = message.act
    if act is None or act.name is not ActName.OPEN or not act.value.isdigit():
        return None
    entry = reads.entry(session, int(act.value))
    if entry is None or entry.kind is not EntryKind.HANDED_OVER or entry.conversation_id != talk.id:
        return None
    facts: Mapping[str, Any] = entry.facts
    return Draft(
        str(facts["category"]),
        facts["sure"],
        entry.words or own(""),
        reads.details_from(facts["details"]),
        reads.shown_from(facts["shown"]),
        Findings((), 0.0),
    )
