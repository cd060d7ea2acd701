"""Tells people who asked in vain that there is an answer now. Safe to repeat: a gap is closed once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot import words
from bot.look import audience_at
from bot.near import Search
from bot.replied import write_reply
from bot.replies import NOT_QUITE, answer, is_sure, with_person_offered
from bot.reply import Reply
from bot.rules import Rules
from bot.seen import Findings
from bot.telling import Telling
from knowledge import gaps
from knowledge.gaps import REFUSED, Gap
from records.engine import Session, Transactions
from records.facts import from_facts
from tickets import reads
from tickets.values import Actor, Entry, EntryKind
from tickets.writes import NewEntry

MOST_AT_ONCE = 1000
"""Open queries that are asked again whenever something has changed, the newest."""


def answer_gaps(
    reading: Transactions,
    writing: Transactions,
    search: Search,
    rules: Rules,
    at: datetime,
    most: int = MOST_AT_ONCE,
) -> int:
    """Ask the open questions again, after articles have changed; returns how many people were told."""
    with reading() as session:
        waiting = [(gap, _findings(session, gap, search, rules)) for gap in gaps.list_open(session, most)]
    told = 0
    for gap, findings in waiting:
        if _is_answered(gap, findings, rules):
            with writing() as session:
                told += tell(session, gap, findings, rules, at)
    return told


def _findings(session: Session, gap: Gap, search: Search, rules: Rules) -> Findings:
    place = reads.place_of(session, gap.conversation_id or 0, reads.ASKER)
    if place is None or not gap.question:
        return Findings((), 0.0)
    audience = audience_at(session, place, gap.customer_id)
    return search(gap.question, audience, rules.talk.articles_shown)


def _is_answered(gap: Gap, findings: Findings, rules: Rules) -> bool:
    """An article that was shown and did not help is no answer now; one the search was not sure of may be."""
    if not is_sure(findings, rules):
        return False
    shown = {one.slug for one in gap.shown}
    return gap.reason not in REFUSED or findings.hits[0].slug not in shown


def tell(session: Session, gap: Gap, findings: Findings, rules: Rules, at: datetime) -> bool:
    """Close the query and show its asker the answer.

    False when it was closed before, nobody waits, or they were told of the same article since they asked.
    """
    if gap.conversation_id is None or not gaps.close(session, gap.id):
        return False
    if was_told(session, gap, findings.hits[0].slug):
        return False
    reply = with_person_offered(answer(words.ANSWER_NOW, findings, rules, NOT_QUITE))
    reply = replace(reply, conversation=gap.conversation_id)
    source = f"gap:{gap.id}/answered"
    new = NewEntry(gap.conversation_id, at, EntryKind.REPLIED, Actor.BOT, source=source)
    Telling(session, gap.conversation_id, at, rules).asker(write_reply(session, new, reply), "news")
    return True


def was_told(session: Session, gap: Gap, slug: str) -> bool:
    """Whether the conversation was told of this article since the query was asked: another of its queries."""
    asked = reads.entry_from(session, gap.message_id)
    history = reads.history(session, conversation_id=gap.conversation_id)
    later = (one for one in history if (one.id > asked.id if asked else one.at >= gap.asked_at))
    return any(_tells_of(one, slug) for one in later)


def _tells_of(entry: Entry, slug: str) -> bool:
    if entry.kind is not EntryKind.REPLIED or "reply" not in entry.facts:
        return False
    reply = from_facts(Reply, entry.facts["reply"])
    return reply.text == words.ANSWER_NOW and any(hit.slug == slug for hit in reply.hits[:1])
