"""Looks up what comes before a ticket: a draft handed over, the figure of misuse, tickets that are alike."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.drafting import NEVER_THE_SAME, details_of_form
from bot.message import ActName, Message
from bot.rules import Rules
from bot.seen import Draft, Findings, Seen
from guard import own
from records.engine import Session
from tickets import matter, misuse, reads
from tickets.matter import Matter
from tickets.values import Conversation, EntryKind, Stage, Status, Ticket


def look_before(session: Session, message: Message, seen: Seen, rules: Rules) -> Seen:
    """What stands between this person and a ticket, besides the details (policy 5)."""
    person, talk = seen.person, seen.conversation
    if person is None or seen.at_desk:
        return seen
    if not person.entitled:
        return replace(seen, handed_to=frozenset() if talk is None else _handed_to(session, talk))
    return replace(
        seen,
        handed=None if talk is None else handed_draft(session, message, talk),
        misuse=misuse.of_person(session, person, message.at, rules.misuse, rules.sure.precision),
        referred=talk is not None and misuse.is_referred(session, talk.id),
    )


def _handed_to(session: Session, talk: Conversation) -> frozenset[int]:
    """To whom the draft was handed; nobody once its asker has asked again, be it the same."""
    if talk.stage is not Stage.CLOSED:
        return frozenset()
    lines = reads.history(session, conversation_id=talk.id)
    handed = (one for one in lines if one.kind is EntryKind.HANDED_OVER and one.words == talk.question)
    return frozenset(int(one.facts["to"]) for one in handed)  # type: ignore[call-overload]


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


MOST_ALIKE = 3


def look_for_likes(session: Session, message: Message, seen: Seen, rules: Rules) -> Seen:
    """Open tickets of the person's customer that may be the same, and the one that is chosen (policy 3).

    Only who may see the customer's tickets is shown any.
    """
    if message.act is not None and message.act.name is ActName.PHONED:
        return _likes_of_call(session, message, seen, rules)
    person = seen.person
    if person is None or not person.licensed or person.customer is None or seen.at_desk:
        return seen
    theirs = reads.tickets(session, customer_id=person.customer.id, status=Status.OPEN)
    if not theirs:
        return seen
    shown = _shown_before(session, seen)
    about = _matter(message, seen)
    new = [one for one in theirs if one.number not in shown and one.conversation_id != _talk_id(seen)]
    last = tuple(one for one in theirs if one.number in shown)
    return replace(seen, likes=_alike(new, about, rules), target=_chosen(message, theirs, last))


def _likes_of_call(session: Session, message: Message, seen: Seen, rules: Rules) -> Seen:
    """What may be the same as what somebody says on the phone, among their own customer's open tickets."""
    caller, act = seen.chosen.caller, message.act
    if act is None or caller is None or caller.customer is None or not caller.entitled:
        return seen
    if act.fields.get("category", "") in NEVER_THE_SAME:
        return seen
    theirs = reads.tickets(session, customer_id=caller.customer.id, status=Status.OPEN)
    about = matter.matter(act.fields.get("subject", own("")), details_of_form(act.fields))
    return replace(seen, likes=_alike(theirs, about, rules))


def _alike(theirs: Sequence[Ticket], about: Matter, rules: Rules) -> tuple[Ticket, ...]:
    compared = (one for one in theirs if one.category not in NEVER_THE_SAME)
    alike = (one for one in compared if matter.of_ticket(one).is_like(about, rules.alike))
    return tuple(alike)[:MOST_ALIKE]


def _talk_id(seen: Seen) -> int:
    return 0 if seen.conversation is None else seen.conversation.id


def _shown_before(session: Session, seen: Seen) -> frozenset[int]:
    """The numbers that this conversation has shown already."""
    history = reads.history(session, conversation_id=_talk_id(seen)) if seen.conversation else ()
    shown = (one.facts["tickets"] for one in history if one.kind is EntryKind.LIKES_SHOWN)
    return frozenset(int(number) for numbers in shown for number in numbers)  # type: ignore[attr-defined]


def _matter(message: Message, seen: Seen) -> Matter:
    """What the ticket would be about: the form's word, the question's, or what the conversation holds."""
    talk = seen.conversation
    kept = Matter("") if talk is None else matter.matter(talk.question, talk.details)
    if message.act is not None and message.act.name is ActName.SUBMIT:
        fields = message.act.fields
        return matter.matter(fields.get("subject", own("")) or kept.words, details_of_form(fields))
    if seen.question is None:
        return kept
    if talk is not None and talk.stage in _ANSWERING:
        return matter.matter(talk.question, seen.question.details)
    return matter.matter(seen.question.text, seen.question.details)


_ANSWERING = frozenset({Stage.DETAILS, Stage.CHARGE, Stage.LIKE})


def _chosen(message: Message, theirs: Sequence[Ticket], last: Sequence[Ticket]) -> Ticket | None:
    """The ticket that a button, a form or words name; words that name none mean the only one shown."""
    if message.act is not None:
        adds = message.act.name in (ActName.ADD_TO, ActName.ADD_WORDS)
        return next((one for one in theirs if adds and str(one.number) == message.act.value), None)
    named = [one for one in last if re.search(rf"(?<!\d){one.number}(?!\d)", message.text)]
    return named[0] if named else (last[0] if len(last) == 1 else None)
