"""Looks up what a decision needs to know of outages: the open one, and like incidents of the last minutes."""

from __future__ import annotations

import re
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
    words = _words(seen)
    troubles = Troubles(
        outage,
        _belongs(session, seen, outage),
        outage is not None and any(alike(words, said) for said in _reported(session, outage)),
        _alike(session, message, seen, rules, words),
        maintenance.windows_at(session, message.at),
    )
    return replace(seen, troubles=troubles)


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


def _is_trouble(seen: Seen) -> bool:
    """Whether this tells of something broken; what else is said need not be held against other incidents."""
    return seen.question is None or seen.question.triage.category in (Category.INCIDENT, Category.EMERGENCY)


def _alike(
    session: Session, message: Message, seen: Seen, rules: Rules, words: Screened
) -> tuple[Incident, ...]:
    if seen.customer is None or not words or not _is_trouble(seen):
        return ()
    since = message.at - timedelta(minutes=rules.outage.minutes)
    others = (one for one in outages.incidents_since(session, since) if one.customer_id != seen.customer.id)
    return outages.like(words, tuple(others))
