"""Decides on tickets that may be the same: shown first, added to, or a new one after all (policy 3). Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot import words
from bot.decision import Decision, Step, Update
from bot.drafting import draft_of, ticket_wanted
from bot.message import Act, ActName, Message
from bot.replies import reason
from bot.rules import Rules
from bot.seen import Seen
from bot.words import likes as said
from guard import Screened, join, own
from tickets.clock import promise, spoken_due
from tickets.values import DetailName, DetailState, EntryKind, Stage, Ticket

_SAME = re.compile(r"\W*(?:yes|yep|yeah|same|add(?: (?:it|this|mine|that))?)\b.{0,40}", re.I | re.S)
_NEW = re.compile(
    r"\W*(?:no\b|new\b|nope|different|another|open\b|a new|it'?s (?:new|different)).{0,40}", re.I | re.S
)


@dataclass(frozen=True)
class AddToOther(Step):
    """The person's words belong to another ticket of their customer."""

    ticket: Ticket
    words: Screened


def _add_to(message: Message, _act: Act, seen: Seen, rules: Rules) -> Decision:
    """What the conversation holds is added to the ticket that was chosen."""
    talk, ticket = seen.conversation, seen.target
    if ticket is None or talk is None or talk.stage is not Stage.LIKE:
        return Decision(reason(said.NOT_THERE, only_to_author=True), heard=None)
    decision = _added(message, seen, rules, ticket, _draft_words(seen))
    return replace(decision, update=Update(stage=Stage.CLOSED), heard=EntryKind.PRESSED)


def _draft_words(seen: Seen) -> Screened:
    draft = draft_of(seen)
    given = (
        join(words.DETAIL_LABELS[name], draft.details[name].value or own(""), by=": ")
        for name in DetailName
        if draft.details[name].state is DetailState.GIVEN
        and (draft.details[name].value or "") not in draft.subject
    )
    return join(draft.subject, *given, by="\n")


def _add_words(message: Message, act: Act, seen: Seen, rules: Rules) -> Decision:
    """A form: words for a ticket that a list or a view has shown."""
    told = act.fields.get("words", own(""))
    if seen.target is None or not told.strip():
        return Decision(reason(said.NOT_THERE, only_to_author=True), heard=None)
    return _added(message, seen, rules, seen.target, told)


def _added(message: Message, seen: Seen, rules: Rules, ticket: Ticket, told: Screened) -> Decision:
    due = ticket.due_at or promise(message.at, rules.promise, seen.visits).due
    spoken = spoken_due(due, message.at, rules.promise)
    reply = reason(said.added_to(ticket.number, ticket.opener.name, spoken))
    return Decision(reply, steps=(AddToOther(ticket, told),), heard=EntryKind.PRESSED, confidential=True)


def _new_one(message: Message, _act: Act, seen: Seen, rules: Rules) -> Decision:
    return replace(_opened_anew(message, seen, rules), heard=EntryKind.PRESSED)


def _opened_anew(message: Message, seen: Seen, rules: Rules) -> Decision:
    """The person has chosen: whatever else it may be like is not shown any more."""
    return ticket_wanted(message, replace(seen, likes=()), rules, draft_of(seen), agreed=True)


def answered_in_words(message: Message, seen: Seen, rules: Rules) -> Decision | None:
    """Which it is to be, said in words; None when the words are about something else."""
    if seen.target is not None and (_SAME.fullmatch(message.text) or _names(message.text, seen.target)):
        return replace(
            _added(message, seen, rules, seen.target, _draft_words(seen)), update=Update(stage=Stage.CLOSED)
        )
    if _NEW.fullmatch(message.text):
        return _opened_anew(message, seen, rules)
    return None


def _names(text: Screened, ticket: Ticket) -> bool:
    return len(text) < _SHORT and re.search(rf"(?<!\d)#?{ticket.number}(?!\d)", text) is not None


_SHORT = 60

PRESSED: Mapping[ActName, Callable[[Message, Act, Seen, Rules], Decision]] = {
    ActName.ADD_TO: _add_to,
    ActName.ADD_WORDS: _add_words,
    ActName.NEW_ONE: _new_one,
}
