"""Looks up what a decision needs to know of outages: the open one, and like incidents of the last minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot.message import Message
from bot.rules import Rules
from bot.seen import Seen, Troubles
from classifier.category import Category
from guard import Screened, own
from records.engine import Session
from tickets import maintenance, outages
from tickets.likeness import alike
from tickets.maintenance import Window
from tickets.outages import How, Incident, Outage


def look_at_troubles(session: Session, message: Message, seen: Seen, rules: Rules) -> Seen:
    """What was seen, with the open outage and what this message has to do with it. Reads only."""
    outage = outages.open_one(session)
    if seen.at_desk or (message.act is not None and seen.conversation is None):
        known = Troubles(outage, _belongs(session, seen, outage), window=_window(session, message))
        return replace(seen, troubles=known)
    words, trouble = _words(seen), _may_tell_of_trouble(message, seen)
    troubles = Troubles(
        outage,
        _belongs(session, seen, outage),
        trouble and outage is not None and _is_like_any(words, _reported(session, outage), rules),
        _alike(session, message, seen, rules, words) if trouble else (),
        maintenance.windows_at(session, message.at),
        _window(session, message),
    )
    return replace(seen, troubles=troubles)


def _is_like_any(words: Screened, reported: Iterable[Screened], rules: Rules) -> bool:
    return any(alike(words, said, rules.alike) for said in reported)


def _window(session: Session, message: Message) -> Window | None:
    named = "" if message.act is None else message.act.value
    return maintenance.window(session, int(named)) if _NUMBER.fullmatch(named) else None


_NUMBER = re.compile(r"[0-9]{1,9}")


def _words(seen: Seen) -> Screened:
    if seen.question is not None:
        return seen.question.text
    return own("") if seen.conversation is None else seen.conversation.question


def _belongs(session: Session, seen: Seen, outage: Outage | None) -> bool:
    if outage is None or seen.conversation is None:
        return False
    mine = (one for one in outages.reports(session, outage.id) if one.how is not How.ASKED)
    return any(one.conversation_id == seen.conversation.id for one in mine)


def _reported(session: Session, outage: Outage) -> tuple[Screened, ...]:
    return outages.reported_words(session, outage.id)


def _may_tell_of_trouble(message: Message, seen: Seen) -> bool:
    """Whether this may tell of something broken; what else is said need not be held against incidents."""
    if seen.question is None or message.act is not None:
        return True
    kept = None if seen.conversation is None else seen.conversation.category
    return kept in _TROUBLE or seen.question.triage.category in _TROUBLE


_TROUBLE = frozenset({Category.INCIDENT, Category.EMERGENCY})


def _alike(
    session: Session, message: Message, seen: Seen, rules: Rules, words: Screened
) -> tuple[Incident, ...]:
    if seen.customer is None or not words:
        return ()
    since = message.at - timedelta(minutes=rules.outage.minutes)
    return outages.like(words, outages.incidents_since(session, since, but=seen.customer.id), rules.alike)
