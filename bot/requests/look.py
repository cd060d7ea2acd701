"""Looks up the suggestion that a decision is about."""

from __future__ import annotations

from dataclasses import replace

from bot.message import ActName, Message
from bot.rules import Rules
from bot.seen import Seen
from classifier.category import Category
from guard import own
from records.engine import Session
from tickets import suggestions
from tickets.suggestions import Suggestion

_CHOOSES = frozenset({ActName.TO_DEVELOPMENT, ActName.RELEASED})
_DIGITS = 9


def look_at_suggestions(session: Session, message: Message, seen: Seen, rules: Rules) -> Seen:
    """What was seen, with the suggestion that staff chose, or a released one that a wish asks for again."""
    act = message.act
    if act is not None and act.name in _CHOOSES:
        return replace(seen, suggestion=_chosen(session, str(act.fields.get("suggestion", own("")))))
    if seen.question is not None and seen.question.triage.category is Category.FEATURE:
        return replace(seen, suggestion=_released(session, seen.question.text, rules))
    return seen


def _chosen(session: Session, value: str) -> Suggestion | None:
    known = value.isdigit() and len(value) <= _DIGITS
    return suggestions.suggestion(session, int(value)) if known else None


def _released(session: Session, text: str, rules: Rules) -> Suggestion | None:
    near = suggestions.like(session, text, released=True)
    return near[0][0] if near and near[0][1] >= rules.features.alike else None
